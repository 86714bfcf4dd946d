"""Runs a crawl over a batch of sources inside a running asyncio loop, as often as wanted in one process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.keeper import DatabaseKeeper
from crawler.messages import Reason
from crawler.outcome import Verdict
from crawler.pace import DEFAULT_PACE, Pace, next_check
from crawler.robots import origin_of
from crawler.settings import overrides
from crawler.spiders.annual_reports import AnnualReports
from crawler.tasks import SourceTask
from crawler.visits import Visit
from reports.looks import LookOutcome
from storage import robots as stored_robots
from storage.archive import Archive
from storage.records import RobotsFile
from storage.session import Database

logger = logging.getLogger(__name__)

# What Scrapy tells about itself at every start would fill the log of a worker that crawls all day.
_TALKATIVE = ("scrapy.crawler", "scrapy.middleware", "scrapy.addons", "scrapy.core.engine", "scrapy.statscollectors")

Progress = Callable[[SourceTask, LookOutcome], None]


@dataclass(frozen=True, slots=True)
class CrawlCounts:
    """What one crawl did. `crashed`: visits that failed through a fault of ours; `left`: without a look."""

    sources: int = 0
    good: int = 0
    bad: int = 0
    crashed: int = 0
    left: int = 0
    report_looks: int = 0
    documents: int = 0
    new_documents: int = 0

    def as_mapping(self) -> dict[str, int]:
        """Return the counts by name, as a run keeps them."""
        return {name: getattr(self, name) for name in self.__slots__}


async def crawl(
    tasks: Sequence[SourceTask],
    *,
    database: Database,
    archive: Archive,
    now: Callable[[], datetime],
    contact: str,
    pace: Pace = DEFAULT_PACE,
    allow_loopback: bool = False,
    delay_s: float = 1.0,
    run_id: int | None = None,
    stop: asyncio.Event | None = None,
    on_settled: Progress | None = None,
) -> CrawlCounts:
    """Return what was done. Every task that was begun has its look afterwards, whatever happened to it.

    `stop` ends the crawl in good order: what was fetched is kept, visits that are not at their end are left without a
    look. One crawl at a time in a process: politeness is kept by the crawl's own queues.
    """
    quieten()
    stop = asyncio.Event() if stop is None else stop
    keeper = DatabaseKeeper(database, archive, now=now, run_id=run_id, on_settled=on_settled)
    robots = DatabaseRobots(database)
    await robots.prepare((task.url for task in tasks), now=now())
    settings = project_settings(contact=contact, allow_loopback=allow_loopback, delay_s=delay_s)
    crawler = Crawler(AnnualReports, settings)  # no runner: it would copy all settings once more
    crawling = crawler.crawl_async(tasks=tasks, keeper=keeper, robots=robots, now=now, pace=pace, stop=stop)
    try:
        await _finish(crawling, crawler)
        crashed = 0 if stop.is_set() else await _settle_the_rest(tasks, keeper, now=now, pace=pace)
    finally:
        await keeper.close()
    counts = _counts(tasks, keeper, crashed=crashed)
    logger.info(
        "crawl done run=%s %s", run_id, " ".join(f"{name}={number}" for name, number in counts.as_mapping().items())
    )
    return counts


class DatabaseRobots:
    """robots.txt answers in the database, shared by all crawls; asked in a thread, because it may make us wait."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._prepared: dict[str, RobotsFile] = {}

    async def prepare(self, urls: Iterable[str], *, now: datetime) -> None:
        """Read the answers of these addresses' origins at once: one by one costs more than asking the pages."""
        self._prepared = await asyncio.to_thread(self._of, {origin_of(url) for url in urls}, now)

    async def get(self, origin: str, *, now: datetime) -> RobotsFile | None:
        """Return the answer, None where it is unknown or has expired."""
        file = self._prepared.get(origin)
        if file is None:
            file = (await asyncio.to_thread(self._of, {origin}, now)).get(origin)
        return file if file is not None and file.expires_at > now else None

    async def put(self, file: RobotsFile) -> None:
        """Keep the answer."""
        await asyncio.to_thread(self._put, file)

    def _of(self, origins: Collection[str], now: datetime) -> dict[str, RobotsFile]:
        with self._database.read() as tx:
            return stored_robots.get_many(tx, origins=origins, now=now)

    def _put(self, file: RobotsFile) -> None:
        with self._database.write() as tx:
            stored_robots.put(tx, file=file)


def project_settings(*, contact: str, allow_loopback: bool, delay_s: float) -> Settings:
    """Return the project's settings; at a priority below "project", Scrapy's own handler would replace ours."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(overrides(contact=contact, allow_loopback=allow_loopback, delay_s=delay_s), priority="cmdline")
    return settings


def quieten() -> None:
    """Keep what Scrapy tells about itself out of the log."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


async def _finish(crawling: Coroutine[Any, Any, None], crawler: Crawler) -> None:
    """Wait for the crawl; one that fails leaves its traceback."""
    task = asyncio.create_task(crawling)
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        await crawler.stop_async()
        raise
    if (error := task.exception()) is not None:
        logger.error("crawl failed", exc_info=error)


async def _settle_the_rest(
    tasks: Sequence[SourceTask], keeper: DatabaseKeeper, *, now: Callable[[], datetime], pace: Pace
) -> int:
    """Give a look to every task that has none, so that it is not due again at once; return how many there were."""
    rest = [task for task in tasks if task.source_id is not None and task.source_id not in keeper.tally.settled]
    for task in rest:
        logger.warning("visit crashed agency=%s url=%s next=see the traceback above", task.agency_id, task.url)
        moment = now()
        verdict = Verdict(LookOutcome.UNREACHABLE, Reason.CRASHED)
        following = next_check(
            moment, pace=pace, found=task.has_running_report, failures=task.failures + 1, key=task.url
        )
        await keeper.settle(task, Visit(verdict, moment, None, None, following, note=verdict.note()))
    return len(rest)


def _counts(tasks: Sequence[SourceTask], keeper: DatabaseKeeper, *, crashed: int) -> CrawlCounts:
    tally = keeper.tally
    good = sum(number for outcome, number in tally.outcomes.items() if outcome.is_good)
    looked = sum(tally.outcomes.values())
    return CrawlCounts(
        sources=looked,
        good=good,
        bad=looked - good,
        crashed=crashed,
        left=len(tasks) - looked,
        report_looks=tally.report_looks,
        documents=tally.documents,
        new_documents=tally.new_documents,
    )
