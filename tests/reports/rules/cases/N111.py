"""Cases of N111: changes on last year in the text."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "less than last year by another share",
        Case(telling("2023年收到政府信息公开申请50件，2024年收到40件，同比下降25%。")),
        Expected.FIRES,
        places=("section.overview.change.1",),
        level=Level.NOTICE,
        says="本年40、上年50，应为下降20%",
    ),
    RuleCase(
        "as the text itself gives it",
        Case(telling("2024年收到政府信息公开申请40件，比2023年的32件增长25%。")),
        Expected.PASSES,
    ),
    RuleCase("nothing to compare with", Case(telling("2024年收到政府信息公开申请40件，同比增长9%。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the text was not read whole",
        Case(replace(report(), unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
