"""Paragraphs and tables of a Word-like document turned into text blocks and rectangular grids with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, HtmlPlace, TextBlock
from reports.numbers import looks_like_number
from reports.readers.tab_rows import with_tab_rows
from reports.readers.word_tree import Cell, Content, Paragraph, Table

_INVISIBLE = dict.fromkeys((*range(0x00, 0x09), *range(0x0E, 0x20), 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF))
_LEAST_LABELS: Final = 4
_LONG_TEXT: Final = 200
"""No label and no remark of the form is as long: a cell with more is running text."""


def blocks_of(content: Iterable[Content], *, limit: int = MAX_CELLS) -> tuple[TextBlock | Grid, ...]:
    """Return the blocks in reading order. Tables are counted from 0 in the order in which they begin, nested ones too.

    A table that only lays out text or other tables comes out as what it holds, and so does a row of text across a table
    of figures. Raises DocumentTooLarge("cells").
    """
    return tuple(with_tab_rows(list(_Blocks(limit).of_body(content))))


class _Blocks:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._cells = 0
        self._tables = 0
        self._paragraphs = 0

    def of_body(self, content: Iterable[Content]) -> Iterator[TextBlock | Grid]:
        for part in content:
            if isinstance(part, Table):
                yield from self._of_table(part)
            else:
                self._paragraphs += 1
                yield from _lines(part, HtmlPlace(f"body/p[{self._paragraphs}]"))

    def _of_table(self, table: Table) -> Iterator[TextBlock | Grid]:
        number = self._tables
        self._tables += 1
        path = f"body/tbl[{number + 1}]"
        rows = table.rows
        columns = sorted({cell.column for row in rows for cell in row})
        self._count(len(rows) * len(columns))
        position = {column: index for index, column in enumerate(columns)}
        if _is_layout(rows):
            for index, row in enumerate(rows):
                for cell in row:
                    if not cell.continued:
                        place = HtmlPlace(path, number, index, position[cell.column])
                        yield from self._of_cell(cell.content, place)
            return
        covered = GridCell("", HtmlPlace(path, number), covered=True)
        gathered: list[tuple[GridCell, ...]] = []
        anchors: dict[int, int] = {}  # per column, the span of the cell that may go on below
        for index, row in enumerate(rows):
            texts = [(cell, _cell_text(cell)) for cell in row]
            own = [(cell, text) for cell, text in texts if not _goes_on(cell, text, anchors)]
            anchors = {cell.column: cell.span for cell in row}
            if _is_running_text(own):
                yield from _grids(gathered, covered)
                gathered = []
                for cell, _ in own:
                    place = HtmlPlace(path, number, index, position[cell.column])
                    yield from self._of_cell(cell.content, place)
                continue
            cells = [covered] * len(columns)
            for cell, text in own:
                at = position[cell.column]
                cells[at] = GridCell(text, HtmlPlace(path, number, index, at))
            gathered.append(tuple(cells))
        yield from _grids(gathered, covered)

    def _of_cell(self, content: Sequence[Content], place: HtmlPlace) -> Iterator[TextBlock | Grid]:
        for part in content:
            if isinstance(part, Table):
                yield from self._of_table(part)
            else:
                yield from _lines(part, place)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limit:
            raise DocumentTooLarge("cells", self._limit)


def _lines(paragraph: Paragraph, place: HtmlPlace) -> Iterator[TextBlock]:
    for line in paragraph.text.split("\n"):
        yield TextBlock(_shown(line), place, paragraph.heading)


def _shown(line: str) -> str:
    """Return a line as it shows; tabs at its ends may be blank cells and stay."""
    line = line.translate(_INVISIBLE | {0xA0: " "}) if not line.isascii() or not line.isprintable() else line
    return line.strip(" \r\f\v\u3000") if "\t" in line else line.strip()


def _cell_text(cell: Cell) -> str:
    """Return the lines of a cell without blank ones, joined by line ends."""
    lines = (_shown(line.replace("\t", " ")) for text in _texts(cell.content) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _texts(content: Sequence[Content]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Paragraph):
            yield part.text
        else:
            for row in part.rows:
                for cell in row:
                    yield from _texts(cell.content)


def _goes_on(cell: Cell, text: str, above: dict[int, int]) -> bool:
    """True for a cell that is merged with the one above it; text in one that stands under no such cell does show."""
    return cell.continued and (not text or above.get(cell.column) == cell.span)


def _is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for a table that only arranges: one cell in every row, or tables or long text in it and no labels of the form."""
    if all(len(row) <= 1 for row in rows):
        return True
    nested = any(isinstance(part, Table) for row in rows for cell in row for part in cell.content)
    if not nested and all(len(_cell_text(cell)) <= _LONG_TEXT for row in rows for cell in row):
        return False
    own = (cell for row in rows for cell in row if all(isinstance(part, Paragraph) for part in cell.content))
    labels = sum(1 for text in map(_cell_text, own) if 0 < len(text) <= _LONG_TEXT and fold(text) in KNOWN)
    return labels < _LEAST_LABELS


def _is_running_text(own: Sequence[tuple[Cell, str]]) -> bool:
    """True for a row that is a paragraph set across the table: the only cell in it is neither label nor number."""
    if any(len(text) > _LONG_TEXT for _, text in own):
        return True
    if len(own) != 1:
        return False
    (cell, text), *_ = own
    return bool(text) and cell.span > 1 and fold(text) not in KNOWN and not looks_like_number(text)


def _grids(rows: Sequence[tuple[GridCell, ...]], covered: GridCell) -> Iterator[Grid]:
    if rows:
        place = next((cell.place for cell in rows[0] if cell is not covered), covered.place)
        yield Grid(tuple(rows), place)
