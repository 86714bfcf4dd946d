"""What the rules found: opened when a rule fires, closed by itself when it does not, reopened with its history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from reports.codec import finding_to_json
from reports.model import Finding, SectionKey, SectionSpot, Spot, TableKey, TableSpot
from storage import versions
from storage.errors import NoSuchRow
from storage.records import FindingEvent, FindingSync, StoredFinding
from storage.schema import agencies, answers, findings

SHORTEST_ID = 6  # of the beginning of an id that may stand for it


def sync(
    tx: sa.Connection,
    *,
    agency_id: str,
    report_year: int,
    report_id: int | None,
    codes: Collection[str],
    found: Sequence[Finding],
    now: datetime,
    keep: Collection[str] = (),
) -> FindingSync:
    """Return what a run of the rules changed for one duty.

    1. Findings that are new are opened, closed ones that fire again are reopened, open ones take the new sentence.
    2. Open findings of the evaluated `codes` that did not fire are closed. Codes that were not evaluated (an input
       was unread, the rule crashed) stay as they are: not knowing closes nothing. Nor does it for the ids of
       `keep`, whose place alone could not be judged.
    """
    known = {row.id: row for row in _rows(tx, agency_id, report_year)}
    opened, closed = [], []
    for finding in found:
        row = known.get(finding.id)
        if row is None:
            opened.append(_open(tx, finding, agency_id, report_year, report_id, now))
        elif row.closed_at is not None:
            event = _event("reopened", now, report_id)
            values = {"closed_at": None, "opened_at": now, "history": [*row.history, event]}
            opened.append(_update(tx, finding, report_id, values))
        elif _differs(row, finding, report_id):
            _update(tx, finding, report_id, {})
    fired = {finding.id for finding in found}
    for row in known.values():
        if row.closed_at is None and row.code in codes and row.id not in fired and row.id not in keep:
            closed.append(_close(tx, row, report_id, now))
    if opened or closed:
        versions.bump(tx)
    return FindingSync(tuple(opened), tuple(closed))


def close_all(tx: sa.Connection, *, agency_id: str, report_year: int, now: datetime) -> tuple[StoredFinding, ...]:
    """Return the duty's open findings, now closed: what they spoke of is no report of that year."""
    versions.bump(tx)
    rows = [row for row in _rows(tx, agency_id, report_year) if row.closed_at is None]
    return tuple(_close(tx, row, None, now) for row in rows)


def of_duty(
    tx: sa.Connection, *, agency_id: str, report_year: int, open_only: bool = False
) -> tuple[StoredFinding, ...]:
    """Return the duty's findings by code, open ones first."""
    rows = [row for row in _rows(tx, agency_id, report_year) if row.closed_at is None or not open_only]
    rows.sort(key=lambda row: (row.closed_at is not None, row.code, row.id))
    return tuple(to_finding(row) for row in rows)


def get(tx: sa.Connection, *, finding_id: str) -> StoredFinding:
    """Return the finding of that id, or of the only id that begins so (six characters or more); raises NoSuchRow."""
    exact = tx.execute(sa.select(findings).where(findings.c.id == finding_id)).one_or_none()
    if exact is not None:
        return to_finding(exact)
    begins = findings.c.id.startswith(finding_id, autoescape=True)
    rows = tx.execute(sa.select(findings).where(begins).limit(2)).all() if len(finding_id) >= SHORTEST_ID else []
    if len(rows) != 1:
        raise NoSuchRow("finding", finding_id)
    return to_finding(rows[0])


