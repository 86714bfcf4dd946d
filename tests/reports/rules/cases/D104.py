"""Cases of D104: withdrawn."""

from __future__ import annotations

from reports.model import Level
from reports.rules import Case
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

CASES = (
    RuleCase(
        "the report's address is gone",
        case_of_duty(Timeliness.WITHDRAWN),
        Expected.FIRES,
        places=("",),
        level=Level.WARNING,
        says="的原网址现在显示页面不存在",
    ),
    RuleCase("the report is there", case_of_duty(Timeliness.ON_TIME), Expected.PASSES),
    RuleCase("a year of history", case_of_duty(Timeliness.WITHDRAWN, silent=True), Expected.NOT_APPLICABLE),
    RuleCase("nothing was due yet", case_of_duty(Timeliness.NOT_DUE), Expected.NOT_APPLICABLE),
    RuleCase("a draft is checked, there is no duty", Case(report()), Expected.NOT_APPLICABLE),
)
