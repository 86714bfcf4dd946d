"""Runs: queued with their sources, taken by one worker, lost when it goes silent."""

from __future__ import annotations

from datetime import timedelta

from reports.looks import LookOutcome
from storage import runs, sources
from storage.records import Run, RunState
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

LEASE = timedelta(minutes=10)
SILENT = timedelta(minutes=5)


def _queue(database: Database, *, at: int = 0) -> Run | None:
    now = AT + timedelta(minutes=at)
    with database.write() as tx:
        claimed = sources.claim_due(tx, now=now, limit=10, lease=LEASE)
        return runs.enqueue(tx, kind="crawl", source_ids=[s.id for s in claimed], now=now) if claimed else None


def _take(database: Database, *, at: int = 0) -> Run | None:
    with database.write() as tx:
        return runs.take_next(tx, now=AT + timedelta(minutes=at), lease=LEASE)


def test_a_queued_run_is_taken_once_the_oldest_first(database: Database) -> None:
    with_agencies(database, 2)
    first = _queue(database)

    taken = _take(database)

    assert taken is not None
    assert first is not None
    assert (taken.id, taken.state, taken.source_ids) == (first.id, RunState.RUNNING, first.source_ids)
    assert _take(database) is None


def test_a_finished_run_leaves_sources_without_a_look_due_again(database: Database) -> None:
    looked_at, skipped = with_agencies(database, 2)
    _queue(database)
    run = _take(database)
    assert run is not None
    with database.write() as tx:
        sources.settle(
            tx, source_id=looked_at.id, outcome=LookOutcome.COMPLETE, at=AT, next_check_at=AT + timedelta(days=1)
        )
        done = runs.finish(tx, run_id=run.id, now=AT, counts={"looks": 1})
        due = sources.claim_due(tx, now=AT, limit=10, lease=LEASE)

    assert (done.state, done.counts) == (RunState.DONE, {"looks": 1})
    assert [source.id for source in due] == [skipped.id]


def test_a_run_whose_worker_went_silent_is_lost_and_its_sources_are_due(database: Database) -> None:
    with_agencies(database)
    _queue(database)
    run = _take(database)
    assert run is not None
    with database.write() as tx:
        assert runs.reap(tx, now=AT + timedelta(minutes=4), older_than=SILENT) == ()

        (lost,) = runs.reap(tx, now=AT + timedelta(minutes=5), older_than=SILENT)
        due = sources.claim_due(tx, now=AT + timedelta(minutes=5), limit=10, lease=LEASE)

    assert (lost.id, lost.state) == (run.id, RunState.LOST)
    assert len(due) == 1


def test_a_heartbeat_keeps_a_long_run_and_its_leases_alive(database: Database) -> None:
    with_agencies(database)
    _queue(database)
    run = _take(database)
    assert run is not None
    with database.write() as tx:
        assert runs.beat(tx, run_id=run.id, now=AT + timedelta(minutes=9), lease=LEASE)

        assert runs.reap(tx, now=AT + timedelta(minutes=12), older_than=SILENT) == ()
        assert sources.claim_due(tx, now=AT + timedelta(minutes=12), limit=10, lease=LEASE) == ()


def test_a_worker_that_was_given_up_learns_so_from_its_heartbeat(database: Database) -> None:
    with_agencies(database)
    _queue(database)
    run = _take(database)
    assert run is not None
    with database.write() as tx:
        runs.reap(tx, now=AT + timedelta(hours=1), older_than=SILENT)

        assert not runs.beat(tx, run_id=run.id, now=AT + timedelta(hours=1), lease=LEASE)


def test_a_run_that_waited_too_long_leaves_what_a_later_run_took_over(database: Database) -> None:
    with_agencies(database)
    waiting = _queue(database)
    later = _queue(database, at=10)
    assert waiting is not None
    assert later is not None

    first, second = _take(database, at=11), _take(database, at=11)

    assert first is not None
    assert second is not None
    assert (first.id, first.source_ids) == (waiting.id, ())
    assert (second.id, second.source_ids) == (later.id, later.source_ids)


def test_finishing_frees_no_source_that_meanwhile_belongs_to_another_run(database: Database) -> None:
    (source,) = with_agencies(database)
    old = _queue(database)
    new = _queue(database, at=10)
    assert old is not None
    assert new is not None

    with database.write() as tx:
        runs.finish(tx, run_id=old.id, now=AT + timedelta(minutes=11), counts={})

        assert sources.get(tx, source_id=source.id).run_id == new.id


def test_old_finished_runs_are_pruned_and_open_ones_stay(database: Database) -> None:
    with_agencies(database)
    done = _queue(database)
    assert done is not None
    with database.write() as tx:
        runs.finish(tx, run_id=done.id, now=AT, counts={})
        waiting = runs.enqueue(tx, kind="crawl", source_ids=[], now=AT)

        assert runs.prune(tx, before=AT + timedelta(days=1)) == 1
        assert [run.id for run in runs.latest(tx)] == [waiting.id]
        assert runs.waiting(tx) == 1
