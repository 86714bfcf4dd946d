"""The cells of a ruled table in a picture: each number is recognised twice, and in doubt where the readings differ.

Where a line of numbers does not come to its total a third reading is asked, and what it sees otherwise is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from reports.numbers import looks_like_number
from reports.readers.paper.marks import Box
from reports.readers.scanned.engine import Engine, Recognised
from reports.readers.scanned.pictures import Picture, Pixels
from reports.readers.scanned.strips import Strip, StripFinder
from reports.readers.scanned.sums import failing_lines

_SURE: Final = 0.75
_CERTAIN: Final = 0.97
_NARROWEST: Final = 0.36
"""Digits that touch are at least this wide each, in their height."""
_STEP: Final = 0.7
"""From one digit to the next, in their height: the ink of a 1 alone would seem to leave room for another."""
_NUMERIC: Final = re.compile(r"[+＋\-－]?[0-9０-９][0-9０-９,，.．]*|[—―–－\-/／一]{1,4}|无")
_DIGITS: Final = re.compile(r"[0-9]+")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_USUAL_PADDING: Final = 11.0
"""Points that a cell leaves free beside its text, both sides together, if none of its table is fuller."""

Line = tuple[Strip, Recognised, Recognised]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows; `doubtful` where that is not beyond doubt.

    `unsure`: both readings agree, but less clearly than they mostly do; a sum that fails makes it doubtful.
    """

    text: str
    doubtful: bool = False
    unsure: bool = False


class CellReader:
    """Reads cells of one upright page."""

    def __init__(self, picture: Picture, rules: Pixels, engine: Engine) -> None:
        self._engine = engine
        self._finder = StripFinder(picture, rules)
        self._unit = self._finder.unit
        self._pixels = self._finder.pixels

    def read(self, boxes: Sequence[Box]) -> list[Shown]:
        """Return what each box (points) shows; they are the cells of one table."""
        strips: list[Strip] = []
        dirty: set[int] = set()
        for index, box in enumerate(boxes):
            found, dirt = self._finder.find(index, box)
            strips.extend(found)
            if dirt:
                dirty.add(index)
        first = self._engine.lines([self._first_view(strip) for strip in strips])
        again = [strip for strip, seen in zip(strips, first, strict=True) if not _is_words(seen.text)]
        seconds = iter(self._engine.lines([self._second_view(strip) for strip in again]))
        second = [seen if _is_words(seen.text) else next(seconds) for seen in first]
        lines: dict[int, list[Line]] = {}
        for strip, one, two in zip(strips, first, second, strict=True):
            lines.setdefault(strip.cell, []).append((strip, one, two))
        widths = [(box[2] - box[0]) * self._unit for box in boxes]
        padding = self._padding(lines, widths)
        shown = [
            _shown(lines.get(index, []), width - padding, dirty=index in dirty) for index, width in enumerate(widths)
        ]
        return self._doubted(boxes, shown, lines)

    def _doubted(self, boxes: Sequence[Box], shown: list[Shown], lines: dict[int, list[Line]]) -> list[Shown]:
        """Return the cells with those in doubt that a third reading sees otherwise, where numbers miss their total."""
        texts = {index: cell.text for index, cell in enumerate(shown) if not cell.doubtful}
        failing = {index for line in failing_lines(boxes, texts) for index in line}
        asked = [index for index in sorted(failing) if len(lines.get(index, ())) == 1]
        third = self._engine.lines([self._third_view(lines[index][0][0]) for index in asked])
        for index, seen in zip(asked, third, strict=True):
            if not lines[index][0][0].dash and seen.text != shown[index].text:
                shown[index] = replace(shown[index], doubtful=True)
        return shown

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

    def _padding(self, lines: dict[int, list[Line]], widths: Sequence[float]) -> float:
        """Return what the cells leave free beside their text (pixels), as the fullest of several lines shows it."""
        free = (
            widths[index] - max(strip.width for strip, _, _ in found)
            for index, found in lines.items()
            if len(found) > 1
        )
        return min([_USUAL_PADDING * self._unit, *(max(0.0, room) for room in free)])

    def _first_view(self, strip: Strip) -> Pixels:
        """The line as it stands, with a little paper around it."""
        pad = max(2, round(max(0.2 * strip.height, 1.2 * self._unit)))
        return self._cut(strip, pad, pad)

    def _second_view(self, strip: Strip) -> Pixels:
        """The same line smaller in its frame, softened and with its grey stretched to black and white."""
        pad = max(3, round(max(0.42 * strip.height, 2.2 * self._unit)))
        cut = self._cut(strip, pad, pad + round(0.3 * strip.height))
        soft = cv2.GaussianBlur(cut, (0, 0), max(0.5, 0.2 * self._unit))
        low, high = float(soft.min()), float(np.percentile(soft, 80))
        if high - low < 10:
            return soft
        stretched = np.clip((soft.astype(np.float32) - low) / (high - low) * 1.25 - 0.1, 0.0, 1.0) * 255
        return stretched.astype(np.uint8)

    def _third_view(self, strip: Strip) -> Pixels:
        """The same line in black and white alone, larger and wider."""
        cut = self._cut(strip, max(3, round(0.3 * strip.height)), max(3, round(0.5 * strip.height)))
        large = cv2.resize(cut, None, fx=2.6, fy=2.0, interpolation=cv2.INTER_CUBIC)
        _, black = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        return cv2.GaussianBlur(black, (0, 0), 0.8)

    def _cut(self, strip: Strip, above: int, beside: int) -> Pixels:
        """Return the strip on paper of its own: what stands around it belongs to other lines."""
        piece = self._pixels[strip.top : strip.bottom, strip.left : strip.right]
        return cv2.copyMakeBorder(piece, above, above, beside, beside, cv2.BORDER_CONSTANT, value=strip.paper)


