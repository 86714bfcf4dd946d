"""The text of one PDF page: in bulk with a box per line, or character by character where a table may stand."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import sub
from typing import Any, Final

import pypdfium2.raw as pdfium

from reports.readers.paper.characters import plain_characters
from reports.readers.paper.marks import Glyph, Line
from reports.readers.pdf_calls import character_angle, character_box, character_object, handle
from reports.readers.pdf_frame import Frame

_SAMPLES: Final = 12
_THIN: Final = 0.5
_BELOW: Final = 0.12
"""The part of a letter's height below the line on which it stands."""
_UNKNOWN: Final = "\ufffd"
_LINE_END: Final = re.compile(r"[\r\n]+")
_UNPRINTED: Final = "".join(map(chr, (*range(0x20), 0x7F, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFE)))
_ANY_UNPRINTED: Final = re.compile(f"[{_UNPRINTED}]")
_NOT_PRINTED: Final = frozenset(_UNPRINTED) | frozenset(filter(str.isspace, map(chr, range(0x3001))))
_BESIDE_CHINESE: Final = re.compile(
    "(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u2e80-\u9fff\uff00-\uffef])"
)


class PageText:
    """The characters of one open page; `text` has exactly one entry per character, generated ones included."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._handle = handle(text_page)
        self.count: int = max(0, pdfium.FPDFText_CountChars(text_page))
        self.text = self._bulk()

    def _bulk(self) -> str:
        if self.count == 0:
            return ""
        units = (ctypes.c_ushort * (self.count * 2 + 2))()
        written = pdfium.FPDFText_GetText(self._page, 0, self.count, units)
        text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
        if len(text) == self.count:
            return text.replace("\x00", _UNKNOWN)
        codes = (pdfium.FPDFText_GetUnicode(self._page, index) for index in range(self.count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _UNKNOWN for code in codes)

    def quarters(self) -> int | None:
        """Return how many quarter turns clockwise make most of the text upright, None where there is no text."""
        step = max(1, self.count // _SAMPLES)
        printed = [index for index in range(0, self.count, step) if not self.text[index].isspace()]
        if not printed:
            printed = [index for index, character in enumerate(self.text) if not character.isspace()][:_SAMPLES]
        if not printed:
            return None
        turns = Counter(
            round((2 * math.pi - character_angle(self._handle, index)) / (math.pi / 2)) % 4 for index in printed
        )
        most: int = turns.most_common(1)[0][0]
        return most

    def glyphs(self, frame: Frame, *, unseen: frozenset[int] = frozenset()) -> list[Glyph]:
        """Return every character that is shown, in the order in which they were drawn.

        Left out: white space, text that is not painted (its objects are `unseen`), text off the page (but for the end
        of a word that begins on it), and watermarks that run across the page at an angle.
        """
        indexes = [index for index, character in enumerate(self.text) if character not in _NOT_PRINTED]
        if unseen:
            indexes = [index for index in indexes if character_object(self._handle, index) not in unseen]
        glyphs, heights, inside = self._glyphs(indexes, frame)
        slanted = self._slanted(indexes, glyphs, heights)
        off = set() if inside else _off_page(glyphs, frame.width, frame.height)
        return _shown(glyphs, slanted, off) if slanted or off else glyphs

    def _glyphs(self, indexes: Sequence[int], frame: Frame) -> tuple[list[Glyph], list[float], bool]:
        """Return these characters in boxes as wide as their advance and as high as their font; and the heights.

        The third is True where all of them stand on the page.
        """
        rectangles = (pdfium.FS_RECTF * len(indexes))()
        at = ctypes.addressof(rectangles)
        deque(map(character_box, repeat(self._handle), indexes, range(at, at + 16 * len(indexes), 16)), maxlen=0)
        # FS_RECTF holds left, top, right, bottom as four floats
        flat: Sequence[float] = struct.unpack(f"{4 * len(indexes)}f", rectangles)
        lefts, tops, rights, bottoms = flat[0::4], flat[1::4], flat[2::4], flat[3::4]
        heights = [*map(sub, rights, lefts)] if frame.quarters % 2 else [*map(sub, tops, bottoms)]
        if indexes and _is_any_thin(heights):
            inks = zip(lefts, tops, rights, bottoms, strict=True)
            boxes = [self._box(index, ink) for ink, index in zip(inks, indexes, strict=True)]
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        text = self.text
        characters = [text[index] for index in indexes]
        if plain_characters(text) is not text:
            characters = [plain_characters(character) for character in characters]
        inside = frame.holds(lefts, tops, rights, bottoms)
        return frame.glyphs(characters, lefts, tops, rights, bottoms), heights, inside

    def _is_ink(self, index: int, box: Sequence[float]) -> bool:
        """True where the library knows no more of a character than its ink: its font states no height."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        found = left.value, top.value, right.value, bottom.value
        return all(abs(edge - ink) < 0.01 for edge, ink in zip(box, found, strict=True))

    def _box(self, index: int, ink: Sequence[float]) -> Sequence[float]:
        """Return the box of a character, made from its `ink` where only that is known.

        By its ink a dash, or 一, would stand on a line of its own, and 目 apart from the letters beside it: the box is
        as high as a letter, and that of a Chinese one as wide.
        """
        if not self._is_ink(index, ink):
            return ink
        left, top, right, bottom = ink
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(self._page, index, x, y)
        pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._page, index)
        wide = self.text[index] >= "\u2e80"
        if abs(matrix.d) >= abs(matrix.b):
            levels = y.value - _BELOW * size * matrix.d, y.value + (1 - _BELOW) * size * matrix.d
            ends = (x.value, x.value + size * matrix.a) if wide else (left, right)
            return min(ends), max(levels), max(ends), min(levels)
        levels = x.value - _BELOW * size * matrix.c, x.value + (1 - _BELOW) * size * matrix.c
        ends = (y.value, y.value + size * matrix.b) if wide else (bottom, top)
        return min(levels), max(ends), max(levels), min(ends)

    def _slanted(self, indexes: Sequence[int], glyphs: Sequence[Glyph], heights: Sequence[float]) -> set[Glyph]:
        """Return the characters of a watermark: much higher than the others and at an angle."""
        if not heights or max(heights) <= 1.5 * min(heights):
            return set()
        limit = 1.5 * sorted(heights)[len(heights) // 2]
        return {
            glyph
            for index, glyph, height in zip(indexes, glyphs, heights, strict=True)
            if height > limit and 0.1 < character_angle(self._handle, index) % (math.pi / 2) < math.pi / 2 - 0.1
        }

    def lines(self, frame: Frame) -> list[Line] | None:
        """Return the lines as the library parts them, None where one of them is no level line from left to right."""
        spans = list(_spans(self.text))
        ends = [index for start, end in spans for index in (start, end - 1)]
        boxes = [glyph[1:] for glyph in self._glyphs(ends, frame)[0]]
        lines: list[Line] = []
        known: dict[str, list[Line]] = {}
        for (start, end), first, last in zip(spans, boxes[0::2], boxes[1::2], strict=True):
            level = min(first[3], last[3]) - max(first[1], last[1])
            if last[2] <= first[0] or level < 0.4 * min(first[3] - first[1], last[3] - last[1]):
                return None
            text = _BESIDE_CHINESE.sub("", _ANY_UNPRINTED.sub("", plain_characters(self.text[start:end])))
            line = Line(text, first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))
            if line.right <= 0 or line.left >= frame.width or line.bottom <= 0 or line.top >= frame.height:
                continue
            same = known.setdefault(text, [])
            if text and not any(_doubles(line, other) for other in same):
                same.append(line)
                lines.append(line)
        return sorted(lines, key=lambda line: line.middle)


