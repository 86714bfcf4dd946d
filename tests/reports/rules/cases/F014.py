"""Cases of F014: the body's own totals are another year's."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, SectionKey
from reports.rules import Case
from tests.reports.building import TEXTS, Expected, RuleCase, report, with_text

_FIVE = {row: {"natural_person": 5, "total": 5} for row in ("received", "disclosed", "outcomes_total")}


def _overview(text: str) -> AnnualReport:
    return with_text(report(applications=_FIVE), {SectionKey.OVERVIEW: f"{text}\n{TEXTS[SectionKey.OVERVIEW]}"})


CASES = (
    RuleCase(
        "all totals are last year's",
        Case(_overview("2023年，本机关主动公开信息120条，收到申请5件。")),
        Expected.FIRES,
        places=("section.overview",),
        says="总体情况写的是2023年的数量",
    ),
    RuleCase(
        "the totals follow a sentence that begins with last year",
        Case(_overview("2023年，某市某局持续推进公开。全年公开信息120条。\n（二）依申请公开。收到申请5件。")),
        Expected.FIRES,
    ),
    RuleCase(
        "a sentence of last year in one paragraph says nothing of the next",
        Case(_overview("主动公开信息120条。2023年收到申请9件。\n（二）依申请公开。收到申请5件。")),
        Expected.PASSES,
    ),
    RuleCase("totals are this year's", Case(_overview("2024年，本机关收到申请5件。")), Expected.PASSES),
    RuleCase("totals name no year", Case(_overview("全年公开信息120条，收到申请5件。")), Expected.PASSES),
    RuleCase(
        "both years stand side by side",
        Case(_overview("2023年，本机关收到申请9件。2024年，本机关收到申请5件。")),
        Expected.PASSES,
    ),
    RuleCase(
        "last year's accounts are published this year",
        Case(_overview("2023年度部门决算公开3件。2024年，本机关公开信息12条。")),
        Expected.PASSES,
    ),
    RuleCase(
        "what began last year is counted to this day",
        Case(_overview("2023年，本局上线新栏目。截至2024年底，共发布信息80条。")),
        Expected.PASSES,
    ),
    RuleCase(
        "only a comparison names last year",
        Case(_overview("2023年，本机关收到申请5件，同比减少2件。")),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("the text states no totals", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "a part is unread",
        Case(replace(_overview("2023年，本机关收到申请5件。"), unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
