"""Judges one duty: its state from the evidence, its findings from the rules, each change recorded.

The state depends on open findings and some rules depend on the state, so one judgement goes:
timeliness from the evidence → rules (with that timeliness) → findings kept → both axes with what is open now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import sqlalchemy as sa

from alerts.facts import DutyChange
from reports.model import Level
from reports.obligations import Assessment, Reason, assess
from reports.rules import Case, Validation, validate
from reports.rules.case import AgencyLevel, BodyFacts, DutyFacts
from reports.rules.lookup import versions_of
from reports.rules.telling import names_told
from scheduler.around import with_surroundings
from scheduler.evidence import DutyRecords, Load, duty_to_judge, evidence_of, gather
from scheduler.standing import OpenFindings, is_old_news
from storage import agencies, duties, findings, reports, rule_sets, standings
from storage.records import Agency, Duty, LineageKind, LookKind

logger = logging.getLogger(__name__)

# lineage that changes what a report covers; a mere new name does not
COVERAGE_CHANGES = frozenset({LineageKind.FOUNDED, LineageKind.MERGED})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging one duty found; `crashes` are codes of rules that failed, the operator's business."""

    change: DutyChange
    moved: bool
    crashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """What the rules say about a duty as it is stored now, and how timely it is; nothing is written yet."""

    records: DutyRecords
    timeliness: Assessment
    validation: Validation

    @property
    def settled_codes(self) -> set[str]:
        """Return the codes that were judged: of these, what did not fire again is over."""
        whole = {note.code for note in self.validation.not_evaluable if note.finding_id is None}
        return {
            *self.validation.passed,
            *(note.code for note in self.validation.not_applicable),
            *(finding.code for finding in self.validation.findings),
            *(note.code for note in self.validation.not_evaluable),
        } - (whole | {crash.code for crash in self.validation.crashes})

    @property
    def undecided_ids(self) -> set[str]:
        """Return the ids of findings whose place alone could not be judged: they stay as they are."""
        return {note.finding_id for note in self.validation.not_evaluable if note.finding_id is not None}


def examine(tx: sa.Connection, duty: Duty, *, now: datetime, load: Load = reports.load) -> Examination:
    """Return what the rules say about the duty; reads only. `load` decodes a version's facts."""
    agency = agencies.get(tx, agency_id=duty.agency_id)
    records = gather(tx, agency, duty, load=load)
    timeliness = assess(duty_to_judge(duty), evidence_of(records, open_findings=()), now=now)
    return Examination(records, timeliness, validate(_case(tx, records, timeliness)))


def judge(tx: sa.Connection, duty: Duty, *, now: datetime, tell_old_years: bool = False) -> Judgement:
    """Return the duty's standing after judging it anew; writes findings, transitions and the next time to judge.

    What changed rules find in a year before the running one is told to nobody unless `tell_old_years`.
    """
    examined = examine(tx, duty, now=now)
    records = examined.records
    open_now = _keep(tx, examined, now)
    final = assess(
        duty_to_judge(duty),
        evidence_of(records, open_findings=[each.stored for each in open_now.counting]),
        now=now,
    )
    moved = duties.change(
        tx,
        agency_id=duty.agency_id,
        report_year=duty.report_year,
        at=now,
        timeliness=final.timeliness,
        content=final.content,
        cause=final.reasons[-1].zh if final.reasons else "",
        evidence=evidence_to_json(final, beside=tuple(open_now.reasons())),
        first_seen_at=final.first_seen_at,
    )
    again = min((at for at in (final.next_change_at, open_now.next_end) if at is not None), default=None)
    again = again if records.agency.retired_at is None else None
    duties.schedule(tx, agency_id=duty.agency_id, report_year=duty.report_year, assess_at=again)
    rule_set = rule_sets.record(tx, versions_of(), now=now)
    quiet = is_old_news(duty, records.current, rule_set, now=now) and not tell_old_years
    duties.note_judgement(
        tx,
        agency_id=duty.agency_id,
        report_year=duty.report_year,
        at=now,
        rule_set=rule_set,
        waived=len(open_now.waived),
        to_review=len(open_now.to_review),
        private=sum(each.stored.finding.level is not Level.NOTICE for each in open_now.private),
    )
    return Judgement(
        change=_standing(records, final, open_now, quiet=quiet),
        moved=bool(moved),
        crashes=tuple(crash.code for crash in examined.validation.crashes),
    )


def evidence_to_json(assessment: Assessment, *, beside: tuple[Reason, ...] = ()) -> dict[str, object]:
    """Return the reasons behind a state as they are kept with it and shown to whoever asks why.

    `beside` are those that have no part in the state and are shown all the same.
    """
    reasons = (*assessment.reasons, *assessment.content_reasons, *beside)
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
    case = Case(
        report=report,
        duty=DutyFacts.of(records.duty.report_year, assessment),
        agency=_body(records.agency),
        previous=tuple(records.read[version.id] for version in records.previous),
        other_bodies={} if report is None else agencies.others_named(tx, records.agency, names_told(report)),
    )
    return with_surroundings(tx, records, case)


def _body(agency: Agency) -> BodyFacts:
    return BodyFacts(
        agency_id=agency.id,
        name=agency.name,
        aliases=agency.aliases,
        level=AgencyLevel(agency.level),
        founded=None if agency.founded_on is None else agency.founded_on.year,
        coverage_changed=(
            *(event.day.year for event in agency.lineage if event.kind in COVERAGE_CHANGES),
            *_changes_of_coverage(agency),
        ),
    )


def _changes_of_coverage(agency: Agency) -> Iterator[int]:
    """Yield the years whose report declares to cover other bodies than the year before."""
    for before, after in pairwise(sorted(agency.covers, key=lambda declared: declared.year)):
        if (before.children, set(before.agencies)) != (after.children, set(after.agencies)):
            yield after.year


def _keep(tx: sa.Connection, examined: Examination, now: datetime) -> OpenFindings:
    """Store what the rules found and return what is open; a rule or place that could not be judged closes nothing."""
    agency_id, report_year = examined.records.agency.id, examined.records.duty.report_year
    current = examined.records.current
    findings.sync(
        tx,
        agency_id=agency_id,
        report_year=report_year,
        report_id=None if current is None else current.id,
        codes=examined.settled_codes,
        found=examined.validation.findings,
        now=now,
        keep=examined.undecided_ids,
    )
    return OpenFindings.of(standings.of_duty(tx, agency_id=agency_id, report_year=report_year, now=now, open_only=True))


def _standing(records: DutyRecords, assessment: Assessment, open_now: OpenFindings, *, quiet: bool) -> DutyChange:
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
        findings=tuple(each.stored.finding for each in open_now.counting),
        private=tuple(each.stored.finding for each in open_now.private),
        set_aside=open_now.set_aside,
        quiet=quiet,
        column_url=records.sources[0].url if records.sources else None,
        report_url=None if document is None else document.url,
        looked_at=good[-1].asked_at if good else None,
    )