def _shown(lines: Sequence[Line], room: float, *, dirty: bool) -> Shown:
    """Return what the lines of one cell say; a cell with ink that says nothing is in doubt, never blank."""
    if not lines:
        return Shown("?" if dirty else "", doubtful=dirty)
    if len(lines) == 1 and lines[0][0].dash:
        return Shown("—", doubtful=dirty)
    text = "".join(one.text for _, one, _ in lines)
    again = "".join(two.text for _, _, two in lines)
    if _is_words(text) and _is_words(again):
        return Shown(text)
    readable = _NUMERIC.fullmatch(text) is not None or _has_digit(text)
    sure = not dirty and readable and all(_agree(*line) for line in lines)
    if len(lines) > 1:
        return Shown(text or again or "?", doubtful=not (sure and _is_wrapped(lines, room)), unsure=True)
    return Shown(text or again or "?", doubtful=not sure, unsure=not _is_clear(*lines[0]))


def _is_wrapped(lines: Sequence[Line], room: float) -> bool:
    """True where one number does not fit its cell: full lines of digits and a shorter rest.

    Two numbers below each other are mostly of a length, and leave room beside them.
    """
    if not all(_DIGITS.fullmatch(one.text) for _, one, _ in lines):
        return False
    counts = [len(one.text) for _, one, _ in lines]
    full = all(
        (count + 1) * max(strip.width / count, _STEP * strip.height) > room
        for (strip, _, _), count in zip(lines[:-1], counts, strict=False)
    )
    return full and counts[-1] < counts[-2] and all(above == below for above, below in pairwise(counts[:-1]))


def _is_words(text: str) -> bool:
    """True for a label, which needs no second reading: Chinese text that does not begin with a number."""
    return len(_HAN.findall(text)) >= 2 and not looks_like_number(text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _agree(strip: Strip, one: Recognised, two: Recognised) -> bool:
    """True where both readings say the same, are sure of every character, and the ink is enough for no more or less.

    Readings overlook one of two equal digits side by side; the marks on the paper tell.
    """
    if one.text != two.text or not one.text or min(one.surety, two.surety) < _SURE:
        return False
    characters = len("".join(one.text.split()))
    touching = strip.width >= _NARROWEST * strip.height * characters
    return strip.marks == characters or (strip.marks < characters and touching)


def _is_clear(strip: Strip, one: Recognised, two: Recognised) -> bool:
    """True where nothing speaks against a reading: certain of every character, a mark for each of them."""
    return min(one.surety, two.surety) >= _CERTAIN and strip.marks == len("".join(one.text.split()))
