"""Whatever is known around a report, every rule answers, none crashes, and no two findings share an id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.copies import compared_texts
from reports.model import DateWitness
from reports.obligations import Reason
from reports.rules import RULES, Case, validate
from reports.rules.leaps import leaps
from reports.rules.surroundings import (
    ApprovedDraft,
    DeadAttachment,
    HubShown,
    LookAlike,
    Member,
    OutsideColumn,
    ReportElsewhere,
    SameFile,
    Surroundings,
)
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling
from tests.reports.rules.test_any_report import cases, reports

AT = datetime(2025, 1, 20, 2, tzinfo=UTC)
COLUMNS = ("http://127.0.0.1/nb/", "http://127.0.0.1/other/")
moments = st.integers(0, 90).map(lambda days: AT + timedelta(days=days))
looks = st.builds(
    Reason, st.just("查看。"), st.just("Looked."), st.one_of(st.none(), moments), st.sampled_from(COLUMNS)
)
names = st.lists(st.sampled_from(("某市某局", "某局", "市水务局", "市财政局", "")), max_size=4).map(tuple)
told = st.sampled_from((telling(OVERVIEW, PROBLEMS), telling(OTHER_OVERVIEW, OTHER_PROBLEMS, year=2023)))
witnesses = st.builds(
    DateWitness,
    st.sampled_from(("shown", "list", "signature", "meta")),
    st.dates(date(2023, 12, 1), date(2025, 4, 1)),
    st.just("某日"),
)
surroundings = st.builds(
    Surroundings,
    absences=st.lists(looks, max_size=2).map(tuple),
    dead_attachments=st.lists(
        st.builds(
            DeadAttachment,
            st.sampled_from(COLUMNS),
            st.lists(moments, min_size=1, max_size=3).map(lambda found: tuple(sorted(found))),
        ),
        max_size=2,
        unique_by=lambda dead: dead.address,
    ).map(tuple),
    same_files=st.lists(
        st.builds(SameFile, st.sampled_from(("a", "b")), st.just("某市"), st.just("x"), st.just("0"), st.booleans()),
        max_size=3,
    ).map(tuple),
    elsewhere=st.lists(
        st.builds(ReportElsewhere, reports(year=2024), st.sampled_from(COLUMNS)),
        max_size=2,
        unique_by=lambda other: other.address,
    ).map(tuple),
    fixed_columns=st.sampled_from(((), COLUMNS[:1], COLUMNS)),
    outside=st.one_of(st.none(), st.builds(OutsideColumn, st.just("x"), st.lists(looks, max_size=2).map(tuple))),
    hubs=st.lists(
        st.builds(HubShown, st.sampled_from(COLUMNS), moments, names, names),
        max_size=2,
        unique_by=lambda hub: hub.address,
    ).map(tuple),
    draft=st.one_of(
        st.none(), st.builds(ApprovedDraft, reports(year=2024), st.just("张三"), moments, st.just("稿.docx"))
    ),
)


@st.composite
def surrounded(draw: st.DrawFn) -> Case:
    """Return a case with damage in the report and anything around it."""
    case = draw(cases)
    duty = case.duty
    if duty is not None and draw(st.booleans()):
        duty = replace(duty, first_seen_at=draw(moments), shown=tuple(draw(st.lists(witnesses, max_size=2))))
    other = draw(told)
    return replace(
        case,
        report=draw(st.sampled_from((case.report, telling(OVERVIEW, PROBLEMS)))),
        duty=duty,
        history=tuple(draw(st.lists(reports(year=2022), max_size=3))),
        members=tuple(
            Member(f"m{n}", "某处", own) for n, own in enumerate(draw(st.lists(reports(year=2024), max_size=2)))
        ),
        resembling=(
            LookAlike("other", ("某市另局",), other.report_year or 0, compared_texts(other), None, draw(st.booleans())),
        ),
        usual_phrases=draw(st.sampled_from((None, (), frozenset({"停水通知提前两天"})))),
        surroundings=draw(surroundings),
    )


@given(surrounded())
@settings(max_examples=80, deadline=None)
def test_every_rule_answers_whatever_is_around_the_report(case: Case) -> None:
    result = validate(case)

    noted = {note.code for note in (*result.not_applicable, *result.not_evaluable)}
    assert result.crashes == ()
    assert {*result.passed, *noted, *(finding.code for finding in result.findings)} == {rule.code for rule in RULES}
    assert len({finding.id for finding in result.findings}) == len(result.findings)
    assert result == validate(case)


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=8), st.data())
@settings(max_examples=200, deadline=None)
def test_a_number_inside_its_history_is_no_leap(before: list[int], data: st.DataObject) -> None:
    now = data.draw(st.integers(min(before), max(before)))

    assert not leaps(now, before)


@given(st.integers(0, 29), st.lists(st.integers(0, 29), min_size=3, max_size=8))
def test_small_numbers_never_leap(now: int, before: list[int]) -> None:
    assert not leaps(now, before)


@given(st.integers(50, 10**6), st.integers(3, 8), st.integers(6, 50))
def test_a_steady_number_that_grows_sixfold_leaps(usual: int, years: int, times: int) -> None:
    assert leaps(usual * times, [usual] * years)
    assert not leaps(usual * 2, [usual] * years)
