"""Cases of N104: figures for applications carried forward in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more carried forward than in the table",
        Case(telling("收到政府信息公开申请40件，结转下年度继续办理8件。")),
        Expected.FIRES,
        places=("section.overview.carried_forward.1",),
        level=Level.ERROR,
        says="“四、结转下年度继续办理·总计”为7",
    ),
    RuleCase(
        "named behind the figure", Case(telling("收到政府信息公开申请40件，另有7件顺延到下年度答复。")), Expected.PASSES
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("结转下年度政府信息公开申请8件。"),
                TableKey.APPLICATIONS,
                {"carried_forward": {"total": unreadable()}},
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.carried_forward.1",),
    ),
)
