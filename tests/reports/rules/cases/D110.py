"""Cases of D110: the report stands in the fixed column."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.obligations import Reason
from reports.rules import Case
from reports.rules.surroundings import OutsideColumn, Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase
from tests.reports.rules.facts import LOOKED_AT, case_of_duty

_COLUMN, _NEWS = "http://127.0.0.1/nb/", "http://127.0.0.1/news/5.html"
_NOT_THERE = Reason(
    "2025年2月2日09:30完整查看栏目，其中没有该报告。", "2025-02-02 09:30: not there.", LOOKED_AT, _COLUMN
)


def _found(
    outside: OutsideColumn | None, *, columns: tuple[str, ...] = (_COLUMN,), state: Timeliness = Timeliness.ON_TIME
) -> Case:
    return replace(case_of_duty(state), surroundings=Surroundings(fixed_columns=columns, outside=outside))


CASES = (
    RuleCase(
        "it stands among the news, and the column is without it",
        _found(OutsideColumn(_NEWS, (_NOT_THERE,))),
        Expected.FIRES,
        places=("",),
        level=Level.NOTICE,
        says="不在“政府信息公开年报”固定栏目中",
    ),
    RuleCase("it came from its column", _found(None), Expected.PASSES),
    RuleCase("the roll names no column", _found(OutsideColumn(_NEWS, ()), columns=()), Expected.NOT_APPLICABLE),
    RuleCase("it was not seen at all", _found(None, state=Timeliness.OVERDUE), Expected.NOT_APPLICABLE, also=("D101",)),
    RuleCase("the column was not read since", _found(OutsideColumn(_NEWS, ())), Expected.NOT_EVALUABLE),
)
