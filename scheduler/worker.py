"""The worker: crawls one batch after the other and reads what came, both in one loop, parsing in a child of its own."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging

from scheduler.convert import find_office
from scheduler.crawl_jobs import crawl_next
from scheduler.house_jobs import Sign, goodbye, heartbeat
from scheduler.reading import ReadingChild
from scheduler.reading_jobs import read_pending
from scheduler.watch import Clock, Watch

logger = logging.getLogger(__name__)

NAME = "worker"
IDLE_S = 2.0
HEARTBEAT_S = 15.0


async def run_worker(watch: Watch, *, clock: Clock, stop: asyncio.Event) -> None:
    """Work until `stop` is set; a crawl under way is given up in good order, its sources are due again."""
    sign = Sign(NAME, clock())
    logger.info("worker started")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_beat(watch, sign, clock, stop))
            group.create_task(_crawl(watch, clock, stop))
            group.create_task(_read(watch, clock, stop))
    finally:
        goodbye(watch, sign)
        logger.info("worker ended")


async def _beat(watch: Watch, sign: Sign, clock: Clock, stop: asyncio.Event) -> None:
    while not stop.is_set():
        heartbeat(watch, sign, now=clock())
        await _pause(stop, HEARTBEAT_S)


async def _crawl(watch: Watch, clock: Clock, stop: asyncio.Event) -> None:
    warm = False
    while not stop.is_set():
        if await crawl_next(watch, clock=clock, stop=stop) is None:
            await _pause(stop, IDLE_S)
        elif not warm:
            warm = True
            exempt_the_program()


def exempt_the_program() -> None:
    """Take what is loaded by now out of garbage collection for good: walking it costs a tenth of a worker's time."""
    gc.collect()
    gc.freeze()


async def _read(watch: Watch, clock: Clock, stop: asyncio.Event) -> None:
    child = ReadingChild(watch.limits, office=find_office())
    try:
        while not stop.is_set():
            counts = await read_pending(watch, child, clock=clock, stop=stop)
            if counts.total == 0:
                await _pause(stop, IDLE_S)
    finally:
        await child.close()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
