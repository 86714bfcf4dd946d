"""Cases of N101: figures for applications received in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "an office states more received than its table",
        Case(telling("2024年，我局共收到政府信息公开申请43件。")),
        Expected.FIRES,
        places=("section.overview.received.1",),
        level=Level.ERROR,
        says="表中“一、本年新收政府信息公开申请数量·总计”为40",
    ),
    RuleCase(
        "a government is only warned",
        Case(telling("2024年，全市共收到政府信息公开申请43件。", agency="云山市人民政府")),
        Expected.FIRES,
        places=("section.overview.received.1",),
        level=Level.WARNING,
    ),
    RuleCase(
        "received with those brought forward",
        Case(telling("全年共收到政府信息公开申请45件（含上年结转5件）。")),
        Expected.PASSES,
    ),
    RuleCase("an estimate", Case(telling("全年共收到政府信息公开申请近五十件。")), Expected.PASSES),
    RuleCase("another scope", Case(telling("下属单位收到政府信息公开申请9件。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("收到政府信息公开申请41件。"), TableKey.APPLICATIONS, {"received": {"total": unreadable()}}
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.received.1",),
    ),
)
