"""The reports as read, one row per agency, report year and version; exactly one version of each is the current one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from reports.codec import figures_from_json, report_from_json, report_to_json
from reports.model import AnnualReport
from storage import copies, documents, duties, findings, versions
from storage.errors import NoSuchRow
from storage.facts import facts_hash, hot_values
from storage.records import SavedReport, StoredDocument, StoredReport
from storage.schema import reports


def save(tx: sa.Connection, *, document_id: int, report_year: int, report: AnnualReport, now: datetime) -> SavedReport:
    """Return what became of the report that was just read from the document.

    1. The document had been read for another year: those rows go, their years' duties are to be assessed anew.
    2. The document's version is the current one: its row is replaced in place (a better reading, no new version).
    3. The facts are those of the current version: no new version (only the page's furniture changed).
    4. Other bytes have stood at the document's address since: its version is kept or added as an older one, and the
       current one stays.
    5. Otherwise it is a new version and the current one.

    The agency is the document's; its duty for the year is made if there is none (silently, for a year before it is
    watched from) and is to be assessed now. Raises NoSuchRow.
    """
    document = documents.get(tx, document_id=document_id)
    duties.ensure_one(tx, agency_id=document.agency_id, report_year=report_year, now=now)
    duties.touch(tx, agency_id=document.agency_id, report_year=report_year, at=now)
    left = _leave_other_years(tx, document, report_year, now)
    current = current_of(tx, agency_id=document.agency_id, report_year=report_year)
    own = _version_of(tx, document, report_year)
    values = _values(report, now)
    versions.bump(tx)
    if current is None:
        return SavedReport(_add_version(tx, document, report_year, values, own), True, True, None, left)
    if current.document_id == document_id:
        replaced = _update(tx, current.id, values)
        return SavedReport(replaced, False, replaced.facts_hash != current.facts_hash, current, left)
    unchanged = current.facts_hash == values["facts_hash"]
    if unchanged or not _stands_now(tx, document, current, own):
        if own is not None:
            _update(tx, own.id, values)
        elif not unchanged:
            _add_version(tx, document, report_year, values, own, is_current=False)
        return SavedReport(current, False, False, current, left)
    return SavedReport(_add_version(tx, document, report_year, values, own), True, True, current, left)


def load(stored: StoredReport) -> AnnualReport:
    """Return the report itself from its stored facts; raises reports.codec.FactsError."""
    return report_from_json(stored.facts)


def load_figures(stored: StoredReport) -> AnnualReport:
    """Return the report's tables alone, without places and text, much faster; raises reports.codec.FactsError."""
    return figures_from_json(stored.facts)


def get(tx: sa.Connection, *, report_id: int) -> StoredReport:
    """Return the version; raises NoSuchRow."""
    row = tx.execute(sa.select(reports).where(reports.c.id == report_id)).one_or_none()
    if row is None:
        raise NoSuchRow("report", report_id)
    return to_report(row)


def current_of(tx: sa.Connection, *, agency_id: str, report_year: int) -> StoredReport | None:
    """Return the current version of the agency's report for the year, or None."""
    row = tx.execute(
        sa.select(reports).where(
            reports.c.agency_id == agency_id, reports.c.report_year == report_year, reports.c.is_current
        )
    ).one_or_none()
    return None if row is None else to_report(row)


def versions_of(tx: sa.Connection, *, agency_id: str, report_year: int) -> tuple[StoredReport, ...]:
    """Return every version for the year, the newest first."""
    rows = tx.execute(
        sa.select(reports)
        .where(reports.c.agency_id == agency_id, reports.c.report_year == report_year)
        .order_by(reports.c.version.desc())
    )
    return tuple(to_report(row) for row in rows)


