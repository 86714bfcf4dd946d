"""A worker's memory over a thousand rounds: crawl, read, judge, again and again in one process (Linux)."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.result import Measure
from benchmarks.sites import serving
from benchmarks.world import BenchClock, batches, watched
from scheduler.crawl_jobs import crawl_next, queue_now
from scheduler.duty_jobs import judge_due
from scheduler.reading import ReadingChild
from scheduler.reading_jobs import read_pending
from scheduler.watch import Watch
from scheduler.worker import exempt_the_program

SITES = 100
SITES_A_ROUND = 10
CHANGES_EVERY = 10  # questions, so that one report a round is a new one and is read
ROUNDS = 1000
SHOWN = (100, 200, 500, 1000)
SETTLED = 200  # rounds after which nothing should grow any more
MOST_GROWTH = 0.10
MOST_GROWTH_MB = 30
MOMENT = datetime(2026, 1, 12, 2, tzinfo=UTC)
BETWEEN = timedelta(minutes=30)  # three weeks in all: over the due date, robots answers and full reads fall due again


def run() -> list[Measure]:
    """Return the growth of the resident memory of a worker that has a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.memory"], stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout)
    resident = {int(after): float(size) for after, size in told["resident_mb"].items()}
    growth = resident[ROUNDS] - resident[SETTLED]
    return [
        Measure(
            f"worker memory, round {SETTLED} to {ROUNDS}",
            f"{growth / resident[SETTLED]:+.1%} ({growth:+.1f} MB)",
            f"≤ {MOST_GROWTH:.0%} and < {MOST_GROWTH_MB} MB",
            growth <= MOST_GROWTH * resident[SETTLED] and growth < MOST_GROWTH_MB,
        ),
        Measure(
            f"worker memory after {', '.join(map(str, resident))} rounds",
            f"{', '.join(f'{size:.0f}' for size in resident.values())} MB "
            f"({told['looks']} looks, {told['reports_read']} reports read, {told['judged']} duties judged)",
            "",
            True,
        ),
    ]


async def rounds(watch: Watch, groups: list[list[str]], clock: BenchClock) -> dict[str, object]:
    """Return what the rounds did and how much memory they left resident."""
    resident: dict[int, float] = {}
    looks = reports_read = judged = 0
    child = ReadingChild(watch.limits)
    try:
        for number in range(1, ROUNDS + 1):
            queue_now(watch, agency_ids=groups[number % len(groups)], now=clock())
            counts = await crawl_next(watch, clock=clock)
            if counts is None or counts.good != SITES_A_ROUND:
                raise RuntimeError(f"round {number} went wrong: {counts}")
            looks += counts.good + counts.report_looks
            reports_read += (await read_pending(watch, child, clock=clock)).parsed
            while (done := judge_due(watch, now=clock())).judged:
                judged += done.judged
            if number == 1:
                exempt_the_program()
            if number in SHOWN:
                resident[number] = _resident_mb()
            clock.turn(BETWEEN)
    finally:
        await child.close()
    return {"resident_mb": resident, "looks": looks, "reports_read": reports_read, "judged": judged}


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Run the rounds and print what they did as JSON."""
    clock = BenchClock(MOMENT)
    with (
        serving(SITES, with_running_report=True, changes_every=CHANGES_EVERY) as sites,
        watched(sites, clock) as watch,
    ):
        groups = batches(sites.sites, of=SITES_A_ROUND)
        print(json.dumps(asyncio.run(rounds(replace(watch, delay_s=0), groups, clock))))


if __name__ == "__main__":
    main()
