"""Cases of F018: the lead names another body or another year."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, report

BODY = BodyFacts("some-office", "某市某局", aliases=("市某局",))


def _led(lead: str) -> AnnualReport:
    return replace(report(), lead=lead)


CASES = (
    RuleCase(
        "the lead speaks of last year",
        Case(_led("现将某市某局2023年政府信息公开工作情况报告如下。统计期限为2024年1月1日至2024年12月31日。")),
        Expected.FIRES,
        places=("section.*.lead_year",),
        says="开头写的是2023年",
    ),
    RuleCase(
        "the lead is another body's of the roll",
        Case(
            _led("现将某市水务局2024年政府信息公开工作情况报告如下。"),
            agency=BODY,
            other_bodies={"某市水务局": "water-office"},
        ),
        Expected.FIRES,
        places=("section.*.lead_agency",),
        says="开头写的机关是“某市水务局”",
    ),
    RuleCase(
        "the lead is this body's and this year's",
        Case(_led("现将某市某局2024年度政府信息公开工作情况报告如下。"), agency=BODY),
        Expected.PASSES,
    ),
    RuleCase(
        "an alias is this body",
        Case(_led("现公布市某局2024年政府信息公开工作年度报告。"), agency=BODY, other_bodies={}),
        Expected.PASSES,
    ),
    RuleCase(
        "the years of quoted documents do not count",
        Case(_led("按照《关于编制2023年政府信息公开工作年度报告的通知》要求，现将2024年政府信息公开工作报告如下。")),
        Expected.PASSES,
    ),
    RuleCase(
        "a name that is not in the roll may be another name of the office",
        Case(_led("现将某市版权局2024年政府信息公开工作情况报告如下。"), agency=replace(BODY, name="某市宣传处")),
        Expected.PASSES,
    ),
    RuleCase("the lead names neither", Case(_led("根据条例编制本报告。")), Expected.NOT_APPLICABLE),
    RuleCase(
        "there is no lead, and a part is unread",
        Case(replace(report(), sections=(), unread_parts=("附件.pdf",))),
        Expected.NOT_EVALUABLE,
    ),
)
