"""The duties, one per agency and report year; `change` is the only way to another state and records the transition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from reports.obligations import InternalDate
from reports.states import Content, Timeliness
from storage import versions
from storage.duty_counting import count
from storage.duty_creation import ensure_duties, ensure_one
from storage.errors import NoSuchRow
from storage.records import Axis, Duty, Transition
from storage.rows import to_record
from storage.schema import duties, findings, reports, transitions

__all__ = [
    "change",
    "confirm_overdue",
    "due_for_assessment",
    "ensure_duties",
    "ensure_one",
    "get",
    "history",
    "note_judgement",
    "of_agency",
    "schedule",
    "touch",
    "touch_agencies",
    "touch_each",
    "with_facts",
]


def get(tx: sa.Connection, *, agency_id: str, report_year: int) -> Duty:
    """Return the duty; raises NoSuchRow."""
    row = tx.execute(sa.select(duties).where(_is(agency_id, report_year))).one_or_none()
    if row is None:
        raise NoSuchRow("duty", f"{agency_id} {report_year}")
    return to_duty(row)


def of_agency(tx: sa.Connection, *, agency_id: str) -> tuple[Duty, ...]:
    """Return the agency's duties, the newest year first."""
    rows = tx.execute(sa.select(duties).where(duties.c.agency_id == agency_id).order_by(duties.c.report_year.desc()))
    return tuple(to_duty(row) for row in rows)


def with_facts(tx: sa.Connection, *, agency_ids: Collection[str] | None = None) -> tuple[tuple[str, int], ...]:
    """Return (agency, report year) of every duty with a stored report or an open finding, agency by agency."""
    stored = sa.select(reports.c.agency_id, reports.c.report_year).where(reports.c.is_current)
    noticed = sa.select(findings.c.agency_id, findings.c.report_year).where(findings.c.closed_at.is_(None))
    either = stored.union(noticed).subquery()
    query = (
        sa.select(duties.c.agency_id, duties.c.report_year)
        .join(
            either,
            (either.c.agency_id == duties.c.agency_id) & (either.c.report_year == duties.c.report_year),
        )
        .order_by(duties.c.agency_id, duties.c.report_year)
    )
    query = query if agency_ids is None else query.where(duties.c.agency_id.in_(agency_ids))
    return tuple((row.agency_id, row.report_year) for row in tx.execute(query))


def due_for_assessment(tx: sa.Connection, *, now: datetime, limit: int) -> tuple[Duty, ...]:
    """Return up to `limit` duties whose `assess_at` has come, the longest waiting first."""
    rows = tx.execute(
        sa.select(duties)
        .where(duties.c.assess_at <= now)
        .order_by(duties.c.assess_at, duties.c.agency_id, duties.c.report_year)
        .limit(limit)
    )
    return tuple(to_duty(row) for row in rows)


def change(
    tx: sa.Connection,
    *,
    agency_id: str,
    report_year: int,
    at: datetime,
    timeliness: Timeliness,
    content: Content | None,
    cause: str,
    evidence: Mapping[str, object],
    first_seen_at: datetime | None = None,
) -> tuple[Transition, ...]:
    """Return the transitions that bring the duty to the state given; none where it is in it already.

    A change on both axes is two transitions. The evidence is kept with each, and with the duty; `first_seen_at` is
    set once and never moves to a later time. Raises NoSuchRow.
    """
    before = get(tx, agency_id=agency_id, report_year=report_year)
    values: dict[str, object] = {"evidence": dict(evidence)}
    if first_seen_at is not None:
        values["first_seen_at"] = min(first_seen_at, before.first_seen_at or first_seen_at)
    steps: list[tuple[Axis, str | None, str | None]] = []
    if timeliness is not before.timeliness:
        values |= {"timeliness": timeliness, "timeliness_since": at}
        steps.append((Axis.TIMELINESS, before.timeliness, timeliness))
    if content is not before.content:
        values |= {"content": content, "content_since": at}
        steps.append((Axis.CONTENT, before.content, content))
    tx.execute(sa.update(duties).where(_is(agency_id, report_year)).values(values))
    if not steps:
        return ()
    count(tx, report_year, before.jurisdiction, before.timeliness, before.content, by=-1)
    count(tx, report_year, before.jurisdiction, timeliness, content, by=+1)
    versions.bump(tx)
    return tuple(_record(tx, agency_id, report_year, at, axis, old, new, cause, evidence) for axis, old, new in steps)


def schedule(tx: sa.Connection, *, agency_id: str, report_year: int, assess_at: datetime | None) -> None:
    """Set when the duty is to be assessed again, None: not before something happens. Raises NoSuchRow."""
    _set(tx, agency_id, report_year, {"assess_at": assess_at})


