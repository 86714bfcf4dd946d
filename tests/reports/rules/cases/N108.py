"""Cases of N108: figures for litigation in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more than both kinds together",
        Case(telling("政府信息公开行政诉讼9件。")),
        Expected.FIRES,
        places=("section.overview.litigation.total.1",),
        level=Level.WARNING,
        says="“未经复议直接起诉·总计”、“复议后起诉·总计”之和为8",
    ),
    RuleCase("both kinds together", Case(telling("政府信息公开行政诉讼8件，结果纠正1件。")), Expected.PASSES),
    RuleCase("one of the two", Case(telling("因政府信息公开提起的行政诉讼5件。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("政府信息公开行政诉讼9件。"), TableKey.REVIEW, {"litigation_direct": {"total": unreadable()}}
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.litigation.total.1",),
    ),
)
