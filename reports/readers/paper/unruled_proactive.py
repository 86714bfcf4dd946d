"""Table 2 without vertical rules: blocks of one to three headings, each with its rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from reports.labels import Role, fold
from reports.model import TableKey
from reports.readers.paper.form_lines import Part, is_number, meaning
from reports.readers.paper.marks import Box, Line, PlacedGrid, Sheet, Word, boundary
from reports.readers.paper.unruled_cells import (
    PrintedCell,
    PrintedRow,
    cells_of,
    find_columns,
    labelled_rows,
    part_at,
    placed_grid,
    row_rules,
)
from reports.readers.paper.value_columns import word_columns

_TABLE: Final = TableKey.PROACTIVE
_ARTICLE: Final = re.compile("第二十条")
_CONTENT: Final = "信息内容"
_WIDTH: Final = 4


@dataclass(slots=True)
class _Block:
    """One block of the table: its article, its headings, its rows; a page's end may part the headings from the rows."""

    sheet: Sheet
    article: list[Word] = field(default_factory=list)
    head: list[Word] = field(default_factory=list)
    body: list[Word] = field(default_factory=list)


def proactive_grids(parts: Sequence[Part]) -> list[PlacedGrid]:
    """Return one grid per part, four columns wide: label and up to three numbers; single numbers stand in the first."""
    grids: list[PlacedGrid] = []
    heads: list[list[Word]] = []
    for part in parts:
        rows: list[tuple[Box, PrintedRow]] = []
        for block in _blocks(part):
            if block.article:
                rows.append((_around(block.article), (_joined(block.article), *[None] * (_WIDTH - 1))))
            labels = [word for word in block.body if meaning(word, _TABLE, Role.ROW) is not None]
            start = min((word.left for word in block.body if is_number(word)), default=0.0)
            if block.head:
                heads = _headings(block.head, max((word.right for word in labels if word.left < start), default=0.0))
                rows.append((_around(block.head), _head_row(block.head, heads)))
            rows.extend(_rows(part.sheet, block.body, labels, heads))
        if rows:
            grids.append(placed_grid(part.sheet, rows))
    return grids


def _blocks(part: Part) -> list[_Block]:
    """Cut the part at its articles and at its lines of headings."""
    blocks = [_Block(part.sheet)]
    for line in part.lines:
        if any(_ARTICLE.search(word.text) is not None for word in line.words):
            blocks.append(_Block(part.sheet, article=list(line.words)))
        elif _is_head(line):
            if blocks[-1].body:
                blocks.append(_Block(part.sheet))
            blocks[-1].head.extend(line.words)
        elif blocks[-1].head and not blocks[-1].body and _goes_on(blocks[-1].head, line):
            blocks[-1].head.extend(line.words)
        else:
            blocks[-1].body.extend(line.words)
    return [block for block in blocks if block.article or block.head or block.body]


def _is_head(line: Line) -> bool:
    return any(
        fold(word.text) == _CONTENT
        or (meaning(word, _TABLE, Role.COLUMN) is not None and meaning(word, _TABLE, Role.ROW) is None)
        for word in line.words
    )


def _goes_on(head: Sequence[Word], line: Line) -> bool:
    """True for the second line of headings: no numbers, no label of a row, right below the first."""
    return (
        not any(is_number(word) or meaning(word, _TABLE, Role.ROW) is not None for word in line.words)
        and line.middle - max(word.middle for word in head) < 1.9 * line.height
    )


def _headings(words: Sequence[Word], label_end: float) -> list[list[Word]]:
    """Return the words of each heading, from left to right."""
    content = max((word.right for word in words if fold(word.text) == _CONTENT), default=0.0)
    start = max(content, min(label_end, min((word.left for word in words if word.left > content), default=0.0)))
    return word_columns([word for word in words if word.left > start - 1.0])


def _head_row(words: Sequence[Word], heads: Sequence[Sequence[Word]]) -> PrintedRow:
    named = {id(word) for head in heads for word in head}
    first = [word for word in words if id(word) not in named]
    cells = [_joined(head) for head in heads[: _WIDTH - 1]]
    return _joined(first), *cells, *[None] * (_WIDTH - 1 - len(cells))


def _rows(
    sheet: Sheet, body: Sequence[Word], labels: Sequence[Word], heads: Sequence[Sequence[Word]]
) -> list[tuple[Box, PrintedRow]]:
    if not body or not heads:
        return []
    spans = [(min(word.left for word in head), max(word.right for word in head)) for head in heads]
    columns = find_columns(labels, body, spans, len(heads))
    own, values = part_at(body, columns.start)
    strips = row_rules(sheet, columns, min(word.top for word in body), max(word.bottom for word in body))
    rows: list[tuple[Box, PrintedRow]] = []
    for block in labelled_rows(own, values, strips):
        cells = cells_of(block, columns)
        rows.append((block.box, (PrintedCell(block.text, block.box), *cells, *[None] * (_WIDTH - 1 - len(cells)))))
    return rows


def _joined(words: Sequence[Word]) -> PrintedCell:
    return PrintedCell("".join(word.text for word in words), _around(words) if words else None)


def _around(words: Sequence[Word]) -> Box:
    return boundary([(word.left, word.top, word.right, word.bottom) for word in words])
