"""What the office was or is to be told about: one open incident per key, resolved ones stay as history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import versions
from storage.errors import NoSuchRow
from storage.records import Incident
from storage.rows import to_record
from storage.schema import incidents


def open_incident(
    tx: sa.Connection,
    *,
    kind: str,
    jurisdiction: str,
    dedupe_key: str,
    now: datetime,
    agency_id: str | None = None,
    report_year: int | None = None,
    source_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> tuple[Incident, bool]:
    """Return the open incident of that key and whether it was opened just now; an open one stays as it is."""
    known = open_of_key(tx, dedupe_key=dedupe_key)
    if known is not None:
        return known, False
    row = tx.execute(
        sa.insert(incidents)
        .values(
            kind=kind,
            jurisdiction=jurisdiction,
            agency_id=agency_id,
            report_year=report_year,
            source_id=source_id,
            dedupe_key=dedupe_key,
            opened_at=now,
            detail=dict(detail or {}),
        )
        .returning(incidents)
    ).one()
    versions.bump(tx)
    return to_incident(row), True


def resolve(
    tx: sa.Connection, *, incident_id: int, now: datetime, detail: Mapping[str, object] | None = None
) -> Incident:
    """Return the incident as resolved (as it was, if it is already); `detail` replaces what was kept with it.

    Raises NoSuchRow.
    """
    before = get(tx, incident_id=incident_id)
    if before.resolved_at is not None:
        return before
    values: dict[str, object] = {"resolved_at": now}
    if detail is not None:
        values["detail"] = dict(detail)
    return _update(tx, incident_id, values)


def set_detail(
    tx: sa.Connection, *, incident_id: int, detail: Mapping[str, object], kind: str | None = None
) -> Incident:
    """Return the incident with what is known of it now, under a new kind where it got worse; raises NoSuchRow."""
    values: dict[str, object] = {"detail": dict(detail)}
    if kind is not None:
        values["kind"] = kind
    return _update(tx, incident_id, values)


def stamp_message(tx: sa.Connection, *, incident_ids: Sequence[int], message_id: str) -> None:
    """Note the latest message that speaks of these incidents."""
    tx.execute(sa.update(incidents).where(incidents.c.id.in_(incident_ids)).values(last_message_id=message_id))


def get(tx: sa.Connection, *, incident_id: int) -> Incident:
    """Return the incident; raises NoSuchRow."""
    row = tx.execute(sa.select(incidents).where(incidents.c.id == incident_id)).one_or_none()
    if row is None:
        raise NoSuchRow("incident", incident_id)
    return to_incident(row)


def open_of_key(tx: sa.Connection, *, dedupe_key: str) -> Incident | None:
    """Return the open incident of that key, or None."""
    row = tx.execute(
        sa.select(incidents).where(incidents.c.dedupe_key == dedupe_key, incidents.c.resolved_at.is_(None))
    ).one_or_none()
    return None if row is None else to_incident(row)


def open_ones(
    tx: sa.Connection,
    *,
    jurisdiction: str | None = None,
    agency_id: str | None = None,
    report_year: int | None = None,
    source_id: int | None = None,
) -> tuple[Incident, ...]:
    """Return the open incidents that match all that is given, the oldest first."""
    query = sa.select(incidents).where(incidents.c.resolved_at.is_(None))
    wanted = {
        "jurisdiction": jurisdiction,
        "agency_id": agency_id,
        "report_year": report_year,
        "source_id": source_id,
    }
    for column, value in wanted.items():
        if value is not None:
            query = query.where(incidents.c[column] == value)
    return tuple(to_incident(row) for row in tx.execute(query.order_by(incidents.c.opened_at, incidents.c.id)))


def of_duty(tx: sa.Connection, *, agency_id: str, report_year: int) -> tuple[Incident, ...]:
    """Return every incident of the duty, open or resolved, the newest first."""
    rows = tx.execute(
        sa.select(incidents)
        .where(incidents.c.agency_id == agency_id, incidents.c.report_year == report_year)
        .order_by(incidents.c.opened_at.desc(), incidents.c.id.desc())
    )
    return tuple(to_incident(row) for row in rows)


def page(
    tx: sa.Connection,
    *,
    limit: int,
    before: int | None = None,
    jurisdiction: str | None = None,
    open_only: bool = False,
    without_kinds: Collection[str] = (),
) -> tuple[Incident, ...]:
    """Return up to `limit` incidents, the newest first; `before` is the id of the last one of the page before."""
    query = sa.select(incidents).order_by(incidents.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(incidents.c.id < before)
    if jurisdiction is not None:
        query = query.where(incidents.c.jurisdiction == jurisdiction)
    if without_kinds:
        query = query.where(incidents.c.kind.not_in(without_kinds))
    if open_only:
        query = query.where(incidents.c.resolved_at.is_(None))
    return tuple(to_incident(row) for row in tx.execute(query))


def to_incident(row: sa.Row[Any]) -> Incident:
    """Return the row of `incidents` as a record."""
    return to_record(Incident, row)


def _update(tx: sa.Connection, incident_id: int, values: dict[str, object]) -> Incident:
    row = tx.execute(
        sa.update(incidents).where(incidents.c.id == incident_id).values(values).returning(incidents)
    ).one_or_none()
    if row is None:
        raise NoSuchRow("incident", incident_id)
    versions.bump(tx)
    return to_incident(row)
