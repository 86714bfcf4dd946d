"""Cases of N121: sections 一 and 五 are not another body's."""

from __future__ import annotations

from dataclasses import replace

from reports.copies import compared_texts
from reports.model import Level
from reports.rules import BodyFacts, Case
from reports.rules.surroundings import LookAlike
from tests.reports.building import Expected, RuleCase, report
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling

_BODY = BodyFacts("east-water", "东山县水务局")
_THEIRS = telling(OVERVIEW.replace("我局", "西河县水利局"), PROBLEMS)
_OTHER = LookAlike("west-water", ("西河县水利局",), 2024, compared_texts(_THEIRS), "http://127.0.0.1/t.html")

CASES = (
    RuleCase(
        "the neighbouring county's text with one's own name in it",
        Case(
            telling(OVERVIEW.replace("我局", "东山县水务局"), PROBLEMS),
            agency=_BODY,
            resembling=(_OTHER,),
            usual_phrases=(),
        ),
        Expected.FIRES,
        places=("section.overview.west-water", "section.problems_and_improvements.west-water"),
        level=Level.WARNING,
        says="与西河县水利局2024年度报告基本相同",
    ),
    RuleCase(
        "two names of one office",
        Case(
            telling(OVERVIEW, PROBLEMS), agency=_BODY, resembling=(replace(_OTHER, one_office=True),), usual_phrases=()
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "a text of one's own",
        Case(telling(OTHER_OVERVIEW, OTHER_PROBLEMS), agency=_BODY, resembling=(_OTHER,), usual_phrases=()),
        Expected.PASSES,
    ),
    RuleCase("no other report is at hand", Case(telling(OVERVIEW, PROBLEMS)), Expected.NOT_APPLICABLE),
    RuleCase(
        "the text was not read",
        Case(replace(report(), sections=(), unread_parts=("附件.pdf",)), resembling=(_OTHER,), usual_phrases=()),
        Expected.NOT_EVALUABLE,
    ),
)
