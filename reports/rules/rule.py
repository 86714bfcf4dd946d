"""What a rule is, what it may yield, and the two ways in which it may decline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.model import Level, SectionSpot, Spot, TableSpot
from reports.rules.case import Case
from reports.states import Sentence


class Need(StrEnum):
    """A part of the case without which a rule does not apply."""

    REPORT = "report"
    DUTY = "duty"
    PREVIOUS = "previous"
    EARLIER_VERSIONS = "earlier_versions"


class Audience(StrEnum):
    """Who may learn of a rule's findings."""

    PUBLIC = "public"  # everybody: page, JSON API, mail, chat
    REVIEWED = "reviewed"  # nobody is told and it does not count before a reviewer agrees
    PRIVATE = "private"  # the office's mail and its own page only; never public, chat or JSON API


AUDIENCES: Mapping[Audience, Sentence | None] = {
    Audience.PUBLIC: None,
    Audience.REVIEWED: Sentence(
        "复核人员同意以前，不计入也不提示", "neither counted nor told before a reviewer agreed"
    ),
    Audience.PRIVATE: Sentence("只供主管部门，不对外显示", "for the office alone, never shown in public"),
}

NOT_WAIVED = Sentence("法定义务，不能豁免", "a statutory duty, nobody can waive it")


@dataclass(frozen=True, slots=True)
class Observation:
    """What a rule noticed; the engine completes it to a Finding with code, id and source.

    `at` is the logical place that names the finding (None: the duty as a whole); `places` are all cells it speaks of,
    `at` alone if empty. `level` overrides the rule's own.
    """

    at: Spot | None
    message: Sentence
    stated: str | int | Decimal | None = None
    expected: str | int | Decimal | None = None
    raw: str | None = None
    places: tuple[Spot, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """One place that could not be judged, while the rule goes on with the others."""

    at: Spot
    reason: Sentence


class NotApplicable(Exception):
    """The rule has nothing to say about this case."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Sentence(zh, en)


class NotEvaluable(Exception):
    """The rule applies, but what it needs is blank, missing or unread: it does not guess."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Sentence(zh, en)


Check = Callable[[Case], Iterator[Observation | Undecided]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code (never changed, never reused), what it checks and by which source.

    `level` is the gravest it gives. `since` is the version of Duban that first had it. `audience` says who may learn of
    its findings. `version` grows by one whenever the rule may judge the same report otherwise than before. `formula` is
    what must hold, in the form's own words where it can be said so. `statutory`: the duty itself, nobody can waive it.
    """

    code: str
    level: Level
    check: Check
    title_zh: str
    title_en: str
    explanation_zh: str
    explanation_en: str
    source: str
    needs: frozenset[Need] = frozenset({Need.REPORT})
    since: str = "0.1.0"
    audience: Audience = Audience.PUBLIC
    version: int = 1
    formula: Sentence | None = None
    statutory: bool = False


def finding_id(code: str, case: Case, at: Spot | None) -> str:
    """Return the id of a finding: a hash of code, duty and logical place; it outlives re-runs and new versions."""
    agency, report_year = case.duty_key
    identity = json.dumps([code, agency, report_year, place_name(at)], ensure_ascii=False)
    return hashlib.sha256(identity.encode()).hexdigest()[:20]


def place_name(at: Spot | None) -> str:
    """Return the logical place as text ("applications.received.total", "section.overview.received.1"), no offsets."""
    match at:
        case None:
            return ""
        case TableSpot(table, row, column):
            return ".".join((table, row or "*", column or "*"))
        case SectionSpot(section, claim=claim):
            return f"section.{section or '*'}" + ("" if claim is None else f".{claim}")
