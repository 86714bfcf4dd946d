"""Cases of N110: shares in the text."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "a share of other numbers",
        Case(telling("收到政府信息公开申请40件，其中自然人申请30件，占57%。")),
        Expected.FIRES,
        places=("section.overview.share.1",),
        level=Level.WARNING,
        says="按30÷40计算应为75%",
    ),
    RuleCase(
        "cut off or rounded",
        Case(telling("办结政府信息公开申请38件，予以公开及部分公开18件，占47.3%，不予公开6件，占15.79%。")),
        Expected.PASSES,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the text was not read whole",
        Case(replace(report(), unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