def _is_any_thin(heights: Sequence[float]) -> bool:
    """True where one of these heights is no height of a letter."""
    some = sorted(heights[:: len(heights) // _SAMPLES + 1])
    return min(heights) < _THIN * some[len(some) // 2]


def _off_page(glyphs: Sequence[Glyph], width: float, height: float) -> set[Glyph]:
    return {glyph for glyph in glyphs if glyph[3] <= 0 or glyph[1] >= width or glyph[4] <= 0 or glyph[2] >= height}


def _shown(glyphs: list[Glyph], slanted: set[Glyph], off: set[Glyph]) -> list[Glyph]:
    """Leave out watermarks, and what is off the page but for the end of a word that begins on it."""
    shown: list[Glyph] = []
    for glyph in glyphs:
        if glyph not in slanted and (glyph not in off or (shown and _continues(shown[-1], glyph))):
            shown.append(glyph)
    return shown


def _continues(before: Glyph, after: Glyph) -> bool:
    """True for the character right behind another one on its line."""
    height = before[4] - before[2]
    return abs(before[2] - after[2]) < 0.3 * height and -0.3 * height < after[1] - before[3] < 0.3 * height


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line of printed characters begins and ends, blanks around it left out."""
    start = 0
    for end in [*(match.span() for match in _LINE_END.finditer(text)), (len(text), len(text))]:
        line = text[start : end[0]]
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield first, first + len(stripped)
        start = end[1]


def _doubles(line: Line, other: Line) -> bool:
    """True for a line at the place of another one with the same text."""
    return abs(line.left - other.left) < 3 and abs(line.middle - other.middle) < 3
