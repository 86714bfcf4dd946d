"""When a column is asked next: by season, backing off where it fails, never past the day on which something is due."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from reports.obligations import SHANGHAI, day_of, end_of

MonthDay = tuple[int, int]

LONGEST_BACKOFF_IN_A_WINDOW: Final = timedelta(days=1)
LONGEST_BACKOFF: Final = timedelta(days=7)
JITTER: Final = 0.1  # of the interval, later only: an agreed pace is never undercut
AFTER_DUE: Final = timedelta(minutes=10)  # the first look after a due date comes this soon, spread by the jitter


@dataclass(frozen=True, slots=True)
class Window:
    """How often to ask on the days from `start` to `end` (month and day, both included, may pass New Year).

    With `until_found` it counts only while the report of the running year was not found.
    """

    start: MonthDay
    end: MonthDay
    every: timedelta
    until_found: bool = False

    def holds(self, day: date) -> bool:
        """Return whether the day falls into the window."""
        at = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= at <= self.end
        return at >= self.start or at <= self.end


# Departments owe by 31 January, governments by 31 March. The days after each show whether it was kept, and give the
# second look that absence needs.
_WINDOWS: Final = (
    Window((1, 25), (2, 14), timedelta(hours=6), until_found=True),
    Window((3, 25), (4, 14), timedelta(hours=6), until_found=True),
    Window((1, 1), (1, 31), timedelta(hours=24)),
    Window((3, 1), (3, 31), timedelta(hours=24)),
)


@dataclass(frozen=True, slots=True)
class Pace:
    """The first window that holds the day decides, else `otherwise`; `due` are the statutory days of every year."""

    windows: tuple[Window, ...] = _WINDOWS
    otherwise: timedelta = timedelta(days=7)
    due: tuple[MonthDay, ...] = ((1, 31), (3, 31))

    def interval(self, day: date, *, found: bool) -> timedelta:
        """Return how long to wait between two looks on that day."""
        for window in self.windows:
            if window.holds(day) and not (window.until_found and found):
                return window.every
        return self.otherwise


DEFAULT_PACE: Final = Pace()


def next_check(now: datetime, *, pace: Pace, found: bool, failures: int, key: str) -> datetime:
    """Return when to ask again, in UTC and always after `now`.

    `failures` counts the looks in a row that were not good, this one included: each doubles the wait, up to a day
    inside a window and a week outside. `key` (the source's address) spreads the looks, the same way every time. While
    the report was not found, the wait ends soon after a due date that lies within it, and where a faster window
    begins.
    """
    day = day_of(now)
    interval = pace.interval(day, found=found)
    if failures > 0:
        longest = LONGEST_BACKOFF if interval >= pace.otherwise else LONGEST_BACKOFF_IN_A_WINDOW
        interval = min(interval * 2 ** min(failures, 10), max(longest, interval))
    share = _share(key)
    wanted = now + interval * (1 + JITTER * share)
    if not found:
        for boundary in _boundaries(day, pace):
            if now < boundary < wanted:
                wanted = boundary + AFTER_DUE * (1 + 5 * share)
                break
    return wanted.astimezone(UTC)


@lru_cache(maxsize=8)
def _boundaries(day: date, pace: Pace) -> tuple[datetime, ...]:
    """Return, in order, the moments at which a due date has passed or a window begins, in the year to come."""
    moments = []
    for year in (day.year, day.year + 1):
        moments += [end_of(date(year, *due)) for due in pace.due]
        moments += [
            datetime(year, *window.start, tzinfo=SHANGHAI).astimezone(UTC)
            for window in pace.windows
            if window.start != (2, 29)
        ]
    return tuple(sorted(moments))


def _share(key: str) -> float:
    """Return a number in [0, 1) that is always the same for one key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32
