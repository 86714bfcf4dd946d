"""Drawn rules of a picture: long thin runs of ink, told from the strokes of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reports.readers.paper.marks import Box, Rule
from reports.readers.paper.ruled import joined
from reports.readers.scanned.pictures import Picture, Pixels

_LEAST_ACROSS: Final = 22.0
"""No stroke of a letter is as long; in points."""
_LEAST_DOWN: Final = 8.5
_SURELY_DOWN: Final = 34.0
"""A vertical rule that is shorter must lie between two horizontal ones: bold letters have such strokes."""
_THICKEST: Final = 5.0
_MEETS: Final = 3.0


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
    across = _runs(ink, (round(_LEAST_ACROSS * unit), 1))
    down = _runs(ink, (1, round(_LEAST_DOWN * unit)))
    horizontal = joined(_boxes(across, picture, flat=True))
    vertical = [
        rule
        for rule in joined(_boxes(down, picture, flat=False))
        if rule[2] - rule[1] >= _SURELY_DOWN or _between(rule, horizontal)
    ]
    near = np.zeros_like(ink)
    for y, left, right in horizontal:
        _frame(near, (left, y - _MEETS, right, y + _MEETS), unit)
    kept = cv2.bitwise_and(across, near)
    near[:] = 0
    for x, top, bottom in vertical:
        _frame(near, (x - _MEETS, top, x + _MEETS, bottom), unit)
    return Ruling(horizontal, vertical, cv2.bitwise_or(kept, cv2.bitwise_and(down, near)))


def _frame(mask: Pixels, box: Box, unit: float) -> None:
    left, top, right, bottom = (round(value * unit) for value in box)
    mask[max(0, top) : bottom + 1, max(0, left) : right + 1] = 255


def _runs(ink: Pixels, size: tuple[int, int]) -> Pixels:
    """Return the runs of ink at least so long; a rule that is a little askew steps from row to row."""
    width, height = size
    thick = cv2.dilate(ink, np.ones((3, 1) if height == 1 else (1, 3), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    return cv2.bitwise_and(opened, cv2.dilate(ink, np.ones((3, 3), np.uint8)))


def _boxes(runs: Pixels, picture: Picture, *, flat: bool) -> list[Rule]:
    """Return the connected runs as rules, in points."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules: list[Rule] = []
    points = picture.points
    for index in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[index])
        x, y = centres[index]
        length = width if flat else height
        if area / length * points > _THICKEST:
            continue
        if flat:
            rules.append((float(y) * points, left * points, (left + width) * points))
        else:
            rules.append((float(x) * points, top * points, (top + height) * points))
    return rules


def _between(rule: Rule, horizontal: list[Rule]) -> bool:
    """True where a horizontal rule meets both ends."""
    x, top, bottom = rule
    ends = [y for y, left, right in horizontal if left - _MEETS <= x <= right + _MEETS]
    return any(abs(y - top) <= _MEETS for y in ends) and any(abs(y - bottom) <= _MEETS for y in ends)
