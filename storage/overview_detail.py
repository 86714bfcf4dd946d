"""One agency, and one agency's report of a year, with all that belongs to them."""

from __future__ import annotations

import sqlalchemy as sa

from storage import agencies, documents, duties, findings, incidents, looks, reports, sources
from storage.errors import NoSuchRow
from storage.records import AgencyDetail, Duty, ReportDetail, StoredDocument, StoredReport


def agency_detail(tx: sa.Connection, *, agency_id: str, looks_limit: int = 50) -> AgencyDetail | None:
    """Return the agency with its duties, sources, current reports, open findings and latest looks; None: unknown."""
    try:
        agency = agencies.get(tx, agency_id=agency_id)
    except NoSuchRow:
        return None
    return AgencyDetail(
        agency=agency,
        sources=sources.of_agencies(tx, agency_ids=[agency_id], with_retired=True),
        duties=duties.of_agency(tx, agency_id=agency_id),
        reports=reports.current_of_agency(tx, agency_id=agency_id),
        looks=looks.of_agency(tx, agency_id=agency_id, limit=looks_limit),
        open_findings=findings.open_of_agency(tx, agency_id=agency_id),
    )


def report_detail(tx: sa.Connection, *, agency_id: str, report_year: int) -> ReportDetail | None:
    """Return what is known of the agency's report for the year; None where the agency is unknown."""
    try:
        agency = agencies.get(tx, agency_id=agency_id)
    except NoSuchRow:
        return None
    versions = reports.versions_of(tx, agency_id=agency_id, report_year=report_year)
    current = next((version for version in versions if version.is_current), None)
    return ReportDetail(
        agency=agency,
        duty=_duty(tx, agency_id, report_year),
        report=current,
        document=None if current is None else documents.get(tx, document_id=current.document_id),
        versions=versions,
        documents=_documents(tx, agency_id, report_year, versions),
        findings=findings.of_duty(tx, agency_id=agency_id, report_year=report_year),
        transitions=duties.history(tx, agency_id=agency_id, report_year=report_year),
        incidents=incidents.of_duty(tx, agency_id=agency_id, report_year=report_year),
    )


def _duty(tx: sa.Connection, agency_id: str, report_year: int) -> Duty | None:
    try:
        return duties.get(tx, agency_id=agency_id, report_year=report_year)
    except NoSuchRow:
        return None


def _documents(
    tx: sa.Connection, agency_id: str, report_year: int, versions: tuple[StoredReport, ...]
) -> tuple[StoredDocument, ...]:
    """Return the documents of the year, the latest seen first: what was read as a report of it, else by the guess."""
    read = {version.document_id for version in versions}
    read_for_other_years = {
        report.document_id
        for report in reports.current_of_agency(tx, agency_id=agency_id)
        if report.report_year != report_year
    }
    everything = documents.of_agency(tx, agency_id=agency_id)
    chosen = {
        document.id
        for document in everything
        if document.id in read or (document.report_year == report_year and document.id not in read_for_other_years)
    }
    return tuple(document for document in everything if document.id in chosen or document.parent_id in chosen)
