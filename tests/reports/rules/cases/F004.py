"""Cases of F004: the title names neither agency nor year, or another one."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level, NameKind, NameWitness, TableKey
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, report

BODY = BodyFacts("some-office", "某市档案局", aliases=("市档案局",))


def named(*names: tuple[NameKind, str]) -> AnnualReport:
    return replace(report(), names=tuple(NameWitness(kind, text) for kind, text in names))


_HEADING, _PAGE, _FILE, _SIGNED = NameKind.HEADING, NameKind.PAGE, NameKind.FILE, NameKind.SIGNATURE

CASES = (
    RuleCase(
        "no title names the agency",
        Case(named((_HEADING, "2024年政府信息公开工作年度报告"), (_FILE, "报告.docx"))),
        Expected.FIRES,
        places=("section.*.agency",),
        level=Level.NOTICE,
        says="没有写明机关名称",
    ),
    RuleCase(
        "no title names anything",
        Case(named((_HEADING, "政府信息公开工作年度报告"))),
        Expected.FIRES,
        places=("section.*.agency", "section.*.year"),
        level=Level.NOTICE,
    ),
    RuleCase(
        "the heading names last year, while period, text and day of publication tell this year",
        Case(named((_HEADING, "某市档案局2023年政府信息公开工作年度报告"))),
        Expected.FIRES,
        places=("section.*.year",),
        level=Level.WARNING,
        says="标题写的是2023年",
    ),
    RuleCase(
        "the file's name names another year",
        Case(
            named(
                (_HEADING, "某市档案局2024年政府信息公开工作年度报告"),
                (_FILE, "某市档案局2022年政府信息公开工作年度报告.docx"),
            )
        ),
        Expected.FIRES,
        places=("section.*.year",),
        says="文件名写的是2022年",
    ),
    RuleCase(
        "the heading names another body of the roll",
        Case(
            named((_HEADING, "某市水务局2024年政府信息公开工作年度报告")),
            agency=BODY,
            other_bodies={"某市水务局": "water-office"},
        ),
        Expected.FIRES,
        places=("section.*.agency",),
        level=Level.WARNING,
        says="与本报告的机关“某市档案局”不同",
    ),
    RuleCase(
        "the heading names another body than signature and caller tell",
        Case(
            named((_HEADING, "某市水务局2024年政府信息公开工作年度报告"), (_SIGNED, "某市档案局")),
            agency=BODY,
        ),
        Expected.FIRES,
        places=("section.*.agency",),
    ),
    RuleCase("heading and year are this report's", Case(report(), agency=BodyFacts("x", "某市某局")), Expected.PASSES),
    RuleCase(
        "the file's name completes the heading",
        Case(named((_HEADING, "2024年政府信息公开工作年度报告"), (_FILE, "某市档案局2024年年报.pdf"))),
        Expected.PASSES,
    ),
    RuleCase(
        "an alias names the agency",
        Case(named((_HEADING, "市档案局2024年政府信息公开工作年度报告")), agency=BODY),
        Expected.PASSES,
    ),
    RuleCase(
        "the column's year is that of publishing",
        Case(
            named(
                (_HEADING, "某市档案局2024年政府信息公开工作年度报告"),
                (_PAGE, "某市档案局2025年政府信息公开工作年度报告_某市人民政府"),
            )
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "an office of two names heads its report with the other one",
        Case(named((_HEADING, "某市版权局2024年政府信息公开工作年度报告")), agency=BODY),
        Expected.PASSES,
    ),
    RuleCase(
        "only a page of a scan without its title was read",
        Case(replace(named((_FILE, "扫描0001.png")), title=None, scanned_tables=(TableKey.REVIEW,))),
        Expected.NOT_EVALUABLE,
        also=("F013",),
    ),
    RuleCase(
        "a scan whose title was read names the agency, but no year",
        Case(replace(named((_HEADING, "某市档案局政府信息公开工作年度报告")), scanned_tables=tuple(TableKey))),
        Expected.FIRES,
        places=("section.*.year",),
        also=("F013",),
        level=Level.NOTICE,
    ),
    RuleCase("there is no report", Case(), Expected.NOT_APPLICABLE),
    RuleCase(
        "the title may stand in an attachment",
        Case(replace(report(), title=None, unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
