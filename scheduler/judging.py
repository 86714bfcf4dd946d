"""Judges one duty: its state from the evidence, its findings from the rules, each change recorded.

The state depends on open findings and some rules depend on the state, so one judgement goes:
timeliness from the evidence → rules (with that timeliness) → findings kept → both axes with what is open now.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alerts.facts import DutyChange
from reports.obligations import Assessment, Reason, assess
from reports.rules import Case, Validation, validate
from reports.rules.case import AgencyLevel, BodyFacts, DutyFacts
from reports.rules.telling import names_told
from scheduler.evidence import DutyRecords, duty_to_judge, evidence_of, gather
from storage import agencies, duties, findings
from storage.records import Agency, Duty, LineageKind, LookKind, StoredFinding

logger = logging.getLogger(__name__)

# lineage that changes what a report covers; a mere new name does not
COVERAGE_CHANGES = frozenset({LineageKind.FOUNDED, LineageKind.MERGED})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging one duty found; `crashes` are codes of rules that failed, the operator's business."""

    change: DutyChange
    moved: bool
    crashes: tuple[str, ...]


def judge(tx: sa.Connection, duty: Duty, *, now: datetime) -> Judgement:
    """Return the duty's standing after judging it anew; writes findings, transitions and the next time to judge."""
    agency = agencies.get(tx, agency_id=duty.agency_id)
    records = gather(tx, agency, duty)
    owed = duty_to_judge(duty)
    open_before = [found for found in records.findings if found.closed_at is None]
    first = assess(owed, evidence_of(records, open_findings=open_before), now=now)
    validation = validate(_case(tx, records, first))
    open_now = _keep(tx, records, validation, now)
    final = assess(owed, evidence_of(records, open_findings=open_now), now=now)
    moved = duties.change(
        tx,
        agency_id=duty.agency_id,
        report_year=duty.report_year,
        at=now,
        timeliness=final.timeliness,
        content=final.content,
        cause=final.reasons[-1].zh if final.reasons else "",
        evidence=evidence_to_json(final),
        first_seen_at=final.first_seen_at,
    )
    again = final.next_change_at if agency.retired_at is None else None
    duties.schedule(tx, agency_id=duty.agency_id, report_year=duty.report_year, assess_at=again)
    return Judgement(
        change=_standing(records, final, open_now),
        moved=bool(moved),
        crashes=tuple(crash.code for crash in validation.crashes),
    )


def evidence_to_json(assessment: Assessment) -> dict[str, object]:
    """Return the reasons behind a state as they are kept with it and shown to whoever asks why."""
    reasons = (*assessment.reasons, *assessment.content_reasons)
    return {"reasons": [_reason_to_json(reason) for reason in reasons]}


def _reason_to_json(reason: Reason) -> dict[str, str | None]:
    return {
        "zh": reason.zh,
        "en": reason.en,
        "at": None if reason.at is None else reason.at.isoformat(),
        "address": reason.address,
    }


def _case(tx: sa.Connection, records: DutyRecords, assessment: Assessment) -> Case:
    current = records.current
    report = None if current is None else records.read[current.id]
    return Case(
        report=report,
        duty=DutyFacts.of(records.duty.report_year, assessment),
        agency=_body(records.agency),
        previous=tuple(records.read[version.id] for version in records.previous),
        earlier_versions=tuple(
            records.read[version.id]
            for version in records.versions
            if current is not None and version.version < current.version
        ),
        other_bodies={} if report is None else agencies.others_named(tx, records.agency, names_told(report)),
    )


def _body(agency: Agency) -> BodyFacts:
    return BodyFacts(
        agency_id=agency.id,
        name=agency.name,
        aliases=agency.aliases,
        level=AgencyLevel(agency.level),
        founded=None if agency.founded_on is None else agency.founded_on.year,
        coverage_changed=tuple(event.day.year for event in agency.lineage if event.kind in COVERAGE_CHANGES),
    )


def _keep(tx: sa.Connection, records: DutyRecords, validation: Validation, now: datetime) -> tuple[StoredFinding, ...]:
    """Store what the rules found and return what is open; a rule or place that could not be judged closes nothing."""
    whole = {note.code for note in validation.not_evaluable if note.finding_id is None}
    undecided = whole | {crash.code for crash in validation.crashes}
    codes = {
        *validation.passed,
        *(note.code for note in validation.not_applicable),
        *(finding.code for finding in validation.findings),
        *(note.code for note in validation.not_evaluable),
    } - undecided
    current = records.current
    findings.sync(
        tx,
        agency_id=records.agency.id,
        report_year=records.duty.report_year,
        report_id=None if current is None else current.id,
        codes=codes,
        found=validation.findings,
        now=now,
        keep={note.finding_id for note in validation.not_evaluable if note.finding_id is not None},
    )
    return findings.of_duty(tx, agency_id=records.agency.id, report_year=records.duty.report_year, open_only=True)


def _standing(records: DutyRecords, assessment: Assessment, open_findings: tuple[StoredFinding, ...]) -> DutyChange:
    duty, current = records.duty, records.current
    document = next(
        (document for document in records.documents if current is not None and document.id == current.document_id),
        None,
    )
    good = [look for look in records.looks if look.outcome.is_good and look.kind is LookKind.COLUMN]
    return DutyChange(
        agency_id=duty.agency_id,
        agency_name=records.agency.name,
        jurisdiction=duty.jurisdiction,
        report_year=duty.report_year,
        timeliness=assessment.timeliness,
        content=assessment.content,
        due=assessment.due,
        silent=duty.silent or records.agency.retired_at is not None,  # who left the roll is nobody's trouble
        reasons=assessment.reasons,
        findings=tuple(found.finding for found in open_findings),
        column_url=records.sources[0].url if records.sources else None,
        report_url=None if document is None else document.url,
        looked_at=good[-1].asked_at if good else None,
    )
