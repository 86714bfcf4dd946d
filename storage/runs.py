"""Crawls handed to the worker: the row is the truth, and a run whose worker went silent is lost, not forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage import versions
from storage.errors import NoSuchRow
from storage.records import Run, RunState
from storage.rows import to_record
from storage.schema import runs, sources


def enqueue(tx: sa.Connection, *, kind: str, source_ids: Sequence[int], now: datetime) -> Run:
    """Return a new queued run over the sources that the caller has just claimed in this transaction."""
    row = tx.execute(
        sa.insert(runs)
        .values(kind=kind, state=RunState.QUEUED, source_ids=list(source_ids), created_at=now, counts={})
        .returning(runs)
    ).one()
    tx.execute(sa.update(sources).where(sources.c.id.in_(source_ids)).values(run_id=row.id))
    return to_run(row)


def take_next(
    tx: sa.Connection, *, now: datetime, lease: timedelta | None = None, kind: str | None = None
) -> Run | None:
    """Return the oldest queued run, now running for the caller, or None; two callers never get the same one.

    Its `source_ids` are those that still belong to it: a source whose lease ran out while the run was waiting may
    have been handed to a later one. `lease` renews the leases of those from now.
    """
    oldest = sa.select(runs.c.id).where(runs.c.state == RunState.QUEUED).order_by(runs.c.id).limit(1)
    if kind is not None:
        oldest = oldest.where(runs.c.kind == kind)
    row = tx.execute(
        sa.update(runs)
        .where(runs.c.id == oldest.with_for_update(skip_locked=True).scalar_subquery())
        .values(state=RunState.RUNNING, started_at=now, heartbeat_at=now)
        .returning(runs)
    ).one_or_none()
    if row is None:
        return None
    run = to_run(row)
    own = set(tx.scalars(sa.select(sources.c.id).where(sources.c.run_id == run.id)))
    if lease is not None:
        _renew(tx, run.id, now + lease)
    return replace(run, source_ids=tuple(source_id for source_id in run.source_ids if source_id in own))


def beat(tx: sa.Connection, *, run_id: int, now: datetime, lease: timedelta | None = None) -> bool:
    """Return True while the run is the caller's; False once it was given up as lost. `lease` renews its sources'."""
    alive = tx.execute(
        sa.update(runs).where(runs.c.id == run_id, runs.c.state == RunState.RUNNING).values(heartbeat_at=now)
    ).rowcount
    if alive == 1 and lease is not None:
        _renew(tx, run_id, now + lease)
    return alive == 1


def finish(
    tx: sa.Connection, *, run_id: int, now: datetime, counts: Mapping[str, int], error: str | None = None
) -> Run:
    """Return the run as done; sources of it that had no look are due again. Raises NoSuchRow.

    A run that was given up as lost in the meantime and yet came to its end is done as well: the work was done.
    """
    row = tx.execute(
        sa.update(runs)
        .where(runs.c.id == run_id)
        .values(state=RunState.DONE, finished_at=now, counts=dict(counts), error=error)
        .returning(runs)
    ).one_or_none()
    if row is None:
        raise NoSuchRow("run", run_id)
    _free(tx, run_id)
    versions.bump(tx)
    return to_run(row)


def reap(tx: sa.Connection, *, now: datetime, older_than: timedelta) -> tuple[Run, ...]:
    """Return the running runs without a heartbeat for that long, now lost; their sources are due again."""
    rows = tx.execute(
        sa.update(runs)
        .where(runs.c.state == RunState.RUNNING, runs.c.heartbeat_at <= now - older_than)
        .values(state=RunState.LOST, finished_at=now)
        .returning(runs)
    ).all()
    for row in rows:
        _free(tx, row.id)
    if rows:
        versions.bump(tx)
    return tuple(to_run(row) for row in rows)


def latest(tx: sa.Connection, *, limit: int = 20) -> tuple[Run, ...]:
    """Return the newest runs, newest first."""
    rows = tx.execute(sa.select(runs).order_by(runs.c.id.desc()).limit(limit))
    return tuple(to_run(row) for row in rows)


def waiting(tx: sa.Connection) -> int:
    """Return how many runs are queued or running."""
    states = [RunState.QUEUED, RunState.RUNNING]
    return tx.execute(sa.select(sa.func.count()).where(runs.c.state.in_(states))).scalar_one()


def prune(tx: sa.Connection, *, before: datetime) -> int:
    """Return how many finished runs from before that time were removed; their looks stay."""
    ended = [RunState.DONE, RunState.LOST]
    return tx.execute(sa.delete(runs).where(runs.c.state.in_(ended), runs.c.finished_at < before)).rowcount


def _renew(tx: sa.Connection, run_id: int, until: datetime) -> None:
    tx.execute(
        sa.update(sources)
        .where(sources.c.run_id == run_id, sources.c.lease_until.is_not(None))
        .values(lease_until=until)
    )


def _free(tx: sa.Connection, run_id: int) -> None:
    tx.execute(sa.update(sources).where(sources.c.run_id == run_id).values(lease_until=None, run_id=None))


def to_run(row: sa.Row[Any]) -> Run:
    """Return the row of `runs` as a record."""
    return to_record(Run, row, source_ids=tuple)
