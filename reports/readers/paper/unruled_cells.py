"""The cells of tables without vertical rules: rows of numbers beside their labels, put under their columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import isfinite
from typing import Final

from reports.readers.paper.accounting import holds_numbers
from reports.readers.paper.beside_labels import pair
from reports.readers.paper.cells import cell_texts
from reports.readers.paper.label_blocks import LabelBlock, label_blocks
from reports.readers.paper.lines import cut_word
from reports.readers.paper.marks import Box, Word
from reports.readers.paper.printed_cells import PrintedCell
from reports.readers.paper.unruled_columns import Columns
from reports.readers.paper.value_columns import Span, edges_of

_CLOSE: Final = 0.5
_TOUCH: Final = 0.02
_FREE: Final = 0.65
"""A line that takes this part of the way to the next column may have left no room for another digit."""


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
