"""Duties: they come into being on 1 December, change only by recorded transitions, and the counts keep step."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.obligations import DutyBasis, InternalDate
from reports.states import Content, Timeliness
from storage import agencies, duties, overview
from storage.duty_counting import recount
from storage.errors import NoSuchRow
from storage.records import Axis, Duty, Transition
from storage.schema import duty_counts
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies

EVIDENCE = {"reasons": [{"zh": "见栏目", "en": "seen"}]}


def _years(database: Database, agency_id: str = "a1") -> list[int]:
    with database.read() as tx:
        return [duty.report_year for duty in duties.of_agency(tx, agency_id=agency_id)]


def _duty(database: Database, year: int = 2025, agency_id: str = "a1") -> Duty:
    with database.read() as tx:
        return duties.get(tx, agency_id=agency_id, report_year=year)


def _ensure(database: Database, at: datetime) -> int:
    with database.write() as tx:
        return duties.ensure_duties(tx, now=at)


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


# --- coming into being ---------------------------------------------------------------------------


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


# --- changing --------------------------------------------------------------------------------------


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


# --- assessing -------------------------------------------------------------------------------------


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


# --- counting --------------------------------------------------------------------------------------


def _live(tx: sa.Connection) -> Counter[tuple[str, int, Timeliness, Content | None]]:
    every = (duty for agency in agencies.all_agencies(tx) for duty in duties.of_agency(tx, agency_id=agency.id))
    return Counter((d.jurisdiction, d.report_year, d.timeliness, d.content) for d in every)


def _kept(tx: sa.Connection) -> Counter[tuple[str, int, Timeliness, Content | None]]:
    return Counter(
        {(c.jurisdiction, c.report_year, c.timeliness, c.content): c.duties for c in overview.state_counts(tx)}
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a1", "a2", "a3"]), st.sampled_from(Timeliness), st.sampled_from([None, *Content])),
        max_size=8,
    )
)
def test_the_kept_counts_are_those_of_the_duties_after_any_changes(
    database: Database, changes: list[tuple[str, Timeliness, Content | None]]
) -> None:
    with database.write() as tx:
        import_roll(tx, roll_text(3, watch_from=2024))

    for agency_id, timeliness, content in changes:
        _change(database, timeliness, content, agency_id=agency_id)

    with database.read() as tx:
        assert _kept(tx) == _live(tx)


def test_counting_anew_gives_the_same_counts(database: Database) -> None:
    with_agencies(database, 3, watch_from=2024)
    _change(database, Timeliness.LATE, Content.FINDINGS)

    with database.write() as tx:
        kept = _kept(tx)
        recount(tx)

        assert _kept(tx) == kept
        assert all(row.duties > 0 for row in tx.execute(sa.select(duty_counts)))
