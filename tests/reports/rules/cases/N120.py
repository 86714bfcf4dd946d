"""Cases of N120: sections 一 and 五 are not last year's."""

from __future__ import annotations

from dataclasses import replace

from reports.copies import usual_phrases
from reports.model import Level
from reports.plain_text import plain_words
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling

_SIX_BODIES = [
    {plain_words(text.format(year=2024, received=12), report_year=2024) for text in (OVERVIEW, PROBLEMS)}
] * 6
_REWRITTEN = (
    PROBLEMS.replace("两个镇的停水通知晚发过一次", "城北水厂夏季浊度超标过一天")
    .replace("停水通知改由值班长签发，晚发一次通报一次", "水厂加装在线浊度仪，超标十分钟内短信告知住户")
    .replace("明年春季把老旧小区二次供水的清洗记录也放进同一页", "水费电子账单背面印上投诉受理时限")
)

CASES = (
    RuleCase(
        "both sections are last year's, only the year and one figure are new",
        Case(
            telling(OVERVIEW, PROBLEMS),
            previous=(telling(OVERVIEW, PROBLEMS, year=2023, received=9),),
            usual_phrases=(),
        ),
        Expected.FIRES,
        places=("section.overview", "section.problems_and_improvements"),
        level=Level.WARNING,
        says="“一、总体情况”与本单位2023年度报告基本相同",
    ),
    RuleCase(
        "only section 五 was taken over",
        Case(
            telling(OTHER_OVERVIEW, PROBLEMS),
            previous=(telling(OVERVIEW, PROBLEMS, year=2023),),
            usual_phrases=(),
        ),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        says="水质周报里专业缩写偏多",
    ),
    RuleCase(
        "both years were written anew",
        Case(telling(OVERVIEW, PROBLEMS), previous=(telling(OTHER_OVERVIEW, OTHER_PROBLEMS, year=2023),)),
        Expected.PASSES,
    ),
    RuleCase(
        "half of the section is new",
        Case(telling(OTHER_OVERVIEW, _REWRITTEN), previous=(telling(OVERVIEW, PROBLEMS, year=2023),)),
        Expected.PASSES,
    ),
    RuleCase(
        "an outline that many bodies share",
        Case(
            telling(OVERVIEW, PROBLEMS),
            previous=(telling(OVERVIEW, PROBLEMS, year=2023),),
            usual_phrases=usual_phrases(_SIX_BODIES),
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "no other report tells what is usual: only the long section counts, and only word by word",
        Case(telling(OVERVIEW, PROBLEMS), previous=(telling(OVERVIEW, PROBLEMS, year=2023),)),
        Expected.FIRES,
        places=("section.overview",),
    ),
    RuleCase("two short texts say nothing", Case(report(), previous=(report(year=2023),)), Expected.PASSES),
    RuleCase("no report of the year before", Case(telling(OVERVIEW, PROBLEMS)), Expected.NOT_APPLICABLE),
    RuleCase(
        "the text was not read",
        Case(
            replace(report(), sections=(), unread_parts=("附件.pdf",)),
            previous=(telling(OVERVIEW, PROBLEMS, year=2023),),
        ),
        Expected.NOT_EVALUABLE,
    ),
)