def pages(
    tx: sa.Connection,
    *,
    size: int,
    closed: bool | None = None,
    answered: bool = False,
    codes: Collection[str] | None = None,
    jurisdiction: str | None = None,
    agency_id: str | None = None,
    report_year: int | None = None,
) -> Iterator[list[tuple[str, str, StoredFinding]]]:
    """Yield (agency's name, its jurisdiction, finding) by the pageful, the newest year first, then as in the roll.

    `closed` None: open ones and closed ones; `answered`: those with an answer alone; `codes` None: of all rules.
    """
    query = sa.select(findings.c.id).join(agencies, agencies.c.id == findings.c.agency_id)
    wanted = (
        (agencies.c.jurisdiction, jurisdiction),
        (findings.c.agency_id, agency_id),
        (findings.c.report_year, report_year),
    )
    for column, value in wanted:
        query = query if value is None else query.where(column == value)
    query = query if codes is None else query.where(findings.c.code.in_(sorted(codes)))
    if closed is not None:
        query = query.where(findings.c.closed_at.is_not(None) if closed else findings.c.closed_at.is_(None))
    if answered:
        query = query.where(sa.exists().where(answers.c.finding_id == findings.c.id))
    order = (
        findings.c.report_year.desc(),
        agencies.c.jurisdiction,
        agencies.c.position,
        findings.c.code,
        findings.c.id,
    )
    ids = tx.scalars(query.order_by(*order)).all()
    whole = sa.select(findings, agencies.c.name, agencies.c.jurisdiction).join(
        agencies, agencies.c.id == findings.c.agency_id
    )
    for start in range(0, len(ids), size):
        rows = tx.execute(whole.where(findings.c.id.in_(ids[start : start + size])).order_by(*order))
        yield [(row.name, row.jurisdiction, to_finding(row)) for row in rows]


def open_of_agency(tx: sa.Connection, *, agency_id: str) -> tuple[StoredFinding, ...]:
    """Return the agency's open findings, the newest year first."""
    rows = tx.execute(
        sa.select(findings)
        .where(findings.c.agency_id == agency_id, findings.c.closed_at.is_(None))
        .order_by(findings.c.report_year.desc(), findings.c.code, findings.c.id)
    )
    return tuple(to_finding(row) for row in rows)


def to_finding(row: sa.Row[Any]) -> StoredFinding:
    """Return the row of `findings` as a record."""
    return StoredFinding(
        finding=Finding(
            id=row.id,
            code=row.code,
            level=row.level,
            message=row.message,
            message_en=row.message_en,
            places=tuple(_spot_from_json(spot) for spot in row.places),
            stated=row.stated,
            expected=row.expected,
            raw=row.raw,
            source=row.source,
        ),
        agency_id=row.agency_id,
        report_year=row.report_year,
        report_id=row.report_id,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        history=tuple(
            FindingEvent(datetime.fromisoformat(event["at"]), event["event"], event["report_id"])
            for event in row.history
        ),
    )


def _rows(tx: sa.Connection, agency_id: str, report_year: int) -> Sequence[sa.Row[Any]]:
    return tx.execute(
        sa.select(findings).where(findings.c.agency_id == agency_id, findings.c.report_year == report_year)
    ).all()


def _open(
    tx: sa.Connection, finding: Finding, agency_id: str, report_year: int, report_id: int | None, now: datetime
) -> StoredFinding:
    row = tx.execute(
        sa.insert(findings)
        .values(
            **finding_to_json(finding),
            agency_id=agency_id,
            report_year=report_year,
            report_id=report_id,
            opened_at=now,
            history=[_event("opened", now, report_id)],
        )
        .returning(findings)
    ).one()
    return to_finding(row)


def _update(tx: sa.Connection, finding: Finding, report_id: int | None, values: Mapping[str, object]) -> StoredFinding:
    row = tx.execute(
        sa.update(findings)
        .where(findings.c.id == finding.id)
        .values(**finding_to_json(finding), report_id=report_id, **values)
        .returning(findings)
    ).one()
    return to_finding(row)


def _close(tx: sa.Connection, row: sa.Row[Any], report_id: int | None, now: datetime) -> StoredFinding:
    closed = tx.execute(
        sa.update(findings)
        .where(findings.c.id == row.id)
        .values(closed_at=now, history=[*row.history, _event("closed", now, report_id)])
        .returning(findings)
    ).one()
    return to_finding(closed)


def _differs(row: sa.Row[Any], finding: Finding, report_id: int | None) -> bool:
    return row.report_id != report_id or to_finding(row).finding != finding


def _event(event: str, now: datetime, report_id: int | None) -> dict[str, object]:
    return {"at": now.isoformat(), "event": event, "report_id": report_id}


def _spot_from_json(spot: Mapping[str, Any]) -> Spot:
    if "table" in spot:
        return TableSpot(TableKey(spot["table"]), spot["row"], spot["column"])
    section = None if spot["section"] is None else SectionKey(spot["section"])
    return SectionSpot(section, spot["start"], spot["end"], spot.get("claim"))
