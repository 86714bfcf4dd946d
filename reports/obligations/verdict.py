"""What the judges of a duty hand to each other: evidence sentences, and a verdict with the moments it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reports.obligations.calendar import SHANGHAI
from reports.states import Timeliness


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence behind a state: a sentence in both languages, its time and its address if it has them."""

    zh: str
    en: str
    at: datetime | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A timeliness, since when the evidence gives it, and moments that may change it (`waits_for`)."""

    timeliness: Timeliness
    since: datetime
    reasons: tuple[Reason, ...]
    waits_for: tuple[datetime, ...] = ()
    reminder: int | None = None


def day_zh(day: date) -> str:
    """Return the day as a Chinese reader writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def time_zh(moment: datetime) -> str:
    """Return the moment in Shanghai, to the minute."""
    local = moment.astimezone(SHANGHAI)
    return f"{day_zh(local.date())}{local:%H:%M}"


def time_en(moment: datetime) -> str:
    """Return the moment in Shanghai, to the minute."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def next_of(moments: Iterable[datetime], *, after: datetime) -> datetime | None:
    """Return the first of the moments that is still to come."""
    return min((moment for moment in moments if moment > after), default=None)
