"""Gathers from storage what was observed about one duty, in the form in which it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from reports import obligations
from reports.looks import LookOutcome
from reports.model import AnnualReport, DateWitness
from reports.obligations import ColumnLook, Evidence, ManualLook, ReportAnswer, ReportLook, Sighting
from reports.states import Sentence
from storage import documents, findings, looks, reports, sources
from storage.facts import numbers_hash, text_hash
from storage.records import (
    Agency,
    DocumentRole,
    DocumentState,
    Duty,
    Look,
    LookKind,
    Source,
    StoredDocument,
    StoredFinding,
    StoredReport,
)

GONE = frozenset({404, 410})
UNREADABLE = frozenset({"row_unreadable", "cell_unreadable"})  # problems no rule speaks of: never "nothing found"
SAME_VISIT = timedelta(hours=6)  # a good look at the column that close shows that the site works
WAITING = Sentence("等待读取", "waiting to be read")


@dataclass(frozen=True, slots=True)
class DutyRecords:
    """What storage holds about one duty; `versions` oldest first, `previous` all versions of last year's report.

    `read` are the reports of both by the version's id: decoding one costs more than judging it, so it is done once.
    """

    agency: Agency
    duty: Duty
    sources: tuple[Source, ...]
    looks: tuple[Look, ...]
    documents: tuple[StoredDocument, ...]
    versions: tuple[StoredReport, ...]
    previous: tuple[StoredReport, ...]
    findings: tuple[StoredFinding, ...]
    read: Mapping[int, AnnualReport]

    @property
    def current(self) -> StoredReport | None:
        """Return the version that is current, None while none was read."""
        return next((version for version in self.versions if version.is_current), None)


Load = Callable[[StoredReport], AnnualReport]


def gather(tx: sa.Connection, agency: Agency, duty: Duty, *, load: Load = reports.load) -> DutyRecords:
    """Return what storage holds about the duty, from the season's first look on; `load` decodes a version's facts."""
    year = duty.report_year
    versions = reports.versions_of(tx, agency_id=agency.id, report_year=year)[::-1]
    previous = reports.versions_of(tx, agency_id=agency.id, report_year=year - 1)
    return DutyRecords(
        agency=agency,
        duty=duty,
        sources=sources.of_agencies(tx, agency_ids=[agency.id]),
        looks=looks.of_agency(tx, agency_id=agency.id, since=obligations.season_start(year))[::-1],
        documents=documents.of_agency(tx, agency_id=agency.id)[::-1],
        versions=versions,
        previous=previous,
        findings=findings.of_duty(tx, agency_id=agency.id, report_year=year),
        read={version.id: load(version) for version in (*versions, *previous)},
    )


def duty_to_judge(duty: Duty) -> obligations.Duty:
    """Return the duty as the judges take it: as it was frozen, whatever the roll says today."""
    reason = duty.exempt_reason
    return obligations.Duty(
        agency_id=duty.agency_id,
        report_year=duty.report_year,
        basis=duty.duty_basis,
        silent=duty.silent,
        internal_dates=duty.internal,
        exempt=None if reason is None else Sentence(reason, reason),
    )


def evidence_of(records: DutyRecords, *, open_findings: Sequence[StoredFinding]) -> Evidence:
    """Return the evidence about the duty; `open_findings` are those that the rules left open just now."""
    mine = _documents_of_the_year(records)
    addresses = frozenset(document.url for document in mine)
    return Evidence(
        columns=tuple(source.url for source in records.sources),
        column_looks=_column_looks(records, addresses),
        sightings=tuple(_sighting(document, records) for document in mine),
        report_looks=_report_looks(records, addresses),
        manual_looks=tuple(_manual_look(look) for look in _looks(records, LookKind.MANUAL)),
        confirmations=_confirmations(records.duty),
        versions=tuple(_version(version, records.read[version.id]) for version in records.versions),
        unread_parts=_unread_parts(mine, records),
        quarantined=tuple(
            obligations.UnreadPart(document.url, Sentence(document.reason or "", document.reason or ""))
            for document in mine
            if document.state is DocumentState.QUARANTINED
        ),
        open_findings=tuple(
            obligations.OpenFinding(found.finding.code, found.finding.level) for found in open_findings
        ),
    )


def _documents_of_the_year(records: DutyRecords) -> tuple[StoredDocument, ...]:
    """Return the report documents of the duty's year: by what was read in them, else by what title and address said."""
    read = {version.document_id for version in records.versions}
    year = records.duty.report_year
    settled = {DocumentState.PARSED, DocumentState.WAIVED}
    return tuple(
        document
        for document in records.documents
        if document.role is DocumentRole.REPORT
        and (document.id in read or (document.report_year == year and document.state not in settled))
    )


