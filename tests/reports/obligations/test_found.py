"""The timeliness of a report that was seen: first sight, then looks, then the dates it states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from reports.looks import LookOutcome
from reports.obligations import Duty, DutyBasis, Evidence, InternalDate, ReportAnswer, ReportLook, assess
from reports.states import Sentence, Timeliness
from tests.reports.obligations.observing import (
    COLUMN,
    DEPARTMENT,
    REPORT,
    at,
    fetched,
    gone,
    look,
    person,
    there,
)

MOVED_TO = "https://office.example/new/2024.html"
TOWN = Duty("some-town", 2024, DutyBasis.LOCAL_NOTICE, internal_dates=(InternalDate(date(2025, 1, 20), "县通知"),))
WITH_LOCAL_DATE = replace(DEPARTMENT, internal_dates=(InternalDate(date(2025, 1, 26), "市通知"),))
WITH_BINDING_DATE = replace(DEPARTMENT, internal_dates=(InternalDate(date(2025, 1, 26), "市通知", binding=True),))


@dataclass(frozen=True, slots=True)
class Told:
    """One situation and what is said of it."""

    story: str
    evidence: Evidence
    expected: Timeliness
    duty: Duty = DEPARTMENT
    now: str = "2025-04-30 00:00"


def _seen(*sightings: object, looked: tuple[object, ...] = (), **more: object) -> Evidence:
    return replace(Evidence(columns=(COLUMN,)), sightings=sightings, column_looks=looked, **more)  # type: ignore[arg-type] # fields of Evidence


FIRST_SIGHT = [
    Told("fetched in January", _seen(fetched("2025-01-20 09:00")), Timeliness.ON_TIME),
    Told("fetched before the year was over", _seen(fetched("2024-12-20 09:00")), Timeliness.ON_TIME),
    Told("fetched in the last minute of the due day", _seen(fetched("2025-01-31 23:59")), Timeliness.ON_TIME),
    Told("fetched in the first moment of the next day", _seen(fetched("2025-02-01 00:00")), Timeliness.UNCERTAIN),
    Told("seen in time, whatever late date it shows",
         _seen(fetched("2025-01-20 09:00", "2025-03-05")), Timeliness.ON_TIME),
    Told("seen in time, replaced by a later document",
         _seen(fetched("2025-01-20 09:00"), fetched("2025-03-05 09:00", "2025-03-04")), Timeliness.ON_TIME),
    Told("listed in a good look in time, fetched later",
         _seen(fetched("2025-02-05 09:00"), looked=(look("2025-01-30 09:00", shows=True),)), Timeliness.ON_TIME),
    Told("a person saw it in time",
         _seen(fetched("2025-02-05 09:00"), manual_looks=(person("2025-01-30 09:00", saw=True),)), Timeliness.ON_TIME),
    Told("a person saw it in time and it was never fetched",
         _seen(manual_looks=(person("2025-01-30 09:00", saw=True),)), Timeliness.ON_TIME),
    Told("absent in a look after the due date, but seen before it",
         _seen(fetched("2025-01-20 09:00"), looked=(look("2025-02-01 09:00"),)), Timeliness.ON_TIME),
]  # fmt: skip

LOOKS_DECIDE = [
    Told("a complete look after the due date did not show it, the next did",
         _seen(fetched("2025-02-02 09:00"), looked=(look("2025-02-01 09:00"),)), Timeliness.LATE),
    Told("a person looked after the due date and did not see it",
         _seen(fetched("2025-02-05 09:00"), manual_looks=(person("2025-02-01 09:00", saw=False),)), Timeliness.LATE),
    Told("absent after the due date although it shows a date in time",
         _seen(fetched("2025-02-02 09:00", "2025-01-20"), looked=(look("2025-02-01 09:00"),)), Timeliness.LATE),
    Told("the look that did not show it was truncated",
         _seen(fetched("2025-02-02 09:00"), looked=(look("2025-02-01 09:00", outcome=LookOutcome.TRUNCATED),)),
         Timeliness.UNCERTAIN),
    Told("the look that did not show it had lost its canary",
         _seen(fetched("2025-02-02 09:00"), looked=(look("2025-02-01 09:00", canary=False),)), Timeliness.UNCERTAIN),
    Told("the look that did not show it was on the due day",
         _seen(fetched("2025-02-02 09:00"), looked=(look("2025-01-31 23:00"),)), Timeliness.UNCERTAIN),
    Told("only one of two columns was read in between",
         replace(_seen(fetched("2025-02-02 09:00"), looked=(look("2025-02-01 09:00"),)),
                 columns=(COLUMN, "https://hub.example/")), Timeliness.UNCERTAIN),
    Told("a truncated look had listed it in time",
         _seen(fetched("2025-02-03 09:00"),
               looked=(look("2025-01-30 09:00", outcome=LookOutcome.TRUNCATED, shows=True), look("2025-02-01 09:00"))),
         Timeliness.UNCERTAIN),
]  # fmt: skip

DATES_DECIDE = [
    Told("first seen in February, all dates in time",
         _seen(fetched("2025-02-10 09:00", "2025-01-20", "2025-01-31")), Timeliness.ON_TIME),
    Told("first seen in February, all dates late",
         _seen(fetched("2025-02-10 09:00", "2025-02-01", "2025-02-03")), Timeliness.LATE),
    Told("first seen in February, dates on both sides",
         _seen(fetched("2025-02-10 09:00", "2025-01-31", "2025-02-01")), Timeliness.UNCERTAIN),
    Told("first seen in February, no date at all", _seen(fetched("2025-02-10 09:00")), Timeliness.UNCERTAIN),
    Told("two documents with dates on both sides",
         _seen(fetched("2025-02-10 09:00", "2025-01-20"), fetched("2025-02-10 09:00", "2025-02-08")),
         Timeliness.UNCERTAIN),
    Told("a date from before the season is a misprint and counts for nothing",
         _seen(fetched("2025-02-10 09:00", "2024-01-20")), Timeliness.UNCERTAIN),
    Told("a date after the day it was fetched is a misprint and counts for nothing",
         _seen(fetched("2025-02-10 09:00", "2025-02-11")), Timeliness.UNCERTAIN),
    Told("an old year found at its import, dates in time",
         _seen(fetched("2025-02-10 09:00", "2022-01-28")), Timeliness.ON_TIME,
         replace(DEPARTMENT, report_year=2021, silent=True)),
    Told("an old year found at its import, dates late",
         _seen(fetched("2025-02-10 09:00", "2022-03-28")), Timeliness.LATE,
         replace(DEPARTMENT, report_year=2021, silent=True)),
]  # fmt: skip

LOCAL_DATES = [
    Told("after the local date, within the statute",
         _seen(fetched("2025-01-29 09:00"), looked=(look("2025-01-28 09:00"),)), Timeliness.AFTER_INTERNAL_DATE,
         WITH_LOCAL_DATE),
    Told("its dates are after the local date",
         _seen(fetched("2025-01-29 09:00", "2025-01-28")), Timeliness.AFTER_INTERNAL_DATE, WITH_LOCAL_DATE),
    Told("the local date was met", _seen(fetched("2025-01-26 09:00")), Timeliness.ON_TIME, WITH_LOCAL_DATE),
    Told("nothing tells whether the local date was met", _seen(fetched("2025-01-29 09:00")), Timeliness.ON_TIME,
         WITH_LOCAL_DATE),
    Told("after the statute it is late, not merely after the local date",
         _seen(fetched("2025-02-03 09:00", "2025-02-02")), Timeliness.LATE, WITH_LOCAL_DATE),
    Told("a binding local date makes late",
         _seen(fetched("2025-01-29 09:00", "2025-01-28")), Timeliness.LATE, WITH_BINDING_DATE),
    Told("a town whose own date does not bind is never late",
         _seen(fetched("2025-02-10 09:00", "2025-02-08")), Timeliness.AFTER_INTERNAL_DATE, TOWN),
    Told("a town that met its own date", _seen(fetched("2025-01-20 09:00")), Timeliness.ON_TIME, TOWN),
    Told("a voluntary body without any date is not judged",
         _seen(fetched("2025-02-10 09:00")), Timeliness.NOT_APPLICABLE, Duty("some-body", 2024, DutyBasis.VOLUNTARY)),
    Told("a body that does not owe is not judged though it publishes",
         _seen(fetched("2025-02-10 09:00", "2025-02-09")), Timeliness.NOT_APPLICABLE,
         replace(DEPARTMENT, exempt=Sentence("实行垂直领导", "under vertical leadership"))),
]  # fmt: skip

WITHDRAWN = [
    Told("its address is gone at two looks a day apart",
         _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"))),
         Timeliness.WITHDRAWN),
    Told("gone at two looks of one day",
         _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-03-01 09:00"), gone("2025-03-01 21:00"))),
         Timeliness.ON_TIME),
    Told("gone while the whole site was down",
         _seen(fetched("2025-01-20 09:00"),
               report_looks=tuple(gone(f"2025-03-0{day} 09:00", site_answers=False) for day in (1, 2, 3))),
         Timeliness.ON_TIME),
    Told("a look in between that could not be made does not matter",
         _seen(fetched("2025-01-20 09:00"),
               report_looks=(gone("2025-03-01 09:00"), ReportLook(REPORT, at("2025-03-01 20:00"), ReportAnswer.UNCLEAR),
                             gone("2025-03-02 09:00"))), Timeliness.WITHDRAWN),
    Told("it was there again in between",
         _seen(fetched("2025-01-20 09:00"),
               report_looks=(gone("2025-03-01 09:00"), there("2025-03-01 20:00"), gone("2025-03-02 09:00"))),
         Timeliness.ON_TIME),
    Told("it came back afterwards",
         _seen(fetched("2025-01-20 09:00"),
               report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"), there("2025-03-05 09:00"))),
         Timeliness.ON_TIME),
    Told("it was fetched elsewhere afterwards",
         _seen(fetched("2025-01-20 09:00"), fetched("2025-03-06 09:00", address=MOVED_TO),
               report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"))), Timeliness.ON_TIME),
    Told("one of its two addresses is still there",
         _seen(fetched("2025-01-20 09:00"), fetched("2025-01-21 09:00", address=MOVED_TO),
               report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"),
                             there("2025-03-02 09:00", address=MOVED_TO))),
         Timeliness.ON_TIME),
    Told("both of its addresses are gone",
         _seen(fetched("2025-01-20 09:00"), fetched("2025-01-21 09:00", address=MOVED_TO),
               report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"),
                             gone("2025-03-01 09:00", address=MOVED_TO), gone("2025-03-03 09:00", address=MOVED_TO))),
         Timeliness.WITHDRAWN),
    Told("a person saw it afterwards",
         _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00")),
               manual_looks=(person("2025-03-03 09:00", saw=True),)), Timeliness.ON_TIME),
    Told("the list still carries the dead link",
         _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00")),
               looked=(look("2025-03-03 09:00", shows=True),)), Timeliness.WITHDRAWN),
    Told("it slid off the list, its address is there",
         _seen(fetched("2025-01-20 09:00"), report_looks=(there("2025-03-02 09:00"),),
               looked=(look("2025-03-01 09:00"), look("2025-03-02 09:00"))), Timeliness.ON_TIME),
    Told("looks from before it was there do not count",
         _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-01-18 09:00"), gone("2025-01-19 09:00"))),
         Timeliness.ON_TIME),
]  # fmt: skip


@pytest.mark.parametrize(
    "told", [*FIRST_SIGHT, *LOOKS_DECIDE, *DATES_DECIDE, *LOCAL_DATES, *WITHDRAWN], ids=lambda told: told.story
)
def test_a_report_that_was_seen_is_judged_as_told(told: Told) -> None:
    assessment = assess(told.duty, told.evidence, now=at(told.now))

    assert assessment.timeliness is told.expected
    assert assessment.content is not None
    assert assessment.first_seen_at is not None
    assert assessment.since <= at(told.now)
    assert assessment.reminder is None


def test_what_was_on_time_stays_so_however_the_clock_runs() -> None:
    evidence = _seen(fetched("2025-01-20 09:00"))

    states = {assess(DEPARTMENT, evidence, now=at(f"2025-{month:02}-15 09:00")).timeliness for month in range(2, 12)}

    assert states == {Timeliness.ON_TIME}


def test_a_report_withdrawn_is_so_since_the_second_look() -> None:
    evidence = _seen(
        fetched("2025-01-20 09:00"),
        report_looks=(gone("2025-03-01 09:00"), gone("2025-03-02 09:00"), gone("2025-03-09 09:00")),
    )

    assessment = assess(DEPARTMENT, evidence, now=at("2025-03-10 00:00"))

    assert assessment.since == at("2025-03-02 09:00")
    assert [reason.address for reason in assessment.reasons] == [REPORT, REPORT, REPORT]


def test_after_one_look_that_found_it_gone_the_duty_comes_up_again_in_a_day() -> None:
    evidence = _seen(fetched("2025-01-20 09:00"), report_looks=(gone("2025-03-01 09:00"),))

    assessment = assess(DEPARTMENT, evidence, now=at("2025-03-01 10:00"))

    assert assessment.timeliness is Timeliness.ON_TIME
    assert assessment.next_change_at == at("2025-03-02 09:00")


def test_late_says_what_was_seen_and_which_look_did_not_show_it() -> None:
    evidence = _seen(fetched("2025-02-02 09:00"), looked=(look("2025-02-01 09:00"),))

    reasons = assess(DEPARTMENT, evidence, now=at("2025-03-01 00:00")).reasons

    assert [reason.zh for reason in reasons[1:]] == [
        "2025年2月2日09:00首次取得报告。",
        "2025年2月1日09:00完整查看栏目，未检索到该年度报告。",
    ]


def test_every_usable_date_is_kept_as_shown() -> None:
    evidence = _seen(fetched("2025-02-10 09:00", "2025-02-01", "2025-01-31", "1970-01-01"))

    assessment = assess(DEPARTMENT, evidence, now=at("2025-03-01 00:00"))

    assert [witness.day for witness in assessment.shown] == [date(2025, 1, 31), date(2025, 2, 1)]
    assert "各处日期不一致" in assessment.reasons[-1].zh
