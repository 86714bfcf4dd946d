"""Marks of ink in a cell: connected dark pixels, gathered into lines of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2

from reports.readers.scanned.pictures import Pixels

_TOUCH: Final = 0.8
_PART: Final = 0.5
_NEAR: Final = 0.9
"""A dot or comma stands this close to a letter (in heights of a letter); what is further away is dirt."""
_BELOW: Final = 0.35


@dataclass(frozen=True, slots=True)
class Mark:
    """A connected piece of ink: its box in pixels and its darkest pixel."""

    left: int
    top: int
    right: int
    bottom: int
    darkest: int

    @property
    def length(self) -> int:
        """The longer side."""
        return max(self.right - self.left, self.bottom - self.top)

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    def moved(self, right: int, down: int) -> Mark:
        """Return the mark further to the right and down."""
        return Mark(self.left + right, self.top + down, self.right + right, self.bottom + down, self.darkest)


def marks_of(ink: Pixels, pixels: Pixels, least: float) -> list[Mark]:
    """Return the marks that are at least so long (pixels)."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:count].tolist():
        if max(width, height) >= least and area >= least * least:
            darkest = int(pixels[top : top + height, left : left + width].min())
            found.append(Mark(left, top, left + width, top + height, darkest))
    return found


def rows_of_marks(marks: Sequence[Mark], long: Sequence[Mark]) -> list[list[Mark]]:
    """Return the marks line by line from top to bottom; `long` are those that are no dots, at least one.

    A dot or comma joins the line that it stands in if it is as dark as writing and near a letter; other dots are dirt.
    """
    usual = float(median(mark.height for mark in long))
    lines = _merged(_overlapping(long), usual)
    rows: list[list[Mark]] = [[] for _ in lines]
    for mark in long:
        rows[_nearest(lines, mark)].append(mark)
    dark = median(mark.darkest for mark in long)
    palest = max(mark.darkest for mark in long)
    for mark in marks:
        if mark in long or mark.darkest > max(palest, dark + 60):
            continue
        at = _nearest(lines, mark)
        if _away(lines[at], mark) <= _BELOW * usual and any(_gap(mark, other) <= _NEAR * usual for other in rows[at]):
            rows[at].append(mark)
    return [row for row in rows if row]


def spans_beside(row: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    """Return left and right of the marks that stand side by side: those above each other are one."""
    spans: list[tuple[int, int]] = []
    for mark in sorted(row, key=lambda mark: mark.left):
        if spans and mark.left <= spans[-1][1] - _TOUCH:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mark.right))
        else:
            spans.append((mark.left, mark.right))
    return tuple(spans)


def _overlapping(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda mark: mark.top):
        if spans and mark.top < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mark.bottom))
        else:
            spans.append((mark.top, mark.bottom))
    return spans


def _merged(spans: Sequence[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """Join what is lower than half a letter to its neighbour: the strokes of 二 and 三 do not touch."""
    lines: list[tuple[int, int]] = []
    for top, bottom in spans:
        if lines:
            above, below = lines[-1]
            if min(bottom - top, below - above) < _PART * usual and bottom - above < 2.2 * usual:
                lines[-1] = (above, bottom)
                continue
        lines.append((top, bottom))
    return lines


def _away(line: tuple[int, int], mark: Mark) -> float:
    middle = (mark.top + mark.bottom) / 2
    return max(line[0] - middle, middle - line[1], 0.0)


def _nearest(lines: Sequence[tuple[int, int]], mark: Mark) -> int:
    return min(range(len(lines)), key=lambda at: _away(lines[at], mark))


def _gap(mark: Mark, other: Mark) -> int:
    return max(mark.left - other.right, other.left - mark.right, 0)
