"""Sums of a table in a picture: which of its lines of numbers do not come to their totals, whatever table it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reports.readers.paper.marks import Box

_COUNT: Final = re.compile(r"[0-9]+")
_NOTHING: Final = frozenset({"", "—"})
_APPLICANTS: Final = 7
"""Cells of a row of table 3: six kinds of applicant and their total."""
_BLOCKS: Final = 3
_BLOCK: Final = 5
"""Table 4 has three blocks of four results and their total."""


def failing_lines(boxes: Sequence[Box], texts: Mapping[int, str]) -> Iterator[list[int]]:
    """Yield the indexes of the cells of each line that does not come to its total; `texts` are those read for sure.

    A line with a cell that was not read for sure, or holds words, says nothing.
    """
    rows: dict[tuple[float, float], list[int]] = {}
    for index, box in enumerate(boxes):
        rows.setdefault((box[1], box[3]), []).append(index)
    for row in rows.values():
        row.sort(key=lambda index: boxes[index][0])
        for line in _lines(row, texts):
            counts = [0 if texts[index] in _NOTHING else int(texts[index]) for index in line]
            if sum(counts[:-1]) != counts[-1]:
                yield line


def _lines(row: Sequence[int], texts: Mapping[int, str]) -> Iterator[list[int]]:
    if len(row) == _BLOCKS * _BLOCK and all(_is_count(texts.get(index)) for index in row):
        for start in range(0, len(row), _BLOCK):
            yield list(row[start : start + _BLOCK])
    elif len(row) > _APPLICANTS and all(_is_count(texts.get(index)) for index in row[-_APPLICANTS:]):
        yield list(row[-_APPLICANTS:])


def _is_count(text: str | None) -> bool:
    return text is not None and (text in _NOTHING or _COUNT.fullmatch(text) is not None)
