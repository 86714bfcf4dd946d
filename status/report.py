"""The page of one report: its dates, its tables as read, what the rules say of them, and its originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from alerts.facts import PRIVATE_KINDS
from reports.answers import Standing
from reports.codec import FactsError
from reports.forms import Form
from reports.model import AnnualReport, DateWitness, Level, Problem, Section, SectionKey, SectionSpot
from reports.rules import AgencyLevel, BodyFacts
from status.agency import ReasonView, reasons_of
from status.locking import is_locked, may_be_shown
from status.missing import NotHere
from status.page import Page
from status.places import PlaceView, place_of
from status.queries import is_slug
from status.statements import Piece, marked_texts
from status.tables import DoubtView, Marks, TableView, doubts_of, form_of, lay_out
from status.words import N_
from storage import documents, overview, standings
from storage import reports as stored_reports
from storage.records import (
    Incident,
    ReportDetail,
    StandingFinding,
    StoredDocument,
    StoredFinding,
    StoredReport,
    Transition,
)

GRAVEST_FIRST = tuple(Level)
PLACES_SHOWN = 8
YEARS = range(1990, 2201)


@dataclass(frozen=True, slots=True)
class FindingView:
    """An open finding as it stands, with the places it speaks of; `more` counts those that are not listed."""

    standing: StandingFinding
    places: tuple[PlaceView, ...]
    more: int

    @property
    def stored(self) -> StoredFinding:
        """Return the finding with its life."""
        return self.standing.stored


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the page of a report shows; everything about the text is empty where no report was read.

    `findings` are the open ones that who asks may see, in the order of their footnote numbers, from 1: first those that
    count, then those that wait or are set aside (`standings` counts them); none beside an older version.
    `locked`: the report was withdrawn, and nothing that it says is in the view.
    """

    year: int
    locked: bool
    locked_documents: frozenset[int]
    document: StoredDocument | None
    documents: tuple[StoredDocument, ...]
    versions: tuple[StoredReport, ...]
    findings: tuple[FindingView, ...]
    standings: Mapping[Standing, int]
    closed_findings: tuple[StoredFinding, ...]
    transitions: tuple[Transition, ...]
    incidents: tuple[Incident, ...]
    reasons: tuple[ReasonView, ...]
    changed_at: datetime | None
    facts_error: str | None
    dates: tuple[DateWitness, ...]
    published: date | None
    notice: str
    problems: tuple[Problem, ...]
    unread_parts: tuple[str, ...]
    tables: tuple[TableView, ...]
    doubts: tuple[DoubtView, ...]
    sections: tuple[Section, ...]
    bare_sections: tuple[str, ...]
    missing_sections: tuple[str, ...]
    headings: Mapping[SectionKey, str]
    texts: tuple[tuple[Piece, ...], ...]

    def text_of(self, section: Section) -> tuple[Piece, ...]:
        """Return the text of one of the sections, what it states marked."""
        return next(text for text, known in zip(self.texts, self.sections, strict=True) if known is section)

    @property
    def has_statements(self) -> bool:
        """Return whether any figure in the text was compared."""
        return any(piece.verdict is not None for text in self.texts for piece in text)

    def section_marks(self, key: SectionKey) -> Marks:
        """Return the numbers of the findings that speak of the section."""
        return tuple(
            number
            for number, view in enumerate(self.findings, start=1)
            if any(isinstance(spot, SectionSpot) and spot.section is key for spot in view.stored.finding.places)
        )


def find_report(tx: sa.Connection, agency_id: str, report_year: int) -> ReportDetail:
    """Return the report of the agency and year with what belongs to it; raises NotHere where nothing is known of it."""
    if report_year not in YEARS:  # a number beyond the database's integers would be an error of ours
        raise NotHere(N_("该单位没有%(year)s报告年度的记录。"), year=report_year)
    known = is_slug(agency_id)
    detail = overview.report_detail(tx, agency_id=agency_id, report_year=report_year) if known else None
    if detail is None:
        raise NotHere(N_("名录中没有编号为“%(id)s”的单位。"), id=agency_id)
    if detail.duty is None and detail.report is None and not detail.documents:
        raise NotHere(N_("该单位没有%(year)s报告年度的记录。"), year=report_year)
    return detail


