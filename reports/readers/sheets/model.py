"""A sheet as both formats have it: what stands in its cells, which are merged; and numbers as a sheet shows them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

UNKNOWN: Final = "\ufffc"
"""Stands for what a formula would show whose result was not saved: not blank, not readable."""

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_PARTS = re.compile(r"[yYdD]|[mM](?=[^hHsS]*[dD/-])")
_BUILT_IN_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_LARGEST_DAY: Final = 2_958_465


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one; rows and columns count from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """The text of the cells that hold any, by (row, column) from 0; hidden rows and columns are left out later."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: Sequence[Merge] = ()
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def number_text(value: float) -> str:
    """Return a number as a sheet shows it: fifteen digits at most, integers without a point, no exponent."""
    if not math.isfinite(value):
        return UNKNOWN
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_date_format(code: str | None, built_in: int) -> bool:
    """True for a number format that shows a day; `code` is its text, `built_in` its number."""
    if code is None:
        return built_in in _BUILT_IN_DATES
    return _DATE_PARTS.search(_QUOTED.sub("", code)) is not None


def date_text(value: float, *, from_1904: bool) -> str:
    """Return the day that a number stands for in Chinese, the number itself where it stands for none."""
    if not 1 <= value <= _LARGEST_DAY:
        return number_text(value)
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    day = start + timedelta(days=int(value))
    return f"{day.year}年{day.month}月{day.day}日"
