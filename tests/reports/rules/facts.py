"""Duties as the rules of timeliness are given them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.obligations import Reason
from reports.rules import BodyFacts, Case, DutyFacts
from reports.states import Timeliness

BODY = BodyFacts("some-office", "某市某局")
LOOKED_AT = datetime(2025, 2, 2, 1, 30, tzinfo=UTC)
LOOK = Reason(
    "2025年2月2日09:30完整查看栏目，未检索到该年度报告。",
    "2025-02-02 09:30: the column was read completely and did not show the report.",
    LOOKED_AT,
    "https://office.example/reports/",
)


def case_of_duty(timeliness: Timeliness, *, silent: bool = False) -> Case:
    """Return the case of a duty for 2024 in that state, its report not at hand."""
    seen = timeliness in (Timeliness.LATE, Timeliness.UNCERTAIN, Timeliness.WITHDRAWN, Timeliness.ON_TIME)
    duty = DutyFacts(
        2024,
        timeliness,
        date(2025, 1, 31),
        silent=silent,
        first_seen_at=datetime(2025, 2, 10, 1, tzinfo=UTC) if seen else None,
        reasons=(LOOK,),
    )
    return Case(duty=duty, agency=BODY)
