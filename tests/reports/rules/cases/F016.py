"""Cases of F016: a row or column of the form is missing."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    merged_otherwise_handled,
    report,
    unreadable,
    with_cells,
    without_column,
    without_rows,
    without_table,
)

CASES = (
    RuleCase(
        "two rows of table 2 are missing, which makes one finding",
        Case(without_rows(report(), TableKey.PROACTIVE, "penalties", "compulsory_measures")),
        Expected.FIRES,
        places=("proactive.*.*",),
        level=Level.ERROR,
        says="缺少：“行政处罚”行、“行政强制”行",
    ),
    RuleCase(
        "a column of table 3 is missing",
        Case(without_column(report(), TableKey.APPLICATIONS, "research_institution")),
        Expected.FIRES,
        places=("applications.*.*",),
        level=Level.ERROR,
        says="“科研机构”列",
    ),
    RuleCase(
        "a report of form 2021 has one row for what is otherwise handled",
        Case(merged_otherwise_handled(report(), {"natural_person": 0})),
        Expected.FIRES,
        places=("applications.otherwise_handled.*",),
        level=Level.WARNING,
        says="“（六）其他处理”只有一行",
    ),
    RuleCase("all rows and columns are there", Case(report()), Expected.PASSES),
    RuleCase("form 2019 has only one such row", Case(report(form=FORM_2019, year=2020)), Expected.PASSES),
    RuleCase(
        "unread cells alone miss nothing",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": unreadable()}})),
        Expected.PASSES,
    ),
    RuleCase(
        "rows are missing while an attachment is unread",
        Case(replace(without_rows(report(), TableKey.PROACTIVE, "penalties"), unread_parts=("附件.docx",))),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "rows are missing in a table with unread cells",
        Case(
            without_rows(
                with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": unreadable()}}),
                TableKey.PROACTIVE,
                "penalties",
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2011), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
