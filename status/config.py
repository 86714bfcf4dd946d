"""What the page is told about its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from alerts.targets import Language

__all__ = ["Access", "Language", "StatusConfig"]


class Access(StrEnum):
    """Who reaches the page; the office alone sees what is not for everybody, and answers."""

    ANYBODY = "anybody"
    THIS_MACHINE = "this_machine"  # bound to loopback, no public address
    OFFICE_PROXY = "office_proxy"  # behind a proxy that checks who asks


@dataclass(frozen=True, slots=True)
class StatusConfig:
    """How the page speaks and when it calls its data stale.

    `public_url` is the address under which offices reach the page (None: loopback only); its host is the one
    name besides loopback that the page answers to. `user_header` is the header in which the proxy names the person who
    asks (None: they type their name). `expected_parts` are the names whose heartbeats must be fresh.
    """

    language: Language = Language.ZH
    public_url: str | None = None
    access: Access = Access.ANYBODY
    user_header: str | None = None
    stale_after: timedelta = timedelta(minutes=5)  # age of a heartbeat
    round_stale_after: timedelta = timedelta(days=8)  # the slowest pace is weekly, plus a day for a long round
    stuck_after: timedelta = timedelta(hours=2)  # work waiting or leased for longer
    expected_parts: tuple[str, ...] = ("daemon", "worker", "page")
    page_size: int = 40
    years_shown: int = 8
