"""The cells of tables without vertical rules: value columns found over all parts of a table, numbers put under them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from math import isfinite
from typing import Final

from reports.model import Grid, GridCell, PagePlace
from reports.readers.paper.accounting import holds_numbers
from reports.readers.paper.cells import cell_texts
from reports.readers.paper.form_lines import Part, is_number
from reports.readers.paper.label_blocks import LabelBlock, label_blocks, pair
from reports.readers.paper.lines import cut_word
from reports.readers.paper.marks import Box, PlacedGrid, Sheet, Word, boundary
from reports.readers.paper.value_columns import Span, clusters, edges_of, place_columns, stand_under

_WIDEST_LEFT_OUT: Final = 6
_ENDS_IN_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９,，.．]*$")
_CLOSE: Final = 0.5
_TOUCH: Final = 0.02
_FREE: Final = 0.65
"""A line that takes this part of the way to the next column may have left no room for another digit."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The value columns of a table: their spans, None where they cannot be told; `start` is where the values begin."""

    count: int
    start: float
    spans: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """The text of a cell before its place on the page is worked out; box None: the row's."""

    text: str
    box: Box | None = None
    doubtful: bool = False


PrintedRow = tuple[PrintedCell | None, ...]
"""A row of cells, None where the position is covered."""


def find_columns(labels: Iterable[Word], values: Sequence[Word], heads: Sequence[Span], count: int) -> Columns:
    """Return the columns, given the words that are surely labels, all other words, and the headings' spans if known."""
    ends = [word.right for word in labels if _ENDS_IN_NUMBER.search(word.text) is None]
    label_end = max(ends, default=0.0)
    numbers = [word for word in values if is_number(word) and word.left > label_end - _CLOSE]
    spans = _spans(numbers, heads, count)
    first = spans[0][0] if spans else min((word.left for word in numbers), default=label_end + 2 * _CLOSE)
    return Columns(count, max((label_end + first) / 2, first - 4.0) if label_end < first else first - _CLOSE, spans)


