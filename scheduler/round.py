"""One round by hand: what daemon and worker do by the clock, once and in order, for `duban crawl` and the demo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alerts.outbox import deliver
from crawler.run import Progress
from crawler.tasks import SourceTask
from reports.looks import LookOutcome
from scheduler.crawl_jobs import crawl_next, queue_now
from scheduler.duty_jobs import judge_due
from scheduler.reading import ReadingChild
from scheduler.reading_jobs import read_pending
from scheduler.watch import Clock, Watch


@dataclass(frozen=True, slots=True)
class RoundDone:
    """What one round came to; `good` are looks that were complete or unchanged."""

    sources: int
    good: int
    documents: int
    moved: int
    delivered: int


async def one_round(
    watch: Watch,
    *,
    agency_ids: Sequence[str] | None,
    clock: Clock,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RoundDone:
    """Return what looking at these agencies' columns now came to (None: all), reading and telling included."""
    run = queue_now(watch, agency_ids=agency_ids, now=clock())
    total = 0 if run is None else len(run.source_ids)
    settled = 0

    def count(_task: SourceTask, _outcome: LookOutcome) -> None:
        nonlocal settled
        settled += 1
        progress(settled, total)

    child = ReadingChild(watch.limits)
    try:
        return await crawl_and_follow_up(watch, child, clock=clock, on_settled=count)
    finally:
        await child.close()


async def crawl_and_follow_up(
    watch: Watch, child: ReadingChild, *, clock: Clock, on_settled: Progress | None = None
) -> RoundDone:
    """Return what all queued runs came to, with everything that follows from them."""
    looked = good = 0
    while (counts := await crawl_next(watch, clock=clock, on_settled=on_settled)) is not None:
        looked += counts.sources
        good += counts.good
    read = await read_pending(watch, child, clock=clock)
    moved = 0
    while (judged := judge_due(watch, now=clock())).judged:
        moved += judged.moved
    # sending blocks, and in the demo the receiver is served by this very loop
    sent = await asyncio.to_thread(deliver, watch.database, watch.targets, now=clock())
    return RoundDone(looked, good, read.total, moved, sent.delivered)
