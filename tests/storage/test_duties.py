"""Duties: they change only by recorded transitions, and come to assessment in time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from reports.states import Content, Timeliness
from storage import duties
from storage.errors import NoSuchRow
from storage.records import Axis, Duty, Transition
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

EVIDENCE = {"reasons": [{"zh": "见栏目", "en": "seen"}]}


def _duty(database: Database, year: int = 2025, agency_id: str = "a1") -> Duty:
    with database.read() as tx:
        return duties.get(tx, agency_id=agency_id, report_year=year)


def _change(
    database: Database,
    timeliness: Timeliness,
    content: Content | None = None,
    *,
    day: int = 0,
    agency_id: str = "a1",
    first_seen_at: datetime | None = None,
) -> tuple[Transition, ...]:
    with database.write() as tx:
        return duties.change(
            tx,
            agency_id=agency_id,
            report_year=2025,
            at=AT + timedelta(days=day),
            timeliness=timeliness,
            content=content,
            cause="assessed",
            evidence=EVIDENCE,
            first_seen_at=first_seen_at,
        )


def test_a_change_is_recorded_with_cause_and_evidence(database: Database) -> None:
    with_agencies(database)

    (transition,) = _change(database, Timeliness.DUE_SOON, day=30)

    duty = _duty(database)
    assert (transition.before, transition.after, transition.cause) == ("not_due", "due_soon", "assessed")
    assert transition.evidence == duty.evidence == EVIDENCE
    assert (duty.timeliness, duty.timeliness_since) == (Timeliness.DUE_SOON, AT + timedelta(days=30))


def test_a_change_on_both_axes_is_two_transitions(database: Database) -> None:
    with_agencies(database)

    made = _change(database, Timeliness.ON_TIME, Content.CLEAN)

    assert [(t.axis, t.before, t.after) for t in made] == [
        (Axis.TIMELINESS, "not_due", "on_time"),
        (Axis.CONTENT, None, "clean"),
    ]


def test_the_same_state_again_is_no_transition(database: Database) -> None:
    with_agencies(database)
    _change(database, Timeliness.LATE, Content.CLEAN)

    assert _change(database, Timeliness.LATE, Content.CLEAN, day=1) == ()
    assert _duty(database).timeliness_since == AT


def test_the_first_sight_never_moves_to_a_later_time(database: Database) -> None:
    with_agencies(database)
    _change(database, Timeliness.ON_TIME, Content.CLEAN, first_seen_at=AT + timedelta(days=2))

    _change(database, Timeliness.ON_TIME, Content.UPDATED, first_seen_at=AT + timedelta(days=9))
    assert _duty(database).first_seen_at == AT + timedelta(days=2)

    _change(database, Timeliness.ON_TIME, Content.UPDATED, first_seen_at=AT + timedelta(days=1))
    assert _duty(database).first_seen_at == AT + timedelta(days=1)


def test_a_duty_that_does_not_exist_is_named(database: Database) -> None:
    with pytest.raises(NoSuchRow, match="duty a1 2025"):
        _change(database, Timeliness.LATE)


def test_duties_come_to_assessment_when_their_time_has_come_the_longest_waiting_first(database: Database) -> None:
    with_agencies(database, 3)
    with database.write() as tx:
        duties.schedule(tx, agency_id="a1", report_year=2025, assess_at=AT + timedelta(hours=2))
        duties.schedule(tx, agency_id="a2", report_year=2025, assess_at=AT + timedelta(hours=1))
        duties.schedule(tx, agency_id="a3", report_year=2025, assess_at=None)

        due = duties.due_for_assessment(tx, now=AT + timedelta(hours=2), limit=10)
        first = duties.due_for_assessment(tx, now=AT + timedelta(hours=2), limit=1)

    assert [duty.agency_id for duty in due] == ["a2", "a1"]
    assert [duty.agency_id for duty in first] == ["a2"]


def test_touching_brings_an_assessment_forward_and_never_back(database: Database) -> None:
    with_agencies(database)
    with database.write() as tx:
        duties.schedule(tx, agency_id="a1", report_year=2025, assess_at=None)
        assert duties.touch(tx, agency_id="a1", report_year=2025, at=AT)
        assert duties.touch(tx, agency_id="a1", report_year=2025, at=AT + timedelta(days=1))
        assert not duties.touch(tx, agency_id="a1", report_year=1999, at=AT)

    assert _duty(database).assess_at == AT


def test_touching_agencies_brings_their_duties_of_those_years_forward(database: Database) -> None:
    with_agencies(database, 2, watch_from=2024)
    with database.write() as tx:
        for agency_id in ("a1", "a2"):
            for year in (2024, 2025):
                duties.schedule(tx, agency_id=agency_id, report_year=year, assess_at=None)

        assert duties.touch_agencies(tx, agency_ids=["a1"], report_years=[2025], at=AT) == 1

    assert _duty(database).assess_at == AT
    assert _duty(database, 2024).assess_at is None


def test_a_confirmation_names_the_person_and_asks_for_an_assessment(database: Database) -> None:
    with_agencies(database)

    with database.write() as tx:
        duty = duties.confirm_overdue(tx, agency_id="a1", report_year=2025, by="王", at=AT + timedelta(days=60))

    assert (duty.confirmed_overdue_by, duty.confirmed_overdue_at) == ("王", AT + timedelta(days=60))
