"""Sheets turned into blocks: rows with one text in them become text, the rows between them grids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.headings import heading_in
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, HtmlPlace, TextBlock
from reports.readers.sheets.model import Merge, Sheet

MAX_CHARACTERS: Final = 10_000_000
_LONG_TEXT: Final = 200
_SHORT_TEXT: Final = 12
_LONGEST_HEADING: Final = 60
_ONLY_NUMBER = re.compile(r"[\d\s.,，+/—–-]+|无")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\xad\u200b-\u200f\u2060\ufeff]")

Row = tuple[int, dict[int, str]]
"""(row number, text by column)."""


def blocks_of(sheets: Iterable[Sheet], *, limit: int = MAX_CELLS) -> tuple[TextBlock | Grid, ...]:
    """Return the blocks of all sheets in order; places are like "表三!C7" with the grid's number, row and column.

    Raises DocumentTooLarge("cells" or "characters").
    """
    blocks: list[TextBlock | Grid] = []
    left, grids = limit, 0
    characters = MAX_CHARACTERS  # one long string may stand in every cell
    for sheet in sheets:
        characters -= sum(map(len, sheet.cells.values()))
        if characters < 0:
            raise DocumentTooLarge("characters", MAX_CHARACTERS)
        heading = _heading_of(sheet)
        for block in _blocks(sheet, grids, left):
            if heading is not None and not _is_title(block):
                blocks.append(heading)
                heading = None
            if isinstance(block, Grid):
                grids += 1
                left -= len(block.rows) * len(block.rows[0])
            blocks.append(block)
    return tuple(blocks)


def _heading_of(sheet: Sheet) -> TextBlock | None:
    """Return the sheet's name where it is the only heading that the section in it has."""
    named = heading_in(sheet.name, marked=True)
    if named is None:
        return None
    told = (heading_in(text.strip()) for text in sheet.cells.values() if len(text) <= _LONGEST_HEADING)
    if any(heading is not None and heading.key is named.key for heading in told):
        return None
    return TextBlock(sheet.name.strip(), HtmlPlace(sheet.name), heading=True)


def _is_title(block: TextBlock | Grid) -> bool:
    return isinstance(block, TextBlock) and block.text.endswith("报告")


def _blocks(sheet: Sheet, first_grid: int, limit: int) -> Iterator[TextBlock | Grid]:
    grids = first_grid
    gathered: list[Row] = []
    rows = _rows(sheet)
    for (number, texts), (next_number, below) in zip(rows, [*rows[1:], (-1, {})], strict=True):
        goes_on = next_number == number + 1 and not _is_running_text(below)
        if not _is_running_text(texts) or (goes_on and _is_inside(texts, gathered)):
            gathered.append((number, texts))
            continue
        if gathered:
            yield _grid(sheet, gathered, grids, limit)
            grids, gathered = grids + 1, []
        for column, text in sorted(texts.items()):
            for line in text.split("\n"):
                yield TextBlock(line.strip(), HtmlPlace(f"{sheet.name}!{cell_name(number, column)}"))
    if gathered:
        yield _grid(sheet, gathered, grids, limit)


def _rows(sheet: Sheet) -> list[Row]:
    """Return the rows that show and hold something, from top to bottom."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        shown = _shown(text)
        if shown and row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            rows.setdefault(row, {})[column] = shown
    return sorted(rows.items())


def _shown(text: str) -> str:
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("_x000D_", "")).replace("\xa0", " ").replace("\t", " ")
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def _is_running_text(texts: Mapping[int, str]) -> bool:
    """True for a row that is a title, a heading or a paragraph: its only text is neither label nor number."""
    if not texts:
        return True
    if any(len(text) > _LONG_TEXT for text in texts.values()):
        return True
    (text, *others) = texts.values()
    return not others and fold(text) not in KNOWN and _ONLY_NUMBER.fullmatch(text) is None


def _is_inside(texts: Mapping[int, str], above: Sequence[Row]) -> bool:
    """True for a lone short text right of where the table above begins: half of a broken header, no heading."""
    return (
        len(texts) == 1
        and bool(above)
        and min(texts) > min(min(row) for _, row in above)
        and len(next(iter(texts.values()))) <= _SHORT_TEXT
    )


def _grid(sheet: Sheet, rows: list[Row], number: int, limit: int) -> Grid:
    """Return the grid of these rows: every position is a cell, those under a merge are covered."""
    first = min(column for _, texts in rows for column in texts)
    last = max(column for _, texts in rows for column in texts)
    columns = [column for column in range(first, last + 1) if column not in sheet.hidden_columns]
    if len(rows) * len(columns) > limit:
        raise DocumentTooLarge("cells", limit)
    covered = _covered(sheet.merges, {row for row, _ in rows}, first, last)
    grid = tuple(
        tuple(
            GridCell(
                "" if (row, column) in covered else texts.get(column, ""),
                HtmlPlace(f"{sheet.name}!{cell_name(row, column)}", number, y, x),
                covered=(row, column) in covered,
            )
            for x, column in enumerate(columns)
        )
        for y, (row, texts) in enumerate(rows)
    )
    return Grid(grid, HtmlPlace(f"{sheet.name}!{cell_name(rows[0][0], first)}", number))


def _covered(merges: Iterable[Merge], rows: set[int], first: int, last: int) -> set[tuple[int, int]]:
    """Return the positions that merges cover beside their first; merges larger than the grid are cut to it."""
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        columns = range(max(merge.left, first), min(merge.right, last) + 1)
        for row in rows:
            if merge.top <= row <= merge.bottom:
                covered.update((row, column) for column in columns if (row, column) != (merge.top, merge.left))
    return covered


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, "C7" for row 6 and column 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
