"""The sums of the form as witnesses of where numbers stand: they never change a number, they only cast doubt.

A publisher may have added wrongly in one row or two. Where row after row of a table without rules does not add up, it
is our idea of its columns that is wrong, and every cell of it is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reports.forms.form import NumberKind
from reports.numbers import NumberError, parse_count
from reports.readers.paper.printed_cells import PrintedCell

_LEAST: Final = 3
_PART: Final = 0.2


def doubted(rows: Sequence[list[PrintedCell]]) -> list[list[PrintedCell]]:
    """Return the rows of table 3, every cell doubtful if too many of them do not come to their totals."""
    judged = [found for row in rows if (found := _adds_up(row)) is not None]
    wrong = judged.count(False)
    if wrong < _LEAST or wrong < _PART * len(judged):
        return list(rows)
    return [[replace(cell, doubtful=True) if cell.text else cell for cell in row] for row in rows]


def doubted_blocks(cells: list[PrintedCell], size: int) -> list[PrintedCell]:
    """Return the line of table 4, every cell doubtful if most of its blocks of `size` do not come to their totals."""
    blocks = [cells[start : start + size] for start in range(0, len(cells), size)]
    wrong = [_adds_up(block) for block in blocks].count(False)
    return [replace(cell, doubtful=True) for cell in cells] if wrong * 2 > len(blocks) else cells


def _adds_up(cells: Sequence[PrintedCell]) -> bool | None:
    """Return whether the last number is the sum of those before it, None where a cell is blank or no number."""
    numbers: list[int] = []
    for cell in cells:
        try:
            value = parse_count(cell.text, NumberKind.COUNT).value
        except NumberError:
            return None
        if not isinstance(value, int):
            return None
        numbers.append(value)
    return sum(numbers[:-1]) == numbers[-1]
