"""Table 2 without vertical rules: blocks of one to three headings, each with its rows below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reports.labels import Role, fold
from reports.model import TableKey
from reports.readers.paper.accounting import is_any_lost, with_doubtful_blanks
from reports.readers.paper.beside_labels import level_of_numbers
from reports.readers.paper.cut_rows import join_cut_rows
from reports.readers.paper.form_lines import Part, is_number, meaning
from reports.readers.paper.label_blocks import LabelBlock, label_blocks
from reports.readers.paper.marks import Box, PlacedGrid, Sheet, Word, boundary
from reports.readers.paper.printed_cells import PrintedCell, PrintedRow, as_printed, placed_grid
from reports.readers.paper.unruled_cells import cells_of, labelled_rows
from reports.readers.paper.unruled_columns import Columns, find_columns, part_at, row_rules
from reports.readers.paper.value_columns import word_columns

_TABLE: Final = TableKey.PROACTIVE
_ARTICLE: Final = re.compile("第二十条")
_CONTENT: Final = "信息内容"
_WIDTH: Final = 4


@dataclass(slots=True)
class _Block:
    """A line of headings with its rows; a page's end may part them. `labels` are the words of the first column."""

    article: list[Word] = field(default_factory=list)
    head: list[Word] = field(default_factory=list)
    labels: list[Word] = field(default_factory=list)
    body: list[Word] = field(default_factory=list)
    heads: list[list[Word]] = field(default_factory=list)
    columns: Columns | None = None
    rows: list[LabelBlock] = field(default_factory=list)
    stray: list[Word] = field(default_factory=list)


def proactive_grids(parts: Sequence[Part]) -> list[PlacedGrid]:
    """Return one grid per part, four columns wide: label and up to three numbers; single numbers stand in the first."""
    pages: list[list[_Block]] = []
    heads: list[list[Word]] = []
    for part in parts:
        blocks = _blocks(part)
        if blocks and pages and pages[-1] and not (blocks[0].article or blocks[0].head or pages[-1][-1].body):
            blocks[0].body = _below_head(blocks[0])
        for block in blocks:
            if block.head:
                heads = word_columns([word for word in block.head if word not in block.labels])[: _WIDTH - 1]
            block.heads = heads
            if block.body and heads:
                _find_rows(part.sheet, block)
        pages.append(blocks)
    join_cut_rows(
        [[row for block in blocks for row in block.rows] for blocks in pages],
        [[word for block in blocks for word in block.stray] for blocks in pages],
    )
    grids = [
        placed_grid(part.sheet, [row for block in blocks for row in _printed(block)] or as_printed(part))
        for part, blocks in zip(parts, pages, strict=True)
    ]
    printed = [word for blocks in pages for block in blocks for word in block.body]
    told = [word for blocks in pages for block in blocks for row in block.rows for word in row.words]
    return [with_doubtful_blanks(grid) for grid in grids] if is_any_lost(printed, told) else grids


def _below_head(block: _Block) -> list[Word]:
    """Leave out the rest of headings that the last page's end cut: words above the first row, right of its label."""
    top = min((word.top for word in block.body if is_number(word) or word in block.labels), default=0.0)
    return [word for word in block.body if word.bottom > top]


def _printed(block: _Block) -> Iterator[tuple[Box, PrintedRow]]:
    if block.article:
        yield _around(block.article), (_joined(block.article), *[None] * (_WIDTH - 1))
    if block.head:
        cells = [_joined(head) for head in block.heads]
        first = [word for word in block.head if word in block.labels]
        yield _around(block.head), (_joined(first), *cells, *[None] * (_WIDTH - 1 - len(cells)))
    for row in block.rows:
        if not row.dropped and block.columns is not None:
            values = cells_of(row, block.columns)
            yield row.box, (PrintedCell(row.text, row.box), *values, *[None] * (_WIDTH - 1 - len(values)))


def _blocks(part: Part) -> list[_Block]:
    """Cut the part at its articles, and what lies between at its lines of headings."""
    blocks: list[_Block] = []
    article: list[Word] = []
    words: list[Word] = []
    for line in part.lines:
        if any(_ARTICLE.search(word.text) is not None for word in line.words):
            blocks.extend(_with_heads(article, words))
            article, words = list(line.words), []
        else:
            words.extend(line.words)
    blocks.extend(_with_heads(article, words))
    return blocks


def _with_heads(article: list[Word], words: Sequence[Word]) -> list[_Block]:
    """Return the blocks under one article; each but the first begins with a line of headings."""
    first = next(iter(word_columns(words)), [])
    labels = [] if all(map(is_number, first)) else first
    named = label_blocks(labels)
    starts = [block.box[1] for block in named if fold(block.text) == _CONTENT]
    starts += [word.top for word in words if word not in labels and meaning(word, _TABLE, Role.COLUMN) is not None]
    rows = [block.box for block in named if fold(block.text) != _CONTENT]
    rows += [_around([word]) for word in words if is_number(word)]
    blocks = [_Block(article, [], labels)]
    for word in sorted(words, key=lambda word: word.middle):
        if any(_is_between(word, rows, start) for start in starts):
            if blocks[-1].body:
                blocks.append(_Block([], [], labels))
            blocks[-1].head.append(word)
        else:
            blocks[-1].body.append(word)
    return blocks


def _is_between(word: Word, rows: Sequence[Box], start: float) -> bool:
    """True where the word stands on the same line of headings: below the rows above it, and above the rows below it."""
    above = max((box[3] for box in rows if box[1] < start), default=float("-inf"))
    below = min((box[1] for box in rows if box[1] >= start), default=float("inf"))
    return above <= word.middle < below


def _find_rows(sheet: Sheet, block: _Block) -> None:
    spans = [(min(word.left for word in head), max(word.right for word in head)) for head in block.heads]
    labels = [word for word in block.body if word in block.labels]
    block.columns = find_columns(labels, block.body, spans, len(spans))
    own, values = part_at(block.body, block.columns.start)
    top, bottom = min(word.top for word in own or values), max(word.bottom for word in block.body)
    where = level_of_numbers([(label_blocks(own), values)])
    block.rows, block.stray = labelled_rows(own, values, row_rules(sheet, block.columns, top, bottom), where)


def _joined(words: Sequence[Word]) -> PrintedCell:
    return PrintedCell("".join(word.text for word in words), _around(words) if words else None)


def _around(words: Sequence[Word]) -> Box:
    return boundary([(word.left, word.top, word.right, word.bottom) for word in words])
