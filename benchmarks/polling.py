"""Unchanged polls of columns against a bare aiohttp client that fetches the same pages, in one run."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import sqlalchemy as sa

from benchmarks.result import Measure, interleaved
from benchmarks.sites import Sites, serving
from benchmarks.world import BenchClock, batches, watched
from crawler.settings import CONCURRENT_REQUESTS
from scheduler.crawl_jobs import SOURCES_A_RUN, crawl_next, queue_now
from scheduler.watch import Watch
from scheduler.worker import exempt_the_program
from storage.schema import sources
from storage.session import Database

SITES = 300
ROUNDS = 9
OF_BARE = 0.15
MOMENT = datetime(2026, 1, 20, 2, tzinfo=UTC)  # the season is on; none of the sites has its report yet


def run() -> list[Measure]:
    """Return the share of the bare client's pages/s that an unchanged poll reaches, and what the rest is spent on."""
    with serving(SITES) as sites:
        measures = _polls(sites)
    with serving(SITES, with_running_report=True) as sites:
        return [*measures, _with_reports(sites)]


class MeteredDatabase(Database):
    """A database that adds up the CPU time of its transactions, whichever thread they run in."""

    cpu_s = 0.0
    transactions = 0
    _meter = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield what the database yields."""
        began = time.thread_time()
        with super().read() as tx:
            yield tx
        self._add(time.thread_time() - began)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Yield what the database yields."""
        began = time.thread_time()
        with super().write() as tx:
            yield tx
        self._add(time.thread_time() - began)

    def _add(self, seconds: float) -> None:
        with self._meter:
            self.cpu_s += seconds
            self.transactions += 1


def _polls(sites: Sites) -> list[Measure]:
    clock = BenchClock(MOMENT)
    with watched(sites, clock, database=MeteredDatabase) as watch, asyncio.Runner() as loop:
        database = watch.database
        assert isinstance(database, MeteredDatabase)
        loop.run(_first_crawl(watch, sites, clock))
        bare_s, poll_s, parsed_s = interleaved(
            [
                lambda: loop.run(_fetch(sites)),
                lambda: loop.run(_poll(watch, sites, clock)),
                lambda: loop.run(_poll_forgetful(watch, sites, clock)),
            ],
            rounds=ROUNDS,
        )
        database.cpu_s, database.transactions = 0.0, 0
        began = time.process_time()
        loop.run(_poll(watch, sites, clock))
        cpu = time.process_time() - began
    share = bare_s / poll_s
    return [
        Measure(
            f"unchanged poll of {SITES} sites / bare aiohttp",
            f"{share:.1%} ({SITES / poll_s:.0f} / {SITES / bare_s:.0f} pages/s)",
            f"≥ {OF_BARE:.0%}",
            share >= OF_BARE,
        ),
        Measure(
            "the same pages parsed as if new / bare aiohttp",
            f"{bare_s / parsed_s:.1%} ({SITES / parsed_s:.0f} pages/s)",
            "",
            True,
        ),
        Measure(
            "unchanged poll, CPU a page, of which transactions",
            f"{cpu / SITES * 1000:.2f} ms, {database.cpu_s / SITES * 1000:.2f} ms in "
            f"{database.transactions} transactions ({database.cpu_s / cpu:.0%})",
            "",
            True,
        ),
    ]


def _with_reports(sites: Sites) -> Measure:
    clock = BenchClock(MOMENT)
    with watched(sites, clock) as watch, asyncio.Runner() as loop:
        loop.run(_first_crawl(watch, sites, clock))
        watch = replace(watch, delay_s=0)  # two questions to each site: the pause between them is no work
        (poll_s,) = interleaved([lambda: loop.run(_poll(watch, sites, clock))], rounds=3)
    return Measure(
        "with one known report a site asked again, no pause",
        f"{SITES / poll_s:.0f} sites/s, {2 * SITES / poll_s:.0f} pages/s",
        "",
        True,
    )


async def _fetch(sites: Sites) -> None:
    """Fetch every column once as a bare client: a new connection for each, as many at a time as the crawler has."""
    waiting = iter(sites.sites)
    connector = aiohttp.TCPConnector(limit=CONCURRENT_REQUESTS, force_close=True)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def ask() -> None:
            for site in waiting:
                async with session.get(sites.column_url(site)) as response:
                    body = await response.read()
                if response.status != 200 or not body:
                    raise RuntimeError(f"{response.url} answered {response.status}")

        await asyncio.gather(*(ask() for _ in range(CONCURRENT_REQUESTS)))


async def _first_crawl(watch: Watch, sites: Sites, clock: BenchClock) -> None:
    """Crawl everything for the first time, and do what a worker does after that."""
    await _poll(replace(watch, delay_s=0), sites, clock)
    exempt_the_program()


async def _poll(watch: Watch, sites: Sites, clock: BenchClock) -> None:
    """Look at every column once, in runs of the daemon's size: claimed, crawled, settled."""
    for agency_ids in batches(sites.sites, of=SOURCES_A_RUN):
        queue_now(watch, agency_ids=agency_ids, now=clock())
        counts = await crawl_next(watch, clock=clock)
        if counts is None or counts.good != len(agency_ids):
            raise RuntimeError(f"a poll went wrong: {counts}")


async def _poll_forgetful(watch: Watch, sites: Sites, clock: BenchClock) -> None:
    """The same with the columns' validators and hashes forgotten, so that every list is read anew."""
    with watch.database.write() as tx:
        tx.execute(sa.update(sources).values(etag=None, last_modified=None, body_hash=None))
    await _poll(watch, sites, clock)
