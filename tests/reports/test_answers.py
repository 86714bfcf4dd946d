"""How a finding stands after what the office said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.answers import ANSWER_EFFECTS, ANSWER_LABELS, Answer, AnswerKind, Standing, about, weigh
from reports.model import Finding, Level
from reports.rules.rule import Audience
from reports.waivers import Waiver, WaiverScope

OPENED = datetime(2026, 2, 1, tzinfo=UTC)
FINDING = Finding("f1", "A101", Level.ERROR, "不平衡", "unbalanced", (), 3, 2, "3", "form")
WAIVER = Waiver(1, "A101", WaiverScope.AGENCY, "a1", None, None, "系统升级", "张三", OPENED, date(2026, 12, 31))


def answered(*kinds: AnswerKind, finding: Finding = FINDING, after: timedelta = timedelta(days=1)) -> list[Answer]:
    return [
        Answer(number, finding.id, kind, "张三", OPENED + after * number, "", about(finding))
        for number, kind in enumerate(kinds, start=1)
    ]


def standing(
    *kinds: AnswerKind,
    audience: Audience = Audience.PUBLIC,
    finding: Finding = FINDING,
    opened_at: datetime = OPENED,
    closed: bool = False,
    waiver: Waiver | None = None,
) -> Standing:
    given = answered(*kinds)
    return weigh(finding, audience, opened_at=opened_at, closed=closed, answers=given, waiver=waiver).standing


@pytest.mark.parametrize("kind", [AnswerKind.TO_VERIFY, AnswerKind.FED_BACK, AnswerKind.RECTIFIED])
def test_an_answer_that_does_not_end_the_matter_leaves_the_finding_counting(kind: AnswerKind) -> None:
    assert standing(kind) is Standing.COUNTS


@pytest.mark.parametrize("kind", [AnswerKind.EXPLAINED, AnswerKind.PASSED, AnswerKind.DISMISSED])
def test_an_answer_that_ends_the_matter_takes_the_finding_out_of_the_count(kind: AnswerKind) -> None:
    assert standing(kind) is Standing.ANSWERED


def test_the_last_word_holds() -> None:
    assert standing(AnswerKind.DISMISSED, AnswerKind.TO_VERIFY) is Standing.COUNTS


REOPENED = OPENED + timedelta(days=30)


@pytest.mark.parametrize("kind", [AnswerKind.PASSED, AnswerKind.DISMISSED])
def test_a_finding_that_comes_back_counts_again(kind: AnswerKind) -> None:
    assert standing(kind, opened_at=REOPENED) is Standing.COUNTS


def test_a_true_explanation_holds_for_good() -> None:
    other = replace(FINDING, stated=4)

    assert standing(AnswerKind.EXPLAINED, opened_at=REOPENED, finding=other) is Standing.ANSWERED


def test_another_wrong_number_at_the_same_place_wants_another_answer() -> None:
    assert standing(AnswerKind.DISMISSED, finding=replace(FINDING, stated=4)) is Standing.COUNTS


def test_new_wording_of_a_rule_leaves_the_answer_in_force() -> None:
    assert standing(AnswerKind.DISMISSED, finding=replace(FINDING, message="两边不等")) is Standing.ANSWERED


def test_a_finding_for_review_waits_until_a_reviewer_agrees() -> None:
    assert standing(audience=Audience.REVIEWED) is Standing.AWAITS_REVIEW
    assert standing(AnswerKind.TO_VERIFY, audience=Audience.REVIEWED) is Standing.AWAITS_REVIEW
    assert standing(AnswerKind.PASSED, audience=Audience.REVIEWED) is Standing.COUNTS


def test_the_agreement_sent_twice_does_not_end_the_matter() -> None:
    assert standing(AnswerKind.PASSED, AnswerKind.PASSED, audience=Audience.REVIEWED) is Standing.COUNTS


def test_after_the_agreement_a_passed_review_of_the_correction_ends_the_matter() -> None:
    kinds = (AnswerKind.PASSED, AnswerKind.RECTIFIED, AnswerKind.PASSED)

    assert standing(*kinds, audience=Audience.REVIEWED) is Standing.ANSWERED


def test_a_finding_for_review_that_says_something_else_now_waits_again() -> None:
    other = replace(FINDING, raw="另一段")

    assert standing(AnswerKind.PASSED, audience=Audience.REVIEWED, finding=other) is Standing.AWAITS_REVIEW


@pytest.mark.parametrize(
    ("audience", "kinds", "public"),
    [
        (Audience.PUBLIC, (), True),
        (Audience.REVIEWED, (), False),
        (Audience.REVIEWED, (AnswerKind.DISMISSED,), False),
        (Audience.REVIEWED, (AnswerKind.PASSED,), True),
        (Audience.PRIVATE, (), False),
        (Audience.PRIVATE, (AnswerKind.PASSED,), False),
    ],
)
def test_only_what_everybody_may_know_is_public(
    audience: Audience, kinds: tuple[AnswerKind, ...], public: bool
) -> None:
    seen = weigh(FINDING, audience, opened_at=OPENED, closed=False, answers=answered(*kinds), waiver=None)

    assert seen.public is public


def test_a_waiver_takes_an_open_finding_out_of_the_count() -> None:
    assert standing(waiver=WAIVER) is Standing.WAIVED
    assert standing(AnswerKind.DISMISSED, waiver=WAIVER) is Standing.ANSWERED
    assert standing(closed=True, waiver=WAIVER) is Standing.CLOSED


@given(st.lists(st.sampled_from(AnswerKind)), st.sampled_from(Audience))
def test_nobody_is_told_of_a_finding_for_review_without_a_passed_review(
    kinds: list[AnswerKind], audience: Audience
) -> None:
    stands = standing(*kinds, audience=audience)

    if audience is Audience.REVIEWED and stands is Standing.COUNTS:
        assert AnswerKind.PASSED in kinds


def test_every_answer_has_its_label_and_says_what_it_does() -> None:
    assert set(ANSWER_LABELS) == set(ANSWER_EFFECTS) == set(AnswerKind)
    assert [label.zh for label in ANSWER_LABELS.values()] == [
        "待核实", "已反馈", "单位说明属实", "已整改", "复核通过", "不予认定",
    ]  # fmt: skip
