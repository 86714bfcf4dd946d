"""Cases of N102: figures for applications brought forward in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more brought forward than in the table",
        Case(telling("全年收到政府信息公开申请40件，上年结转6件。")),
        Expected.FIRES,
        places=("section.overview.brought_forward.1",),
        level=Level.ERROR,
        says="“二、上年结转政府信息公开申请数量·总计”为5",
    ),
    RuleCase("as in the table", Case(telling("全年收到政府信息公开申请40件，2023年结转5件。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("上年结转政府信息公开申请6件。"),
                TableKey.APPLICATIONS,
                {"brought_forward": {"total": unreadable()}},
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.brought_forward.1",),
    ),
)
