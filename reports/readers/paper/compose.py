"""Sheets become blocks: ruled tables, tables without rules, running text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reports.model import Grid, TextBlock
from reports.readers.paper.cells import cell_texts, is_full
from reports.readers.paper.furniture import remove_furniture
from reports.readers.paper.halves import parted
from reports.readers.paper.lines import lines_of, words_of
from reports.readers.paper.marks import Glyph, PlacedGrid, RuledCell, Sheet
from reports.readers.paper.over_pages import join_over_pages
from reports.readers.paper.paragraphs import flow
from reports.readers.paper.ruled import Lattice, joined, lattices
from reports.readers.paper.touching import part_touching
from reports.readers.paper.unruled import find_unruled_tables

_SEVERAL_NUMBERS: Final = re.compile(r"[0-9０-９][0-9０-９,，.．]*(?:\s+[0-9０-９][0-9０-９,，.．]*)+")
_LEAST_BLANK: Final = 5
"""A row of so many blank cells may be the rest of a table that the last page's end cut."""
_HAS_DIGIT: Final = re.compile(r"[0-9０-９]")


def compose(sheets: Sequence[Sheet]) -> tuple[list[TextBlock | Grid], tuple[str, ...]]:
    """Return the blocks of all sheets in reading order, and the running heads that were left out.

    Raises DocumentTooLarge.
    """
    for sheet in sheets:
        find_ruled_tables(sheet)
    parts = parted(sheets)
    heads = remove_furniture(parts)
    join_over_pages(parts)
    find_unruled_tables(parts)
    return flow(parts), heads


def find_ruled_tables(sheet: Sheet) -> None:
    """Move the characters of ruled tables into grids and all others into lines; rules of no table stay on the sheet.

    A sheet that was given its lines, or was done before, stays as it is.
    """
    if not sheet.glyphs:
        return
    sheet.horizontal, sheet.vertical = joined(sheet.horizontal), joined(sheet.vertical)
    glyphs = sheet.glyphs
    used: set[int] = set()
    for lattice in lattices(sheet.horizontal, sheet.vertical):
        if lattice.columns < 2:
            continue
        inside, outside = lattice.sort(glyphs, edge=sheet.edge)
        texts, padding = cell_texts(
            [(found, cell.box[2] - cell.box[0]) for found, cell in zip(inside, lattice.cells, strict=True)]
        )
        blank = not any(texts)
        if (blank and lattice.columns < _LEAST_BLANK) or _is_crowded(texts):
            continue
        glyphs = outside
        used.update(map(id, (*lattice.horizontal, *lattice.vertical)))
        sheet.grids.append(
            PlacedGrid(
                lattice.grid(texts, sheet.place, edge=sheet.edge), lattice.box, _Cells(lattice, inside, texts, padding)
            )
        )
    sheet.horizontal = [rule for rule in sheet.horizontal if id(rule) not in used]
    sheet.vertical = [rule for rule in sheet.vertical if id(rule) not in used]
    sheet.lines = lines_of(part_touching(words_of(glyphs)))
    sheet.glyphs = []


class _Cells:
    """The cells of a lattice with what stands in them."""

    def __init__(
        self, lattice: Lattice, glyphs: Sequence[Sequence[Glyph]], texts: Sequence[str], padding: float
    ) -> None:
        self.xs = lattice.xs
        self._lattice = lattice
        self._glyphs = glyphs
        self._texts = texts
        self._padding = padding

    def row(self, number: int) -> list[RuledCell]:
        return [self._told(index) for index, cell in enumerate(self._lattice.cells) if cell.row == number]

    def last_row(self) -> list[RuledCell]:
        cells, bottom = self._lattice.cells, self._lattice.ys[-1]
        found = [self._told(index) for index, cell in enumerate(cells) if cell.box[3] >= bottom]
        return sorted(found, key=lambda cell: cell.box[0])

    def is_full(self, cell: RuledCell) -> bool:
        return is_full(self._glyphs[cell.index], cell.box[2] - cell.box[0], self._padding)

    def _told(self, index: int) -> RuledCell:
        cell = self._lattice.cells[index]
        return RuledCell(index, cell.row, cell.column, cell.box, self._texts[index])


def _is_crowded(texts: Sequence[str]) -> bool:
    """True where the rules part only some columns or rows, so that cells hold several numbers."""
    several = sum(1 for text in texts if (" " in text or "\n" in text) and _SEVERAL_NUMBERS.search(text) is not None)
    return several >= 3 and several * 4 >= sum(1 for text in texts if _HAS_DIGIT.search(text) is not None)
