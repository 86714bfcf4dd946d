"""Strokes that stand for nothing, told by their ink: dashes that lie and slashes that lean, however they are read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import Final

import numpy as np

from reports.readers.scanned.ink import Mark
from reports.readers.scanned.pictures import Pixels

_HALF: Final = 0.25
"""Ink paler than this part of the darkest is the blur around a stroke."""
_LEANS: Final = -0.24
_UPRIGHT: Final = -0.08
"""How far a stroke moves to the right from line to line downwards: a slash a third back, the stem of a 1 not at all."""
_THIN: Final = 0.06
"""How far the ink lies from the middle of a slash, in its height; the flag and the foot of a 1 lie further."""
_FLAT: Final = 1.4
_SHORTEST, _LONGEST, _THICKEST = 2.0, 32.0, 2.2
"""Points of a stroke; the blur of a scan makes one a pixel thicker."""


class Stroke(Enum):
    """What a line of writing may be by its shape alone."""

    NONE = "none"
    DASH = "dash"  # long, flat and in the clear: certainly a dash
    FLAT = "flat"  # a hyphen, or a dash that fills its cell: if it is read as one
    SLASH = "slash"
    LEANING = "leaning"  # a mark that leans like a slash but is none for certain


def stroke_of(row: Sequence[Mark], ink: Pixels, width: int, height: int, unit: float) -> Stroke:
    """Return what the marks of a line are in a cell of that size (pixels; `unit` are those of a point).

    `ink`: how much darker than its paper every pixel of the cell is.
    """
    left, right = min(mark.left for mark in row), max(mark.right for mark in row)
    top, bottom = min(mark.top for mark in row), max(mark.bottom for mark in row)
    long, thick = right - left, bottom - top
    middling = 0.25 * height < (top + bottom) / 2 < 0.75 * height
    if middling and _SHORTEST * unit <= long <= _LONGEST * unit and thick <= min(long / _FLAT, _THICKEST * unit + 1):
        # the rest of a rule touches the edge or lies near it, and runs on
        clear = long <= 0.8 * width and left > unit and right < width - unit
        certain = clear and long >= 3 * unit and thick <= min(0.28 * long, _THICKEST * unit)
        return Stroke.DASH if certain else Stroke.FLAT
    if len(row) != 1 or thick <= long / _FLAT:
        return Stroke.NONE
    lean, off = _leaning(ink[top:bottom, left:right])
    if lean > _UPRIGHT:
        return Stroke.NONE
    return Stroke.SLASH if lean <= _LEANS and off <= _THIN else Stroke.LEANING


def _leaning(ink: Pixels) -> tuple[float, float]:
    """Return how far the ink moves to the right for each line down, and how far it lies beside that (in its height)."""
    dark = ink.astype(np.float64)
    dark = np.clip(dark - _HALF * dark.max(), 0, None)
    total = dark.sum()
    if total == 0:
        return 0.0, 0.0
    ys, xs = np.mgrid[0 : dark.shape[0], 0 : dark.shape[1]]
    x, y = (dark * xs).sum() / total, (dark * ys).sum() / total
    down = (dark * (ys - y) ** 2).sum() / total
    if down == 0:
        return 0.0, 0.0
    both = (dark * (xs - x) * (ys - y)).sum() / total
    across = (dark * (xs - x) ** 2).sum() / total
    lean = float(both / down)
    return lean, math.sqrt(max(0.0, float(across) - lean * float(both))) / dark.shape[0]
