"""Cases of D111: published after the year it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.model import AnnualReport, DateWitness, Level
from reports.rules import Case
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

_EARLY = DateWitness("shown", date(2024, 12, 20), "发布日期：2024-12-20")
_JANUARY = DateWitness("shown", date(2025, 1, 13), "发布日期：2025-01-13")
_MISPRINT = DateWitness("shown", date(2024, 1, 13), "发布日期：2024-01-13")
_LAST_DAY = DateWitness("signature", date(2024, 12, 31), "2024年12月31日")


def _dated(*witnesses: DateWitness) -> AnnualReport:
    return replace(report(), dates=witnesses)


def _seen(month: int, year: int) -> Case:
    case = case_of_duty(Timeliness.ON_TIME)
    assert case.duty is not None
    duty = replace(case.duty, first_seen_at=datetime(year, month, 22, 2, tzinfo=UTC))
    return replace(case, report=_dated(_JANUARY), duty=duty)


CASES = (
    RuleCase(
        "its date lies in December",
        Case(_dated(_EARLY)),
        Expected.FIRES,
        places=("",),
        level=Level.WARNING,
        says="请核对数据是否统计到12月31日",
    ),
    RuleCase("we saw it in December, whatever it says", _seen(12, 2024), Expected.FIRES, says="巡查时已见到"),
    RuleCase("published in January", Case(_dated(_JANUARY)), Expected.PASSES),
    RuleCase("January, and a misprint of its year", Case(_dated(_MISPRINT, _JANUARY)), Expected.PASSES),
    RuleCase("seen in January", _seen(1, 2025), Expected.PASSES),
    RuleCase(
        "it does not state a whole year",
        Case(replace(_dated(_EARLY), period=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("only signed, on the last day of the year", Case(_dated(_LAST_DAY)), Expected.NOT_EVALUABLE),
    RuleCase("its dates disagree", Case(_dated(_EARLY, _JANUARY)), Expected.NOT_EVALUABLE),
    RuleCase("no date at all, as in a draft", Case(_dated()), Expected.NOT_APPLICABLE),
)
