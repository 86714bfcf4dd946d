"""Days as lists print them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_FULL: Final = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)\s*(?:[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})(?!\d)|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)"
)
_DAY_BLOCK: Final = re.compile(r"(?<!\d)([0-3]?\d)\s+(20\d\d)\s*[-./年]\s*([01]?\d)(?:月)?(?!\d|[-./]\d)")
_MONTH_BLOCK: Final = re.compile(r"(?<!\d)(20\d\d)\s*[-./年]\s*([01]?\d)月?\s+([0-3]?\d)(?!\d)")
_SHORT: Final = re.compile(r"(?<![\d./-])([01]?\d)\s*(?:[-/.]|月)\s*([0-3]?\d)日?(?![\d./-])")
_IN_ADDRESS: Final = (
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/art/(20\d\d)/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})/"),
)


def listed_date(text: str, *, url: str) -> date | None:
    """Return the day that stands beside a link; one without a year takes that of the address."""
    for full in _FULL.finditer(text):
        day = _day(full[1], full[2] or full[4], full[3] or full[5])
        if day is not None:
            return day
    if (block := _DAY_BLOCK.search(text)) is not None:  # "13" above "2025-01"
        return _day(block[2], block[3], block[1])
    if (block := _MONTH_BLOCK.search(text)) is not None:
        return _day(block[1], block[2], block[3])
    short = _SHORT.search(text)
    addressed = date_in_address(url)
    if short is not None and addressed is not None:
        return _day(str(addressed.year), short[1], short[2])
    return None


def date_in_address(url: str) -> date | None:
    """Return the day in an address (…/20250113/…, t20250117_123.html): when the system published it."""
    for pattern in _IN_ADDRESS:
        if (found := pattern.search(url)) is not None:
            return _day(found[1], found[2], found[3])
    return None


def without_dates(text: str) -> str:
    """Return the text without the days in it."""
    return _FULL.sub(" ", text)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
