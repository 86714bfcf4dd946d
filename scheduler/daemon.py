"""The clock: a handful of jobs that only claim, judge and send; what is due stands in the database, not here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from alerts.outbox import deliver
from reports.obligations import SHANGHAI
from scheduler.crawl_jobs import tick
from scheduler.duty_jobs import judge_due
from scheduler.house_jobs import Sign, goodbye, heartbeat, prune
from scheduler.watch import Clock, Watch

logger = logging.getLogger(__name__)

NAME = "daemon"
HEARTBEAT_S = 15


async def run_daemon(watch: Watch, *, clock: Clock, stop: asyncio.Event) -> None:
    """Run the jobs until `stop` is set, then let the ones under way end.

    Times missed while nothing ran fire once at the start: every job takes all that is due by now.
    """
    sign = Sign(NAME, clock())
    done: dict[str, str] = {}
    scheduler = AsyncIOScheduler(
        timezone=SHANGHAI, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_listener(_report_failure, EVENT_JOB_ERROR)
    for name, work, trigger in _jobs(watch, clock):
        scheduler.add_job(_noted(name, work, done, clock), trigger, id=name)
    beat = partial(_beat, watch, sign, done, clock)
    scheduler.add_job(beat, _every(HEARTBEAT_S), id="heartbeat")
    scheduler.start()
    logger.info("daemon started")
    try:
        await stop.wait()
    finally:
        scheduler.shutdown(wait=True)
        goodbye(watch, sign)
        logger.info("daemon ended")


def _jobs(watch: Watch, clock: Clock) -> tuple[tuple[str, Callable[[], object], IntervalTrigger | CronTrigger], ...]:
    return (
        ("tick", lambda: tick(watch, now=clock()), _every(30)),
        ("obligations", lambda: judge_due(watch, now=clock()), _every(20)),
        ("deliver", lambda: deliver(watch.database, watch.targets, now=clock()), _every(20)),
        ("prune", lambda: prune(watch, now=clock()), CronTrigger(hour=4, minute=20, timezone=SHANGHAI)),
    )


def _every(seconds: int) -> IntervalTrigger:
    """Return a trigger that fires at the start and then every so many seconds."""
    return IntervalTrigger(seconds=seconds, start_date=datetime.now(SHANGHAI))


def _beat(watch: Watch, sign: Sign, done: Mapping[str, str], clock: Clock) -> None:
    heartbeat(watch, sign, now=clock(), detail={"done": dict(done)})


def _noted(name: str, work: Callable[[], object], done: dict[str, str], clock: Clock) -> Callable[[], None]:
    """Return the job with a note of its last success, which goes out with the heartbeat."""

    def job() -> None:
        work()
        done[name] = clock().isoformat()

    return job


def _report_failure(event: JobExecutionEvent) -> None:
    logger.error("job failed and is tried again at its next time job=%s error=%r", event.job_id, event.exception)
