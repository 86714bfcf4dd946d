"""Paragraphs and tables of a Word-like document turned into text blocks and rectangular grids with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, HtmlPlace, TextBlock
from reports.readers.tab_rows import with_tab_rows
from reports.readers.word.signs import with_signs
from reports.readers.word.tree import PICTURE, Cell, Content, Paragraph, Ready, Table

_NOT_PLAIN = re.compile("[\\s\x00-\x1f\xad\u200b-\u200f\u2060\uf020-\uf0ff\ufeff]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\xad\u200b-\u200f\u2060\ufeff]")
_ONLY_NUMBER = re.compile(r"[\d\s.,，+/—–-]+|无")
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
            if isinstance(part, Paragraph):
                self._paragraphs += 1
                yield from _lines(part, HtmlPlace(f"body/p[{self._paragraphs}]"))
            else:
                yield from self._of_part(part)

    def _of_part(self, part: Table | Ready) -> Iterator[TextBlock | Grid]:
        if isinstance(part, Table):
            yield from self._of_table(part)
        else:
            yield from part.blocks

    def _of_table(self, table: Table) -> Iterator[TextBlock | Grid]:
        number = self._tables
        self._tables += 1
        path = f"body/tbl[{number + 1}]"
        texts = [[_cell_text(cell) for cell in row] for row in table.rows]
        columns = sorted({cell.column for row in table.rows for cell in row})
        self._count(len(texts) * len(columns))
        position = {column: index for index, column in enumerate(columns)}
        layout = _is_layout(table.rows, texts)
        covered = GridCell("", HtmlPlace(path, number), covered=True)
        blank = [covered] * len(columns)
        gathered: list[tuple[GridCell, ...]] = []
        above: dict[int, int] = {}  # by column, the span of the cell in the row before
        for index, row in enumerate(table.rows):
            own = [
                (cell, text)
                for cell, text in zip(row, texts[index], strict=True)
                if not cell.continued or not _goes_on(cell, text, above)
            ]
            above = {cell.column: cell.span for cell in row}
            if layout or _is_running_text(own):
                yield from _grids(gathered)
                gathered = []
                for cell, _ in own:
                    yield from self._of_cell(cell, HtmlPlace(path, number, index, position[cell.column]))
                continue
            cells = blank.copy()
            for cell, text in own:
                at = position[cell.column]
                cells[at] = GridCell(text, HtmlPlace(path, number, index, at))
            gathered.append(tuple(cells))
        yield from _grids(gathered)

    def _of_cell(self, cell: Cell, place: HtmlPlace) -> Iterator[TextBlock | Grid]:
        for part in _content(cell):
            if isinstance(part, Paragraph):
                yield from _lines(part, place)
            else:
                yield from self._of_part(part)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limit:
            raise DocumentTooLarge("cells", self._limit)


def _lines(paragraph: Paragraph, place: HtmlPlace) -> Iterator[TextBlock]:
    for line in paragraph.text.split("\n"):
        yield TextBlock(_shown(line).replace(PICTURE, ""), place, paragraph.heading)


def _shown(line: str) -> str:
    """Return a line as it shows; tabs at its ends may be blank cells and stay."""
    if _NOT_PLAIN.search(line) is None:
        return line
    line = with_signs(_INVISIBLE.sub("", line).replace("\xa0", " "))
    return line.strip(" \r\f\v\u3000") if "\t" in line else line.strip()


def _cell_text(cell: Cell) -> str:
    """Return the lines of a cell without blank ones, joined by line ends."""
    text = cell.text
    if text is None:
        text = "\n".join(_texts(cell.content))
    if text.isprintable() and " " not in text:  # as nearly all cells, and found out fastest
        return text
    if "\n" not in text:
        return _shown(text.replace("\t", " "))
    lines = (_shown(line.replace("\t", " ")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _content(cell: Cell) -> Sequence[Content]:
    return cell.content if cell.text is None else (Paragraph(cell.text),)


def _texts(content: Sequence[Content]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row:
                    yield from _texts(_content(cell))
        else:
            for block in part.blocks:
                if isinstance(block, TextBlock):
                    yield block.text
                else:
                    yield from (cell.text for row in block.rows for cell in row)


def _goes_on(cell: Cell, text: str, above: dict[int, int]) -> bool:
    """True where a cell written as merged is so; text in one that stands under no such cell does show."""
    return not text or above.get(cell.column) == cell.span


def _is_layout(rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> bool:
    """True for a table that only arranges: one cell in every row; or tables or long text in it, and no known labels."""
    if all(len(row) <= 1 for row in rows):
        return True
    longest = max(map(len, chain.from_iterable(texts)))
    if longest <= _LONG_TEXT and all(_is_plain(cell) for row in rows for cell in row if cell.text is None):
        return False
    plain = [
        text
        for row, own in zip(rows, texts, strict=True)
        for cell, text in zip(row, own, strict=True)
        if _is_plain(cell)
    ]
    return sum(1 for text in plain if 0 < len(text) <= _LONG_TEXT and fold(text) in KNOWN) < _LEAST_LABELS


def _is_plain(cell: Cell) -> bool:
    """True for a cell of paragraphs alone."""
    return all(isinstance(part, Paragraph) for part in cell.content)


def _is_running_text(own: Sequence[tuple[Cell, str]]) -> bool:
    """True for a row that is a paragraph set across the table: the only cell in it is neither label nor number."""
    if len(own) != 1:
        return max([len(text) for _, text in own], default=0) > _LONG_TEXT
    (cell, text), *_ = own
    if len(text) > _LONG_TEXT:
        return True
    return bool(text) and cell.span > 1 and fold(text) not in KNOWN and _ONLY_NUMBER.fullmatch(text) is None


def _grids(rows: Sequence[tuple[GridCell, ...]]) -> Iterator[Grid]:
    if rows:
        place = next((cell.place for cell in rows[0] if not cell.covered), rows[0][0].place)
        yield Grid(tuple(rows), place)
