"""The text of one PDF page: in bulk with a box per line, or character by character where a table may stand."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pypdfium2.raw as pdfium

from reports.readers.paper.characters import plain_characters
from reports.readers.paper.marks import Box, Glyph, Line
from reports.readers.pdf_frame import Frame, UserBox

_SAMPLES: Final = 12
_UNKNOWN: Final = "\ufffd"
_LINE_END: Final = re.compile(r"[\r\n]+")
_UNPRINTED: Final = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff\ufffe]")
_BESIDE_CHINESE: Final = re.compile(
    "(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u2e80-\u9fff\uff00-\uffef])"
)


class PageText:
    """The characters of one open page; `text` has exactly one entry per character, generated ones included."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
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
        printed = [index for index, character in enumerate(self.text) if not character.isspace()]
        if not printed:
            return None
        step = max(1, len(printed) // _SAMPLES)
        turns = Counter(
            round((2 * math.pi - pdfium.FPDFText_GetCharAngle(self._page, index)) / (math.pi / 2)) % 4
            for index in printed[::step]
        )
        most: int = turns.most_common(1)[0][0]
        return most

    def boxes(self, indexes: Sequence[int]) -> list[UserBox]:
        """Return the boxes of these characters: as wide as their advance, as high as their font."""
        rectangles = (pdfium.FS_RECTF * len(indexes))()
        box_of, page = pdfium.FPDFText_GetLooseCharBox, self._page
        for rectangle, index in zip(rectangles, indexes, strict=True):
            box_of(page, index, rectangle)
        # FS_RECTF holds left, top, right, bottom as four floats
        flat = memoryview(rectangles).cast("B").cast("f").tolist()
        return list(zip(flat[0::4], flat[3::4], flat[2::4], flat[1::4], strict=True))

    def glyphs(self, frame: Frame, *, unseen: frozenset[int] = frozenset()) -> list[Glyph]:
        """Return every character that is shown, in the order in which they were drawn.

        Left out: white space, text that is not painted (its objects are `unseen`), text off the page (but for the end of
        a word that the page's edge cuts), and watermarks that run across it at an angle.
        """
        indexes = [index for index, character in enumerate(self.text) if not character.isspace()]
        if unseen:
            indexes = [index for index in indexes if self._object_of(index) not in unseen]
        text, width, height = self.text, frame.width, frame.height
        boxes = frame.seen(self.boxes(indexes))
        slanted = self._slanted(indexes, boxes)
        glyphs: list[Glyph] = []
        for index, box in zip(indexes, boxes, strict=True):
            if index in slanted:
                continue
            shown = box[2] > 0 and box[0] < width and box[3] > 0 and box[1] < height
            if shown or (glyphs and _continues(glyphs[-1], box)):
                glyphs.append((text[index], *box))
        return [glyph for glyph in _plain(glyphs) if _UNPRINTED.match(glyph[0]) is None]

    def _object_of(self, index: int) -> int:
        found = pdfium.FPDFText_GetTextObject(self._page, index)
        return ctypes.addressof(found.contents) if found else 0

    def _slanted(self, indexes: Sequence[int], boxes: Sequence[Box]) -> set[int]:
        """Return the characters of a watermark: much higher than the others and at an angle."""
        if not boxes:
            return set()
        heights = sorted([box[3] - box[1] for box in boxes])
        limit = 1.5 * heights[len(heights) // 2]
        if heights[-1] <= limit:
            return set()
        return {
            index
            for index, box in zip(indexes, boxes, strict=True)
            if box[3] - box[1] > limit
            and 0.1 < pdfium.FPDFText_GetCharAngle(self._page, index) % (math.pi / 2) < math.pi / 2 - 0.1
        }

    def lines(self, frame: Frame) -> list[Line] | None:
        """Return the lines as the library parts them, None where one of them is no level line from left to right."""
        spans = list(_spans(self.text))
        ends = [index for start, end in spans for index in (start, end - 1)]
        boxes = frame.seen(self.boxes(ends))
        lines: list[Line] = []
        known: dict[str, list[Line]] = {}
        for (start, end), first, last in zip(spans, boxes[0::2], boxes[1::2], strict=True):
            level = min(first[3], last[3]) - max(first[1], last[1])
            if last[2] <= first[0] or level < 0.4 * min(first[3] - first[1], last[3] - last[1]):
                return None
            text = _BESIDE_CHINESE.sub("", _UNPRINTED.sub("", plain_characters(self.text[start:end])))
            line = Line(text, first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))
            if line.right <= 0 or line.left >= frame.width or line.bottom <= 0 or line.top >= frame.height:
                continue
            same = known.setdefault(text, [])
            if text and not any(_doubles(line, other) for other in same):
                same.append(line)
                lines.append(line)
        return sorted(lines, key=lambda line: line.middle)


def _continues(before: Glyph, box: Box) -> bool:
    """True for the character right behind another one on its line."""
    height = before[4] - before[2]
    return abs(before[2] - box[1]) < 0.3 * height and -0.3 * height < box[0] - before[3] < 0.3 * height


def _plain(glyphs: list[Glyph]) -> list[Glyph]:
    text = "".join(glyph[0] for glyph in glyphs)
    plain = plain_characters(text)
    if plain is text:
        return glyphs
    if len(plain) == len(text):
        return [(character, *glyph[1:]) for character, glyph in zip(plain, glyphs, strict=True)]
    return [(plain_characters(glyph[0]), *glyph[1:]) for glyph in glyphs]


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
