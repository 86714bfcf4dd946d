"""Work that does not move on: what the health check, the banner and `duban doctor` show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.documents import to_document
from storage.outbox import to_message
from storage.records import Beat, DocumentState, MessageState, RunState, StuckWork
from storage.rows import to_record
from storage.runs import to_run
from storage.schema import documents, heartbeats, outbox, runs, sources
from storage.sources import to_source

R = TypeVar("R")


def stuck_work(
    tx: sa.Connection,
    *,
    now: datetime,
    pending_for: timedelta = timedelta(hours=1),
    silent_for: timedelta = timedelta(minutes=5),
    unsent_for: timedelta = timedelta(hours=1),
    unasked_for: timedelta = timedelta(days=1),
    limit: int = 50,
) -> StuckWork:
    """Return what has been waiting longer than the spans given, and everything quarantined or dead."""

    def oldest(query: sa.Select[Any], make: Callable[[sa.Row[Any]], R]) -> tuple[R, ...]:
        return tuple(make(row) for row in tx.execute(query.limit(limit)))

    old_state = documents.c.state_at <= now - pending_for
    return StuckWork(
        pending_documents=oldest(_documents(DocumentState.PENDING).where(old_state), to_document),
        quarantined_documents=oldest(_documents(DocumentState.QUARANTINED), to_document),
        late_messages=oldest(
            sa.select(outbox)
            .where(
                outbox.c.state.in_([MessageState.PENDING, MessageState.SENDING]),
                outbox.c.next_try_at <= now - unsent_for,
            )
            .order_by(outbox.c.next_try_at),
            to_message,
        ),
        dead_messages=oldest(
            sa.select(outbox).where(outbox.c.state == MessageState.DEAD).order_by(outbox.c.id), to_message
        ),
        old_beats=oldest(
            sa.select(heartbeats).where(heartbeats.c.at <= now - silent_for).order_by(heartbeats.c.at),
            lambda row: to_record(Beat, row),
        ),
        stale_runs=oldest(
            sa.select(runs)
            .where(runs.c.state == RunState.RUNNING, runs.c.heartbeat_at <= now - silent_for)
            .order_by(runs.c.id),
            to_run,
        ),
        overdue_sources=oldest(
            sa.select(sources)
            .where(
                sources.c.next_check_at <= now - unasked_for,
                sources.c.lease_until.is_(None) | (sources.c.lease_until <= now),
            )
            .order_by(sources.c.next_check_at),
            to_source,
        ),
    )


def _documents(state: DocumentState) -> sa.Select[Any]:
    return sa.select(documents).where(documents.c.state == state).order_by(documents.c.id)
