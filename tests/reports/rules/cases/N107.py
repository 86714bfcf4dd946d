"""Cases of N107: figures for reconsideration in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more than in the table",
        Case(telling("因政府信息公开被申请行政复议11件。")),
        Expected.FIRES,
        places=("section.overview.reconsideration.total.1",),
        level=Level.WARNING,
        says="“行政复议·总计”为10",
    ),
    RuleCase(
        "nothing happened, says the text",
        Case(telling("未发生政府信息公开行政复议。")),
        Expected.FIRES,
        places=("section.overview.reconsideration.total.1",),
        level=Level.WARNING,
    ),
    RuleCase("settled cases", Case(telling("政府信息公开行政复议10件，已审结7件。")), Expected.PASSES),
    RuleCase(
        "none was corrected is not none",
        Case(telling("政府信息公开行政复议10件，未发生被纠错的情况。")),
        Expected.PASSES,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("政府信息公开行政复议11件。"), TableKey.REVIEW, {"reconsideration": {"total": unreadable()}}
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.reconsideration.total.1",),
    ),
)
