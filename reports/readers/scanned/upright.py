"""Pages set upright: quarter turns by the direction of their text, small angles by their long lines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from reports.model import PagePlace
from reports.readers.paper.marks import Box
from reports.readers.scanned.engine import Engine
from reports.readers.scanned.pictures import Picture, Pixels
from reports.readers.scanned.rules import inked

_STEEPEST: Final = 12.0
_LEAST_ANGLE: Final = 0.03
_LEAST_LINE: Final = 60.0
_SKEW_DPI: Final = 120.0
_RUN: Final = 9
_THICKEST: Final = 8.0
_SAMPLES: Final = 6
_LETTERS: Final = 7


@dataclass(frozen=True, slots=True)
class Upright:
    """A page set upright, and how its points lie on the page as it came."""

    picture: Picture
    back: Any  # 2 x 3 matrix from upright pixels to pixels as they came
    page: int
    per_pixel: float  # points of the page as it came, per pixel
    lines: list[tuple[int, int, int, int]]  # boxes of lines of text, in pixels

    def place(self, box: Box) -> PagePlace:
        """Return where a box of the upright page (points) stands on the page as it came."""
        scale = 1 / self.picture.points
        left, top, right, bottom = (value * scale for value in box)
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]])
        seen = corners @ self.back.T * self.per_pixel
        low, high = seen.min(axis=0), seen.max(axis=0)
        return PagePlace(
            self.page,
            (round(float(low[0]), 1), round(float(low[1]), 1), round(float(high[0]), 1), round(float(high[1]), 1)),
        )


def set_upright(picture: Picture, page: int, engine: Engine, per_pixel: float | None = None) -> Upright:
    """Return the page with its text level and upright; `per_pixel` are the points of a pixel of the page as it came."""
    back = np.eye(2, 3)
    level, back = _levelled(picture.pixels, picture, back)
    lines = engine.boxes(level)
    turns = _quarter_turns(level, lines, engine)
    for _ in range(turns):
        level, back = _turned(level, back)
    if turns:
        lines = engine.boxes(level)
    return Upright(Picture(level, picture.dpi), back, page, per_pixel or picture.points, lines)


def _levelled(pixels: Pixels, picture: Picture, back: Any) -> tuple[Pixels, Any]:
    angle = _skew(picture)
    if abs(angle) < _LEAST_ANGLE:
        return pixels, back
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = int(np.percentile(pixels, 90))
    level = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return level, cv2.invertAffineTransform(turn)


def _skew(picture: Picture) -> float:
    """Return the angle of the page in degrees: the median of its long rules, each as heavy as it is long."""
    scale = min(1.0, _SKEW_DPI / picture.dpi)
    small = cv2.resize(picture.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.dilate(inked(Picture(small, picture.dpi * scale)), np.ones((2, 2), np.uint8))
    least = _LEAST_LINE * picture.dpi * scale / 72
    angles = sorted([*_angles(ink, (1, _RUN), least), *_angles(ink, (_RUN, 1), least)])
    half, passed = sum(length for _, length in angles) / 2, 0.0
    for angle, length in angles:
        passed += length
        if passed >= half:
            return angle
    return 0.0


def _angles(ink: Pixels, run: tuple[int, int], least: float) -> Iterator[tuple[float, float]]:
    """Yield angle and length of the long thin runs of ink in one direction."""
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(run, np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    for index in range(1, count):
        left, top, width, height, area = stats[index].tolist()
        length = math.hypot(width, height)
        if length < least or area > length * _THICKEST:
            continue
        ys, xs = np.nonzero(labels[top : top + height, left : left + width] == index)
        spread = np.cov(np.stack([xs, ys]).astype(np.float64))
        angle = math.degrees(0.5 * math.atan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1]))
        off = (angle + 45) % 90 - 45
        if abs(off) <= _STEEPEST:
            yield off, length


def _turned(pixels: Pixels, back: Any) -> tuple[Pixels, Any]:
    """Turn a quarter clockwise."""
    height = pixels.shape[0]
    # pixel (x, y) of the turned picture was (y, height - 1 - x)
    step = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, height - 1.0], [0.0, 0.0, 1.0]])
    whole = np.vstack([back, [0.0, 0.0, 1.0]]) @ step
    return np.ascontiguousarray(np.rot90(pixels, -1)), whole[:2]


def _quarter_turns(pixels: Pixels, boxes: list[tuple[int, int, int, int]], engine: Engine) -> int:
    """Return how many quarter turns clockwise make the text upright: the way in which most of it can be read."""
    wide = [box for box in boxes if box[2] - box[0] > 2 * (box[3] - box[1])]
    high = [box for box in boxes if box[3] - box[1] > 2 * (box[2] - box[0])]
    if not wide and not high:
        return 0
    lying = len(high) > len(wide)
    chosen = sorted(high if lying else wide, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))[:_SAMPLES]
    pieces = [_sample(pixels[max(0, top) : bottom, max(0, left) : right]) for left, top, right, bottom in chosen]
    turns = (1, 3) if lying else (0, 2)
    return max(turns, key=lambda turn: sum(_sense(engine, np.rot90(piece, -turn)) for piece in pieces))


def _sample(piece: Pixels) -> Pixels:
    """Return the beginning of a line: some letters tell enough."""
    height, width = piece.shape
    return piece[: _LETTERS * width, : _LETTERS * height]


def _sense(engine: Engine, piece: Pixels) -> float:
    """Return how much of a line of text can be read this way up."""
    return engine.lines([np.ascontiguousarray(piece)])[0].legible
