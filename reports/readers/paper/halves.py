"""Pages that show two pages side by side are read as two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reports.model import PagePlace
from reports.readers.paper.form_lines import is_part_of_label
from reports.readers.paper.lines import line_of
from reports.readers.paper.marks import Box, Line, PlacedGrid, Sheet

_WIDE: Final = 1.15
_GUTTER: Final = 0.025
"""Half of what must be free in the middle, as part of the page's width."""
_PROSE: Final = re.compile("[\u4e00-\u9fff，、。；：“”（）《》0-9]{15,}")
_WIDE_LINE: Final = 0.5
_LEAST_CELLS: Final = 6


def halves(sheet: Sheet) -> list[Sheet]:
    """Return the sheet alone, or its left and right half where each is a page of its own.

    A half is one if it holds running text or a table of its own: the numbers of a wide table are no page.
    """
    if sheet.width < _WIDE * sheet.height:
        return [sheet]
    middle, gutter = sheet.width / 2, _GUTTER * sheet.width
    boxes = [*(word for line in sheet.lines for word in line.words or (line,)), *(_span(grid) for grid in sheet.grids)]
    if any(item.left < middle + gutter and item.right > middle - gutter for item in boxes):
        return [sheet]
    left = _half(sheet, 0.0, middle)
    right = _half(sheet, middle, sheet.width)
    return [left, right] if _is_page(left) and _is_page(right) else [sheet]


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


def _has_prose(lines: Sequence[Line], width: float) -> bool:
    """True where running text stands; headings of columns that touch are none."""
    return any(
        _PROSE.search(word.text) is not None and word.right - word.left > width and not is_part_of_label(word.text)
        for line in lines
        for word in line.words or (line,)
    )
