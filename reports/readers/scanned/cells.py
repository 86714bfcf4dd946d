"""The cells of a ruled table in a picture: each number is recognised twice, and in doubt where the readings differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reports.numbers import looks_like_number
from reports.readers.paper.marks import Box
from reports.readers.scanned.engine import Engine, Recognised
from reports.readers.scanned.ink import Mark, count_beside, is_dash, marks_of, rows_of_marks
from reports.readers.scanned.pictures import Picture, Pixels

_SURE: Final = 0.75
_SMALLEST_MARK: Final = 1.8
"""A mark must be this long (points) to be a sign; shorter ones are dirt, or the dot of a number."""
_DIRT: Final = 0.7
_NARROWEST: Final = 0.36
"""Digits that touch are at least this wide each, in their height."""
_STAIN: Final = 1.2
_FAINT: Final = 8.0
_CLEAR: Final = 14.0
"""How much darker than the paper around it ink is, in levels of grey out of 255."""
_OVER_GRAIN: Final = 5.0
_NUMERIC: Final = re.compile(r"[+＋\-－]?[0-9０-９][0-9０-９,，.．]*|[—―–－\-/／一]{1,4}|无")


_HAN: Final = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows; `doubtful` where that is not beyond doubt."""

    text: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Strip:
    """One line of text of a cell: its pixels' box, how many marks stand side by side, and whether it is a dash."""

    cell: int
    left: int
    top: int
    right: int
    bottom: int
    marks: int
    dash: bool


