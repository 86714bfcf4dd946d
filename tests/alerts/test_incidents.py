"""Which incidents open, change and end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.facts import AlertPolicy, Change, IncidentKind, OpenIncident
from alerts.incidents import Decisions, Why, decide
from reports.model import Level
from reports.obligations import end_of
from reports.states import Content, Timeliness
from tests.alerts.samples import NOW, duty, finding, held_after, published, source


def kinds_of(decisions: Decisions) -> list[IncidentKind]:
    return [decision.kind for decision in decisions.opened]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (duty(Timeliness.NOT_SEEN), IncidentKind.NOT_SEEN),
        (duty(Timeliness.OVERDUE), IncidentKind.OVERDUE),
        (published(Timeliness.LATE), IncidentKind.LATE),
        (published(Timeliness.WITHDRAWN), IncidentKind.WITHDRAWN),
        (published(content=Content.FINDINGS, findings=(finding(),)), IncidentKind.FAILS_VALIDATION),
        (duty(Timeliness.UNKNOWN, column_url=None), IncidentKind.SOURCE_UNHEALTHY),
        (source(), IncidentKind.SOURCE_UNHEALTHY),
    ],
)
def test_each_state_that_needs_somebody_opens_its_incident(change: Change, kind: IncidentKind) -> None:
    decisions = decide([change], [], now=NOW)

    assert kinds_of(decisions) == [kind]
    assert [decision.tell for decision in decisions.opened] == [True]


@pytest.mark.parametrize(
    "timeliness",
    [
        Timeliness.NOT_DUE,
        Timeliness.DUE_SOON,
        Timeliness.ON_TIME,
        Timeliness.AFTER_INTERNAL_DATE,
        Timeliness.UNCERTAIN,
        Timeliness.UNKNOWN,
        Timeliness.NOT_APPLICABLE,
    ],
)
def test_a_state_without_anything_to_do_opens_nothing(timeliness: Timeliness) -> None:
    assert not decide([duty(timeliness)], [], now=NOW)


@pytest.mark.parametrize("timeliness", list(Timeliness))
def test_a_silent_duty_never_opens_an_incident(timeliness: Timeliness) -> None:
    assert not decide([duty(timeliness, silent=True, findings=(finding(),))], [], now=NOW)


def test_warnings_and_notices_alone_do_not_alert() -> None:
    change = published(
        content=Content.FINDINGS,
        findings=(finding("F007", Level.WARNING), finding("F009", Level.NOTICE)),
    )

    assert not decide([change], [], now=NOW)


def test_the_rules_about_the_duty_itself_are_not_told_a_second_time_as_failed_validation() -> None:
    change = published(Timeliness.LATE, content=Content.FINDINGS, findings=(finding("D102"),))

    assert kinds_of(decide([change], [], now=NOW)) == [IncidentKind.LATE]


def test_not_seen_that_becomes_overdue_is_the_same_incident_and_told_once_more() -> None:
    held = held_after(decide([duty(Timeliness.NOT_SEEN)], [], now=NOW))

    later = decide([duty(Timeliness.OVERDUE)], held, now=NOW + timedelta(days=1))

    assert not later.opened
    assert [(d.kind, d.why, d.tell, d.opened_at) for d in later.updated] == [
        (IncidentKind.OVERDUE, Why.WORSE, True, NOW)
    ]
    assert not decide([duty(Timeliness.OVERDUE)], held_after(later, held), now=NOW + timedelta(days=2))


def test_overdue_that_falls_back_to_not_seen_is_not_told_again() -> None:
    held = held_after(decide([duty(Timeliness.OVERDUE)], [], now=NOW))

    assert not decide([duty(Timeliness.NOT_SEEN)], held, now=NOW)


def test_a_report_that_appears_late_ends_the_absence_and_opens_lateness() -> None:
    held = held_after(decide([duty(Timeliness.NOT_SEEN)], [], now=NOW))

    decisions = decide([published(Timeliness.LATE)], held, now=NOW)

    assert kinds_of(decisions) == [IncidentKind.LATE]
    assert [d.kind for d in decisions.resolved] == [IncidentKind.NOT_SEEN]


def test_an_absence_stays_open_while_the_column_cannot_be_read() -> None:
    held = held_after(decide([duty(Timeliness.NOT_SEEN)], [], now=NOW))

    assert not decide([duty(Timeliness.UNKNOWN)], held, now=NOW)


def test_errors_stay_open_while_the_new_version_is_unread() -> None:
    failing = published(content=Content.FINDINGS, findings=(finding(),))
    held = held_after(decide([failing], [], now=NOW))

    assert not decide([published(content=Content.UNREAD)], held, now=NOW)


def test_a_new_error_in_an_open_incident_is_told_and_an_old_one_is_not() -> None:
    one = published(content=Content.FINDINGS, findings=(finding(mark="1"),))
    two = replace(one, findings=(finding(mark="1"), finding("A103")))
    held = held_after(decide([one], [], now=NOW))

    decisions = decide([two], held, now=NOW)

    assert [(d.why, len(d.findings)) for d in decisions.updated] == [(Why.MORE_ERRORS, 2)]
    assert not decide([one], held_after(decisions, held), now=NOW)


def test_a_resolution_is_told_only_where_the_opening_was() -> None:
    opened = decide([duty(Timeliness.NOT_SEEN)], [], now=NOW)

    told = decide([published()], held_after(opened, told=True), now=NOW)
    untold = decide([published()], held_after(opened, told=False), now=NOW)

    assert [d.tell for d in told.resolved] == [True]
    assert [d.tell for d in untold.resolved] == [False]


def test_an_incident_that_nobody_was_told_of_is_offered_again() -> None:
    held = held_after(decide([duty(Timeliness.NOT_SEEN)], [], now=NOW), told=False)

    assert [d.why for d in decide([duty(Timeliness.NOT_SEEN)], held, now=NOW).updated] == [Why.NOBODY_TOLD]


def test_a_duty_that_became_silent_ends_its_incidents_without_a_word() -> None:
    held = held_after(decide([duty(Timeliness.OVERDUE)], [], now=NOW))

    decisions = decide([duty(Timeliness.OVERDUE, silent=True)], held, now=NOW)

    assert [(d.why, d.tell) for d in decisions.resolved] == [(Why.SILENCED, False)]


@pytest.mark.parametrize(("failures", "hours"), [(2, 48), (3, 11)])
def test_a_source_is_told_only_after_enough_looks_and_enough_time(failures: int, hours: int) -> None:
    assert not decide([source(failures, hours)], [], now=NOW)


def test_the_limits_for_a_source_are_the_policys() -> None:
    policy = AlertPolicy(source_failures=1, source_failing_for=timedelta(0))

    assert kinds_of(decide([source(1, 0)], [], now=NOW, policy=policy)) == [IncidentKind.SOURCE_UNHEALTHY]


def test_a_source_below_the_limits_again_does_not_resolve_until_it_is_read() -> None:
    held = held_after(decide([source()], [], now=NOW))

    assert not decide([source(1, 1)], held, now=NOW)
    assert [d.kind for d in decide([source(0)], held, now=NOW).resolved] == [IncidentKind.SOURCE_UNHEALTHY]


def test_a_duty_that_cannot_be_judged_is_told_three_days_after_its_due_date_although_its_column_is_read() -> None:
    unknown: list[Change] = [duty(Timeliness.UNKNOWN), source(0)]
    due = end_of(date(2025, 1, 31))

    early = decide(unknown, [], now=due + timedelta(days=2))
    late = decide(unknown, [], now=due + timedelta(days=3))

    assert not early
    assert [d.key for d in late.opened] == ["cannot_tell:shanghai-wsb:2024"]


def test_a_duty_that_cannot_be_judged_because_its_source_fails_is_told_once_as_the_sources() -> None:
    decisions = decide([duty(Timeliness.UNKNOWN), source()], [], now=NOW + timedelta(days=9))

    assert [d.key for d in decisions.opened] == ["source:7"]


def test_an_incident_that_no_change_speaks_of_stays() -> None:
    held = held_after(decide([duty(Timeliness.OVERDUE)], [], now=NOW))

    assert not decide([source(0)], held, now=NOW)


def test_the_last_of_two_changes_about_one_duty_counts() -> None:
    decisions = decide([duty(Timeliness.NOT_SEEN), duty(Timeliness.OVERDUE)], [], now=NOW)

    assert kinds_of(decisions) == [IncidentKind.OVERDUE]


def test_decisions_come_worst_first_and_then_by_agency() -> None:
    changes: list[Change] = [
        source(),
        published(Timeliness.LATE, agency_id="b"),
        published(Timeliness.LATE, agency_id="a"),
        duty(Timeliness.NOT_SEEN, agency_id="c"),
        published(agency_id="d", content=Content.FINDINGS, findings=(finding(),)),
        published(Timeliness.WITHDRAWN, agency_id="e"),
        duty(Timeliness.OVERDUE, agency_id="f"),
    ]

    opened = decide(changes, [], now=NOW).opened

    assert [d.change.agency_id for d in opened] == ["f", "e", "c", "d", "a", "b", "shanghai-wsb"]
    assert decide(changes[::-1], [], now=NOW).opened == opened


duties = st.builds(
    duty,
    st.sampled_from(Timeliness),
    agency_id=st.sampled_from(["a", "b"]),
    report_year=st.sampled_from([2023, 2024]),
    content=st.sampled_from([None, *Content]),
    silent=st.booleans(),
    column_url=st.sampled_from([None, "https://example.org/"]),
    findings=st.lists(
        st.builds(finding, st.sampled_from(["A101", "A102", "D101"]), st.sampled_from(Level)), max_size=3
    ).map(tuple),
)
sources = st.builds(source, st.integers(0, 4), st.integers(0, 48), source_id=st.sampled_from([1, 2]))
rounds = st.lists(st.lists(st.one_of(duties, sources), max_size=5), max_size=6)


def played(history: list[list[Change]], *, told: bool) -> tuple[OpenIncident, ...]:
    held: tuple[OpenIncident, ...] = ()
    for changes in history:
        held = held_after(decide(changes, held, now=NOW), held, told=told)
    return held


@settings(max_examples=150, deadline=None)
@given(history=rounds, changes=st.lists(st.one_of(duties, sources), max_size=5))
def test_the_same_changes_again_decide_nothing(history: list[list[Change]], changes: list[Change]) -> None:
    held = played([*history, changes], told=True)

    assert not decide(changes, held, now=NOW)


@settings(max_examples=150, deadline=None)
@given(history=rounds, told=st.booleans())
def test_every_incident_ends_once_all_is_well(history: list[list[Change]], told: bool) -> None:
    held = played(history, told=told)
    good: list[Change] = [
        published(agency_id=agency, report_year=year) for agency in ("a", "b") for year in (2023, 2024)
    ]
    good += [source(0, source_id=number) for number in (1, 2)]

    decisions = decide(good, held, now=NOW)

    assert held_after(decisions, held) == ()
    assert not decisions.opened
    assert all(decision.tell == told for decision in decisions.resolved)


@settings(max_examples=150, deadline=None)
@given(history=rounds)
def test_a_silent_duty_holds_no_incident_whatever_came_before(history: list[list[Change]]) -> None:
    held = played(history, told=True)
    silent: list[Change] = [duty(agency_id=a, report_year=y, silent=True) for a in "ab" for y in (2023, 2024)]

    left = held_after(decide(silent, held, now=NOW), held)

    assert {incident.key.split(":")[0] for incident in left} <= {"source"}


def test_errors_that_only_changed_rules_find_in_an_old_year_are_recorded_quietly() -> None:
    change = published(content=Content.FINDINGS, findings=(finding(),), quiet=True)

    decisions = decide([change], [], now=NOW)

    assert [(d.kind, d.quiet) for d in decisions.opened] == [(IncidentKind.FAILS_VALIDATION, True)]


def test_what_was_recorded_quietly_is_told_neither_later_nor_at_its_end() -> None:
    quiet = replace(held_after(decide([published(findings=(finding(),))], [], now=NOW))[0], told=False, quiet=True)

    same = decide([published(content=Content.FINDINGS, findings=(finding(),))], [quiet], now=NOW)
    over = decide([published()], [quiet], now=NOW)

    assert not same
    assert [d.tell for d in over.resolved] == [False]


def test_a_new_error_beside_a_quiet_one_is_told() -> None:
    quiet = replace(held_after(decide([published(findings=(finding(),))], [], now=NOW))[0], told=False, quiet=True)
    change = published(content=Content.FINDINGS, findings=(finding(), finding("A102")))

    (decision,) = decide([change], [quiet], now=NOW).updated

    assert (decision.why, decision.tell, decision.quiet) == (Why.MORE_ERRORS, True, False)


def test_an_error_that_was_set_aside_is_forgotten_without_telling_anybody() -> None:
    both = (finding(), finding("A102"))
    held = held_after(decide([published(findings=both)], [], now=NOW))
    change = published(content=Content.FINDINGS, findings=both[1:], set_aside=frozenset({both[0].id}))

    (decision,) = decide([change], held, now=NOW).updated

    assert (decision.why, decision.tell) == (Why.SET_ASIDE, False)


def test_private_errors_open_an_incident_of_their_own_and_milder_ones_none() -> None:
    error, warning = finding("F023"), finding("D116", Level.WARNING)

    assert kinds_of(decide([published(private=(error,))], [], now=NOW)) == [IncidentKind.PRIVATE_FINDING]
    assert not decide([published(private=(warning,))], [], now=NOW)
