"""Where the columns of numbers lie in a table without vertical rules: by the numbers, and by their headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from reports.readers.paper.marks import Word

Span = tuple[float, float]
"""left and right."""

_TOUCH: Final = 0.5
_MOST_TRIES: Final = 400
_AGREE: Final = 2.0
_CLEARLY: Final = 6.0
_SEVERAL: Final = 3


def clusters(spans: Iterable[Span]) -> list[Span]:
    """Return the spans with those that overlap made one, from left to right."""
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] - _TOUCH:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def word_columns(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words in columns from left to right, each from top to bottom: whatever overlaps is one column."""
    ordered = sorted(words, key=lambda word: word.left)
    columns: list[list[Word]] = []
    right = 0.0
    for word in ordered:
        if columns and word.left < right - _TOUCH:
            columns[-1].append(word)
            right = max(right, word.right)
        else:
            columns.append([word])
            right = word.right
    return [sorted(column, key=lambda word: word.middle) for column in columns]


def place_columns(numbers: Sequence[Span], heads: Sequence[Span], count: int) -> list[Span] | None:
    """Return the span of each of `count` columns, None where it cannot be told which numbers belong to which.

    `numbers` are the clusters of what is printed, one per column that is not wholly blank; `heads` the spans of the
    columns' headings, empty where they were not all found. A number may stand left or right of its heading, but never
    beyond a neighbouring one.
    """
    if len(numbers) == count:
        return list(numbers) if stand_under(numbers, heads) else None
    if len(numbers) > count or len(heads) != count:
        return None
    found = _assignments(numbers, heads)
    if len(found) != 1:
        found = _best_aligned(numbers, heads, found)
    if len(found) != 1:
        return None
    spans = list(heads)
    for number, column in zip(numbers, found[0], strict=True):
        left, right = spans[column]
        spans[column] = (min(left, number[0]), max(right, number[1]))
    return spans


def stand_under(numbers: Sequence[Span], heads: Sequence[Span]) -> bool:
    """True unless a column of numbers reaches under the heading of another one; `heads` may be unknown."""
    return len(heads) != len(numbers) or all(
        left >= before[1] - _TOUCH and right <= after[0] + _TOUCH
        for (_, right), (left, _), before, after in zip(numbers, numbers[1:], heads, heads[1:], strict=False)
    )


def _assignments(numbers: Sequence[Span], heads: Sequence[Span]) -> list[tuple[int, ...]]:
    """Return every way in which the numbers may belong to the headings, each a rising row of columns."""
    found: list[tuple[int, ...]] = [()]
    for left, right in numbers:
        longer: list[tuple[int, ...]] = []
        for begun in found:
            for column in range(begun[-1] + 1 if begun else 0, len(heads)):
                if column > 0 and left < heads[column - 1][1] - _TOUCH:
                    break
                if column == len(heads) - 1 or right <= heads[column + 1][0] + _TOUCH:
                    longer.append((*begun, column))
        found = longer[:_MOST_TRIES]
    return found


def _best_aligned(
    numbers: Sequence[Span], heads: Sequence[Span], found: Sequence[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """Keep the assignment in which the numbers stand under their headings all in the same way, if it is beyond doubt.

    Left edges, centres or right edges agree to a point or two, or the numbers end where the next column begins; and no
    other assignment may come near.
    """
    judged = sorted((_misfit(numbers, heads, columns), columns) for columns in found)
    if len(judged) >= 2 and judged[0][0] <= _AGREE and judged[1][0] >= judged[0][0] + _CLEARLY:
        return [judged[0][1]]
    return list(found)


def _misfit(numbers: Sequence[Span], heads: Sequence[Span], columns: Sequence[int]) -> float:
    pairs = [(number, heads[column]) for number, column in zip(numbers, columns, strict=True)]
    to_next = [
        number[1] - heads[column + 1][0]
        for number, column in zip(numbers, columns, strict=True)
        if column + 1 < len(heads)
    ]
    return min(
        max(abs(number[0] - head[0]) for number, head in pairs),
        max(abs(sum(number) - sum(head)) / 2 for number, head in pairs),
        max(abs(number[1] - head[1]) for number, head in pairs),
        max(to_next) - min(to_next) if len(to_next) >= _SEVERAL else float("inf"),
    )


def edges_of(columns: Sequence[Span]) -> list[float]:
    """Return the x positions between neighbouring columns, half-way."""
    return [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
