"""Ink in the cells of a picture: lines of writing told from dust, from stains and from the grain of the paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from reports.readers.paper.marks import Box
from reports.readers.scanned.ink import Mark, marks_of, rows_of_marks, spans_beside
from reports.readers.scanned.pictures import Picture, Pixels
from reports.readers.scanned.strokes import Stroke, stroke_of

_SMALLEST_MARK: Final = 1.8
"""A mark must be this long (points) to be a sign; shorter ones are dirt, or the dot of a number."""
_DIRT: Final = 0.7
_STAIN: Final = 1.2
_FAINT: Final = 8.0
_CLEAR: Final = 14.0
"""How much darker than the paper around it ink is, in levels of grey out of 255."""
_OVER_GRAIN: Final = 5.0
_INSET: Final = 0.6
_PATCH: Final = 2.0
"""Points: however full a cell is, some patches of this size are without writing and show the grain of its paper."""
_SMOOTHEST: Final = 10
_OF_SMOOTHEST: Final = 1.8
"""Per cent of the patches that are smoother than the one looked at, and how much smoother it is than the cell."""
_EVEN: Final = 0.3
_WRITTEN: Final = 60.0
"""No grain or shading is so much darker than its paper: such ink is writing, or dirt that nobody can vouch for."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of text of a cell: its box in pixels, the marks side by side, and whether it is a stroke by its shape.

    `spans` are left and right of every mark; `paper` is the grey of the cell around it, which may be shaded;
    `off` is how far below the middle of the cell it stands (pixels).
    """

    cell: int
    left: int
    top: int
    right: int
    bottom: int
    spans: tuple[tuple[int, int], ...]
    stroke: Stroke
    paper: int
    off: float

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def marks(self) -> int:
        """How many marks stand side by side."""
        return len(self.spans)

    @property
    def pitch(self) -> float | None:
        """The step from mark to mark in pixels if it is the same from the first to the last; None for a single one."""
        middles = [(left + right) / 2 for left, right in self.spans]
        steps = [after - before for before, after in pairwise(middles)]
        if not steps or max(steps) - min(steps) > _EVEN * self.height:
            return None
        return sum(steps) / len(steps)

    def covers(self, mark: Mark) -> bool:
        """Return whether the middle of the mark lies in it."""
        x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class StripFinder:
    """Finds the lines of text in boxes of one upright page; `pixels` is the page with its rules painted over."""

    def __init__(self, picture: Picture, rules: Pixels) -> None:
        self.unit = picture.dpi / 72
        self.paper = int(np.percentile(picture.pixels, 75))
        # what is drawn is not written: rules are painted over, a pixel wider than they are
        drawn = cv2.dilate(rules, np.ones((3, 3), np.uint8))
        self.pixels: Pixels = np.where(drawn > 0, np.uint8(self.paper), picture.pixels)
        self._smooth = cv2.GaussianBlur(self.pixels, (0, 0), max(0.6, 0.25 * self.unit))
        around = round(picture.dpi / 4) | 1
        self._level = cv2.blur(self._smooth, (around, around), borderType=cv2.BORDER_REPLICATE)
        # a standard deviation, by the median that ink hardly moves
        self._grain = 1.4826 * float(np.median(cv2.absdiff(self._smooth, self._level)))
        darker = cv2.subtract(self._level, self._smooth)
        written = self.pixels[darker >= max(_CLEAR, _OVER_GRAIN * self._grain)]
        ink = float(np.percentile(written, 25)) if written.size else 0.0
        self._half_dark = (self.paper + ink) / 2

    def find(self, index: int, box: Box) -> tuple[list[Strip], bool]:
        """Return the lines of text in a box, and whether there is ink of which nobody can say what it is."""
        left, top, right, bottom = self.inner(box)
        if right - left < 3 or bottom - top < 3:
            return [], False
        part = np.s_[top:bottom, left:right]
        smooth, pixels = self._smooth[part], self.pixels[part]
        paper = int(np.percentile(smooth, 75))
        # beside white a shaded cell would seem written on all over
        darker = cv2.subtract(np.minimum(self._level[part], np.uint8(paper)), smooth)
        grain = max(self._grain, self._grain_in(smooth))
        marks = marks_of(_above(darker, max(_CLEAR, _OVER_GRAIN * grain)), pixels, _DIRT * self.unit)
        faint = marks_of(_above(darker, max(_FAINT, 0.75 * _OVER_GRAIN * grain)), pixels, _DIRT * self.unit)
        smallest = _SMALLEST_MARK * self.unit
        long = [mark for mark in marks if mark.length >= smallest]
        if not long:
            stain = any(mark.length >= _STAIN * self.unit and mark.darkest < self._half_dark for mark in marks)
            inked = paper - float(np.percentile(smooth, 0.5)) >= _WRITTEN
            return [], stain or inked or any(mark.length >= smallest for mark in faint)
        strips = [
            Strip(
                index,
                left + min(mark.left for mark in row),
                top + min(mark.top for mark in row),
                left + max(mark.right for mark in row),
                top + max(mark.bottom for mark in row),
                tuple((left + first, left + last) for first, last in spans_beside(row)),
                stroke_of(row, darker, right - left, bottom - top, self.unit),
                paper,
                (min(mark.top for mark in row) + max(mark.bottom for mark in row) - (bottom - top)) / 2,
            )
            for row in rows_of_marks(marks, long)
        ]
        moved = [mark.moved(left, top) for mark in faint if mark.length >= smallest]
        return strips, any(not any(strip.covers(mark) for strip in strips) for mark in moved)

    def inner(self, box: Box) -> tuple[int, int, int, int]:
        """Return the box (points) in pixels without its border."""
        height, width = self.pixels.shape
        return (
            max(0, round((box[0] + _INSET) * self.unit)),
            max(0, round((box[1] + _INSET) * self.unit)),
            min(width, round((box[2] - _INSET) * self.unit)),
            min(height, round((box[3] - _INSET) * self.unit)),
        )

    def _grain_in(self, smooth: Pixels) -> float:
        """Return the grain of the paper in a box: shading is rougher than the white around it."""
        piece = smooth.astype(np.float32)
        side = max(3, round(_PATCH * self.unit))
        mean = cv2.blur(piece, (side, side), borderType=cv2.BORDER_REPLICATE)
        spread = cv2.blur(piece * piece, (side, side), borderType=cv2.BORDER_REPLICATE) - mean * mean
        smoothest = float(np.percentile(spread, _SMOOTHEST))
        return _OF_SMOOTHEST * math.sqrt(max(0.0, smoothest))


def _above(values: Pixels, least: float) -> Pixels:
    """Return 1 where a value is at least so large."""
    found: Pixels = (values >= least).astype(np.uint8)
    return found
