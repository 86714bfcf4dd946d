"""A database in which the agencies of the benchmarks' sites are watched."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from benchmarks.site_pages import RUNNING_YEAR, Site
from benchmarks.sites import Sites
from scheduler.watch import Watch
from storage import agencies
from storage.archive import Archive
from storage.roll import read_roll
from storage.session import Database

JURISDICTION = "pingchuan"


class BenchClock:
    """A moment of the season, from there on as fast as real time; `turn` moves it on."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment
        self._began = time.monotonic()

    def turn(self, ahead: timedelta) -> None:
        """Move the time on."""
        self._moment += ahead

    def __call__(self) -> datetime:
        """Return the present moment."""
        return self._moment + timedelta(seconds=time.monotonic() - self._began)


@contextmanager
def watched(sites: Sites, clock: BenchClock, *, database: type[Database] = Database) -> Iterator[Watch]:
    """Yield the watch over all sites, its data in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        opened = database.open(f"sqlite:///{folder}/duban.db", create=True)
        try:
            with opened.write() as tx:
                agencies.apply(tx, read_roll(_roll(sites), file="bench"), now=clock())
            yield Watch(
                database=opened,
                archive=Archive(Path(folder) / "originals"),
                contact="bench@example.invalid",
                allow_loopback=True,
            )
        finally:
            opened.close()


def batches(sites: Sequence[Site], *, of: int) -> list[list[str]]:
    """Return the agencies' ids in groups of that size."""
    ids = [site.id for site in sites]
    return [ids[start : start + of] for start in range(0, len(ids), of)]


def _roll(sites: Sites) -> str:
    roll = {"jurisdiction": JURISDICTION, "agencies": [_entry(site, sites) for site in sites.sites]}
    return yaml.safe_dump(roll, allow_unicode=True, sort_keys=False)


def _entry(site: Site, sites: Sites) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "level": "department",
        "duty_basis": "statutory_department",
        "parent": JURISDICTION,
        "watch_from": RUNNING_YEAR,
        "sources": [
            {"url": sites.column_url(site), "family": "auto", "hosts": [site.address], "verified": True},
        ],
    }
