"""Page numbers and running heads: what stands at the edge of every page and belongs to none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from reports.labels import KNOWN, fold
from reports.readers.paper.marks import Line, Sheet

_EDGE: Final = 0.12
"""Heads and page numbers stand in this part of the page's height, above or below everything else."""
_DECORATED = re.compile(
    r"^(?:[-—–－―~·•.\s]+[0-9]{1,4}[-—–－―~·•.\s]+|第\s*[0-9]{1,4}\s*页.*|[0-9]{1,4}\s*[/／]\s*(?:共\s*)?[0-9]{1,4}(?:\s*页)?"
    r"|[Pp]age\s*[0-9]{1,4}.*)$"
)
_BARE = re.compile(r"^[0-9]{1,4}$")
_DIGITS = re.compile(r"[0-9\s]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SAME_HEIGHT: Final = 4.0
_MOST_WORDS: Final = 3


def remove_furniture(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Take page numbers and running heads out of the sheets' lines; return the running heads, each once."""
    edges = [(sheet, line, top) for sheet in sheets for line, top in _at_the_edge(sheet)]
    offsets = Counter(
        int(line.text) - sheet.page for sheet, line, _ in edges if _BARE.match(line.text.strip()) is not None
    )
    places: dict[tuple[str, bool], list[tuple[Sheet, Line]]] = {}
    heads: dict[str, None] = {}
    for sheet, line, top in edges:
        text = line.text.strip()
        bare = _BARE.match(text) is not None
        if _DECORATED.match(text) is not None or (bare and _counts_pages(offsets, int(text) - sheet.page, len(sheets))):
            _remove(sheet, line)
        elif _LETTERS.search(text) is not None and len(line.words) <= _MOST_WORDS and fold(text) not in KNOWN:
            places.setdefault((_DIGITS.sub("", text), top), []).append((sheet, line))
    needed = max(2, (2 * len(sheets) + 4) // 5)
    for found in places.values():
        middle = found[0][1].middle
        level = [(sheet, line) for sheet, line in found if abs(line.middle - middle) <= _SAME_HEIGHT]
        if len({id(sheet) for sheet, _ in level}) >= needed:
            heads[level[0][1].text] = None
            for sheet, line in level:
                _remove(sheet, line)
    return tuple(heads)


def _at_the_edge(sheet: Sheet) -> Iterator[tuple[Line, bool]]:
    """Yield the outermost lines (two above, two below) that lie at the edge and outside every table."""
    first = min((grid.box[1] for grid in sheet.grids), default=sheet.height)
    last = max((grid.box[3] for grid in sheet.grids), default=0.0)
    lines = sorted(sheet.lines, key=lambda line: line.middle)
    for line in lines[:2]:
        if line.middle < _EDGE * sheet.height and line.middle < first:
            yield line, True
    for line in lines[-2:]:
        if line.middle > (1 - _EDGE) * sheet.height and line.middle > last:
            yield line, False


def _counts_pages(offsets: Counter[int], offset: int, sheets: int) -> bool:
    """A bare number counts the pages if the numbers of other pages go on in step, or if it is the page's own."""
    return offsets[offset] >= 2 or (sheets == 1 and offset == 0)


def _remove(sheet: Sheet, line: Line) -> None:
    sheet.lines = [other for other in sheet.lines if other is not line]
