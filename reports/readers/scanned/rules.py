"""Drawn rules of a picture: long thin runs of ink, told from the strokes of letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reports.readers.paper.marks import Rule
from reports.readers.paper.ruled import joined
from reports.readers.scanned.pictures import Picture, Pixels

_LEAST_ACROSS: Final = 22.0
_LEAST_DOWN: Final = 8.5
_SURELY_ACROSS: Final = 60.0
_SURELY_DOWN: Final = 34.0
"""A shorter rule must touch two others with its ends: dashes and the stems of digits are as long, in narrow rows."""
_THICKEST: Final = 5.0
_MEETS: Final = 3.0
_TOUCHES: Final = 1.9
_SOLID: Final = 0.93
_JOINED: Final = 0.75
"""How much of a rule is ink, and of the little way from its end to the next: no ink lies between a stem and a rule."""
_BESIDE: Final = 1.3


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a picture in points, and their pixels."""

    horizontal: list[Rule]
    vertical: list[Rule]
    drawn: Pixels


def inked(picture: Picture, *, contrast: int = 14) -> Pixels:
    """Return 255 where a pixel is darker than its surroundings by so much, 0 elsewhere."""
    smooth = cv2.GaussianBlur(picture.pixels, (3, 3), 0)
    around = round(picture.dpi / 4) | 1
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, contrast)


def find_rules(picture: Picture) -> Ruling:
    """Return the horizontal and vertical rules of an upright picture."""
    ink = inked(picture, contrast=10)
    unit = picture.dpi / 72
    across = _Runs(_runs(ink, (round(_LEAST_ACROSS * unit), 1)), ink, picture.points, flat=True)
    down = _Runs(_runs(ink, (1, round(_LEAST_DOWN * unit))), ink, picture.points, flat=False)
    horizontal = joined(across.pieces.values())
    vertical = [
        rule
        for rule in joined(down.pieces.values())
        if down.is_between(rule, horizontal) or (_length(rule) >= _SURELY_DOWN and down.is_solid(rule))
    ]
    horizontal = [rule for rule in horizontal if _length(rule) >= _SURELY_ACROSS or across.is_between(rule, vertical)]
    return Ruling(horizontal, vertical, cv2.bitwise_or(across.drawn(horizontal), down.drawn(vertical)))


def _runs(ink: Pixels, size: tuple[int, int]) -> Pixels:
    """Return the runs of ink at least so long; a rule that is a little askew steps from row to row."""
    width, height = size
    thick = cv2.dilate(ink, np.ones((3, 1) if height == 1 else (1, 3), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    return cv2.bitwise_and(opened, cv2.dilate(ink, np.ones((3, 3), np.uint8)))


class _Runs:
    """The connected runs of one direction; `pieces` are those thin enough for a rule, in points, by their number."""

    def __init__(self, runs: Pixels, ink: Pixels, points: float, *, flat: bool) -> None:
        self._ink = ink.T if flat else ink
        self._points = points
        count, self._numbers, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
        self.pieces: dict[int, Rule] = {}
        for index in range(1, count):
            left, top, width, height, area = (int(value) for value in stats[index])
            x, y = centres[index]
            if area / (width if flat else height) * points > _THICKEST:
                continue
            if flat:
                self.pieces[index] = (float(y) * points, left * points, (left + width) * points)
            else:
                self.pieces[index] = (float(x) * points, top * points, (top + height) * points)
        self._count = count

    def is_solid(self, rule: Rule) -> bool:
        """Return whether a rule is one long run, or has hardly any gaps."""
        long = (piece for piece in self.pieces.values() if _length(piece) >= _SURELY_DOWN)
        return any(_is_part(piece, rule) for piece in long) or self._inked(*rule) >= _SOLID

    def is_between(self, rule: Rule, crossing: Sequence[Rule]) -> bool:
        """Return whether rules of the other direction touch both ends."""
        at, start, end = rule
        levels = [level for level, first, last in crossing if first - _MEETS <= at <= last + _MEETS]
        return any(self._touch(at, start, level, past=level - start) for level in levels) and any(
            self._touch(at, end, level, past=end - level) for level in levels
        )

    def _touch(self, at: float, end: float, level: float, *, past: float) -> bool:
        """Return whether an end is at a level; `past` is how far the rule runs over it, as one drawn too long does."""
        away = abs(level - end)
        return (
            away <= _TOUCHES
            or 0 <= past <= _MEETS
            or (away <= _MEETS and self._inked(at, min(end, level), max(end, level)) >= _JOINED)
        )

    def _inked(self, at: float, start: float, end: float) -> float:
        """Return which part of a line is ink, or has ink right beside it."""
        middle = round(at / self._points)
        stretch = self._ink[
            round(start / self._points) : round(end / self._points) + 1, max(0, middle - 1) : middle + 2
        ]
        return float(stretch.max(axis=1).mean()) / 255 if stretch.size else 0.0

    def drawn(self, rules: Sequence[Rule]) -> Pixels:
        """Return 255 where one of these rules is drawn; a stem close beside a rule is no part of it."""
        chosen: Pixels = np.zeros(self._count, np.uint8)
        for index, piece in self.pieces.items():
            if any(_is_part(piece, rule) for rule in rules):
                chosen[index] = 255
        found: Pixels = chosen[self._numbers]
        return found


def _length(rule: Rule) -> float:
    return rule[2] - rule[1]


def _is_part(piece: Rule, rule: Rule) -> bool:
    return abs(piece[0] - rule[0]) <= _BESIDE and piece[1] >= rule[1] - _BESIDE and piece[2] <= rule[2] + _BESIDE
