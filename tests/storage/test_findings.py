"""Findings: opened once, closed by themselves, reopened with their history; not knowing closes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.model import Finding, Level, SectionKey, SectionSpot, Spot, TableKey, TableSpot
from storage import findings
from storage.records import FindingSync
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

CODES = ("A101", "F007")


def finding(
    id_: str,
    *,
    code: str = "A101",
    level: Level = Level.ERROR,
    message: str = "不平衡",
    places: tuple[Spot, ...] = (TableSpot(TableKey.APPLICATIONS, "received", "total"),),
    stated: str | int | None = 3,
) -> Finding:
    return Finding(id_, code, level, message, "does not balance", places, stated, "2", "3件", "form 2021")


def _sync(database: Database, found: Sequence[Finding], *, codes: Sequence[str] = CODES, day: int = 0) -> FindingSync:
    with database.write() as tx:
        return findings.sync(
            tx,
            agency_id="a1",
            report_year=2025,
            report_id=None,
            codes=codes,
            found=found,
            now=AT + timedelta(days=day),
        )


def _open(database: Database) -> list[str]:
    with database.read() as tx:
        return [f.finding.id for f in findings.of_duty(tx, agency_id="a1", report_year=2025, open_only=True)]


@pytest.mark.parametrize("stated", [3, "748.365", "3", 0, None])
def test_a_finding_comes_back_as_the_rule_made_it(database: Database, stated: str | int | None) -> None:
    with_agencies(database)
    statement = SectionSpot(SectionKey.OVERVIEW, 3, 9, "received.1")
    places = (TableSpot(TableKey.REVIEW), SectionSpot(SectionKey.OVERVIEW, 3, 9), statement)
    made = finding("x", places=places, stated=stated)

    _sync(database, [made])

    with database.read() as tx:
        (stored,) = findings.of_duty(tx, agency_id="a1", report_year=2025)
    assert stored.finding == made
    assert type(stored.finding.stated) is type(stated)


def test_a_finding_that_still_fires_is_neither_opened_nor_closed(database: Database) -> None:
    with_agencies(database)
    assert [f.finding.id for f in _sync(database, [finding("x")]).opened] == ["x"]

    again = _sync(database, [finding("x")], day=1)

    assert again == FindingSync((), ())


def test_a_finding_that_no_longer_fires_closes_by_itself(database: Database) -> None:
    with_agencies(database)
    _sync(database, [finding("x"), finding("y")])

    result = _sync(database, [finding("y")], day=1)

    assert [f.finding.id for f in result.closed] == ["x"]
    assert result.closed[0].closed_at == AT + timedelta(days=1)
    assert _open(database) == ["y"]


def test_a_code_that_was_not_evaluated_keeps_its_findings_open(database: Database) -> None:
    with_agencies(database)
    _sync(database, [finding("x"), finding("z", code="F007")])

    result = _sync(database, [], codes=["F007"], day=1)

    assert [f.finding.id for f in result.closed] == ["z"]
    assert _open(database) == ["x"]


def test_a_closed_finding_that_fires_again_is_reopened_with_its_history(database: Database) -> None:
    with_agencies(database)
    _sync(database, [finding("x")])
    _sync(database, [], day=1)

    (reopened,) = _sync(database, [finding("x")], day=2).opened

    assert reopened.closed_at is None
    assert reopened.opened_at == AT + timedelta(days=2)
    assert [(event.event, (event.at - AT).days) for event in reopened.history] == [
        ("opened", 0),
        ("closed", 1),
        ("reopened", 2),
    ]


def test_a_finding_that_stays_takes_the_newest_sentence_and_level(database: Database) -> None:
    with_agencies(database)
    _sync(database, [finding("x")])

    _sync(database, [finding("x", message="仍不平衡", level=Level.WARNING)], day=1)

    with database.read() as tx:
        (stored,) = findings.of_duty(tx, agency_id="a1", report_year=2025)
    assert (stored.finding.message, stored.finding.level) == ("仍不平衡", Level.WARNING)
    assert stored.opened_at == AT


def test_findings_of_another_duty_are_left_alone(database: Database) -> None:
    with_agencies(database, 2)
    _sync(database, [finding("x")])
    with database.write() as tx:
        findings.sync(tx, agency_id="a2", report_year=2025, report_id=None, codes=CODES, found=[], now=AT)

    assert _open(database) == ["x"]


def test_closing_all_closes_every_code(database: Database) -> None:
    with_agencies(database)
    _sync(database, [finding("x"), finding("z", code="D102")], codes=["A101", "D102"])

    with database.write() as tx:
        closed = findings.close_all(tx, agency_id="a1", report_year=2025, now=AT)

    assert {f.finding.id for f in closed} == {"x", "z"}
    assert _open(database) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(rounds=st.lists(st.sets(st.sampled_from(["p", "q", "r", "s"])), max_size=6))
def test_after_any_rounds_exactly_what_fired_last_is_open(database: Database, rounds: list[set[str]]) -> None:
    with database.read() as tx:
        known = findings.of_duty(tx, agency_id="a1", report_year=2025)
    if not known:
        with_agencies(database)

    for day, fired in enumerate(rounds):
        _sync(database, [finding(id_) for id_ in sorted(fired)], day=day)

    assert set(_open(database)) == (rounds[-1] if rounds else set(_open(database)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(rounds=st.lists(st.booleans(), min_size=1, max_size=6))
def test_the_history_tells_every_opening_and_closing_in_turn(database: Database, rounds: list[bool]) -> None:
    with_agencies(database)
    id_ = "h" + "".join("1" if fires else "0" for fires in rounds)

    for day, fires in enumerate(rounds):
        _sync(database, [finding(id_)] if fires else [], day=day)

    with database.read() as tx:
        stored = [f for f in findings.of_duty(tx, agency_id="a1", report_year=2025) if f.finding.id == id_]
    expected: list[str] = []
    for fires in rounds:
        is_open = bool(expected) and expected[-1] != "closed"
        if fires and not is_open:
            expected.append("reopened" if expected else "opened")
        if not fires and is_open:
            expected.append("closed")
    assert [event.event for f in stored for event in f.history] == expected
