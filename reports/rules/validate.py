"""The rules run over one case; the only place where a rule may crash without harm."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.model import Finding
from reports.rules.case import Case
from reports.rules.masking import masked
from reports.rules.registry import RULES
from reports.rules.rule import (
    Audience,
    Need,
    NotApplicable,
    NotEvaluable,
    Observation,
    Rule,
    Undecided,
    finding_id,
    place_name,
)
from reports.states import Sentence

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """Why a rule said nothing: of the whole case (`finding_id` None) or of one place, by the id a finding would have.

    Whoever keeps findings must not close those that a not-evaluable note covers.
    """

    code: str
    reason: Sentence
    place: str | None = None
    finding_id: str | None = None


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed: a task for the operator, never a statement about an agency."""

    code: str
    error: str


@dataclass(frozen=True, slots=True)
class Validation:
    """What came of the rules; a rule may stand in `findings` and in `not_evaluable` (other places) at once."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    not_applicable: tuple[Note, ...]
    not_evaluable: tuple[Note, ...]
    crashes: tuple[Crash, ...]


def validate(case: Case, *, rules: Iterable[Rule] = RULES) -> Validation:
    """Return what the rules say about the case, in the order of the rules."""
    findings: list[Finding] = []
    passed: list[str] = []
    not_applicable: list[Note] = []
    not_evaluable: list[Note] = []
    crashes: list[Crash] = []
    for rule in rules:
        try:
            _require(rule, case)
            results = list(rule.check(case))
        except NotApplicable as answer:
            not_applicable.append(Note(rule.code, answer.reason))
        except NotEvaluable as answer:
            not_evaluable.append(Note(rule.code, answer.reason))
        except Exception as error:
            logger.exception("rule crashed code=%s duty=%s", rule.code, case.duty_key)
            crashes.append(Crash(rule.code, f"{type(error).__name__}: {error}"))
        else:
            findings.extend(_finding(rule, case, result) for result in results if isinstance(result, Observation))
            not_evaluable.extend(_note(rule, case, result) for result in results if isinstance(result, Undecided))
            if not results:
                passed.append(rule.code)
    return Validation(tuple(findings), tuple(passed), tuple(not_applicable), tuple(not_evaluable), tuple(crashes))


def _require(rule: Rule, case: Case) -> None:
    if Need.REPORT in rule.needs and case.report is None:
        raise NotApplicable("没有报告可供检查。", "There is no report to check.")
    if Need.DUTY in rule.needs and case.duty is None:
        raise NotApplicable("没有登记该年度的公布义务，不检查时效。", "No duty is on record for that year.")
    if Need.PREVIOUS in rule.needs and not case.previous:
        raise NotApplicable("没有上一年度的报告可以对照。", "There is no report of the year before to compare with.")
    if Need.EARLIER_VERSIONS in rule.needs and not case.earlier_versions:
        raise NotApplicable(
            "只见过一个版本，没有可对照的旧版本。", "Only one version was seen; there is none to compare with."
        )


def _finding(rule: Rule, case: Case, observed: Observation) -> Finding:
    """Return the finding; one that is not for everybody never repeats a long number, whatever its rule does."""
    private = rule.audience is Audience.PRIVATE

    def said(text: str) -> str:
        return masked(text) if private else text

    def value(of: str | int | Decimal | None) -> str | int | None:
        plain = _plain(of)
        return masked(str(plain)) if private and plain is not None else plain

    return Finding(
        id=finding_id(rule.code, case, observed.at),
        code=rule.code,
        level=rule.level if observed.level is None else observed.level,
        message=said(observed.message.zh),
        message_en=said(observed.message.en),
        places=observed.places or (() if observed.at is None else (observed.at,)),
        stated=value(observed.stated),
        expected=value(observed.expected),
        raw=None if observed.raw is None else said(observed.raw),
        source=rule.source,
    )


def _note(rule: Rule, case: Case, undecided: Undecided) -> Note:
    return Note(rule.code, undecided.reason, place_name(undecided.at), finding_id(rule.code, case, undecided.at))


def _plain(value: str | int | Decimal | None) -> str | int | None:
    return str(value) if isinstance(value, Decimal) else value
