"""Cases of D107: one report for one year."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level, TableKey
from reports.rules import Case
from reports.rules.surroundings import ReportElsewhere, Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report, without_table
from tests.reports.rules.facts import case_of_duty

_ADDRESS = "http://127.0.0.1/older.html"


def _licences(number: int) -> AnnualReport:
    return report(proactive={"licences": {"decisions": number}})


def _beside(other: AnnualReport | None) -> Case:
    elsewhere = () if other is None else (ReportElsewhere(other, _ADDRESS),)
    case = case_of_duty(Timeliness.ON_TIME)
    return replace(case, report=_licences(12), surroundings=Surroundings(elsewhere=elsewhere))


CASES = (
    RuleCase(
        "another address shows other numbers",
        _beside(_licences(10)),
        Expected.FIRES,
        places=(f"section.*.{_ADDRESS}",),
        level=Level.WARNING,
        says="“行政许可·本年处理决定数量”一处为10，本报告为12",
    ),
    RuleCase("a copy with the same numbers", _beside(_licences(12)), Expected.PASSES),
    RuleCase(
        "the report of another body, whoever lists it",
        _beside(replace(_licences(10), agency="某市某局办公室")),
        Expected.PASSES,
    ),
    RuleCase(
        "the same body without its place",
        _beside(replace(_licences(10), agency="某局")),
        Expected.FIRES,
    ),
    RuleCase("it stands at one address", _beside(None), Expected.NOT_APPLICABLE),
    RuleCase(
        "the other one has no tables",
        _beside(without_table(report(), *TableKey)),
        Expected.NOT_EVALUABLE,
        places=(f"section.*.{_ADDRESS}",),
    ),
)
