"""Cases of F003: nothing stands for table 2, 3 or 4."""

from __future__ import annotations

from dataclasses import replace

from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, without_table

CASES = (
    RuleCase(
        "table 4 is missing",
        Case(without_table(report(), TableKey.REVIEW)),
        Expected.FIRES,
        places=("review.*.*",),
        says="没有见到“四、政府信息公开行政复议、行政诉讼情况”表。",
    ),
    RuleCase(
        "all three tables are missing",
        Case(without_table(report(), *TableKey)),
        Expected.FIRES,
        places=("proactive.*.*", "applications.*.*", "review.*.*"),
    ),
    RuleCase("all three tables are there", Case(report()), Expected.PASSES),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2015), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "table 3 may stand in a picture that is not read",
        Case(replace(without_table(report(), TableKey.APPLICATIONS), unread_parts=("图片2",))),
        Expected.NOT_EVALUABLE,
        places=("applications.*.*",),
    ),
)
