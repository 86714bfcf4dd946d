"""The rows of a table without rules before their places are worked out, and the grid that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.model import Grid, GridCell, PagePlace
from reports.readers.paper.form_lines import Part
from reports.readers.paper.marks import Box, PlacedGrid, Sheet, boundary


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """The text of a cell before its place on the page is worked out; box None: the row's."""

    text: str
    box: Box | None = None
    doubtful: bool = False


PrintedRow = tuple[PrintedCell | None, ...]
"""A row of cells, None where the position is covered."""


def placed_grid(sheet: Sheet, rows: Sequence[tuple[Box, PrintedRow]]) -> PlacedGrid:
    """Return the grid of these rows, each with its box; a cell without a box of its own stands at its row's."""
    around = boundary([box for box, _ in rows])
    whole = sheet.place(around)
    covered = GridCell("", whole, covered=True)
    width = max(len(row) for _, row in rows)
    cells = [
        (*(_cell(cell, sheet, box, covered) for cell in row), *[covered] * (width - len(row))) for box, row in rows
    ]
    return PlacedGrid(Grid(tuple(cells), whole), around)


def _cell(cell: PrintedCell | None, sheet: Sheet, box: Box, covered: GridCell) -> GridCell:
    if cell is None:
        return covered
    place: PagePlace = sheet.place(cell.box or box)
    return GridCell(cell.text, place, doubtful=cell.doubtful)


def as_printed(part: Part) -> list[tuple[Box, PrintedRow]]:
    """Return the lines of a part word by word, where nothing more is known of them."""
    return [(line.box, tuple(PrintedCell(word.text) for word in line.words)) for line in part.lines]
