"""Signs of life of the processes, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from storage.records import Beat
from storage.rows import to_record
from storage.schema import heartbeats


def beat(
    tx: sa.Connection,
    *,
    name: str,
    now: datetime,
    pid: int,
    started_at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Note that the process of that name is alive."""
    values = {"at": now, "pid": pid, "started_at": started_at, "detail": dict(detail or {})}
    known = tx.execute(sa.update(heartbeats).where(heartbeats.c.name == name).values(values)).rowcount
    if known == 0:
        tx.execute(sa.insert(heartbeats).values(name=name, **values))


def all_beats(tx: sa.Connection) -> tuple[Beat, ...]:
    """Return every process's last sign of life, by name."""
    return tuple(to_record(Beat, row) for row in tx.execute(sa.select(heartbeats).order_by(heartbeats.c.name)))


def clear(tx: sa.Connection, *, name: str) -> None:
    """Forget a process that ended in good order, so that nobody calls it silent."""
    tx.execute(sa.delete(heartbeats).where(heartbeats.c.name == name))