def current_of_agency(
    tx: sa.Connection, *, agency_id: str, years: tuple[int, int] | None = None
) -> tuple[StoredReport, ...]:
    """Return the agency's current reports of all years, or of the first to the last of `years`, newest first."""
    query = sa.select(reports).where(reports.c.agency_id == agency_id, reports.c.is_current)
    if years is not None:  # their facts are what takes time to fetch
        query = query.where(reports.c.report_year.between(*years))
    return tuple(to_report(row) for row in tx.execute(query.order_by(reports.c.report_year.desc())))


def of_document(tx: sa.Connection, *, document_id: int) -> tuple[StoredReport, ...]:
    """Return the versions that were read from the document, the newest first."""
    rows = tx.execute(sa.select(reports).where(reports.c.document_id == document_id).order_by(reports.c.id.desc()))
    return tuple(to_report(row) for row in rows)


def to_report(row: sa.Row[Any]) -> StoredReport:
    """Return the row of `reports` as a record."""
    values = dict(row._mapping)
    del values["marks_version"]
    return StoredReport(**values)


def _values(report: AnnualReport, now: datetime) -> dict[str, object]:
    return {
        "facts": report_to_json(report),
        "facts_hash": facts_hash(report),
        "form": report.form,
        "title": report.title,
        "published": report.published,
        "saved_at": now,
        **hot_values(report),
    }


def _version_of(tx: sa.Connection, document: StoredDocument, report_year: int) -> StoredReport | None:
    own = (row for row in of_document(tx, document_id=document.id) if row.report_year == report_year)
    return next(own, None)


def _stands_now(tx: sa.Connection, document: StoredDocument, current: StoredReport, own: StoredReport | None) -> bool:
    """Return True where the document has taken the place of the one that the current version was read from.

    At one address the bytes seen last stand there. Two documents at two addresses are both seen at every round: the
    one that was read later took the place once, and they never take turns.
    """
    other = documents.get(tx, document_id=current.document_id)
    if document.url == other.url:
        return document.last_seen_at > other.last_seen_at
    return own is None


def _add_version(
    tx: sa.Connection,
    document: StoredDocument,
    report_year: int,
    values: dict[str, object],
    own: StoredReport | None,
    *,
    is_current: bool = True,
) -> StoredReport:
    same_duty = (reports.c.agency_id == document.agency_id) & (reports.c.report_year == report_year)
    newest = tx.execute(sa.select(sa.func.max(reports.c.version)).where(same_duty)).scalar_one_or_none() or 0
    if is_current:
        tx.execute(sa.update(reports).where(same_duty, reports.c.is_current).values(is_current=False))
    row = tx.execute(
        sa.insert(reports)
        .values(
            agency_id=document.agency_id,
            report_year=report_year,
            version=newest + 1,
            is_current=is_current,
            document_id=document.id,
            # what came back changed when it came back, not when it first stood there
            first_seen_at=document.first_seen_at if own is None else document.last_seen_at,
            **values,
        )
        .returning(reports)
    ).one()
    copies.mark(tx, report_ids=[row.id])
    return to_report(row)


def _leave_other_years(tx: sa.Connection, document: StoredDocument, report_year: int, now: datetime) -> tuple[int, ...]:
    """Remove what an earlier reading filed under another year, and return those years; the version before steps up."""
    wrong = [row for row in of_document(tx, document_id=document.id) if row.report_year != report_year]
    for row in wrong:
        tx.execute(sa.delete(reports).where(reports.c.id == row.id))
        rest = versions_of(tx, agency_id=row.agency_id, report_year=row.report_year)
        if row.is_current and rest:
            _update(tx, rest[0].id, {"is_current": True})
        if not rest:
            findings.close_all(tx, agency_id=row.agency_id, report_year=row.report_year, now=now)
        duties.touch(tx, agency_id=row.agency_id, report_year=row.report_year, at=now)
    return tuple(sorted({row.report_year for row in wrong}))


def _update(tx: sa.Connection, report_id: int, values: dict[str, object]) -> StoredReport:
    row = tx.execute(sa.update(reports).where(reports.c.id == report_id).values(values).returning(reports)).one()
    if "facts" in values:
        copies.mark(tx, report_ids=[report_id])
    return to_report(row)
