"""Cases of D105: numbers changed after publication."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level, TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    Written,
    placeholder,
    report,
    unreadable,
    with_row_written,
    without_table,
)


def _licences(number: Written) -> AnnualReport:
    return report(proactive={"licences": {"decisions": number}})


_BALANCED = report(review={"reconsideration": {"upheld": 1, "total": 1}})
_UNBALANCED = report(review={"reconsideration": {"upheld": 1, "total": 2}})

CASES = (
    RuleCase(
        "a number changed",
        Case(_licences(12), earlier_versions=(_licences(10),)),
        Expected.FIRES,
        places=("proactive.*.*",),
        level=Level.NOTICE,
        says="公布后有1处数字更新：“行政许可·本年处理决定数量”由10改为12。请知悉。",
    ),
    RuleCase(
        "a correction settles a sum",
        Case(_BALANCED, earlier_versions=(_UNBALANCED,)),
        Expected.FIRES,
        places=("review.*.*",),
        level=Level.NOTICE,
        says="更新后原有的疑点已消除。",
    ),
    RuleCase(
        "blank cells were filled in",
        Case(
            report(),
            earlier_versions=(with_row_written(report(), TableKey.REVIEW, "reconsideration", None),),
        ),
        Expected.FIRES,
        level=Level.NOTICE,
        says="由空白改为0",
    ),
    RuleCase(
        "a sum breaks by the change",
        Case(_UNBALANCED, earlier_versions=(_BALANCED,)),
        Expected.FIRES,
        level=Level.WARNING,
        also=("R101",),
        says="更新后有合计不再相符",
    ),
    RuleCase(
        "the change lies two versions back",
        Case(_licences(12), earlier_versions=(_licences(10), _licences(12))),
        Expected.FIRES,
        says="由10改为12",
    ),
    RuleCase("two versions with the same numbers", Case(report(), earlier_versions=(report(),)), Expected.PASSES),
    RuleCase(
        "a sign for nothing became 0",
        Case(_licences(0), earlier_versions=(_licences(placeholder()),)),
        Expected.PASSES,
    ),
    RuleCase(
        "a cell that was unreadable before is not called changed",
        Case(_licences(12), earlier_versions=(_licences(unreadable()),)),
        Expected.PASSES,
    ),
    RuleCase("only one version was seen", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the older version had no table to compare with",
        Case(report(), earlier_versions=(replace(without_table(report(), *TableKey), sections=()),)),
        Expected.NOT_EVALUABLE,
    ),
)
