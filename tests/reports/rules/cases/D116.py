"""Cases of D116: published as approved."""

from __future__ import annotations

from reports.model import AnnualReport, Level, TableKey
from reports.rules import Case
from reports.rules.surroundings import ApprovedDraft, Surroundings
from tests.reports.building import Expected, RuleCase, Written, report, unreadable, without_table
from tests.reports.rules.facts import LOOKED_AT


def _licences(number: Written) -> AnnualReport:
    return report(proactive={"licences": {"decisions": number}})


def _approved(draft: AnnualReport) -> Surroundings:
    return Surroundings(draft=ApprovedDraft(draft, "张三", LOOKED_AT, "年报（审定稿）.docx"))


CASES = (
    RuleCase(
        "a number differs from the draft",
        Case(_licences(12), surroundings=_approved(_licences(21))),
        Expected.FIRES,
        places=("proactive.*.*",),
        level=Level.WARNING,
        says="“行政许可·本年处理决定数量”审定稿为21，公布为12",
    ),
    RuleCase("published as approved", Case(_licences(12), surroundings=_approved(_licences(12))), Expected.PASSES),
    RuleCase(
        "a cell of the draft was not read",
        Case(_licences(12), surroundings=_approved(_licences(unreadable()))),
        Expected.PASSES,
    ),
    RuleCase("no draft is on record", Case(_licences(12)), Expected.NOT_APPLICABLE),
    RuleCase(
        "the draft has no tables",
        Case(_licences(12), surroundings=_approved(without_table(report(), *TableKey))),
        Expected.NOT_EVALUABLE,
    ),
)