class CellReader:
    """Reads cells of one upright page."""

    def __init__(self, picture: Picture, rules: Pixels, engine: Engine) -> None:
        self._unit = picture.dpi / 72
        self._engine = engine
        self._paper = int(np.percentile(picture.pixels, 75))
        # what is drawn is not written: rules are painted over, a pixel wider than they are
        drawn = cv2.dilate(rules, np.ones((3, 3), np.uint8))
        self._pixels = np.where(drawn > 0, np.uint8(self._paper), picture.pixels)
        self._picture = Picture(self._pixels, picture.dpi)
        smooth = cv2.GaussianBlur(self._pixels, (0, 0), max(0.6, 0.25 * self._unit))
        around = round(picture.dpi / 4) | 1
        grain = _grain(smooth, around)
        self._clear = _darker(smooth, around, max(_CLEAR, _OVER_GRAIN * grain))
        self._faint = _darker(smooth, around, max(_FAINT, 0.75 * _OVER_GRAIN * grain))
        written = self._pixels[self._clear > 0]
        ink = float(np.percentile(written, 25)) if written.size else 0.0
        self._half_dark = (self._paper + ink) / 2

    def read(self, boxes: Sequence[Box]) -> list[Shown]:
        """Return what each box (points) shows."""
        strips: list[_Strip] = []
        dirty: set[int] = set()
        for index, box in enumerate(boxes):
            found, dirt = self._strips(index, box)
            strips.extend(found)
            if dirt:
                dirty.add(index)
        first = self._engine.lines([self._first_view(strip) for strip in strips])
        again = [strip for strip, seen in zip(strips, first, strict=True) if not _is_words(seen.text)]
        seconds = iter(self._engine.lines([self._second_view(strip) for strip in again]))
        second = [seen if _is_words(seen.text) else next(seconds) for seen in first]
        lines: dict[int, list[tuple[_Strip, Recognised, Recognised]]] = {}
        for strip, one, two in zip(strips, first, second, strict=True):
            lines.setdefault(strip.cell, []).append((strip, one, two))
        return [self._shown(lines.get(index, []), index in dirty) for index in range(len(boxes))]

    def read_lines(self, boxes: Sequence[Box]) -> list[Recognised]:
        """Return what the line of text in each box (points) says, as it stands, rules under it left out."""
        height, width = self._pixels.shape
        pieces = []
        for box in boxes:
            left, top, right, bottom = (round(value * self._unit) for value in box)
            left, top = max(0, left), max(0, top)
            pieces.append(
                self._pixels[top : max(top + 1, min(height, bottom)), left : max(left + 1, min(width, right))]
            )
        return self._engine.lines(pieces)

    def _strips(self, index: int, box: Box) -> tuple[list[_Strip], bool]:
        """Return the lines of text in a box, and whether there is ink of which nobody can say what it is."""
        left, top, right, bottom = self._inner(box)
        if right - left < 3 or bottom - top < 3:
            return [], False
        marks = self._marks(self._clear, left, top, right, bottom)
        long = [mark for mark in marks if mark.length >= _SMALLEST_MARK * self._unit]
        if not long:
            faint = self._marks(self._faint, left, top, right, bottom)
            large = any(mark.length >= _SMALLEST_MARK * self._unit for mark in faint)
            return [], large or any(
                mark.length >= _STAIN * self._unit and mark.darkest < self._half_dark for mark in marks
            )
        strips = []
        for row in rows_of_marks(marks, long):
            strips.append(
                _Strip(
                    index,
                    left + min(mark.left for mark in row),
                    top + min(mark.top for mark in row),
                    left + max(mark.right for mark in row),
                    top + max(mark.bottom for mark in row),
                    count_beside(row),
                    is_dash(row, right - left, bottom - top, self._unit),
                )
            )
        faint = [mark.moved(left, top) for mark in self._marks(self._faint, left, top, right, bottom)]
        return strips, any(
            mark.length >= _SMALLEST_MARK * self._unit and not any(_covers(strip, mark) for strip in strips)
            for mark in faint
        )

    def _inner(self, box: Box) -> tuple[int, int, int, int]:
        height, width = self._pixels.shape
        inset = 0.6
        return (
            max(0, round((box[0] + inset) * self._unit)),
            max(0, round((box[1] + inset) * self._unit)),
            min(width, round((box[2] - inset) * self._unit)),
            min(height, round((box[3] - inset) * self._unit)),
        )

    def _marks(self, ink: Pixels, left: int, top: int, right: int, bottom: int) -> list[Mark]:
        return marks_of(ink[top:bottom, left:right], self._pixels[top:bottom, left:right], _DIRT * self._unit)

    def _first_view(self, strip: _Strip) -> Pixels:
        """The line as it stands, with a little paper around it."""
        height = strip.bottom - strip.top
        pad = max(2, round(max(0.2 * height, 1.2 * self._unit)))
        return self._cut(strip, pad, pad)

    def _second_view(self, strip: _Strip) -> Pixels:
        """The same line smaller in its frame, softened and with its grey stretched to black and white."""
        height = strip.bottom - strip.top
        pad = max(3, round(max(0.42 * height, 2.2 * self._unit)))
        cut = self._cut(strip, pad, pad + round(0.3 * height))
        soft = cv2.GaussianBlur(cut, (0, 0), max(0.5, 0.2 * self._unit))
        low, high = float(soft.min()), float(np.percentile(soft, 80))
        if high - low < 10:
            return soft
        stretched = np.clip((soft.astype(np.float32) - low) / (high - low) * 1.25 - 0.1, 0.0, 1.0) * 255
        return stretched.astype(np.uint8)

    def _cut(self, strip: _Strip, above: int, beside: int) -> Pixels:
        """Return the strip on paper of its own: what stands around it belongs to other lines."""
        piece = self._pixels[strip.top : strip.bottom, strip.left : strip.right]
        return cv2.copyMakeBorder(piece, above, above, beside, beside, cv2.BORDER_CONSTANT, value=self._paper)

    def _shown(self, lines: Sequence[tuple[_Strip, Recognised, Recognised]], dirty: bool) -> Shown:
        if not lines:
            return Shown("?" if dirty else "", dirty)
        if len(lines) == 1 and lines[0][0].dash:
            return Shown("—", dirty)
        text = "".join(one.text for _, one, _ in lines)
        again = "".join(two.text for _, _, two in lines)
        if _is_words(text) and _is_words(again):
            return Shown(text, doubtful=False)
        sure = (
            len(lines) == 1
            and not dirty
            and _agree(*lines[0])
            and (_NUMERIC.fullmatch(text) is not None or _has_digit(text))
        )
        return Shown(text or again or "?", not sure)


def _is_words(text: str) -> bool:
    """True for a label, which needs no second reading: Chinese text that does not begin with a number."""
    return len(_HAN.findall(text)) >= 2 and not looks_like_number(text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _agree(strip: _Strip, one: Recognised, two: Recognised) -> bool:
    """True where both readings say the same, are sure of every character, and the ink is enough for no more or less.

    Readings overlook one of two equal digits side by side; the marks on the paper tell.
    """
    if one.text != two.text or not one.text or min(one.surety, two.surety) < _SURE:
        return False
    characters = len("".join(one.text.split()))
    touching = (strip.right - strip.left) >= _NARROWEST * (strip.bottom - strip.top) * characters
    return strip.marks == characters or (strip.marks < characters and touching)


def _covers(strip: _Strip, mark: Mark) -> bool:
    """True where the middle of a mark lies in a strip."""
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    return strip.left <= x <= strip.right and strip.top <= y <= strip.bottom


def _grain(smooth: Pixels, around: int) -> float:
    """Return how much the paper itself varies in grey: a standard deviation, by the median that ink hardly moves."""
    level = cv2.blur(smooth, (around, around))
    return 1.4826 * float(np.median(cv2.absdiff(smooth, level)))


def _darker(smooth: Pixels, around: int, contrast: float) -> Pixels:
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, contrast)