def _looks(records: DutyRecords, kind: LookKind) -> tuple[Look, ...]:
    year = records.duty.report_year
    return tuple(look for look in records.looks if look.kind is kind and look.report_year in {None, year})


def _column_looks(records: DutyRecords, addresses: frozenset[str]) -> tuple[ColumnLook, ...]:
    """Return the looks at columns, oldest first; `unchanged` repeats what the complete look before it showed."""
    none_ever = {source.id for source in records.sources if source.no_earlier_report_at is not None}
    complete: dict[int | None, Look] = {}
    found = []
    for look in records.looks:
        if look.kind is not LookKind.COLUMN:
            continue
        if look.outcome is LookOutcome.COMPLETE:
            complete[look.source_id] = look
        shown = complete.get(look.source_id) if look.outcome is LookOutcome.UNCHANGED and not look.links else look
        found.append(
            ColumnLook(
                column=look.url,
                asked_at=look.asked_at,
                outcome=look.outcome,
                every_page=shown is not None and shown.pages_read > 0,
                canary=shown is not None and (shown.canary is True or look.source_id in none_ever),
                shows_report=shown is not None and _shows(shown, records.duty.report_year, addresses),
            )
        )
    return tuple(found)


def _shows(look: Look, report_year: int, addresses: frozenset[str]) -> bool:
    return look.url in addresses or any(
        link.url in addresses or (link.is_report and link.report_year == report_year) for link in look.links
    )


def _sighting(document: StoredDocument, records: DutyRecords) -> Sighting:
    stated = [
        witness
        for version in records.versions
        if version.document_id == document.id
        for witness in records.read[version.id].dates
    ]
    if document.listed_date is not None:
        stated.append(DateWitness("list", document.listed_date, document.listed_date.isoformat()))
    return Sighting(document.sha256, document.url, document.first_seen_at, tuple(stated))


def _report_looks(records: DutyRecords, addresses: frozenset[str]) -> tuple[ReportLook, ...]:
    good = [look.asked_at for look in records.looks if look.kind is LookKind.COLUMN and look.outcome.is_good]
    return tuple(
        ReportLook(
            address=look.url,
            asked_at=look.asked_at,
            answer=_answer(look),
            site_answers=any(abs(look.asked_at - moment) <= SAME_VISIT for moment in good),
        )
        for look in _looks(records, LookKind.REPORT)
        if look.url in addresses
    )


def _answer(look: Look) -> ReportAnswer:
    if look.http_status in GONE:
        return ReportAnswer.GONE
    return ReportAnswer.THERE if look.outcome.is_good else ReportAnswer.UNCLEAR


def _manual_look(look: Look) -> ManualLook:
    text = look.note.get("text")
    return ManualLook(
        by=look.looked_by or "",
        looked_at=look.asked_at,
        saw=look.saw_report is True,
        address=look.url,
        note=text if isinstance(text, str) else None,
    )


def _confirmations(duty: Duty) -> tuple[obligations.Confirmation, ...]:
    if duty.confirmed_overdue_by is None or duty.confirmed_overdue_at is None:
        return ()
    return (obligations.Confirmation(duty.confirmed_overdue_by, duty.confirmed_overdue_at),)


def _version(version: StoredReport, report: AnnualReport) -> obligations.Version:
    return obligations.Version(version.first_seen_at, numbers_hash(report), text_hash(report))


def _unread_parts(mine: Sequence[StoredDocument], records: DutyRecords) -> tuple[obligations.UnreadPart, ...]:
    """Return what of the report is not read: parts that its page only links, and documents without a reader."""
    current = records.current
    report = None if current is None else records.read[current.id]
    parts = () if report is None else report.unread_parts
    cells = () if report is None else (problem for problem in report.problems if problem.code in UNREADABLE)
    waiting = [
        document
        for document in mine
        if document.state in {DocumentState.UNREAD, DocumentState.PENDING}
        and (current is None or document.id == current.document_id)
    ]
    return (
        *(obligations.UnreadPart(part, WAITING) for part in parts),
        *(obligations.UnreadPart(problem.part, Sentence(problem.message, problem.message_en)) for problem in cells),
        *(
            obligations.UnreadPart(
                document.url, Sentence(document.reason, document.reason) if document.reason else WAITING
            )
            for document in waiting
        ),
    )
