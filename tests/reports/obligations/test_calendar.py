"""Due dates, and where days and seasons begin and end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reports.obligations import (
    DutyBasis,
    InternalDate,
    due_dates,
    end_of,
    running_report_year,
    season_over,
    season_start,
)
from tests.reports.obligations.observing import at

_DEPARTMENT, _GOVERNMENT = DutyBasis.STATUTORY_DEPARTMENT, DutyBasis.STATUTORY_GOVERNMENT


@pytest.mark.parametrize(
    ("basis", "report_year", "day"),
    [
        (_DEPARTMENT, 2024, date(2025, 1, 31)),
        (_GOVERNMENT, 2024, date(2025, 3, 31)),
        (_DEPARTMENT, 2019, date(2020, 1, 31)),
        (_DEPARTMENT, 2018, date(2019, 3, 31)),
        (_GOVERNMENT, 2018, date(2019, 3, 31)),
    ],
)
def test_the_statutory_date_follows_basis_and_regulation(basis: DutyBasis, report_year: int, day: date) -> None:
    due = due_dates(basis, report_year)

    assert (due.day, due.statutory, due.binding) == (day, day, True)
    assert "政府信息公开条例" in due.source.zh


def test_an_internal_date_does_not_move_the_statutory_one() -> None:
    local = InternalDate(date(2025, 1, 26), "市政务公开办通知")

    due = due_dates(_DEPARTMENT, 2024, internal=(local,))

    assert due.day == date(2025, 1, 31)
    assert due.internal == (local,)


def test_a_binding_internal_date_comes_before_the_statutory_one() -> None:
    local = InternalDate(date(2025, 1, 26), "市政务公开办通知", binding=True)

    due = due_dates(_DEPARTMENT, 2024, internal=(local,))

    assert (due.day, due.binding, due.source.zh) == (date(2025, 1, 26), True, "市政务公开办通知")
    assert due.statutory == date(2025, 1, 31)
    assert due.internal == ()


def test_a_local_date_later_than_the_statute_does_not_help() -> None:
    later = InternalDate(date(2025, 2, 28), "县通知", binding=True)

    due = due_dates(_DEPARTMENT, 2024, internal=(later,))

    assert due.day == date(2025, 1, 31)
    assert due.internal == ()


@pytest.mark.parametrize("basis", [DutyBasis.LOCAL_NOTICE, DutyBasis.VOLUNTARY])
def test_a_body_without_statutory_date_has_the_date_of_its_own_notice(basis: DutyBasis) -> None:
    stated = InternalDate(date(2025, 2, 20), "区通知", binding=True)

    due = due_dates(basis, 2024, internal=(stated,))

    assert (due.day, due.binding, due.statutory) == (date(2025, 2, 20), True, None)


def test_a_stated_date_that_does_not_bind_is_worth_watching_only() -> None:
    due = due_dates(DutyBasis.LOCAL_NOTICE, 2024, internal=(InternalDate(date(2025, 2, 20), "区通知"),))

    assert (due.day, due.binding) == (date(2025, 2, 20), False)


def test_without_any_date_there_is_no_due_day() -> None:
    due = due_dates(DutyBasis.VOLUNTARY, 2024)

    assert (due.day, due.binding) == (None, False)


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    assert end_of(date(2025, 1, 31)) == datetime(2025, 1, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "report_year"),
    [
        ("2024-11-30 23:59", 2023),
        ("2024-12-01 00:00", 2024),
        ("2025-01-01 00:00", 2024),
        ("2025-11-30 23:59", 2024),
        ("2025-12-01 00:00", 2025),
    ],
)
def test_a_season_runs_from_december_to_the_end_of_november(moment: str, report_year: int) -> None:
    now = at(moment)

    assert running_report_year(now) == report_year
    assert season_start(report_year) <= now
    assert not season_over(report_year, at=now)
    assert season_over(report_year - 1, at=now)
