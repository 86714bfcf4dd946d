"""When a column is asked next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pace import DEFAULT_PACE, Pace, Window, next_check
from reports.obligations import SHANGHAI, day_of, end_of

HOUR = timedelta(hours=1)
moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  # hypothesis takes the bounds without a zone
    datetime(2028, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
keys = st.text(min_size=1, max_size=40)


def shanghai(month: int, day: int, hour: int = 12, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def wait(moment: datetime, *, found: bool = False, failures: int = 0, key: str = "https://a.cn/") -> timedelta:
    return next_check(moment, pace=DEFAULT_PACE, found=found, failures=failures, key=key) - moment


@pytest.mark.parametrize(
    ("moment", "found", "every"),
    [
        (shanghai(1, 10), False, 24 * HOUR),
        (shanghai(1, 26), False, 6 * HOUR),
        (shanghai(1, 26), True, 24 * HOUR),
        (shanghai(2, 3), False, 6 * HOUR),
        (shanghai(3, 10), True, 24 * HOUR),
        (shanghai(3, 26), False, 6 * HOUR),
        (shanghai(7, 1), False, 7 * 24 * HOUR),
        (shanghai(2, 3), True, 7 * 24 * HOUR),
    ],
)
def test_season_sets_the_pace(moment: datetime, found: bool, every: timedelta) -> None:
    assert every <= wait(moment, found=found) <= every * 1.1


def test_failing_host_is_asked_less_and_less_often() -> None:
    waits = [wait(shanghai(1, 26), failures=failures) for failures in range(6)]

    assert waits == sorted(waits)
    assert waits[-1] <= 24 * HOUR * 1.1


def test_failing_host_out_of_season_waits_no_longer_than_a_week() -> None:
    assert wait(shanghai(7, 1), failures=30) <= 7 * 24 * HOUR * 1.1


@pytest.mark.parametrize("failures", [0, 1, 9])
def test_wait_ends_soon_after_the_due_date(failures: int) -> None:
    following = next_check(shanghai(1, 31, 22), pace=DEFAULT_PACE, found=False, failures=failures, key="k")

    assert end_of(date(2026, 1, 31)) < following <= end_of(date(2026, 1, 31)) + HOUR


def test_wait_ends_where_a_faster_window_begins() -> None:
    following = next_check(shanghai(12, 28, year=2025), pace=DEFAULT_PACE, found=False, failures=0, key="k")

    assert day_of(following) == date(2026, 1, 1)


def test_found_report_is_not_hurried_by_the_due_date() -> None:
    assert wait(shanghai(1, 31, 22), found=True) >= 24 * HOUR


def test_window_may_pass_new_year() -> None:
    window = Window((12, 20), (1, 5), HOUR)

    assert [window.holds(day) for day in (date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 6))] == [
        True,
        True,
        False,
    ]


def test_first_window_that_holds_decides() -> None:
    pace = Pace(windows=(Window((1, 1), (1, 31), HOUR), Window((1, 1), (12, 31), 9 * HOUR)))

    assert pace.interval(date(2026, 1, 2), found=False) == HOUR
    assert pace.interval(date(2026, 5, 2), found=False) == 9 * HOUR


@given(moments, st.booleans(), st.integers(0, 50), keys)
def test_next_check_is_later_and_no_later_than_eight_days(
    moment: datetime, found: bool, failures: int, key: str
) -> None:
    following = next_check(moment, pace=DEFAULT_PACE, found=found, failures=failures, key=key)

    assert moment < following <= moment + timedelta(days=8)
    assert following.tzinfo is UTC


@given(moments, st.integers(0, 50), keys)
def test_no_due_date_is_slept_through_while_the_report_is_missing(moment: datetime, failures: int, key: str) -> None:
    following = next_check(moment, pace=DEFAULT_PACE, found=False, failures=failures, key=key)

    for year in range(2024, 2030):
        for month in (1, 3):
            passed = end_of(date(year, month, 31))
            assert not (moment < passed and following > passed + HOUR)


@given(moments, st.booleans(), st.integers(0, 9), keys)
def test_same_question_gets_the_same_answer(moment: datetime, found: bool, failures: int, key: str) -> None:
    first = next_check(moment, pace=DEFAULT_PACE, found=found, failures=failures, key=key)

    assert next_check(moment, pace=DEFAULT_PACE, found=found, failures=failures, key=key) == first


def test_sources_are_spread() -> None:
    following = {wait(shanghai(1, 10), key=f"https://a{number}.cn/") for number in range(50)}

    assert len(following) == 50
