"""Where a number stands in its document: the piece of table or text around it, the number marked.

A place alone does not always tell one cell (rows set with tabs stand in one element), so the document is understood
once more with a place of our own in every cell: what the reading takes for the number is then known exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.errors import ReportError
from reports.extract import extract
from reports.model import Cell, Document, Grid, GridCell, HtmlPlace, TableKey, TextBlock, TextPlace

HEAD_ROWS: Final = 3
"""Rows of a table that are shown even if they are far from the cell: they hold its column headings."""

ROWS_AROUND: Final = 5
COLUMNS_AROUND: Final = 12
LINES_AROUND: Final = 8
"""With one cell per line, the label stands seven lines above the total."""
LONGEST: Final = 240
"""Characters of one cell or line that are shown; what is left out is shown as an ellipsis."""


class CellElsewhere(ReportError):
    """The document, read now, does not show that cell with that text."""

    code = "cell_elsewhere"

    @property
    def message_zh(self) -> str:
        """Return what is wrong and what to do."""
        return (
            "现在重新读取原件，没有读到同样的内容（程序可能已升级）。请下载原件核对，或运行 duban reprocess 重新读取。"
        )

    @property
    def message_en(self) -> str:
        """Return the same in English."""
        return (
            "Reading the original again does not show the same text there (the program may be newer than the reading); "
            "look at the original, or run duban reprocess."
        )


@dataclass(frozen=True, slots=True)
class PassageCell:
    """A cell as read; `covered`: it belongs to a span, or its row is shorter than the table."""

    text: str
    covered: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A row with its number in the table, from 1; `skipped`: rows between it and the one shown above it."""

    number: int
    skipped: int
    cells: tuple[PassageCell, ...]


@dataclass(frozen=True, slots=True)
class GridPassage:
    """The part of a table around a cell; `below`: rows left out at its end, `left` and `right`: columns.

    `whole_row`: the row could not be told apart into cells, so all of it is marked.
    """

    rows: tuple[PassageRow, ...]
    below: int
    left: int
    right: int
    whole_row: bool


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A line of text in three parts, the second marked; `number` counts from 1, None where lines have none."""

    number: int | None
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class LinesPassage:
    """The lines around a number; blank lines are left out."""

    lines: tuple[PassageLine, ...]


Passage = GridPassage | LinesPassage


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell of the form and the text that was read in it."""

    table: TableKey
    row: str
    column: str
    raw: str


def passage_of(document: Document, key: CellKey, *, url: str | None, report_year: int | None) -> Passage:
    """Return where the cell stands in the document it was read from. Raises CellElsewhere."""
    table = extract(_tagged(document), url=url, report_year=report_year).table(key.table)
    cell = None if table is None else table.cell(key.row, key.column)
    if cell is None or cell.raw != key.raw:
        raise CellElsewhere(key.table)
    index, row, column = _tag_of(cell)
    block = document.blocks[index]
    if isinstance(block, TextBlock):
        return _lines(document, index, cell.raw)
    place = block.rows[row][column].place
    if isinstance(place, TextPlace) and _is_alone(block, place):
        return _lines_of_grid(block, place, cell.raw)
    return _grid(block, row, column, cell.raw)


def _tagged(document: Document) -> Document:
    """Return the document with places that name block, row and column; nothing is read out of places."""
    blocks: list[TextBlock | Grid] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, TextBlock):
            blocks.append(replace(block, place=HtmlPlace("", index)))
            continue
        rows = tuple(
            tuple(replace(cell, place=HtmlPlace("", index, row, column)) for column, cell in enumerate(cells))
            for row, cells in enumerate(block.rows)
        )
        blocks.append(Grid(rows, HtmlPlace("", index)))
    return replace(document, blocks=tuple(blocks))


def _tag_of(cell: Cell) -> tuple[int, int, int]:
    if not isinstance(cell.place, HtmlPlace) or cell.place.table is None:
        raise CellElsewhere(cell.raw)
    return cell.place.table, cell.place.row or 0, cell.place.column or 0


