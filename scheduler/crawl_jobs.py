"""From due sources to finished crawls: the daemon claims and queues, the worker takes a run and crawls it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler import tasks
from crawler.run import CrawlCounts, Progress, crawl
from reports.obligations import running_report_year
from scheduler.watch import Clock, Watch
from storage import duties, runs, sources
from storage.records import Run, Source

logger = logging.getLogger(__name__)

KIND = "crawl"
SOURCES_A_TICK = 2000
SOURCES_A_RUN = 100
RUNS_WAITING = 3  # more would end their leases before a worker gets to them
BEAT_S = 30.0


@dataclass(frozen=True, slots=True)
class TickCounts:
    """What one tick did: duties that came into being, runs given up as lost, sources handed out, runs queued."""

    new_duties: int
    lost_runs: int
    sources: int
    runs: int


def tick(watch: Watch, *, now: datetime) -> TickCounts:
    """Claim what is due and queue it as runs. A reconciliation: what was lost anywhere is still due and comes again."""
    with watch.database.write() as tx:
        made = duties.ensure_duties(tx, now=now)
        lost = runs.reap(tx, now=now, older_than=watch.lease)
        room = RUNS_WAITING - runs.waiting(tx)
        due = sources.claim_due(tx, now=now, limit=SOURCES_A_TICK, lease=watch.lease) if room > 0 else ()
        batches = batches_of(due)
        for batch in batches[:room]:
            runs.enqueue(tx, kind=KIND, source_ids=[source.id for source in batch], now=now)
        sources.release(tx, source_ids=[source.id for batch in batches[max(room, 0) :] for source in batch])
    for run in lost:
        logger.warning("run lost, its sources are due again run=%s sources=%s", run.id, len(run.source_ids))
    queued = batches[: max(room, 0)]
    return TickCounts(made, len(lost), sum(len(batch) for batch in queued), len(queued))


def batches_of(due: Sequence[Source]) -> list[list[Source]]:
    """Return the sources in batches of about a hundred; one politeness key is never split over two batches."""
    by_key: dict[str, list[Source]] = {}
    for source in due:
        by_key.setdefault(source.politeness_key, []).append(source)
    batches: list[list[Source]] = []
    for group in by_key.values():
        if batches and len(batches[-1]) + len(group) <= SOURCES_A_RUN:
            batches[-1].extend(group)
        else:
            batches.append(list(group))
    return batches


def queue_now(watch: Watch, *, agency_ids: Sequence[str] | None, now: datetime) -> Run | None:
    """Return a run over these agencies' columns (None: of all), due or not; None where nobody else leaves us one."""
    with watch.database.write() as tx:
        wanted = sources.of_agencies(tx, agency_ids=agency_ids)
        claimed = sources.claim_these(tx, source_ids=[source.id for source in wanted], now=now, lease=watch.lease)
        if not claimed:
            return None
        return runs.enqueue(tx, kind=KIND, source_ids=[source.id for source in claimed], now=now)


async def crawl_next(
    watch: Watch,
    *,
    clock: Clock,
    stop: asyncio.Event | None = None,
    on_settled: Progress | None = None,
) -> CrawlCounts | None:
    """Return what crawling the oldest queued run did, or None where none is queued.

    The run's leases are renewed while it lasts; when it ends, its agencies' duties are to be judged.
    """
    with watch.database.write() as tx:
        run = runs.take_next(tx, now=clock(), lease=watch.lease, kind=KIND)
        if run is None:
            return None
        work = tasks.load(tx, source_ids=run.source_ids, now=clock())
    beating = asyncio.create_task(_keep_alive(watch, run, clock))
    try:
        counts = await crawl(
            work,
            database=watch.database,
            archive=watch.archive,
            now=clock,
            contact=watch.contact,
            pace=watch.pace,
            allow_loopback=watch.allow_loopback,
            delay_s=watch.delay_s,
            run_id=run.id,
            stop=stop,
            on_settled=on_settled,
        )
    finally:
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating
    _finish(watch, run, counts, {task.agency_id for task in work}, clock())
    return counts


def _finish(watch: Watch, run: Run, counts: CrawlCounts, agency_ids: Iterable[str], now: datetime) -> None:
    with watch.database.write() as tx:
        runs.finish(tx, run_id=run.id, now=now, counts=counts.as_mapping())
        duties.touch_agencies(tx, agency_ids=set(agency_ids), report_years=[running_report_year(now)], at=now)


async def _keep_alive(watch: Watch, run: Run, clock: Clock) -> None:
    while True:
        await asyncio.sleep(BEAT_S)
        with watch.database.write() as tx:
            runs.beat(tx, run_id=run.id, now=clock(), lease=watch.lease)
