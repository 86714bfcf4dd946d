"""From due sources to runs: claimed once, never split over a politeness key, and never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reports.looks import LookOutcome
from scheduler.crawl_jobs import SOURCES_A_RUN, batches_of, crawl_next, queue_now, tick
from scheduler.watch import Watch
from storage import looks, runs, sources
from storage.records import RunState, Source
from tests.scheduler.house import new_watch

NOW = datetime(2026, 1, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    yield watch
    watch.database.close()


def some_source(watch: Watch) -> Source:
    with watch.database.read() as tx:
        (source,) = sources.of_agencies(tx, agency_ids=["mc-waiban"])
    return source


def many(source: Source, keys: list[str]) -> list[Source]:
    return [replace(source, id=number, politeness_key=key) for number, key in enumerate(keys)]


def test_a_due_source_is_queued_once_however_often_the_tick_comes(watch: Watch) -> None:
    first = tick(watch, now=NOW)
    second = tick(watch, now=NOW + timedelta(minutes=1))

    assert (first.sources, first.runs) == (1, 1)
    assert (second.sources, second.runs) == (0, 0)


def test_a_run_whose_worker_went_silent_is_lost_and_its_sources_come_again(watch: Watch) -> None:
    tick(watch, now=NOW)
    with watch.database.write() as tx:
        taken = runs.take_next(tx, now=NOW, lease=watch.lease)
    later = NOW + watch.lease + timedelta(minutes=1)

    again = tick(watch, now=later)

    assert taken is not None
    assert again.lost_runs == 1
    assert again.sources == 1
    with watch.database.read() as tx:
        states = {run.id: run.state for run in runs.latest(tx)}
    assert states[taken.id] is RunState.LOST


def test_no_politeness_key_is_split_over_two_batches(watch: Watch) -> None:
    due = many(some_source(watch), ["sh.gov.cn"] * 60 + ["bj.gov.cn"] * 60 + ["sh.gov.cn"] * 60 + ["x.cn"] * 5)

    batches = batches_of(due)

    keys = [{source.politeness_key for source in batch} for batch in batches]
    assert sum(len(batch) for batch in batches) == len(due)
    assert all(not left & right for i, left in enumerate(keys) for right in keys[i + 1 :])
    assert max(len(batch) for batch in batches if len({s.politeness_key for s in batch}) > 1) <= SOURCES_A_RUN


def test_while_workers_are_busy_nothing_more_is_claimed(watch: Watch) -> None:
    with watch.database.write() as tx:
        for _ in range(3):
            runs.enqueue(tx, kind="crawl", source_ids=[], now=NOW)

    counts = tick(watch, now=NOW)

    assert counts.sources == 0
    assert some_source(watch).lease_until is None


def test_a_column_that_refuses_the_connection_still_gets_its_look(watch: Watch) -> None:
    # nothing listens on the roll's address
    watch = replace(watch, allow_loopback=True, delay_s=0)
    queue_now(watch, agency_ids=["mc-waiban"], now=NOW)

    counts = asyncio.run(crawl_next(watch, clock=lambda: NOW))

    assert counts is not None
    assert (counts.sources, counts.good) == (1, 0)
    with watch.database.read() as tx:
        (look,) = looks.of_agency(tx, agency_id="mc-waiban")
    assert look.outcome is LookOutcome.UNREACHABLE
    assert some_source(watch).failures == 1


def test_without_a_queued_run_there_is_nothing_to_crawl(watch: Watch) -> None:
    assert asyncio.run(crawl_next(watch, clock=lambda: NOW)) is None


def test_a_source_in_somebodys_hands_is_not_crawled_by_hand_as_well(watch: Watch) -> None:
    tick(watch, now=NOW)

    assert queue_now(watch, agency_ids=["mc-waiban"], now=NOW) is None