def _spans(numbers: Sequence[Word], heads: Sequence[Span], count: int) -> tuple[Span, ...] | None:
    ordered = sorted(numbers, key=lambda word: word.left - word.right)
    for left_out in range(min(_WIDEST_LEFT_OUT, len(ordered) // 4) + 1):
        # two numbers so close that they seem one bridge their columns
        found = clusters((word.left, word.right) for word in ordered[left_out:])
        if len(found) == count:
            return tuple(found) if stand_under(found, heads) else None
        if len(found) > count:
            break
    placed = place_columns(clusters((word.left, word.right) for word in ordered), heads, count)
    return None if placed is None else tuple(placed)


def part_at(words: Iterable[Word], x: float) -> tuple[list[Word], list[Word]]:
    """Return what stands left and right of an x position; a word over it is cut, but never inside a number."""
    left: list[Word] = []
    right: list[Word] = []
    for word in words:
        halves = cut_word(word, x)
        if halves is not None and (digits := _ENDS_IN_NUMBER.search(halves[0].text)) is not None:
            start = word.glyphs[len(halves[0].glyphs) - len(digits[0].replace(" ", ""))][1]
            halves = cut_word(word, start)
        if halves is not None:
            left.append(halves[0])
            right.append(halves[1])
        elif word.centre < x:
            left.append(word)
        else:
            right.append(word)
    return left, right


def labelled_rows(
    labels: Sequence[Word], values: Sequence[Word], strips: Sequence[float], where: str
) -> tuple[list[LabelBlock], list[Word]]:
    """Return the labels with the numbers beside each, and the numbers beside none.

    `strips` are the y positions of rules that part the rows. Between two of them stands one row, unless several labels
    do: then the rules part groups of rows. `where` is what level_of_numbers tells.
    """
    blocks: list[LabelBlock] = []
    stray: list[Word] = []
    bounds = [float("-inf"), *strips, float("inf")]
    for top, bottom in pairwise(bounds):
        found = label_blocks([word for word in labels if top <= word.middle < bottom])
        numbers = [word for word in values if top <= word.middle < bottom]
        if len(found) == 1 and isfinite(top) and isfinite(bottom):
            found[0].numbers = numbers
        else:
            above = pair(found, numbers, where)
            if blocks:
                blocks[-1].doubts.extend(above)
            else:
                stray.extend(above)
        blocks.extend(found)
    return blocks, stray


def cells_of(block: LabelBlock, columns: Columns) -> list[PrintedCell]:
    """Return the value cells of a row; where the columns cannot be told, every cell is doubtful, never guessed.

    A row in which as many numbers are printed as there are columns is sure all the same.
    """
    words = sorted(block.numbers, key=lambda word: word.left)
    if columns.spans is None:
        if len(words) == columns.count and not block.doubts and _on_one_line(words):
            return [PrintedCell(word.text, _box(word)) for word in words]
        printed = " | ".join(word.text for word in words)
        doubtful = bool(words or block.doubts) or holds_numbers(block.lines)
        return [PrintedCell(printed, None, doubtful=doubtful)] * columns.count
    _, top, _, bottom = block.box
    edges = edges_of(columns.spans)
    inside: list[list[Word]] = [[] for _ in columns.spans]
    unsure = {number for word in block.doubts for number in _columns_under(word, edges)}
    swallowed = holds_numbers(block.lines)
    for word in words:
        rest = word
        for number, edge in enumerate(edges):
            if rest.left >= columns.spans[number + 1][0]:
                continue
            if rest.right <= columns.spans[number][1]:
                inside[number].append(rest)
                break
            halves = cut_word(rest, _gap_before(rest, columns.spans[number], columns.spans[number + 1]) or edge)
            if halves is None:
                if rest.centre < edge:
                    inside[number].append(rest)
                    break
                continue
            inside[number].append(halves[0])
            if halves[1].left - halves[0].right < _TOUCH * word.height:
                unsure.update((number, number + 1))
            rest = halves[1]
        else:
            inside[-1].append(rest)
    cells: list[PrintedCell] = []
    for number, (found, width) in enumerate(zip(inside, _widths(columns), strict=True)):
        left, right = columns.spans[number]
        doubtful = number in unsure or _overprinted(found) or (swallowed and not found)
        cells.append(PrintedCell(_text(found, width), (left, top, right, bottom), doubtful=doubtful))
    return cells


def _on_one_line(words: Sequence[Word]) -> bool:
    return max(word.middle for word in words) - min(word.middle for word in words) < 0.5 * words[0].height


def _widths(columns: Columns) -> list[float]:
    """Return how wide the lines of each column's cells may be at least: its widest, and most of what lies between."""
    spans = columns.spans or ()
    edges = [columns.start, *edges_of(spans)]
    pitches = [after - edge for edge, after in pairwise(edges)]
    pitches.append(min(pitches, default=0.0))
    return [max(right - left, _FREE * pitch) for (left, right), pitch in zip(spans, pitches, strict=True)]


def _overprinted(words: Sequence[Word]) -> bool:
    """True where words lie over each other: what is printed there cannot be told."""
    return any(
        word.left < other.right - 1.0
        and other.left < word.right - 1.0
        and abs(word.middle - other.middle) < 0.5 * word.height
        for index, word in enumerate(words)
        for other in words[index + 1 :]
    )


def _columns_under(word: Word, edges: Sequence[float]) -> range:
    """Return the columns over which a word lies."""
    return range(bisect_left(edges, word.left + _CLOSE), bisect_right(edges, word.right - _CLOSE) + 1)


def _gap_before(word: Word, column: Span, following: Span) -> float | None:
    """Return where two cells touch in what seems one word: at its only gap between two columns."""
    gaps = [
        (glyph[3] + after[1]) / 2
        for glyph, after in pairwise(word.glyphs)
        if column[1] < after[1] <= following[0] + 1.0 and after[1] - glyph[3] > _TOUCH * word.height
    ]
    return gaps[0] if len(gaps) == 1 else None


def _text(words: Sequence[Word], width: float) -> str:
    if len(words) == 1 and _is_one_line(words[0]):
        return words[0].text
    glyphs = [glyph for word in words for glyph in word.glyphs]
    return cell_texts([(glyphs, width)], padding=0.0)[0][0]


def _is_one_line(word: Word) -> bool:
    """A word recognised in a picture has no characters of its own: it was read as one line."""
    return not word.glyphs or word.height < 1.5 * (word.glyphs[0][4] - word.glyphs[0][2])


def _box(word: Word) -> Box:
    return word.left, word.top, word.right, word.bottom


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


def whole_heads(heads: Sequence[Sequence[Word]]) -> Iterator[list[Word]]:
    """Yield the words of the header on each sheet, and those of two sheets together: the page's end may have cut it."""
    for head, following in zip_longest(heads, heads[1:], fillvalue=()):
        yield list(head)
        below = max((word.bottom for word in head), default=0.0)
        yield [*head, *(replace(word, top=word.top + below, bottom=word.bottom + below) for word in following)]


def as_printed(part: Part) -> list[tuple[Box, PrintedRow]]:
    """Return the lines of a part word by word, where nothing more is known of them."""
    return [(line.box, tuple(PrintedCell(word.text) for word in line.words)) for line in part.lines]


def row_rules(sheet: Sheet, columns: Columns, top: float, bottom: float) -> list[float]:
    """Return where rules that reach over all value columns lie between two y positions."""
    if columns.spans is None:
        return []
    first, last = columns.spans[0], columns.spans[-1]
    return [
        at
        for at, start, end in sheet.horizontal
        if top < at < bottom and start <= first[1] and end >= last[0] and end - start >= last[0] - first[1]
    ]
