"""The columns that are watched: which are due, who works on them, and how they fare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from reports.looks import LookOutcome
from storage import versions
from storage.errors import NoSuchRow
from storage.records import Settlement, Source
from storage.rows import to_record
from storage.schema import agencies, sources

_VALIDATORS = ("etag", "last_modified", "body_hash")
# What a settlement starts from.
_SETTLED_BY = tuple(
    sources.c[name]
    for name in (
        *("id", "enabled", "retired_at", "last_outcome", "last_good_at", "failing_since", "failures"),
        *_VALIDATORS,
    )
)


def get(tx: sa.Connection, *, source_id: int) -> Source:
    """Return the source; raises NoSuchRow."""
    row = tx.execute(sa.select(sources).where(sources.c.id == source_id)).one_or_none()
    if row is None:
        raise NoSuchRow("source", source_id)
    return to_source(row)


def get_many(tx: sa.Connection, *, source_ids: Sequence[int]) -> tuple[Source, ...]:
    """Return those of the sources that exist, in the order asked for."""
    rows = tx.execute(sa.select(sources).where(sources.c.id.in_(source_ids)))
    found = {row.id: to_source(row) for row in rows}
    return tuple(found[source_id] for source_id in source_ids if source_id in found)


def of_agencies(
    tx: sa.Connection, *, agency_ids: Sequence[str] | None = None, with_retired: bool = False
) -> tuple[Source, ...]:
    """Return the sources of the agencies (None: of all), in the order of the roll."""
    query = sa.select(sources).join(agencies, agencies.c.id == sources.c.agency_id)
    if agency_ids is not None:
        query = query.where(sources.c.agency_id.in_(agency_ids))
    if not with_retired:
        query = query.where(sources.c.retired_at.is_(None))
    query = query.order_by(agencies.c.jurisdiction, agencies.c.position, sources.c.id)
    return tuple(to_source(row) for row in tx.execute(query))


def claim_due(tx: sa.Connection, *, now: datetime, limit: int, lease: timedelta) -> tuple[Source, ...]:
    """Return up to `limit` due sources, the longest due first, and lease them to the caller until now + lease.

    Safe for two callers: a source goes to one of them. Put them into a run (runs.enqueue) in the same transaction.
    """
    due = (
        sa.select(sources.c.id)
        .where(sources.c.next_check_at <= now, _unleased(now))
        .order_by(sources.c.next_check_at, sources.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _lease(tx, sources.c.id.in_(due), now=now, lease=lease)


def claim_these(tx: sa.Connection, *, source_ids: Sequence[int], now: datetime, lease: timedelta) -> tuple[Source, ...]:
    """Return those of the sources that nobody else works on, leased to the caller, due or not (`duban crawl`)."""
    wanted = sources.c.id.in_(source_ids) & sources.c.retired_at.is_(None)
    return _lease(tx, wanted & _unleased(now), now=now, lease=lease)


def settle(
    tx: sa.Connection,
    *,
    source_id: int,
    outcome: LookOutcome,
    at: datetime,
    next_check_at: datetime,
    etag: str | None = None,
    last_modified: str | None = None,
    body_hash: str | None = None,
) -> Source:
    """Return the source after a finished look, as `settle_all` leaves it. Raises NoSuchRow."""
    settle_all(tx, [Settlement(source_id, outcome, at, next_check_at, etag, last_modified, body_hash)])
    return get(tx, source_id=source_id)


def settle_all(tx: sa.Connection, settlements: Sequence[Settlement]) -> None:
    """Settle sources after finished looks, one of each: health counted, lease given back, next check set.

    A complete look replaces the three validators; any other keeps them, so that a challenge page never becomes what
    the next poll is compared with. A disabled or retired source stays without a next check. Raises NoSuchRow.
    """
    wanted = [settlement.source_id for settlement in settlements]
    before = {row.id: row for row in tx.execute(sa.select(*_SETTLED_BY).where(sources.c.id.in_(wanted)))}
    missing = next((source_id for source_id in wanted if source_id not in before), None)
    if missing is not None:
        raise NoSuchRow("source", missing)
    if any(before[settlement.source_id].last_outcome is not settlement.outcome for settlement in settlements):
        versions.bump(tx)
    if settlements:
        values = [_after(settlement, before[settlement.source_id]) for settlement in settlements]
        tx.execute(sa.update(sources).where(sources.c.id == sa.bindparam("settled_id")), values)


def release(tx: sa.Connection, *, source_ids: Sequence[int]) -> None:
    """Give back the leases without a look: the sources are due again at once."""
    tx.execute(sa.update(sources).where(sources.c.id.in_(source_ids)).values(lease_until=None, run_id=None))


def confirm_no_earlier_report(tx: sa.Connection, *, source_id: int, by: str, at: datetime) -> Source:
    """Return the source with a person's word that no earlier year's report ever stood there; raises NoSuchRow."""
    versions.bump(tx)
    return _update(tx, source_id, {"no_earlier_report_by": by, "no_earlier_report_at": at})


def to_source(row: sa.Row[Any]) -> Source:
    """Return the row of `sources` as a record."""
    return to_record(Source, row, hosts=tuple)


def _after(settlement: Settlement, before: sa.Row[Any]) -> dict[str, object]:
    """Return what the row says after the look, its key as `settled_id`."""
    values: dict[str, object] = {
        "settled_id": settlement.source_id,
        "last_outcome": settlement.outcome,
        "last_look_at": settlement.at,
        "next_check_at": settlement.next_check_at if before.enabled and before.retired_at is None else None,
        "lease_until": None,
        "run_id": None,
        "attempts": 0,
    }
    if settlement.outcome.is_good:
        values |= {"last_good_at": settlement.at, "failing_since": None, "failures": 0}
    else:
        since = before.failing_since or settlement.at
        values |= {"last_good_at": before.last_good_at, "failing_since": since, "failures": before.failures + 1}
    validators = settlement if settlement.outcome is LookOutcome.COMPLETE else before
    return values | {name: getattr(validators, name) for name in _VALIDATORS}


def _unleased(now: datetime) -> sa.ColumnElement[bool]:
    return sources.c.lease_until.is_(None) | (sources.c.lease_until <= now)


def _lease(tx: sa.Connection, which: sa.ColumnElement[bool], *, now: datetime, lease: timedelta) -> tuple[Source, ...]:
    claimed = tx.execute(
        sa.update(sources)
        .where(which)
        .values(lease_until=now + lease, run_id=None, attempts=sources.c.attempts + 1)
        .returning(sources)
    )
    found = [to_source(row) for row in claimed]
    return tuple(sorted(found, key=lambda source: (source.next_check_at or now, source.id)))


def _update(tx: sa.Connection, source_id: int, values: dict[str, object]) -> Source:
    row = tx.execute(
        sa.update(sources).where(sources.c.id == source_id).values(values).returning(sources)
    ).one_or_none()
    if row is None:
        raise NoSuchRow("source", source_id)
    return to_source(row)