# --- a table -----------------------------------------------------------------------------------------------


def _grid(grid: Grid, row: int, column: int, raw: str) -> GridPassage:
    whole_row = grid.rows[row][column].text.strip() != raw.strip()
    width = len(grid.rows[row])
    first, last = _window(column, width, COLUMNS_AROUND)
    if first <= 2:  # the labels stand at the left, and cutting off two of them saves nothing
        first = 0
    shown = [index for index in range(len(grid.rows)) if index < HEAD_ROWS or abs(index - row) <= ROWS_AROUND]
    rows = []
    above = -1
    for index in shown:
        cells = tuple(
            _cell(cell, marked=index == row and (whole_row or at == column) and not (whole_row and cell.covered))
            for at, cell in enumerate(grid.rows[index][first:last], start=first)
        )
        rows.append(PassageRow(index + 1, index - above - 1, cells))
        above = index
    return GridPassage(tuple(rows), len(grid.rows) - 1 - above, first, width - last, whole_row)


def _window(at: int, length: int, around: int) -> tuple[int, int]:
    return max(0, at - around), min(length, at + around + 1)


def _cell(cell: GridCell, *, marked: bool) -> PassageCell:
    return PassageCell(_cut(cell.text), cell.covered, marked)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


# --- lines -------------------------------------------------------------------------------------------------


def _is_alone(grid: Grid, place: TextPlace) -> bool:
    """Return whether no other cell claims the same character: a table in markdown stands as one piece."""
    return sum(1 for row in grid.rows for cell in row if cell.place == place and not cell.covered) == 1


def _lines_of_grid(grid: Grid, place: TextPlace, raw: str) -> LinesPassage:
    """Return the lines of a table in text, put together from its cells."""
    by_line: dict[int, list[GridCell]] = {}
    for row in grid.rows:
        for cell in row:
            if isinstance(cell.place, TextPlace) and not cell.covered and cell.text:
                by_line.setdefault(cell.place.line, []).append(cell)
            elif cell.place == place:
                by_line.setdefault(place.line, []).append(cell)
    numbers = sorted(by_line)
    first, last = _window(numbers.index(place.line), len(numbers), LINES_AROUND)
    return LinesPassage(tuple(_line_of_cells(number, by_line[number], place, raw) for number in numbers[first:last]))


def _line_of_cells(number: int, cells: Sequence[GridCell], place: TextPlace, raw: str) -> PassageLine:
    parts = ["", "", ""]
    at = 0
    for index, cell in enumerate(cells):
        gap = "" if index == 0 else "\u3000"
        if cell.place == place:
            parts[0] += gap
            parts[1] = _cut(cell.text or raw or "□")
            at = 2
        else:
            parts[at] += gap + _cut(cell.text)
    return PassageLine(number, *parts)


def _lines(document: Document, index: int, raw: str) -> LinesPassage:
    """Return the paragraphs around one, up to the next table."""
    around: list[int] = []
    for step in (-1, 1):
        at, taken = index + step, 0
        while 0 <= at < len(document.blocks) and taken < LINES_AROUND:
            block = document.blocks[at]
            if isinstance(block, Grid):
                break
            if block.text:
                around.append(at)
                taken += 1
            at += step
    lines = []
    for at in sorted([*around, index]):
        block = document.blocks[at]
        assert isinstance(block, TextBlock)
        number = block.place.line if isinstance(block.place, TextPlace) else None
        parts = _marked(block.text, raw) if at == index else (_cut(block.text), "", "")
        lines.append(PassageLine(number, *parts))
    return LinesPassage(tuple(lines))


def _marked(text: str, raw: str) -> tuple[str, str, str]:
    """Return the text in three parts: the raw text marked where it stands once, else the whole line."""
    if raw and text.count(raw) == 1:
        before, _, after = text.partition(raw)
        return before[-LONGEST:], _cut(raw), _cut(after)
    return "", _cut(text) or "□", ""
