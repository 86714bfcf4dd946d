"""Pages that show two pages side by side are read as two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from reports.model import PagePlace
from reports.readers.paper.form_lines import NUMBERING, is_part_of_label
from reports.readers.paper.lines import line_of
from reports.readers.paper.marks import Box, Line, PlacedGrid, Sheet

_WIDE: Final = 1.15
_GUTTER: Final = 0.012
"""Half of what must be free in the middle, as part of the page's width."""
_PROSE: Final = re.compile("[\u4e00-\u9fff，、。；：“”（）《》0-9]{15,}")
_WIDE_LINE: Final = 0.5
_LEAST_CELLS: Final = 6
_LEAST_LABELS: Final = 2
_EDGE: Final = 0.12
_SAME_PLACE: Final = 3.0
_COUNTED: Final = re.compile(r"^[-—–－~·•\s]*([0-9]{1,4})[-—–－~·•\s]*$")


def parted(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets in order, those that show two pages as their left and right half.

    A half is a page if it holds running text, a table of its own or the page's number; the numbers of a wide table are
    none. Where one sheet shows two pages, so do all of its size with a free middle: a half may be blank, or all table.
    """
    free = [sheet.width >= _WIDE * sheet.height and _is_middle_free(sheet) for sheet in sheets]
    pairs = [
        (_half(sheet, 0.0, sheet.width / 2), _half(sheet, sheet.width / 2, sheet.width)) if middle else None
        for sheet, middle in zip(sheets, free, strict=True)
    ]
    sizes = {
        (sheet.width, sheet.height)
        for sheet, pair in zip(sheets, pairs, strict=True)
        if pair is not None and _are_pages(*pair)
    }
    parts: list[Sheet] = []
    for sheet, pair in zip(sheets, pairs, strict=True):
        if pair is not None and (sheet.width, sheet.height) in sizes:
            parts.extend(half for half in pair if half.lines or half.grids)
        else:
            parts.append(sheet)
    return parts


def _is_middle_free(sheet: Sheet) -> bool:
    middle, gutter = sheet.width / 2, _GUTTER * sheet.width
    boxes = [*(word for line in sheet.lines for word in line.words or (line,)), *(_span(grid) for grid in sheet.grids)]
    return not any(item.left < middle + gutter and item.right > middle - gutter for item in boxes)


def _are_pages(left: Sheet, right: Sheet) -> bool:
    """True where each half is a page for sure: by what it holds, or because their numbers follow each other."""
    if not left.lines and not left.grids:
        return False
    if _is_page(right) or _row_labels(right) >= _LEAST_LABELS:
        return _is_page(left) or _row_labels(left) > 0
    return any(
        second == first + 1 and abs(x - other_x) < _SAME_PLACE and abs(y - other_y) < _SAME_PLACE
        for first, x, y in _page_numbers(left)
        for second, other_x, other_y in _page_numbers(right)
    )


def _page_numbers(half: Sheet) -> Iterator[tuple[int, float, float]]:
    """Yield the numbers that stand alone in the half's first or last line, each with its place."""
    for line in (*half.lines[:1], *half.lines[-1:]):
        found = _COUNTED.match(line.text)
        if found is not None and not _EDGE * half.height < line.middle < (1 - _EDGE) * half.height:
            yield int(found[1]), line.left, line.middle


def _span(grid: PlacedGrid) -> Line:
    return Line("", *grid.box)


def _half(sheet: Sheet, start: float, end: float) -> Sheet:
    """Return what stands between two x positions, as a sheet of its own; what reaches over both is parted by words."""

    def place(box: Box) -> PagePlace:
        return sheet.place((box[0] + start, box[1], box[2] + start, box[3]))

    lines: list[Line] = []
    for line in sheet.lines:
        words = [word for word in line.words if start <= word.centre < end]
        if words and len(words) < len(line.words):
            lines.append(_shifted(line_of(words), start))
        elif start <= (line.left + line.right) / 2 < end:
            lines.append(_shifted(line, start))
    return Sheet(
        sheet.page,
        end - start,
        sheet.height,
        place,
        lines=lines,
        horizontal=[(at, a - start, b - start) for at, a, b in sheet.horizontal if start <= (a + b) / 2 < end],
        vertical=[(at - start, a, b) for at, a, b in sheet.vertical if start <= at < end],
        grids=[
            PlacedGrid(grid.grid, (grid.box[0] - start, grid.box[1], grid.box[2] - start, grid.box[3]), grid.ruled)
            for grid in sheet.grids
            if start <= (grid.box[0] + grid.box[2]) / 2 < end
        ],
    )


def _shifted(line: Line, by: float) -> Line:
    words = tuple(
        replace(
            word,
            left=word.left - by,
            right=word.right - by,
            glyphs=tuple((text, a - by, top, b - by, bottom) for text, a, top, b, bottom in word.glyphs),
        )
        for word in line.words
    )
    return replace(line, left=line.left - by, right=line.right - by, words=words)


def _is_page(half: Sheet) -> bool:
    cells = max((sum(len(row) for row in grid.grid.rows) for grid in half.grids), default=0)
    return cells >= _LEAST_CELLS or _has_prose(half.lines, _WIDE_LINE * half.width)


def _row_labels(half: Sheet) -> int:
    """Return how many lines begin with the numbered label of a row: they stand at the left of a table."""
    words = [line.words[0] for line in half.lines if line.words]
    return sum(1 for word in words if NUMBERING.match(word.text) is not None and is_part_of_label(word.text))


def _has_prose(lines: Sequence[Line], width: float) -> bool:
    """True where running text stands; headings of columns that touch are none."""
    return any(
        _PROSE.search(word.text) is not None and word.right - word.left > width and not is_part_of_label(word.text)
        for line in lines
        for word in line.words or (line,)
    )
