"""Cases of F019: an aspect of which section one does not speak."""

from __future__ import annotations

from dataclasses import replace

from reports.model import SectionKey, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, with_text, without_section, without_table

_THREE_ASPECTS = with_text(report(), {SectionKey.OVERVIEW: "主动公开按目录进行。依申请公开均依法答复。文件逐件审查。"})

CASES = (
    RuleCase(
        "nothing is said of platforms and supervision",
        Case(_THREE_ASPECTS),
        Expected.FIRES,
        places=("section.overview.platforms", "section.overview.supervision"),
        says="没有提到平台建设",
    ),
    RuleCase(
        "section one has no text at all",
        Case(with_text(report(), {SectionKey.OVERVIEW: ""})),
        Expected.FIRES,
        places=("section.overview",),
        says="只有标题，没有内容",
    ),
    RuleCase("all five are spoken of", Case(report()), Expected.PASSES),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "section one was not found",
        Case(without_section(report(), SectionKey.OVERVIEW)),
        Expected.NOT_EVALUABLE,
        also=("F001",),
    ),
    RuleCase(
        "an attachment is unread", Case(replace(_THREE_ASPECTS, unread_parts=("附件.pdf",))), Expected.NOT_EVALUABLE
    ),
)
