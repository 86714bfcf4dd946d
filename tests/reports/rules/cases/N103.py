"""Cases of N103: figures for applications closed in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more closed than in the table",
        Case(telling("收到政府信息公开申请40件，办结39件。")),
        Expected.FIRES,
        places=("section.overview.outcomes_total.1",),
        level=Level.ERROR,
        says="“（七）总计·总计”为38",
    ),
    RuleCase(
        "this year's applications alone",
        Case(telling("收到政府信息公开申请40件，办结33件，其余7件结转下年度。")),
        Expected.PASSES,
    ),
    RuleCase("those with an answer", Case(telling("收到政府信息公开申请40件，答复36件。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("办结政府信息公开申请39件。"),
                TableKey.APPLICATIONS,
                {"outcomes_total": {"total": unreadable()}},
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.outcomes_total.1",),
    ),
)