def chosen_version(detail: ReportDetail, version: int | None) -> StoredReport | None:
    """Return the version asked for, the current one for None; raises NotHere for one that does not exist."""
    if version is None:
        return detail.report
    for stored in detail.versions:
        if stored.version == version:
            return stored
    raise NotHere(N_("这份报告没有第%(version)s版。"), version=version)


def view_report(
    tx: sa.Connection, detail: ReportDetail, shown: StoredReport | None, year: int, *, page: Page
) -> ReportView:
    """Return what the page shows of the version."""
    locked = is_locked(detail.duty)
    if locked:
        findings = tuple(found for found in detail.findings if may_be_shown(found, detail.duty))
        shown, detail = None, replace(detail, report=None, versions=(), findings=findings)
    seen = [each for each in standings.weighed(tx, detail.findings, now=page.now) if page.office or each.weighed.public]
    current = shown is None or shown.is_current
    open_findings = sorted((each for each in seen if each.standing is not Standing.CLOSED and current), key=_in_order)
    report, error = _facts(shown)
    form = form_of(report)
    return ReportView(
        year=year,
        locked=locked,
        locked_documents=frozenset(document.id for document in detail.documents if locked),
        document=_document(tx, detail, shown),
        documents=detail.documents,
        versions=detail.versions,
        findings=tuple(_finding(found, form) for found in open_findings),
        standings=Counter(each.standing for each in open_findings),
        closed_findings=tuple(each.stored for each in seen if each.standing is Standing.CLOSED),
        transitions=tuple(reversed(detail.transitions)),
        incidents=tuple(each for each in detail.incidents if page.office or each.kind not in PRIVATE_KINDS),
        reasons=() if detail.duty is None else reasons_of(detail.duty.evidence),
        changed_at=max((version.first_seen_at for version in detail.versions if version.version > 1), default=None),
        facts_error=error,
        dates=report.dates,
        published=report.published,
        notice=form.notice,
        problems=report.problems,
        unread_parts=report.unread_parts,
        doubts=doubts_of(report),
        tables=lay_out(report, [each.stored.finding for each in open_findings]),
        sections=report.sections,
        bare_sections=tuple(form.headings[section.key] for section in report.sections if not section.text),
        missing_sections=tuple(
            heading for key, heading in form.headings.items() if shown is not None and report.section(key) is None
        ),
        headings=form.headings,
        texts=marked_texts(report, _body(detail), [each.stored.finding for each in open_findings]),
    )


def _body(detail: ReportDetail) -> BodyFacts:
    agency = detail.agency
    return BodyFacts(agency.id, agency.name, agency.aliases, AgencyLevel(agency.level))


def _in_order(each: StandingFinding) -> tuple[int, int, str, str]:
    finding = each.stored.finding
    return tuple(Standing).index(each.standing), GRAVEST_FIRST.index(finding.level), finding.code, finding.id


def _finding(each: StandingFinding, form: Form) -> FindingView:
    spots = dict.fromkeys(each.stored.finding.places)
    places = [place for spot in spots if (place := place_of(spot, form)) is not None]
    return FindingView(each, tuple(places[:PLACES_SHOWN]), max(0, len(places) - PLACES_SHOWN))


_NOTHING = AnnualReport(
    form=None,
    title=None,
    agency=None,
    report_year=None,
    published=None,
    dates=(),
    period=None,
    sections=(),
    tables={},
)


def _facts(stored: StoredReport | None) -> tuple[AnnualReport, str | None]:
    """Return the report itself, or an empty one and why: facts written by a newer version cannot be shown."""
    if stored is None:
        return _NOTHING, None
    try:
        return stored_reports.load(stored), None
    except FactsError as error:
        return _NOTHING, str(error)


def _document(tx: sa.Connection, detail: ReportDetail, shown: StoredReport | None) -> StoredDocument | None:
    if shown is None or shown.is_current:
        return detail.document
    return documents.get(tx, document_id=shown.document_id)
