"""Every printed number must end in a cell: where one of a table without rules did not, its blank cells are doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from reports.model import Grid, GridCell
from reports.readers.paper.form_lines import is_number
from reports.readers.paper.marks import Line, PlacedGrid, Sheet, Word

_FIGURE: Final = re.compile(r"[0-9０-９.,，．]+|[/／—–-]+")
_EDGE: Final = 0.1
"""A single number in this part of the page's height, above or below everything else, may be the page's own."""


def is_any_lost(printed: Iterable[Word], told: Iterable[Word]) -> bool:
    """Return whether a number that is printed in a table is not among the words that were told."""
    told_marks = Counter(mark for word in told for mark in _marks(word))
    return any(
        Counter(_marks(word)) - told_marks for word in printed if is_number(word) and any(map(str.isdigit, word.text))
    )


def _marks(word: Word) -> Iterator[tuple[str, float]]:
    """Yield the characters of a word and where they begin, which stays when a row is moved to the page before."""
    if not word.glyphs:
        yield word.text, round(word.left, 1)
    for text, left, _, _, _ in word.glyphs:
        yield text, round(left, 1)


def holds_numbers(lines: Iterable[Line]) -> bool:
    """True where numbers stand among the words of a label: they are the row's own, and its cells seem blank."""
    return any(is_number(word) and any(map(str.isdigit, word.text)) for line in lines for word in line.words)


def with_doubtful_blanks(grid: PlacedGrid) -> PlacedGrid:
    """Return the grid with every blank cell doubtful."""
    rows = tuple(tuple(map(_doubted, row)) for row in grid.grid.rows)
    return replace(grid, grid=Grid(rows, grid.grid.place))


def _doubted(cell: GridCell) -> GridCell:
    return cell if cell.text or cell.covered else replace(cell, doubtful=True)


def doubt_beside_loose_numbers(sheets: Sequence[Sheet]) -> None:
    """Make the blanks of tables without rules doubtful where lines of numbers that are in no table stand near them.

    Near is the same sheet, or the next one where the table may go on.
    """
    loose = [any(_is_loose(line, sheet) for line in sheet.lines) for sheet in sheets]
    for index, sheet in enumerate(sheets):
        if any(loose[index : index + 2]):
            sheet.grids = [grid if grid.ruled is not None else with_doubtful_blanks(grid) for grid in sheet.grids]


def _is_loose(line: Line, sheet: Sheet) -> bool:
    if not line.words or any(_FIGURE.fullmatch(word.text) is None for word in line.words):
        return False
    return len(line.words) > 1 or _EDGE * sheet.height < line.middle < (1 - _EDGE) * sheet.height
