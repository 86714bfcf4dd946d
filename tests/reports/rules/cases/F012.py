"""Cases of F012: sections five and six without content."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import AnnualReport, Level, SectionKey, TableKey
from reports.rules import BodyFacts, Case
from reports.rules.case import AgencyLevel
from tests.reports.building import TEXTS, Expected, RuleCase, report, with_text, without_section, without_table


def _five(text: str) -> AnnualReport:
    return with_text(report(), {SectionKey.PROBLEMS_AND_IMPROVEMENTS: text})


def _six(text: str, base: AnnualReport | None = None) -> AnnualReport:
    return with_text(report() if base is None else base, {SectionKey.OTHER_MATTERS: text})


_CITY = BodyFacts("some-city", "某市人民政府", level=AgencyLevel.GOVERNMENT)
_NO_ASSESSMENT = with_text(
    report(), {SectionKey.OVERVIEW: TEXTS[SectionKey.OVERVIEW].replace("接受社会评议，结果计入考核", "专人负责")}
)

CASES = (
    RuleCase(
        "section five has a heading and no text",
        Case(_five("")),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        level=Level.WARNING,
        says="只有标题，没有内容",
    ),
    RuleCase(
        "section five tells of problems and of no measure",
        Case(_five("存在的问题：一是公开内容不够全面，二是解读形式较为单一，三是答复质量有待进一步提高。")),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        says="没有写改进措施",
    ),
    RuleCase(
        "section six has no text",
        Case(_six("")),
        Expected.FIRES,
        places=("section.other_matters",),
        level=Level.NOTICE,
    ),
    RuleCase(
        "section six is silent on the processing fee",
        Case(_six("本机关承办的代表建议已全部答复，并在网站公开。")),
        Expected.FIRES,
        places=("section.other_matters",),
        level=Level.NOTICE,
        says="没有说明信息处理费",
    ),
    RuleCase(
        "a government says nothing of assessment",
        Case(_NO_ASSESSMENT, agency=_CITY),
        Expected.FIRES,
        places=("section.overview",),
        level=Level.NOTICE,
        says="责任追究",
    ),
    RuleCase("both sections have content", Case(report(), agency=_CITY), Expected.PASSES),
    RuleCase("section six says there is nothing", Case(_six("无")), Expected.PASSES),
    RuleCase("section six says so in a sentence", Case(_six("本年度没有其他需要报告的事项。")), Expected.PASSES),
    RuleCase("a department need not speak of assessment", Case(_NO_ASSESSMENT), Expected.PASSES),
    RuleCase(
        "before 2021 the fee was no matter of section six",
        Case(_six("本机关的代表建议已全部答复。", report(form=FORM_2019, year=2020))),
        Expected.PASSES,
    ),
    RuleCase(
        "measures of the past year are measures",
        Case(_five("针对上年解读不够生动的问题，增加了图示。")),
        Expected.PASSES,
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "section five was not found",
        Case(without_section(report(), SectionKey.PROBLEMS_AND_IMPROVEMENTS)),
        Expected.NOT_EVALUABLE,
        places=("section.problems_and_improvements",),
        also=("F001",),
    ),
    RuleCase("an attachment is unread", Case(replace(_five(""), unread_parts=("附件.pdf",))), Expected.NOT_EVALUABLE),
)
