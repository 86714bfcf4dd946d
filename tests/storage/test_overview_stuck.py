"""Work that does not move on is told, and work that does is not."""

from __future__ import annotations

from datetime import timedelta

from storage import documents, heartbeats, outbox, overview, runs, sources
from storage.records import DocumentRole, NewMessage
from storage.session import Database
from tests.storage.rolls import AT, with_agencies
from tests.storage.world import NOW, World


def test_the_world_at_rest_has_only_its_quarantine_and_its_dead_letter(world: World) -> None:
    with world.database.read() as tx:
        stuck = overview.stuck_work(tx, now=NOW)

    assert [document.step for document in stuck.quarantined_documents] == ["read"]
    assert [message.kind for message in stuck.dead_messages] == ["source_unhealthy"]
    assert (stuck.pending_documents, stuck.late_messages, stuck.old_beats, stuck.stale_runs) == ((), (), (), ())
    assert stuck.overdue_sources == ()


def test_everything_that_waits_too_long_is_told(database: Database) -> None:
    (source,) = with_agencies(database)
    later = AT + timedelta(days=2)
    message = NewMessage("<1@duban>", "here", "mail", "late", "s", "b")
    with database.write() as tx:
        documents.record(
            tx,
            agency_id="a1",
            url=source.url,
            sha256="a" * 64,
            size=1,
            role=DocumentRole.REPORT,
            now=AT,
        )
        outbox.put(tx, message=message, now=AT)
        heartbeats.beat(tx, name="daemon", now=AT, pid=1, started_at=AT)
        runs.enqueue(tx, kind="crawl", source_ids=[], now=AT)
        runs.take_next(tx, now=AT)

        stuck = overview.stuck_work(tx, now=later)
        early = overview.stuck_work(tx, now=AT)

    assert [len(found) for found in (stuck.pending_documents, stuck.late_messages, stuck.old_beats)] == [1, 1, 1]
    assert [len(found) for found in (stuck.stale_runs, stuck.overdue_sources)] == [1, 1]
    assert (early.pending_documents, early.late_messages, early.old_beats, early.stale_runs) == ((), (), (), ())


def test_a_source_that_is_being_worked_on_is_not_overdue(database: Database) -> None:
    with_agencies(database)
    later = AT + timedelta(days=2)
    with database.write() as tx:
        sources.claim_due(tx, now=later, limit=1, lease=timedelta(minutes=5))

        assert overview.stuck_work(tx, now=later).overdue_sources == ()
