"""What makes a small world: publishing a report, adding a document, settling a state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from reports.model import AnnualReport
from reports.states import Content, Timeliness
from storage import documents, duties, reports, sources
from storage.archive import Archive
from storage.records import DocumentRole, Source, StoredDocument, StoredReport
from storage.session import Database

NOW = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
IMPORTED = datetime(2025, 12, 3, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """The database and archive of the small world."""

    database: Database
    archive: Archive


def source_of(tx: sa.Connection, agency_id: str) -> Source:
    """Return the agency's only source."""
    return sources.of_agencies(tx, agency_ids=[agency_id])[0]


def publish(
    world: World, tx: sa.Connection, agency_id: str, report: AnnualReport, *, at: datetime, words: str = ""
) -> StoredReport:
    """Return the report as stored, read from a page of its own that was first seen at that time."""
    year = report.report_year or 0
    data = f"<html>{report.title}{words}</html>".encode()
    document = add_document(world, tx, agency_id, data, at=at, path=f"{year}.html", report_year=year)
    saved = reports.save(tx, document_id=document.id, report_year=year, report=report, now=at)
    documents.mark_parsed(tx, document_id=document.id, now=at)
    return saved.report


def add_document(
    world: World,
    tx: sa.Connection,
    agency_id: str,
    data: bytes,
    *,
    at: datetime,
    path: str = "2025.html",
    media_type: str = "text/html",
    report_year: int = 2025,
) -> StoredDocument:
    """Return the document of these bytes, below the agency's column."""
    source = source_of(tx, agency_id)
    return documents.record(
        tx,
        agency_id=agency_id,
        source_id=source.id,
        url=source.url + path,
        sha256=world.archive.put(data),
        size=len(data),
        role=DocumentRole.REPORT,
        media_type=media_type,
        headers={"content-type": media_type},
        report_year=report_year,
        title=f"{report_year}年度政府信息公开工作年度报告",
        listed_date=at.date(),
        now=at,
    ).document


def settle(
    tx: sa.Connection,
    agency_id: str,
    timeliness: Timeliness,
    content: Content | None,
    *,
    at: datetime,
    report_year: int = 2025,
    sentence: str = "经网上巡查得出。",
) -> None:
    """Bring the duty to that state."""
    duties.change(
        tx,
        agency_id=agency_id,
        report_year=report_year,
        at=at,
        timeliness=timeliness,
        content=content,
        cause="assessed",
        evidence={"reasons": [{"zh": sentence, "en": "Seen by looking.", "at": at.isoformat(), "address": None}]},
        first_seen_at=at if content is not None else None,
    )
    duties.schedule(tx, agency_id=agency_id, report_year=report_year, assess_at=None)
