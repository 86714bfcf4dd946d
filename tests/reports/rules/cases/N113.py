"""Cases of N113: parts and totals in the text."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "two channels give more than the total",
        Case(telling("收到政府信息公开申请40件，其中线上申请33件、线下申请8件。")),
        Expected.FIRES,
        places=("section.overview.parts.1",),
        level=Level.WARNING,
        says="分项相加为41",
    ),
    RuleCase(
        "all results",
        Case(telling("政府信息公开行政复议10件，其中结果维持4件，结果纠正1件，其他结果2件，尚未审结3件。")),
        Expected.PASSES,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the text was not read whole",
        Case(replace(report(), unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
