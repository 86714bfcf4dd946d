"""What holds of every assessment, whatever was observed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.looks import LookOutcome
from reports.model import DateWitness, Level
from reports.obligations import (
    Assessment,
    ColumnLook,
    Confirmation,
    Duty,
    DutyBasis,
    Evidence,
    InternalDate,
    ManualLook,
    OpenFinding,
    ReportAnswer,
    ReportLook,
    Sighting,
    UnreadPart,
    Version,
    assess,
    end_of,
)
from reports.states import Sentence, Timeliness

COLUMNS = ("https://office.example/a/", "https://office.example/b/")
ADDRESSES = ("https://office.example/2024.html", "https://office.example/new.html")
ACCUSING = {Timeliness.LATE, Timeliness.NOT_SEEN, Timeliness.OVERDUE, Timeliness.WITHDRAWN}
DUE_OVER = datetime(2025, 1, 31, 16, tzinfo=UTC)
FIRST = datetime(2024, 11, 20, tzinfo=UTC)

# mostly around the due date, in steps of an hour, so that looks meet thresholds
moments = st.one_of(
    st.integers(-72, 24 * 40).map(lambda hours: DUE_OVER + timedelta(hours=hours)),
    st.integers(0, 395 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
)
nows = st.one_of(moments, st.integers(0, 24 * 90).map(lambda hours: DUE_OVER + timedelta(hours=hours)))
days = st.dates(date(2024, 11, 1), date(2026, 2, 1))
mostly = st.sampled_from((True,) * 9 + (False,))
outcomes = st.one_of(st.just(LookOutcome.COMPLETE), st.just(LookOutcome.COMPLETE), st.sampled_from(LookOutcome))
bad_looks = st.builds(
    ColumnLook,
    st.sampled_from(COLUMNS),
    moments,
    st.sampled_from([outcome for outcome in LookOutcome if not outcome.is_good]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
witnesses = st.builds(DateWitness, st.sampled_from(("shown", "list", "meta")), days, st.just("某日"))
sightings = st.builds(
    Sighting, st.just("0" * 64), st.sampled_from(ADDRESSES), moments, st.lists(witnesses, max_size=3).map(tuple)
)
report_looks = st.builds(ReportLook, st.sampled_from(ADDRESSES), moments, st.sampled_from(ReportAnswer), mostly)
confirmations = st.builds(Confirmation, st.just("科长"), moments)
versions = st.builds(Version, moments, st.sampled_from("ab"), st.sampled_from("ab"))
reason = Sentence("原因", "a reason")


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """Return what may have been observed; in half of the cases nobody ever saw a report."""
    seen = draw(st.booleans())
    sees = st.booleans() if seen else st.just(False)
    column_looks = st.builds(ColumnLook, st.sampled_from(COLUMNS), moments, outcomes, mostly, mostly, sees)
    manual_looks = st.builds(ManualLook, st.just("值班员"), moments, sees)
    return Evidence(
        columns=draw(st.sampled_from((COLUMNS[:1], COLUMNS[:1], COLUMNS, ()))),
        column_looks=tuple(draw(st.lists(column_looks, max_size=20))),
        sightings=tuple(draw(st.lists(sightings, max_size=2))) if seen else (),
        report_looks=tuple(draw(st.lists(report_looks, max_size=4))) if seen else (),
        manual_looks=tuple(draw(st.lists(manual_looks, max_size=2))),
        confirmations=tuple(draw(st.lists(confirmations, max_size=1))),
        versions=tuple(draw(st.lists(versions, max_size=2))) if seen else (),
        unread_parts=tuple(draw(st.lists(st.just(UnreadPart("附件", reason)), max_size=1))),
        open_findings=tuple(draw(st.lists(st.just(OpenFinding("A101", Level.ERROR)), max_size=1))),
    )


internal_dates = st.builds(InternalDate, st.dates(date(2025, 1, 10), date(2025, 4, 10)), st.just("通知"), st.booleans())
duties = st.builds(
    Duty,
    st.just("some-office"),
    st.sampled_from((2024,) * 8 + (2023, 2015)),
    st.one_of(st.just(DutyBasis.STATUTORY_DEPARTMENT), st.sampled_from(DutyBasis)),
    st.sampled_from((False, False, False, True)),
    st.one_of(st.just(()), st.lists(internal_dates, max_size=2).map(tuple)),
    st.sampled_from((None,) * 9 + (reason,)),
)


def judged(duty: Duty, seen: Evidence, now: datetime) -> Assessment:
    return assess(duty, seen, now=now)


@given(duties, evidence(), nows)
@settings(max_examples=250, deadline=None)
def test_every_duty_gets_one_state_with_reasons_and_never_waits_for_the_past(
    duty: Duty, seen: Evidence, now: datetime
) -> None:
    found = judged(duty, seen, now)

    assert found.since <= now
    assert found.reasons
    assert all(reason.zh and reason.en for reason in (*found.reasons, *found.content_reasons))
    assert found.next_change_at is None or found.next_change_at > now
    assert (found.content is None) == (found.first_seen_at is None)


@given(duties, evidence(), nows)
@settings(max_examples=250, deadline=None)
def test_absence_is_never_stated_without_a_good_look_after_the_due_date(
    duty: Duty, seen: Evidence, now: datetime
) -> None:
    found = judged(duty, seen, now)

    if found.timeliness in (Timeliness.NOT_SEEN, Timeliness.OVERDUE):
        assert found.due.day is not None
        over = end_of(found.due.day)
        good = [look for look in seen.column_looks if look.proves_absence and over <= look.asked_at <= now]
        in_person = [look for look in seen.manual_looks if not look.saw and over <= look.looked_at <= now]
        assert len(good) + len(in_person) >= 2
        assert now >= over + timedelta(hours=12)


@given(duties, evidence(), nows)
@settings(max_examples=250, deadline=None)
def test_late_rests_on_a_good_look_after_the_due_date_or_on_dates_that_all_say_so(
    duty: Duty, seen: Evidence, now: datetime
) -> None:
    found = judged(duty, seen, now)

    if found.timeliness is Timeliness.LATE:
        assert found.due.day is not None
        assert found.first_seen_at is not None
        over = end_of(found.due.day)
        absent = [
            look for look in seen.column_looks if look.proves_absence and over <= look.asked_at < found.first_seen_at
        ]
        in_person = [
            look for look in seen.manual_looks if not look.saw and over <= look.looked_at < found.first_seen_at
        ]
        all_late = bool(found.shown) and all(witness.day > found.due.day for witness in found.shown)
        assert found.first_seen_at >= over
        assert absent or in_person or all_late


@given(duties, evidence(), bad_looks, nows)
@settings(max_examples=250, deadline=None)
def test_a_bad_look_never_makes_a_state_more_accusing(
    duty: Duty, seen: Evidence, bad: ColumnLook, now: datetime
) -> None:
    before = judged(duty, seen, now).timeliness
    after = judged(duty, replace(seen, column_looks=(*seen.column_looks, bad)), now).timeliness

    # a broken list that still shows the report speaks for the agency: overdue may become what has to be verified
    milder = before is Timeliness.OVERDUE and after is Timeliness.NOT_SEEN
    assert after not in ACCUSING or after is before or milder


@given(evidence(), moments, moments)
@settings(max_examples=250, deadline=None)
def test_with_nothing_new_observed_time_alone_changes_a_state_only_when_it_was_announced(
    seen: Evidence, one: datetime, other: datetime
) -> None:
    duty = Duty("some-office", 2024, DutyBasis.STATUTORY_DEPARTMENT)
    earlier, later = min(one, other), max(one, other)
    known = seen.known_at(earlier)
    first = judged(duty, known, earlier)

    if first.next_change_at is None or later < first.next_change_at:
        assert judged(duty, known, later).timeliness is first.timeliness


@given(duties, evidence(), nows)
@settings(max_examples=200, deadline=None)
def test_what_is_not_observed_yet_changes_nothing(duty: Duty, seen: Evidence, now: datetime) -> None:
    assert judged(duty, seen, now) == judged(duty, seen.known_at(now), now)


@given(duties, evidence(), nows)
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_evidence_is_handed_over_does_not_matter(duty: Duty, seen: Evidence, now: datetime) -> None:
    reversed_looks = replace(
        seen,
        column_looks=seen.column_looks[::-1],
        report_looks=seen.report_looks[::-1],
        manual_looks=seen.manual_looks[::-1],
        sightings=seen.sightings[::-1],
    )

    one, other = judged(duty, seen, now), judged(duty, reversed_looks, now)

    assert (one.timeliness, one.content, one.since, one.next_change_at) == (
        other.timeliness,
        other.content,
        other.since,
        other.next_change_at,
    )


@given(duties, evidence(), nows)
@settings(max_examples=250, deadline=None)
def test_silent_duties_and_dates_that_do_not_bind_are_never_overdue(duty: Duty, seen: Evidence, now: datetime) -> None:
    found = judged(duty, seen, now)

    if duty.silent or not found.due.binding:
        assert found.timeliness is not Timeliness.OVERDUE
    if duty.silent:
        assert found.reminder is None
    if not found.due.binding:
        assert found.timeliness is not Timeliness.LATE
