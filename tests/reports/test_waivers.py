"""Whom, what and when a waiver covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reports.waivers import Body, Waiver, WaiverScope, covering

MADE = datetime(2026, 2, 1, tzinfo=UTC)
LAST_DAY = date(2026, 3, 31)
AFTER = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)  # the first of April in Shanghai
WAIVER = Waiver(1, "F007", WaiverScope.AGENCY, "a1", None, None, "系统升级", "张三", MADE, LAST_DAY)
BODY = Body("a1", "here", frozenset({"a1", "city"}))


def test_a_waiver_holds_to_the_end_of_its_last_day_in_shanghai() -> None:
    assert WAIVER.is_valid(AFTER - timedelta(seconds=1))
    assert not WAIVER.is_valid(AFTER)
    assert not WAIVER.is_valid(MADE - timedelta(seconds=1))


def test_a_waiver_that_was_ended_holds_no_more() -> None:
    ended = replace(WAIVER, ended_at=MADE + timedelta(days=1), ended_by="李四")

    assert ended.is_valid(MADE)
    assert not ended.is_valid(MADE + timedelta(days=1))
    assert ended.ends_at() == MADE + timedelta(days=1)


@pytest.mark.parametrize(
    ("scope", "scope_id", "covers"),
    [
        (WaiverScope.AGENCY, "a1", True),
        (WaiverScope.AGENCY, "city", False),
        (WaiverScope.GROUP, "city", True),
        (WaiverScope.GROUP, "a1", True),
        (WaiverScope.GROUP, "other", False),
        (WaiverScope.JURISDICTION, "here", True),
        (WaiverScope.JURISDICTION, "a1", False),
    ],
)
def test_a_waiver_covers_its_scope_and_nobody_else(scope: WaiverScope, scope_id: str, covers: bool) -> None:
    assert replace(WAIVER, scope=scope, scope_id=scope_id).covers("F007", BODY, 2025) is covers


@pytest.mark.parametrize(
    ("year_from", "year_to", "covers"),
    [(None, None, True), (2025, None, True), (2026, None, False), (None, 2024, False), (2024, 2025, True)],
)
def test_a_waiver_covers_its_years_alone(year_from: int | None, year_to: int | None, covers: bool) -> None:
    assert replace(WAIVER, year_from=year_from, year_to=year_to).covers("F007", BODY, 2025) is covers


def test_a_waiver_covers_its_rule_alone() -> None:
    assert not WAIVER.covers("A101", BODY, 2025)


def test_of_several_waivers_the_one_that_lasts_longest_counts() -> None:
    longer = replace(WAIVER, id=2, expires_on=date(2026, 6, 30))

    assert covering([WAIVER, longer, WAIVER], "F007", BODY, 2025, now=MADE) == longer
    assert covering([WAIVER], "F007", BODY, 2025, now=AFTER) is None
