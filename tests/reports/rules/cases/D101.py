"""Cases of D101: overdue."""

from __future__ import annotations

from reports.model import Level
from reports.rules import Case
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

CASES = (
    RuleCase(
        "the duty is overdue",
        case_of_duty(Timeliness.OVERDUE),
        Expected.FIRES,
        places=("",),
        level=Level.ERROR,
        says="经网上巡查，截至2025年2月2日，未检索到某市某局2024年政府信息公开工作年度报告。",
    ),
    RuleCase("the report was late, but it is there", case_of_duty(Timeliness.LATE), Expected.PASSES, also=("D102",)),
    RuleCase("the report came in time", case_of_duty(Timeliness.ON_TIME), Expected.PASSES),
    RuleCase("the due date has not come", case_of_duty(Timeliness.DUE_SOON), Expected.NOT_APPLICABLE),
    RuleCase("the body does not owe", case_of_duty(Timeliness.NOT_APPLICABLE), Expected.NOT_APPLICABLE),
    RuleCase("a year of history", case_of_duty(Timeliness.NOT_SEEN, silent=True), Expected.NOT_APPLICABLE),
    RuleCase("a draft is checked, there is no duty", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase("not seen, nobody confirmed it yet", case_of_duty(Timeliness.NOT_SEEN), Expected.NOT_EVALUABLE),
    RuleCase("our own looks do not suffice", case_of_duty(Timeliness.UNKNOWN), Expected.NOT_EVALUABLE),
)
