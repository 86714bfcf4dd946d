"""Gathers for the rules what is known around one report: other years, other bodies, and what looks and files say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import sqlalchemy as sa

from reports.copies import USUAL_FROM, compared_texts, may_be_alike, usual_phrases
from reports.model import AnnualReport
from reports.plain_text import plain_text, plain_words
from reports.rules import Case
from reports.rules.surroundings import LookAlike, Member
from scheduler.evidence import DutyRecords
from scheduler.traces import is_one_office, standing_elsewhere, traces
from storage import agencies, copies, reports, units
from storage.records import Agency, StoredReport

YEARS_BACK = 6  # what was longer ago says little about this year's numbers


def with_surroundings(tx: sa.Connection, records: DutyRecords, case: Case) -> Case:
    """Return the case with everything that storage knows around it.

    A version that still stands at another address is no earlier version of this report, but a second report.
    """
    standing = standing_elsewhere(records)
    beside = {version.id for version in standing}
    current = records.current
    resembling = () if current is None or case.report is None else _resembling(tx, records.agency, current)
    return replace(
        case,
        earlier_versions=tuple(
            records.read[version.id]
            for version in records.versions
            if current is not None and version.version < current.version and version.id not in beside
        ),
        history=_history(tx, records),
        members=_members(tx, records),
        resembling=resembling,
        usual_phrases=_usual_phrases(tx, records, case, resembling),
        surroundings=traces(tx, records, standing),
    )


def _history(tx: sa.Connection, records: DutyRecords) -> tuple[AnnualReport, ...]:
    year = records.duty.report_year
    found = reports.current_of_agency(tx, agency_id=records.agency.id, years=(year - YEARS_BACK, year - 2))
    return tuple(reports.load_figures(stored) for stored in found)


def _members(tx: sa.Connection, records: DutyRecords) -> tuple[Member, ...]:
    year = records.duty.report_year
    if all(declared.year != year for declared in records.agency.covers):
        return ()
    below = units.below(tx, government=records.agency.id, report_year=year)
    return tuple(
        Member(unit.agency.id, unit.agency.name, None if unit.report is None else reports.load_figures(unit.report))
        for unit in below
        if unit.covered
    )


# --- texts that resemble each other -----------------------------------------------------------------


def _resembling(tx: sa.Connection, agency: Agency, current: StoredReport) -> tuple[LookAlike, ...]:
    """Return the candidates that were there before: of two copies the later one is asked about."""
    found = copies.candidates(tx, report_id=current.id)
    bodies = agencies.get_many(tx, agency_ids={text.agency_id for text in found})
    own = (current.report_year, current.first_seen_at, current.agency_id)
    return tuple(
        LookAlike(
            agency_id=text.agency_id,
            names=text.names,
            report_year=text.report_year,
            sections=text.sections,
            address=text.address,
            one_office=is_one_office(agency, bodies[text.agency_id]),
        )
        for text in found
        if (text.report_year, text.first_seen_at, text.agency_id) < own
    )


def _usual_phrases(
    tx: sa.Connection, records: DutyRecords, case: Case, resembling: Collection[LookAlike]
) -> Collection[str] | None:
    """Return what many other bodies print; None where there are too few of them to tell.

    Asked only where some text may be a copy, for it takes a while; elsewhere nothing needs to be known.
    """
    if not resembling and not _like_last_year(records.agency, case):
        return frozenset()
    texts = copies.sample(
        tx,
        jurisdiction=records.agency.jurisdiction,
        report_year=records.duty.report_year,
        without={records.agency.id},
    )
    if len(texts) < USUAL_FROM:
        return None
    return usual_phrases(
        {plain_words(section, report_year=text.report_year, names=text.names) for section in text.sections.values()}
        for text in texts
    )


def _like_last_year(agency: Agency, case: Case) -> bool:
    names = (agency.name, *agency.aliases)
    now, before = (
        [
            {key: plain_text(text, report_year=report.report_year, names=names) for key, text in texts.items()}
            for report in of_year
            if (texts := compared_texts(report))
        ]
        for of_year in ([] if case.report is None else [case.report], case.previous)
    )
    return any(
        may_be_alike(text, older[key]) for this in now for older in before for key, text in this.items() if key in older
    )
