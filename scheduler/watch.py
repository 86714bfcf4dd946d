"""What every job works with: the data, the addressees and the manners; made once by the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from alerts.facts import AlertPolicy
from alerts.targets import Target
from crawler.pace import DEFAULT_PACE, Pace
from scheduler.reading import ReadingLimits
from storage.archive import Archive
from storage.session import Database


class Clock(Protocol):
    """Returns the present moment, aware."""

    def __call__(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """The set-up of one watch.

    `contact` stands in the User-Agent. `public_url` None: messages carry no page link. `delay_s` is the pause between
    two requests to one registered domain. `lease` is how long a worker may be silent before its work is given to
    another. `allow_loopback` is for demo and tests alone.
    """

    database: Database
    archive: Archive
    contact: str
    targets: tuple[Target, ...] = ()
    pace: Pace = DEFAULT_PACE
    public_url: str | None = None
    allow_loopback: bool = False
    delay_s: float = 1.0
    limits: ReadingLimits = field(default_factory=ReadingLimits)
    policy: AlertPolicy = field(default_factory=AlertPolicy)
    lease: timedelta = timedelta(minutes=30)
