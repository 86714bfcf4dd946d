"""Cases of D106: the text changed after publication."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report
from tests.reports.narrative import OTHER_OVERVIEW, OVERVIEW, PROBLEMS, telling

_OLD = telling(OVERVIEW, PROBLEMS)
_ONE_SENTENCE = telling(OVERVIEW, PROBLEMS.replace("两个镇的停水通知晚发过一次", "城北水厂夏季浊度超标过一天"))

CASES = (
    RuleCase(
        "one sentence was replaced",
        Case(_ONE_SENTENCE, earlier_versions=(_OLD,)),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        level=Level.NOTICE,
        says="现为“城北水厂夏季浊度超标过一天。”",
    ),
    RuleCase(
        "a whole section was written anew",
        Case(telling(OTHER_OVERVIEW, PROBLEMS), earlier_versions=(_OLD,)),
        Expected.FIRES,
        places=("section.overview",),
    ),
    RuleCase(
        "a sentence was only taken out",
        Case(telling(OVERVIEW, PROBLEMS.replace("；两个镇的停水通知晚发过一次", "")), earlier_versions=(_OLD,)),
        Expected.FIRES,
        says="现为“（无）”",
    ),
    RuleCase(
        "the change lies two versions back",
        Case(_ONE_SENTENCE, earlier_versions=(_OLD, _ONE_SENTENCE)),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
    ),
    RuleCase(
        "spacing and punctuation are no words",
        Case(telling(OVERVIEW.replace("，", ", "), PROBLEMS.replace("\n", "")), earlier_versions=(_OLD,)),
        Expected.PASSES,
    ),
    RuleCase("only one version was seen", Case(_OLD), Expected.NOT_APPLICABLE),
    RuleCase(
        "the older version had no text to compare with",
        Case(report(), earlier_versions=(replace(report(), sections=()),)),
        Expected.NOT_EVALUABLE,
    ),
)
