"""Cases of N112: statements that cannot both be right in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, with_row_written
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "none received, yet the table has some",
        Case(telling("2024年，我局未收到政府信息公开申请。")),
        Expected.FIRES,
        places=("section.overview.none_received.1",),
        level=Level.NOTICE,
        says="为40",
    ),
    RuleCase(
        "all closed, yet some carried forward",
        Case(telling("2024年收到政府信息公开申请40件，已全部办结。")),
        Expected.FIRES,
        places=("section.overview.all_closed.1",),
        level=Level.NOTICE,
        says="为7",
    ),
    RuleCase(
        "none received, and none in the table",
        Case(telling("2024年，我局未收到政府信息公开申请。", applications={})),
        Expected.PASSES,
    ),
    RuleCase(
        "within the time limit is not all",
        Case(telling("收到政府信息公开申请40件，均在法定期限内办结。")),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the row to compare with is blank",
        Case(with_row_written(telling("我局未收到政府信息公开申请。"), TableKey.APPLICATIONS, "received", None)),
        Expected.NOT_EVALUABLE,
        places=("section.overview.none_received.1",),
        also=("F007",),
    ),
)
