"""The page of one finding: what it says, how it stands, what was said of it, and the office's forms."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from reports.answers import AGREEMENT, ANSWER_EFFECTS, ANSWER_LABELS, BEFORE_AGREEMENT, AnswerKind, Standing
from reports.codec import FactsError
from reports.forms import FORM_2021
from reports.rules import Rule
from reports.rules.lookup import rules_by_code
from reports.states import Sentence
from reports.waivers import WaiverScope
from status.locking import REPORT_LOCKED, may_be_shown
from status.missing import NotHere
from status.page import Page
from status.places import PlaceView, place_of
from status.tables import form_of
from status.words import N_
from storage import agencies, duties, reports, standings
from storage.errors import NoSuchRow
from storage.records import Agency, Duty, StandingFinding

EVENTS = {
    "opened": Sentence("出现", "Appeared"),
    "closed": Sentence("核对时已不再出现", "Gone when checked"),
    "reopened": Sentence("再次出现", "Came back"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step in a finding's life, or one answer; author and note are "" where there is none or it is not for all."""

    at: datetime
    what: Sentence
    author: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be given now, with what it does."""

    kind: AnswerKind
    label: Sentence
    effect: Sentence


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One scope that a waiver may have from here; `label` is a source string, `name` what stands behind it."""

    scope: WaiverScope
    scope_id: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """What the page of a finding shows; `choices` and `scopes` are empty where nobody may answer."""

    standing: StandingFinding
    agency: Agency
    rule: Rule | None
    places: tuple[PlaceView, ...]
    steps: tuple[Step, ...]
    choices: tuple[Choice, ...]
    scopes: tuple[ScopeChoice, ...]


def find_finding(tx: sa.Connection, page: Page, finding_id: str) -> FindingPage:
    """Return the finding's page; raises NotHere, also for what is not for everybody and somebody else asks."""
    try:
        found = standings.get(tx, finding_id=finding_id, now=page.now) if finding_id.isprintable() else None
    except NoSuchRow:
        found = None
    if found is None or not is_visible(found, page):
        raise NotHere(N_("没有编号为“%(id)s”的疑点。"), id=finding_id)
    stored = found.stored
    duty = _duty(tx, stored.agency_id, stored.report_year)
    if not may_be_shown(stored, duty):
        raise NotHere(REPORT_LOCKED)
    agency = agencies.get(tx, agency_id=stored.agency_id)
    rule = rules_by_code().get(stored.finding.code)
    may_answer = page.office and found.standing is not Standing.CLOSED
    may_waive = may_answer and rule is not None and not rule.statutory
    return FindingPage(
        standing=found,
        agency=agency,
        rule=rule,
        places=_places(tx, found),
        steps=tuple(sorted(_steps(found, page), key=lambda step: step.at, reverse=True)),
        choices=choices_for(found) if may_answer else (),
        scopes=tuple(_scopes(tx, agency)) if may_waive else (),
    )


def is_visible(found: StandingFinding, page: Page) -> bool:
    """Return whether who asks may see the finding."""
    return page.office or found.weighed.public


def choices_for(found: StandingFinding) -> tuple[Choice, ...]:
    """Return the answers that the finding may be given now."""
    waits = found.standing is Standing.AWAITS_REVIEW
    return tuple(
        Choice(kind, ANSWER_LABELS[kind], AGREEMENT if waits and kind is AnswerKind.PASSED else ANSWER_EFFECTS[kind])
        for kind in (BEFORE_AGREEMENT if waits else AnswerKind)
    )


def _steps(found: StandingFinding, page: Page) -> Iterator[Step]:
    for event in found.stored.history:
        yield Step(event.at, EVENTS[event.event])
    for answer in found.answers:
        said = (answer.author, answer.note) if page.office else ("", "")
        yield Step(answer.at, ANSWER_LABELS[answer.kind], *said)


def _places(tx: sa.Connection, found: StandingFinding) -> tuple[PlaceView, ...]:
    form = FORM_2021
    current = reports.current_of(tx, agency_id=found.stored.agency_id, report_year=found.stored.report_year)
    if current is not None:
        with contextlib.suppress(FactsError):  # written by another version: the labels of the newest form will do
            form = form_of(reports.load(current))
    spots = dict.fromkeys(found.stored.finding.places)
    return tuple(place for spot in spots if (place := place_of(spot, form)) is not None)


def _scopes(tx: sa.Connection, agency: Agency) -> Iterator[ScopeChoice]:
    yield ScopeChoice(WaiverScope.AGENCY, agency.id, N_("仅本单位"), agency.name)
    if agency.parent is not None:
        try:
            above = agencies.get(tx, agency_id=agency.parent).name
        except NoSuchRow:
            above = agency.parent  # of another roll
        yield ScopeChoice(WaiverScope.GROUP, agency.parent, N_("上级及其下属的全部单位"), above)
    yield ScopeChoice(WaiverScope.JURISDICTION, agency.jurisdiction, N_("整个地区"), agency.jurisdiction)


def _duty(tx: sa.Connection, agency_id: str, report_year: int) -> Duty | None:
    try:
        return duties.get(tx, agency_id=agency_id, report_year=report_year)
    except NoSuchRow:
        return None