def touch(tx: sa.Connection, *, agency_id: str, report_year: int, at: datetime) -> bool:
    """Return whether there is such a duty; it is now to be assessed at that time or earlier."""
    earlier = duties.c.assess_at.is_(None) | (duties.c.assess_at > at)
    tx.execute(sa.update(duties).where(_is(agency_id, report_year), earlier).values(assess_at=at))
    return tx.execute(sa.select(duties.c.report_year).where(_is(agency_id, report_year))).one_or_none() is not None


def touch_agencies(
    tx: sa.Connection, *, agency_ids: Collection[str], report_years: Collection[int], at: datetime
) -> int:
    """Return how many duties of these agencies and years are to be assessed at that time instead of later or never."""
    return tx.execute(
        sa.update(duties)
        .where(
            duties.c.agency_id.in_(agency_ids),
            duties.c.report_year.in_(report_years),
            duties.c.assess_at.is_(None) | (duties.c.assess_at > at),
        )
        .values(assess_at=at)
    ).rowcount


def touch_each(tx: sa.Connection, *, duties_of: Collection[tuple[str, int]], at: datetime) -> int:
    """Return how many of the duties (agency, report year) are to be assessed at that time instead of later or never."""
    named = sa.tuple_(duties.c.agency_id, duties.c.report_year).in_(list(duties_of))
    later = duties.c.assess_at.is_(None) | (duties.c.assess_at > at)
    return tx.execute(sa.update(duties).where(named, later).values(assess_at=at)).rowcount


def note_judgement(
    tx: sa.Connection,
    *,
    agency_id: str,
    report_year: int,
    at: datetime,
    rule_set: str,
    waived: int,
    to_review: int,
    private: int,
) -> None:
    """Keep by which rules the duty was judged and how many findings that set aside. Raises NoSuchRow."""
    before = get(tx, agency_id=agency_id, report_year=report_year)
    values: dict[str, object] = {
        "findings_waived": waived,
        "findings_to_review": to_review,
        "findings_private": private,
    }
    if any(getattr(before, name) != value for name, value in values.items()):
        versions.bump(tx)  # the marks of the matrix
    _set(tx, agency_id, report_year, {**values, "rule_set": rule_set, "judged_at": at})


def confirm_overdue(tx: sa.Connection, *, agency_id: str, report_year: int, by: str, at: datetime) -> Duty:
    """Return the duty confirmed by a person as not published, to be assessed now. Raises NoSuchRow."""
    values = {"confirmed_overdue_by": by, "confirmed_overdue_at": at, "assess_at": at}
    _set(tx, agency_id, report_year, values)
    versions.bump(tx)
    return get(tx, agency_id=agency_id, report_year=report_year)


def history(tx: sa.Connection, *, agency_id: str, report_year: int) -> tuple[Transition, ...]:
    """Return every transition of the duty, the first one first."""
    rows = tx.execute(
        sa.select(transitions)
        .where(transitions.c.agency_id == agency_id, transitions.c.report_year == report_year)
        .order_by(transitions.c.id)
    )
    return tuple(to_record(Transition, row) for row in rows)


def to_duty(row: sa.Row[Any]) -> Duty:
    """Return the row of `duties` as a record."""
    return to_record(Duty, row, internal=_internal_from_json)


def _internal_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[InternalDate, ...]:
    return tuple(InternalDate(date.fromisoformat(entry["day"]), entry["source"], entry["binding"]) for entry in stored)


def _is(agency_id: str, report_year: int) -> sa.ColumnElement[bool]:
    return (duties.c.agency_id == agency_id) & (duties.c.report_year == report_year)


def _set(tx: sa.Connection, agency_id: str, report_year: int, values: Mapping[str, object]) -> None:
    if tx.execute(sa.update(duties).where(_is(agency_id, report_year)).values(values)).rowcount == 0:
        raise NoSuchRow("duty", f"{agency_id} {report_year}")


def _record(
    tx: sa.Connection,
    agency_id: str,
    report_year: int,
    at: datetime,
    axis: Axis,
    before: str | None,
    after: str | None,
    cause: str,
    evidence: Mapping[str, object],
) -> Transition:
    row = tx.execute(
        sa.insert(transitions)
        .values(
            agency_id=agency_id,
            report_year=report_year,
            at=at,
            axis=axis,
            before=before,
            after=after,
            cause=cause,
            evidence=dict(evidence),
        )
        .returning(transitions)
    ).one()
    return to_record(Transition, row)
