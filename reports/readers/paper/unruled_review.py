"""Table 4 without vertical rules: fifteen numbers on one line under three blocks of headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reports.forms.common import REVIEW
from reports.labels import Role
from reports.model import TableKey
from reports.readers.paper.form_lines import Part, is_number, meaning
from reports.readers.paper.label_blocks import LabelBlock
from reports.readers.paper.marks import Box, Line, PlacedGrid, Word, boundary
from reports.readers.paper.printed_cells import PrintedCell, PrintedRow, as_printed, placed_grid
from reports.readers.paper.unruled_cells import cells_of
from reports.readers.paper.unruled_columns import Columns, find_columns, whole_heads
from reports.readers.paper.value_columns import Span, word_columns
from reports.readers.paper.witness import doubted_blocks

_TABLE: Final = TableKey.REVIEW
_RESULTS: Final = [column.key for row in REVIEW.rows for column in row.columns]


def review_grids(parts: Sequence[Part]) -> list[PlacedGrid]:
    """Return one grid per part: block names, fifteen headings, fifteen numbers."""
    words = [word for part in parts for word in part.words]
    head_words = [_above_numbers(part.words) for part in parts]
    heads = next((found for head in whole_heads(head_words) if (found := _heads(head))), [])
    columns = find_columns((), words, [span for _, span in heads], len(_RESULTS))
    pages = [[word for word in part.words if word not in head] for part, head in zip(parts, head_words, strict=True)]
    first = next((index for index, numbers in enumerate(pages) if numbers), len(parts) - 1)
    grids: list[PlacedGrid] = []
    for index, (part, head) in enumerate(zip(parts, head_words, strict=True)):
        rows = as_printed(part)
        if index == first:
            rows = _head_rows(head or pages[index], heads)
            below = rows[-1][0] if rows else part.lines[-1].box
            rows.append(_number_row(pages[first:], columns, below))
        grids.append(placed_grid(part.sheet, rows))
    return grids


def _above_numbers(words: Sequence[Word]) -> list[Word]:
    """Return the words of the header: those above the first number, and labels that reach below its top."""
    top = min((word.middle for word in words if is_number(word)), default=float("inf"))
    return [word for word in words if word.middle < top - 0.4 * word.height]


def _heads(words: Sequence[Word]) -> list[tuple[str, Span]]:
    """Return the fifteen headings with their spans, [] where they are not all there and in order."""
    leaves = [word for word in words if meaning(word, _TABLE, Role.ROW, Role.GROUP) is None]
    found: list[tuple[str, str, Span]] = []
    for column in word_columns(leaves):
        text = "".join(word.text for word in column)
        key = meaning(Word(text, column[0].left, 0, 0, 0), _TABLE, Role.COLUMN)
        if key is not None:
            found.append((key, text, (min(word.left for word in column), max(word.right for word in column))))
    if [key for key, _, _ in found] != _RESULTS:
        return []
    return [(text, span) for _, text, span in found]


def _head_rows(words: Sequence[Word], heads: Sequence[tuple[str, Span]]) -> list[tuple[Box, PrintedRow]]:
    """Return the header above the numbers, told whole even where it stands on the page before.

    `words` are its own on this page, or the numbers if there are none of it.
    """
    if not words or (not heads and all(map(is_number, words))):
        return []
    box = boundary([(word.left, word.top, word.right, word.bottom) for word in words])
    if not heads:
        return [(box, tuple(PrintedCell(word.text) for word in sorted(words, key=lambda word: (word.top, word.left))))]
    names: PrintedRow = tuple(
        PrintedCell(row.label) if column == row.columns[0] else None for row in REVIEW.rows for column in row.columns
    )
    return [(box, names), (box, tuple(PrintedCell(text) for text, _ in heads))]


def _number_row(pages: Sequence[Sequence[Word]], columns: Columns, below: Box) -> tuple[Box, PrintedRow]:
    """Return the line of numbers; where nothing is printed it is blank, right below the header.

    Digits that the page's end cut stand on the following pages: they are read as if they stood lower on the first.
    """
    if not pages[0]:
        left, _, right, bottom = below
        box = left, bottom, right, bottom + 12.0
        return box, tuple(PrintedCell("") for _ in range(columns.count))
    box = boundary([(word.left, word.top, word.right, word.bottom) for word in pages[0]])
    words = list(pages[0])
    for following in pages[1:]:
        end = max(word.bottom for word in words)
        words.extend(word.lowered(end) for word in following)
    block = LabelBlock([Line("", *box)], words)
    return box, tuple(doubted_blocks(cells_of(block, columns), len(_RESULTS) // len(REVIEW.rows)))
