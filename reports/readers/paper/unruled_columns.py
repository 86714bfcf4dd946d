"""The value columns of a table without vertical rules, found over all its parts, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from reports.readers.paper.form_lines import is_number
from reports.readers.paper.lines import cut_word
from reports.readers.paper.marks import Sheet, Word
from reports.readers.paper.value_columns import Span, clusters, place_columns, stand_under

_WIDEST_LEFT_OUT: Final = 6
_ENDS_IN_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９,，.．]*$")
_CLOSE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """The value columns of a table: their spans, None where they cannot be told; `start` is where the values begin."""

    count: int
    start: float
    spans: tuple[Span, ...] | None


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


def whole_heads(heads: Sequence[Sequence[Word]]) -> Iterator[list[Word]]:
    """Yield the words of the header on each sheet, and those of two sheets together: the page's end may have cut it."""
    for head, following in zip_longest(heads, heads[1:], fillvalue=()):
        yield list(head)
        below = max((word.bottom for word in head), default=0.0)
        yield [*head, *(replace(word, top=word.top + below, bottom=word.bottom + below) for word in following)]
