"""Lines joined into paragraphs, also across pages, and set in order with the grids between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from reports.headings import heading_in
from reports.model import Grid, TextBlock
from reports.readers.paper.marks import Line, PlacedGrid, Sheet, boundary

_FULL: Final = 2.2
"""A line that ends this many letters before the margin may still be full: the next word did not fit."""
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%:/@-]+")
_INDENT: Final = 0.7
_SAME_MARGIN: Final = 0.5
"""Lines that begin further apart than this part of a letter, like a title in the middle, keep to no common margin."""
_LOOSE: Final = 1.35
_LARGE: Final = 1.2
_ENOUGH: Final = 6
_LONG_LINE: Final = 0.6
_TITLE_LENGTH: Final = 60
_ITEM = re.compile(
    r"^\s*(?:[（(〔][一二三四五六七八九十]{1,3}[)）〕]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分|[0-9]{1,2}[.、．](?![0-9]))"
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """How the text of a document is set: left and right margin, the usual letter and the usual distance of lines."""

    left: float
    right: float
    letter: float
    pitch: float


@dataclass(slots=True)
class _Paragraph:
    sheet: Sheet
    lines: list[Line]
    measure: _Measure  # of the sheet where it begins
    here: int = 1  # lines on that sheet


def flow(sheets: Sequence[Sheet]) -> list[TextBlock | Grid]:
    """Return the paragraphs and grids of all sheets in reading order; a paragraph stands where it begins."""
    overall = {width: _measure([sheet for sheet in sheets if sheet.width == width]) for width in _widths(sheets)}
    parts: list[_Paragraph | Grid] = []
    for sheet in sheets:
        measure = overall[sheet.width]
        if len(sheet.lines) >= _ENOUGH:
            measure = replace(_measure((sheet,)), right=measure.right)
        last: Line | None = None
        for item in _in_order(sheet):
            if isinstance(item, PlacedGrid):
                parts.append(item.grid)
                last = None
                continue
            before = parts[-1] if parts else None
            if isinstance(before, _Paragraph) and _goes_on(before, item, last, measure):
                before.lines.append(item)
                before.here += before.sheet is sheet
            else:
                parts.append(_Paragraph(sheet, [item], measure))
            last = item
    return [part if isinstance(part, Grid) else _block(part, overall[part.sheet.width]) for part in parts]


def _widths(sheets: Sequence[Sheet]) -> set[float]:
    return {sheet.width for sheet in sheets}


def _in_order(sheet: Sheet) -> Iterable[Line | PlacedGrid]:
    items: list[Line | PlacedGrid] = [*sheet.lines, *sheet.grids]
    return sorted(items, key=lambda item: item.box[1])


def _measure(sheets: Sequence[Sheet]) -> _Measure:
    lines = [line for sheet in sheets for line in sheet.lines]
    if not lines:
        return _Measure(0.0, max(sheet.width for sheet in sheets), 10.0, 16.0)
    letter = median(line.height for line in lines)
    lefts = sorted(line.left for line in lines)
    pitches = [
        below.middle - line.middle
        for line, below in pairwise(lines)
        if 0.5 * letter < below.middle - line.middle < 3 * letter
    ]
    right = _right_margin(sheets, lines, letter)
    return _Measure(_supported(lefts, letter), right, letter, median(pitches) if pitches else 1.5 * letter)


def _right_margin(sheets: Sequence[Sheet], lines: Sequence[Line], letter: float) -> float:
    """Return where long lines end together; where no two do, the farthest that a line or table reaches."""
    long = sorted((line.right for line in lines if line.right > _LONG_LINE * sheets[0].width), reverse=True)
    for right, following in pairwise(long):
        if right - following <= letter:
            return right
    return max(*(line.right for line in lines), *(grid.box[2] for sheet in sheets for grid in sheet.grids), 0.0)


def _supported(values: Sequence[float], letter: float) -> float:
    """Return the first of these ascending values beside which another one lies, the very first if none does."""
    for value, following in pairwise(values):
        if following - value <= _SAME_MARGIN * letter:
            return value
    return values[0]


def _is_full(line: Line, following: Line, measure: _Measure) -> bool:
    """True where the next line's first word, a figure perhaps, found no room at this line's end."""
    word = _UNBROKEN.match(following.text)
    needed = _FULL + (0.5 * len(word[0]) if word is not None else 0.0)
    return line.right >= measure.right - needed * line.height


def _is_title(line: Line) -> bool:
    heading = heading_in(line.text)
    return heading is not None and not heading.rest


def _goes_on(paragraph: _Paragraph, line: Line, last: Line | None, measure: _Measure) -> bool:
    """True where the paragraph goes on in this line; `last` is the line above on the same page, None on a new page."""
    before = paragraph.lines[-1]
    if not _is_full(before, line, measure if last is not None else paragraph.measure):
        return False
    if len(paragraph.lines) == 1 and _is_title(before):
        return False
    if line.left > measure.left + _INDENT * line.height or _ITEM.match(line.text) is not None:
        return False
    if abs(line.height - before.height) > 0.3 * max(line.height, before.height):
        return False
    return last is None or line.middle - last.middle <= _LOOSE * max(measure.pitch, line.height)


def _block(paragraph: _Paragraph, measure: _Measure) -> TextBlock:
    text = paragraph.lines[0].text
    for line in paragraph.lines[1:]:
        words = text[-1:].isascii() and line.text[:1].isascii() and (text[-1:].isalpha() or line.text[:1].isalpha())
        text += (" " if words else "") + line.text
    here = paragraph.lines[: paragraph.here]
    large = paragraph.lines[0].height >= _LARGE * measure.letter and len(text) <= _TITLE_LENGTH
    return TextBlock(text, paragraph.sheet.place(boundary([line.box for line in here])), heading=large)
