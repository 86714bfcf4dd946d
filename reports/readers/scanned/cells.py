"""The cells of a ruled table in a picture: each number is recognised twice, and in doubt where the readings differ.

A third reading settles what two others say alike but not surely. Where a line of numbers does not come to its total
it is asked again, and what it sees otherwise is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

import cv2
import numpy as np

from reports.readers.paper.marks import Box
from reports.readers.scanned.engine import Engine, Recognised
from reports.readers.scanned.judgement import (
    SURE,
    Line,
    Setting,
    Shown,
    is_words,
    leading_number,
    needs_third,
    plain,
    setting_of,
    shown_by,
)
from reports.readers.scanned.pictures import Picture, Pixels
from reports.readers.scanned.strips import Strip, StripFinder
from reports.readers.scanned.strokes import Stroke
from reports.readers.scanned.sums import lines_with_totals

_USUAL_PADDING: Final = 11.0
"""Points that a cell leaves free beside its text, both sides together, if none of its table is fuller."""
_LOW: Final = 0.6
"""What is lower than this part of a usual line is shown with as much paper around it as a line takes."""
_LEAST_LETTER: Final = 4.0


class CellReader:
    """Reads cells of one upright page."""

    def __init__(self, picture: Picture, rules: Pixels, engine: Engine) -> None:
        self._engine = engine
        self._finder = StripFinder(picture, rules)
        self._unit = self._finder.unit
        self._pixels = self._finder.pixels
        self._setting = Setting()

    def read(self, boxes: Sequence[Box]) -> list[Shown]:
        """Return what each box (points) shows; they are the cells of one table."""
        strips: list[Strip] = []
        dirty: set[int] = set()
        for index, box in enumerate(boxes):
            found, dirt = self._finder.find(index, box)
            strips.extend(found)
            if dirt:
                dirty.add(index)
        usual = self._usual_height(strips)
        framed = [self._framed(strip, usual) for strip in strips]
        first = self._engine.lines([self._first_view(strip) for strip in framed])
        again = [strip for strip, seen in zip(framed, first, strict=True) if not is_words(seen.text)]
        seconds = iter(self._engine.lines([self._second_view(strip) for strip in again]))
        second = [seen if is_words(seen.text) else next(seconds) for seen in first]
        read = [
            Line(strip, one, two, end=self._number_end(strip, one))
            for strip, one, two in zip(strips, first, second, strict=True)
        ]
        settled = self._settled(read, framed)
        lines: dict[int, list[Line]] = {}
        for line in settled:
            lines.setdefault(line.strip.cell, []).append(line)
        self._setting = setting_of(settled, self._setting)
        widths = [(box[2] - box[0]) * self._unit for box in boxes]
        padding = self._padding(lines, widths)
        shown = [
            shown_by(lines.get(index, []), width - padding, self._setting, dirty=index in dirty)
            for index, width in enumerate(widths)
        ]
        return self._doubted(boxes, _confirmed(boxes, shown), lines)

    def _doubted(self, boxes: Sequence[Box], shown: list[Shown], lines: dict[int, list[Line]]) -> list[Shown]:
        """Return the cells with those in doubt that a third reading sees otherwise, where numbers miss their total."""
        texts = {index: cell.text for index, cell in enumerate(shown) if not cell.doubtful}
        failing = {index for line in lines_with_totals(boxes, texts) if not line.holds for index in line.cells}
        asked = [index for index in sorted(failing) if len(lines.get(index, ())) == 1]
        third = self._engine.lines([self._third_view(lines[index][0].strip) for index in asked])
        for index, seen in zip(asked, third, strict=True):
            told = lines[index][0].strip.stroke in (Stroke.DASH, Stroke.FLAT, Stroke.SLASH)
            if not told and "".join(plain(seen.text).split()) != shown[index].text:
                shown[index] = replace(shown[index], doubtful=True)
        return shown

    def _settled(self, lines: Sequence[Line], framed: Sequence[Strip]) -> list[Line]:
        """Return the lines with a third reading of those that two others read alike but not surely."""
        asked = [index for index, line in enumerate(lines) if needs_third(line)]
        settled = list(lines)
        for index, seen in zip(
            asked, self._engine.lines([self._third_view(framed[index]) for index in asked]), strict=True
        ):
            settled[index] = replace(lines[index], three=seen)
        return settled

    def _usual_height(self, strips: Sequence[Strip]) -> float:
        """Return how high a line of the table is in pixels, strokes left out."""
        heights = [strip.height for strip in strips if strip.height >= _LEAST_LETTER * self._unit]
        return float(median(heights)) if heights else 2 * _LEAST_LETTER * self._unit

    def _framed(self, strip: Strip, usual: float) -> Strip:
        """Return the line with the paper above and below a stroke: by itself it is as large as a letter."""
        if strip.height >= _LOW * usual:
            return strip
        more = round((usual - strip.height) / 2)
        return replace(strip, top=max(0, strip.top - more), bottom=min(self._pixels.shape[0], strip.bottom + more))

    def _number_end(self, strip: Strip, seen: Recognised) -> float | None:
        """Return where a remark begins behind the number, in pixels of the page."""
        length = leading_number(seen.text)
        if not length or length >= len(seen.at):
            return None
        pad = self._padding_of_first(strip)
        middle = (seen.at[length - 1] + seen.at[length]) / 2
        return strip.left - pad + middle * (strip.width + 2 * pad)

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

    def is_certain(self, box: Box, text: str) -> bool:
        """Return whether three readings of the line in a box say this, for sure, and each character has its mark."""
        found, dirt = self._finder.find(0, box)
        if dirt or len(found) != 1 or found[0].marks != len(text):
            return False
        (strip,) = found
        views = (self._first_view(strip), self._second_view(strip), self._third_view(strip))
        read = self._engine.lines(views)
        return all("".join(plain(seen.text).split()) == text and seen.surety >= SURE for seen in read)

    def _padding(self, lines: dict[int, list[Line]], widths: Sequence[float]) -> float:
        """Return what the cells leave free beside their text (pixels), as the fullest of several lines shows it."""
        free = (
            widths[index] - max(line.strip.width for line in found) for index, found in lines.items() if len(found) > 1
        )
        return min([_USUAL_PADDING * self._unit, *(max(0.0, room) for room in free)])

    def _first_view(self, strip: Strip) -> Pixels:
        """The line as it stands, with a little paper around it."""
        pad = self._padding_of_first(strip)
        return self._cut(strip, pad, pad)

    def _padding_of_first(self, strip: Strip) -> int:
        return max(2, round(max(0.2 * strip.height, 1.2 * self._unit)))

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


def _confirmed(boxes: Sequence[Box], shown: list[Shown]) -> list[Shown]:
    """Return the cells with those beyond doubt that two readings say alike and that make a line come to its total."""
    texts = {index: cell.text for index, cell in enumerate(shown) if not cell.doubtful or cell.likely}
    held = {index for line in lines_with_totals(boxes, texts) if line.holds for index in line.cells}
    return [
        replace(cell, doubtful=False, unsure=True) if cell.likely and index in held else cell
        for index, cell in enumerate(shown)
    ]
