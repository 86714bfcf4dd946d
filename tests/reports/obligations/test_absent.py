"""The timeliness of a report that was not seen: what may be said of an agency, and what only of ourselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from reports.looks import LookOutcome
from reports.obligations import Duty, DutyBasis, Evidence, InternalDate, assess
from reports.states import Sentence, Timeliness
from tests.reports.obligations.observing import (
    COLUMN,
    DEPARTMENT,
    at,
    confirmed,
    look,
    looks,
    person,
)

OTHER = "https://hub.example/reports/"
HERE = Evidence(columns=(COLUMN,))
TWO_LOOKS = looks(["2025-02-01 06:00", "2025-02-01 18:00"])
TWO_AT_THE_HUB = looks(["2025-02-01 07:00", "2025-02-02 07:00"], column=OTHER)
TEN_IN_30_DAYS = looks([*(f"2025-02-0{day} 06:00" for day in range(1, 10)), "2025-03-03 06:00"])


@dataclass(frozen=True, slots=True)
class Told:
    """One situation and what is said of it."""

    story: str
    evidence: Evidence
    now: str
    expected: Timeliness
    duty: Duty = DEPARTMENT


def _with_looks(*column_looks: object, columns: tuple[str, ...] = (COLUMN,), **more: object) -> Evidence:
    return replace(Evidence(columns=columns), column_looks=column_looks, **more)  # type: ignore[arg-type] # fields of Evidence


BEFORE_DUE = [
    Told("in December nothing is due", HERE, "2024-12-05 09:00", Timeliness.NOT_DUE),
    Told("31 days before, nothing is due", HERE, "2024-12-31 23:59", Timeliness.NOT_DUE),
    Told("30 days before, it is due soon", HERE, "2025-01-01 00:00", Timeliness.DUE_SOON),
    Told("on the due day itself it is not late", HERE, "2025-01-31 23:59", Timeliness.DUE_SOON),
    Told("looks before the due date prove nothing", _with_looks(*looks(["2025-01-20 06:00", "2025-01-31 23:59"])),
         "2025-01-31 23:59", Timeliness.DUE_SOON),
]  # fmt: skip

BAD_LOOKS = [
    Told(f"ten {outcome} looks after the due date prove nothing",
         _with_looks(*(look(f"2025-02-1{day} 06:00", outcome=outcome) for day in range(10))),
         "2025-04-01 00:00", Timeliness.UNKNOWN)
    for outcome in LookOutcome if not outcome.is_good
]  # fmt: skip

AFTER_DUE = [
    Told("the day after, without a look, we cannot tell", HERE, "2025-02-01 00:00", Timeliness.UNKNOWN),
    Told("one complete look is not enough",
         _with_looks(look("2025-02-01 06:00")), "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("two looks within twelve hours are not enough",
         _with_looks(*looks(["2025-02-01 06:00", "2025-02-01 17:59"])), "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("two complete looks twelve hours apart: not seen",
         _with_looks(*TWO_LOOKS), "2025-02-01 18:00", Timeliness.NOT_SEEN),
    Told("an unchanged list counts like a complete one",
         _with_looks(TWO_LOOKS[0], look("2025-02-01 18:00", outcome=LookOutcome.UNCHANGED)),
         "2025-02-02 00:00", Timeliness.NOT_SEEN),
    Told("a look just before midnight of the due day does not count",
         _with_looks(*looks(["2025-01-31 23:59", "2025-02-01 18:00"])), "2025-02-02 00:00", Timeliness.UNKNOWN),
    Told("a list of which a page was not read does not count",
         _with_looks(TWO_LOOKS[0], look("2025-02-01 18:00", every_page=False)), "2025-02-02 00:00", Timeliness.UNKNOWN),
    Told("a list that lost its canary does not count",
         _with_looks(TWO_LOOKS[0], look("2025-02-01 18:00", canary=False)), "2025-02-02 00:00", Timeliness.UNKNOWN),
    Told("looks that are still to come do not count", _with_looks(*TWO_LOOKS), "2025-02-01 17:59", Timeliness.UNKNOWN),
    Told("without a column nobody can tell",
         Evidence(column_looks=TWO_LOOKS), "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("looks at an address that is no longer the column do not count",
         _with_looks(*TWO_LOOKS, columns=(OTHER,)), "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("one of two columns was never read",
         _with_looks(*TWO_LOOKS, columns=(COLUMN, OTHER)), "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("both columns were read twice",
         _with_looks(*TWO_LOOKS, *TWO_AT_THE_HUB, columns=(COLUMN, OTHER)),
         "2025-02-03 00:00", Timeliness.NOT_SEEN),
    Told("a person's own looks settle a site that blocks us",
         replace(HERE, manual_looks=(person("2025-02-03 09:00", saw=False), person("2025-02-04 09:00", saw=False))),
         "2025-02-05 00:00", Timeliness.NOT_SEEN),
    Told("a person's look completes one of ours",
         _with_looks(TWO_LOOKS[0], manual_looks=(person("2025-02-03 09:00", saw=False),)),
         "2025-02-05 00:00", Timeliness.NOT_SEEN),
    Told("a person's looks suffice where no column is known",
         Evidence(manual_looks=(person("2025-02-03 09:00", saw=False), person("2025-02-04 09:00", saw=False))),
         "2025-02-05 00:00", Timeliness.NOT_SEEN),
    Told("a truncated list that showed the report makes earlier absences worthless",
         _with_looks(*TWO_LOOKS, look("2025-02-02 06:00", outcome=LookOutcome.TRUNCATED, shows=True)),
         "2025-02-03 00:00", Timeliness.UNKNOWN),
    Told("two complete looks after that one decide again",
         _with_looks(look("2025-02-01 01:00", outcome=LookOutcome.TRUNCATED, shows=True), *TWO_LOOKS),
         "2025-02-03 00:00", Timeliness.NOT_SEEN),
]  # fmt: skip

OVERDUE = [
    Told("not seen, and a person confirmed it",
         _with_looks(*TWO_LOOKS, confirmations=(confirmed("2025-02-03 09:00"),)),
         "2025-02-03 09:00", Timeliness.OVERDUE),
    Told("a confirmation alone is not enough",
         replace(HERE, confirmations=(confirmed("2025-02-03 09:00"),)), "2025-02-04 00:00", Timeliness.UNKNOWN),
    Told("a confirmation from before the due date counts for nothing",
         _with_looks(*TWO_LOOKS, confirmations=(confirmed("2025-01-31 23:00"),)),
         "2025-02-04 00:00", Timeliness.NOT_SEEN),
    Told("a confirmation from before the list showed it counts for nothing",
         _with_looks(look("2025-02-01 05:00", outcome=LookOutcome.TRUNCATED, shows=True), *TWO_LOOKS,
                     confirmations=(confirmed("2025-02-01 04:00"),)),
         "2025-02-04 00:00", Timeliness.NOT_SEEN),
    Told("ten complete looks over thirty days need no person",
         _with_looks(*TEN_IN_30_DAYS), "2025-03-03 06:00", Timeliness.OVERDUE),
    Told("nine looks over thirty days are not enough",
         _with_looks(*TEN_IN_30_DAYS[1:]), "2025-03-30 00:00", Timeliness.NOT_SEEN),
    Told("ten looks within a fortnight are not enough, however long ago",
         _with_looks(*looks(f"2025-02-{day:02} 06:00" for day in range(1, 14))),
         "2025-04-30 00:00", Timeliness.NOT_SEEN),
    Told("both columns need their ten looks",
         _with_looks(*TEN_IN_30_DAYS, *TWO_AT_THE_HUB, columns=(COLUMN, OTHER)),
         "2025-04-30 00:00", Timeliness.NOT_SEEN),
    Told("history is never overdue, confirmed or not",
         _with_looks(*TEN_IN_30_DAYS, confirmations=(confirmed("2025-02-03 09:00"),)), "2025-04-30 00:00",
         Timeliness.NOT_SEEN, replace(DEPARTMENT, silent=True)),
    Told("a government has until the end of March",
         _with_looks(*TWO_LOOKS, confirmations=(confirmed("2025-02-03 09:00"),)), "2025-02-04 00:00",
         Timeliness.NOT_DUE, replace(DEPARTMENT, basis=DutyBasis.STATUTORY_GOVERNMENT)),
    Told("a local date that binds can be passed",
         _with_looks(*looks(["2025-01-27 06:00", "2025-01-28 06:00"]), confirmations=(confirmed("2025-01-28 09:00"),)),
         "2025-01-29 00:00", Timeliness.OVERDUE,
         replace(DEPARTMENT, internal_dates=(InternalDate(date(2025, 1, 26), "市通知", binding=True),))),
    Told("a local date that does not bind changes nothing while the report is absent",
         _with_looks(*looks(["2025-01-27 06:00", "2025-01-28 06:00"]), confirmations=(confirmed("2025-01-28 09:00"),)),
         "2025-01-29 00:00", Timeliness.DUE_SOON,
         replace(DEPARTMENT, internal_dates=(InternalDate(date(2025, 1, 26), "市通知"),))),
    Told("a township whose own date does not bind is at most to be verified",
         _with_looks(*TEN_IN_30_DAYS, confirmations=(confirmed("2025-02-03 09:00"),)), "2025-04-30 00:00",
         Timeliness.NOT_SEEN,
         Duty("some-town", 2024, DutyBasis.LOCAL_NOTICE, internal_dates=(InternalDate(date(2025, 1, 20), "县通知"),))),
    Told("a voluntary body without any date is not judged",
         _with_looks(*TEN_IN_30_DAYS), "2025-04-30 00:00", Timeliness.NOT_APPLICABLE,
         Duty("some-body", 2024, DutyBasis.VOLUNTARY)),
    Told("a body that does not owe is not judged",
         _with_looks(*TEN_IN_30_DAYS), "2025-04-30 00:00", Timeliness.NOT_APPLICABLE,
         replace(DEPARTMENT, exempt=Sentence("当年未设立", "not yet founded"))),
]  # fmt: skip


@pytest.mark.parametrize("told", [*BEFORE_DUE, *BAD_LOOKS, *AFTER_DUE, *OVERDUE], ids=lambda told: told.story)
def test_an_absent_report_is_judged_as_told(told: Told) -> None:
    assessment = assess(told.duty, told.evidence, now=at(told.now))

    assert assessment.timeliness is told.expected
    assert assessment.content is None
    assert assessment.since <= at(told.now)


def test_the_state_begins_with_the_evidence_for_it() -> None:
    not_seen = assess(DEPARTMENT, _with_looks(*TWO_LOOKS), now=at("2025-02-05 00:00"))
    overdue = assess(
        DEPARTMENT, _with_looks(*TWO_LOOKS, confirmations=(confirmed("2025-02-03 09:00"),)), now=at("2025-02-05 00:00")
    )
    unknown = assess(DEPARTMENT, HERE, now=at("2025-02-05 00:00"))

    assert not_seen.since == at("2025-02-01 18:00")
    assert overdue.since == at("2025-02-03 09:00")
    assert unknown.since == at("2025-02-01 00:00")


def test_the_reasons_name_due_date_looks_and_the_person() -> None:
    evidence = _with_looks(*TWO_LOOKS, confirmations=(confirmed("2025-02-03 09:00"),))

    reasons = assess(DEPARTMENT, evidence, now=at("2025-02-05 00:00")).reasons

    assert [reason.zh for reason in reasons] == [
        "应于2025年1月31日前（含当日）公布，依据：《政府信息公开条例》第四十九条第一款。",
        "2025年2月1日06:00完整查看栏目，未检索到该年度报告。",
        "2025年2月1日18:00完整查看栏目，未检索到该年度报告。",
        "2025年2月3日09:00由科长人工确认未公布。",
    ]
    assert [reason.address for reason in reasons] == [None, COLUMN, COLUMN, None]


def test_unknown_tells_the_operator_what_to_do() -> None:
    blocked = assess(DEPARTMENT, HERE, now=at("2025-02-05 00:00"))
    homeless = assess(DEPARTMENT, Evidence(), now=at("2025-02-05 00:00"))

    assert "请系统维护人员检查栏目能否访问" in blocked.reasons[-1].zh
    assert "请补充栏目地址" in homeless.reasons[-1].zh


@pytest.mark.parametrize(
    ("now", "reminder", "next_change"),
    [
        ("2024-12-31 23:59", None, "2025-01-01 00:00"),
        ("2025-01-01 00:00", 30, "2025-01-17 00:00"),
        ("2025-01-20 09:00", 14, "2025-01-24 00:00"),
        ("2025-01-24 00:00", 7, "2025-01-28 00:00"),
        ("2025-01-31 23:59", 3, "2025-02-01 00:00"),
        ("2025-02-01 00:00", None, None),
    ],
)
def test_reminders_come_at_30_14_7_and_3_days_and_end_with_the_day(
    now: str, reminder: int | None, next_change: str | None
) -> None:
    assessment = assess(DEPARTMENT, HERE, now=at(now))

    assert assessment.reminder == reminder
    assert assessment.next_change_at == (None if next_change is None else at(next_change))


def test_reminder_days_are_the_caller_s_to_choose() -> None:
    assessment = assess(DEPARTMENT, HERE, now=at("2025-01-25 09:00"), reminder_days=(10, 2))

    assert (assessment.timeliness, assessment.reminder) == (Timeliness.DUE_SOON, 10)
    assert assessment.next_change_at == at("2025-01-29 00:00")


def test_history_reminds_nobody() -> None:
    assessment = assess(replace(DEPARTMENT, silent=True), HERE, now=at("2025-01-25 09:00"))

    assert assessment.reminder is None
    assert assessment.silent


def test_after_the_first_complete_look_the_duty_comes_up_again_in_twelve_hours_and_in_thirty_days() -> None:
    evidence = _with_looks(look("2025-02-01 06:00"))

    soon = assess(DEPARTMENT, evidence, now=at("2025-02-01 07:00"))
    later = assess(DEPARTMENT, evidence, now=at("2025-02-02 07:00"))

    assert soon.next_change_at == at("2025-02-01 18:00")
    assert later.next_change_at == at("2025-02-01 06:00") + timedelta(days=30)
