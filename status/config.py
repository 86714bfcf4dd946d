"""What the page is told about its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from alerts.targets import Language

__all__ = ["Language", "StatusConfig"]


@dataclass(frozen=True, slots=True)
class StatusConfig:
    """How the page speaks and when it calls its data stale.

    `public_url` is the address under which offices reach the page (None: loopback only); its host is the one
    name besides loopback that the page answers to. `expected_parts` are the names whose heartbeats must be fresh.
    """

    language: Language = Language.ZH
    public_url: str | None = None
    stale_after: timedelta = timedelta(minutes=5)  # age of a heartbeat
    round_stale_after: timedelta = timedelta(days=8)  # the slowest pace is weekly, plus a day for a long round
    stuck_after: timedelta = timedelta(hours=2)  # work waiting or leased for longer
    expected_parts: tuple[str, ...] = ("daemon", "worker", "page")
    page_size: int = 40
    years_shown: int = 8
