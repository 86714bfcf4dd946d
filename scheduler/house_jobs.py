"""Jobs about the house itself: signs of life, and letting go of what nobody will look up again."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.watch import Watch
from storage import heartbeats, robots, runs

logger = logging.getLogger(__name__)

RUNS_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Sign:
    """Who gives the sign of life and since when it runs."""

    name: str
    started_at: datetime


def heartbeat(watch: Watch, sign: Sign, *, now: datetime, detail: Mapping[str, object] | None = None) -> None:
    """Note that this process is alive; `/healthz` speaks up when the note grows old."""
    with watch.database.write() as tx:
        heartbeats.beat(
            tx, name=sign.name, now=now, pid=os.getpid(), started_at=sign.started_at, detail=dict(detail or {})
        )


def goodbye(watch: Watch, sign: Sign) -> None:
    """Take the note back: this process ended in good order."""
    with watch.database.write() as tx:
        heartbeats.clear(tx, name=sign.name)


def prune(watch: Watch, *, now: datetime) -> int:
    """Return how many old runs and outdated robots.txt were removed; looks, originals and messages are never."""
    with watch.database.write() as tx:
        removed = runs.prune(tx, before=now - RUNS_KEPT) + robots.prune(tx, before=now)
    logger.info("pruned rows=%s", removed)
    return removed
