"""Sums of a table in a picture: which of its lines of numbers come to their totals, whatever table it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.readers.paper.marks import Box

_COUNT: Final = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")
_NOTHING: Final = frozenset({"", "—", "/", "无"})
_APPLICANTS: Final = 7
"""Cells of a row of table 3: six kinds of applicant and their total."""
_BLOCKS: Final = 3
_BLOCK: Final = 5
"""Table 4 has three blocks of four results and their total."""


@dataclass(frozen=True, slots=True)
class Totalled:
    """The indexes of the cells of a line of numbers and their total, and whether they come to it."""

    cells: tuple[int, ...]
    holds: bool


def lines_with_totals(boxes: Sequence[Box], texts: Mapping[int, str]) -> Iterator[Totalled]:
    """Yield the lines of a table that end with their total; `texts` are the cells read so far.

    A line with a cell that was not read, or holds words, says nothing.
    """
    rows: dict[tuple[float, float], list[int]] = {}
    for index, box in enumerate(boxes):
        rows.setdefault((box[1], box[3]), []).append(index)
    for row in rows.values():
        row.sort(key=lambda index: boxes[index][0])
        for line in _lines(row, texts):
            counts = [0 if texts[index] in _NOTHING else int(texts[index].replace(",", "")) for index in line]
            yield Totalled(tuple(line), sum(counts[:-1]) == counts[-1])


def _lines(row: Sequence[int], texts: Mapping[int, str]) -> Iterator[list[int]]:
    if len(row) == _BLOCKS * _BLOCK and all(_is_count(texts.get(index)) for index in row):
        for start in range(0, len(row), _BLOCK):
            yield list(row[start : start + _BLOCK])
    elif len(row) > _APPLICANTS and all(_is_count(texts.get(index)) for index in row[-_APPLICANTS:]):
        yield list(row[-_APPLICANTS:])


def _is_count(text: str | None) -> bool:
    return text is not None and (text in _NOTHING or _COUNT.fullmatch(text) is not None)
