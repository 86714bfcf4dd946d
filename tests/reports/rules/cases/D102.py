"""Cases of D102: late."""

from __future__ import annotations

from reports.model import Level
from reports.rules import Case
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

CASES = (
    RuleCase(
        "the report came after the due date",
        case_of_duty(Timeliness.LATE),
        Expected.FIRES,
        places=("",),
        level=Level.ERROR,
        says="某市某局2024年政府信息公开工作年度报告见于公布期限之后。",
    ),
    RuleCase("the report came in time", case_of_duty(Timeliness.ON_TIME), Expected.PASSES),
    RuleCase(
        "a local date was missed, the statutory one was not",
        case_of_duty(Timeliness.AFTER_INTERNAL_DATE),
        Expected.PASSES,
    ),
    RuleCase("a year of history", case_of_duty(Timeliness.LATE, silent=True), Expected.NOT_APPLICABLE),
    RuleCase("the due date has not come", case_of_duty(Timeliness.NOT_DUE), Expected.NOT_APPLICABLE),
    RuleCase("a draft is checked, there is no duty", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase("its dates disagree", case_of_duty(Timeliness.UNCERTAIN), Expected.NOT_EVALUABLE),
    RuleCase(
        "what was late stays so when it is withdrawn",
        case_of_duty(Timeliness.WITHDRAWN),
        Expected.NOT_EVALUABLE,
        also=("D104",),
    ),
)
