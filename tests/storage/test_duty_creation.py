"""Duties come into being on 1 December, once, with the terms that the roll had then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.obligations import DutyBasis, InternalDate
from reports.states import Timeliness
from storage import duties
from storage.records import Axis, Duty
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies


def _years(database: Database, agency_id: str = "a1") -> list[int]:
    with database.read() as tx:
        return [duty.report_year for duty in duties.of_agency(tx, agency_id=agency_id)]


def _duty(database: Database, year: int = 2025, agency_id: str = "a1") -> Duty:
    with database.read() as tx:
        return duties.get(tx, agency_id=agency_id, report_year=year)


def _ensure(database: Database, at: datetime) -> int:
    with database.write() as tx:
        return duties.ensure_duties(tx, now=at)


def test_an_import_makes_the_duty_of_the_running_season_which_alerts(database: Database) -> None:
    with_agencies(database)

    duty = _duty(database)

    assert (duty.report_year, duty.silent, duty.timeliness, duty.content) == (2025, False, Timeliness.NOT_DUE, None)
    assert (duty.due_on, duty.duty_basis) == (date(2026, 1, 31), DutyBasis.STATUTORY_DEPARTMENT)
    assert duty.assess_at == AT


def test_seasons_that_were_over_at_the_import_are_silent(database: Database) -> None:
    with_agencies(database, watch_from=2023)

    assert _years(database) == [2025, 2024, 2023]
    assert [_duty(database, year).silent for year in (2023, 2024, 2025)] == [True, True, False]


def test_the_next_duty_comes_into_being_on_the_first_of_december_in_shanghai(database: Database) -> None:
    with_agencies(database)
    first_moment = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)

    assert _ensure(database, first_moment - timedelta(seconds=1)) == 0
    assert _ensure(database, first_moment) == 1
    assert _years(database) == [2026, 2025]
    assert not _duty(database, 2026).silent


def test_making_duties_twice_makes_nothing_twice(database: Database) -> None:
    with_agencies(database, 3)

    assert _ensure(database, AT) == 0
    assert _ensure(database, AT + timedelta(days=400)) == 3
    assert _ensure(database, AT + timedelta(days=400)) == 0


def test_seasons_that_began_while_the_program_was_off_all_alert(database: Database) -> None:
    with_agencies(database)

    assert _ensure(database, AT + timedelta(days=2 * 366)) == 2
    assert [_duty(database, year).silent for year in (2026, 2027)] == [False, False]


def test_a_body_watched_from_a_later_year_owes_nothing_yet(database: Database) -> None:
    with_agencies(database, watch_from=2027)

    assert _years(database) == []


def test_a_body_owes_from_the_year_of_its_founding_and_not_for_the_year_it_was_abolished_in(database: Database) -> None:
    lineage = """
    lineage:
      - {kind: founded, date: 2023-07-01}
      - {kind: abolished, date: 2025-03-01, document: 市府〔2025〕1号}"""
    text = roll_text(watch_from=2022).replace("\n    sources:", lineage + "\n    sources:")

    with database.write() as tx:
        import_roll(tx, text)

    assert _years(database) == [2024, 2023]


def test_a_body_that_others_joined_goes_on_owing_and_one_that_joined_another_does_not(database: Database) -> None:
    text = roll_text(2)
    joined = "\n    lineage: [{kind: merged, date: 2025-03-01}]\n    sources:"
    gone = "\n    lineage: [{kind: merged, date: 2025-03-01, successor: a1}]\n    sources:"
    first, second = text.split("\n  - id: a2")

    with database.write() as tx:
        both = first.replace("\n    sources:", joined) + "\n  - id: a2" + second.replace("\n    sources:", gone)
        import_roll(tx, both)

    assert (_years(database), _years(database, "a2")) == ([2025], [])


@pytest.mark.parametrize(("year", "silent"), [(2024, True), (2026, False), (2027, True), (2052, True)])
def test_a_report_found_for_a_year_without_a_duty_makes_one_that_alerts_only_if_it_can_be_true(
    database: Database, year: int, silent: bool
) -> None:
    with_agencies(database)

    with database.write() as tx:
        assert duties.ensure_one(tx, agency_id="a1", report_year=year, now=AT)
        assert not duties.ensure_one(tx, agency_id="a1", report_year=year, now=AT)

    assert _duty(database, year).silent is silent


def test_a_body_that_does_not_owe_is_not_applicable_from_the_start(database: Database) -> None:
    text = roll_text().replace("\n    sources:", "\n    not_applicable_reason: 涉密单位\n    sources:")

    with database.write() as tx:
        import_roll(tx, text)

    assert _duty(database).timeliness is Timeliness.NOT_APPLICABLE
    assert _duty(database).exempt_reason == "涉密单位"


def test_local_dates_are_frozen_into_the_duty_and_a_binding_one_counts(database: Database) -> None:
    dates = '\n    internal_dates: [{date: "01-20", source: 市府办, binding: true}, {date: "01-10", source: 通知}]'
    with database.write() as tx:
        import_roll(tx, roll_text().replace("\n    sources:", dates + "\n    sources:"))

    duty = _duty(database)

    assert duty.due_on == date(2026, 1, 20)
    assert duty.internal == (
        InternalDate(date(2026, 1, 20), "市府办", True),
        InternalDate(date(2026, 1, 10), "通知", False),
    )


def test_a_body_without_a_statutory_or_local_date_has_no_due_date(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, roll_text().replace("statutory_department", "voluntary"))

    assert _duty(database).due_on is None


def test_coming_into_being_is_the_first_transition(database: Database) -> None:
    with_agencies(database)

    with database.read() as tx:
        (first,) = duties.history(tx, agency_id="a1", report_year=2025)

    assert (first.axis, first.before, first.after, first.at) == (Axis.TIMELINESS, None, "not_due", AT)
