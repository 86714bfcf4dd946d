"""Cases of D103: the shown date agrees with our looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.model import DateWitness, Level
from reports.obligations import Reason
from reports.rules import Case
from reports.rules.surroundings import Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase
from tests.reports.rules.facts import case_of_duty

_COLUMN = "http://127.0.0.1/nb/"


def _look(day: int) -> Reason:
    at = datetime(2025, 1, day, 2, tzinfo=UTC)
    return Reason(f"2025年1月{day}日10:00完整查看栏目，未检索到该年度报告。", f"2025-01-{day}: not there.", at, _COLUMN)


def _shown(*witnesses: DateWitness, looks: tuple[Reason, ...] = (), silent: bool = False, seen: int = 25) -> Case:
    case = case_of_duty(Timeliness.ON_TIME, silent=silent)
    assert case.duty is not None
    duty = replace(case.duty, first_seen_at=datetime(2025, 1, seen, 2, tzinfo=UTC), shown=witnesses)
    return replace(case, duty=duty, surroundings=Surroundings(absences=looks, fixed_columns=(_COLUMN,)))


_TENTH = DateWitness("shown", date(2025, 1, 10), "发布日期：2025-01-10")

CASES = (
    RuleCase(
        "ten days after its date the column did not hold it",
        _shown(_TENTH, looks=(_look(20),)),
        Expected.FIRES,
        places=("",),
        level=Level.NOTICE,
        says="许多网站显示的是拟稿日期",
    ),
    RuleCase("the look on the evening of that very day", _shown(_TENTH, looks=(_look(10),), seen=11), Expected.PASSES),
    RuleCase(
        "a signature tells when it was written",
        _shown(DateWitness("signature", date(2025, 1, 10), "2025年1月10日"), looks=(_look(20),)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("old years are history", _shown(_TENTH, looks=(_look(20),), silent=True), Expected.NOT_APPLICABLE),
    RuleCase("nobody looked before it was seen", _shown(_TENTH), Expected.NOT_EVALUABLE),
)
