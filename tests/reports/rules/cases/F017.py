"""Cases of F017: what was left of the template."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level, SectionKey, TableKey
from reports.rules import Case
from tests.reports.building import TEXTS, Expected, RuleCase, report, with_row_written, with_text, without_table


def _overview(text: str) -> AnnualReport:
    return with_text(report(), {SectionKey.OVERVIEW: f"{TEXTS[SectionKey.OVERVIEW]}\n{text}"})


def _blank_form() -> AnnualReport:
    form = with_text(report(), dict.fromkeys(SectionKey, "（文字描述）"))
    for key in TableKey:
        table = form.tables[key]
        assert table is not None
        for row in table.rows:
            form = with_row_written(form, key, row, None)
    return form


CASES = (
    RuleCase(
        "nobody filled in the form",
        Case(_blank_form()),
        Expected.FIRES,
        places=("",),
        also=("F007",),
        level=Level.ERROR,
        says="没有填写的空白模板",
    ),
    RuleCase(
        "an instruction is left",
        Case(_overview("（文字描述）")),
        Expected.FIRES,
        places=("section.overview",),
        level=Level.WARNING,
        says="“（文字描述）”",
    ),
    RuleCase("a year was not filled in", Case(_overview("XX年，本机关公开信息。")), Expected.FIRES),
    RuleCase("a number was not filled in", Case(_overview("全年公开信息××条。")), Expected.FIRES),
    RuleCase("the address was not filled in", Case(_overview("报告可在网站查阅（具体网址）。")), Expected.FIRES),
    RuleCase("an instruction on type is left", Case(_overview("小标题（宋体加粗）")), Expected.FIRES),
    RuleCase(
        "a placeholder is left in the lead",
        Case(replace(report(), lead="现将××局工作报告如下。")),
        Expected.FIRES,
        places=("section.*",),
    ),
    RuleCase("the text is its own", Case(report()), Expected.PASSES),
    RuleCase(
        "signs that are no placeholder",
        Case(_overview("热线138××××0000；规格2×3；文件代号XX-7；申请人王××到场；推行“主管部门+XX单位”模式。")),
        Expected.PASSES,
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "a picture is unread", Case(replace(_overview("（文字描述）"), unread_parts=("图片1",))), Expected.NOT_EVALUABLE
    ),
)
