"""Changed rules over stored facts: shown before anything is written, and history tells nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from scheduler.rechecking import DutyKey, apply, recheck
from scheduler.watch import Watch
from storage import duties, findings, outbox, rule_sets, schema
from storage.records import MessageState
from tests.scheduler.faulty import AT, changed_rules, publish, silent
from tests.scheduler.house import YEAR, new_watch
from tests.scheduler.test_judging import judge_all, open_kinds

NEXT_YEAR = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)  # the season of the year after runs


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    publish(watch)
    yield watch
    watch.database.close()


def keys(watch: Watch) -> tuple[DutyKey, ...]:
    with watch.database.read() as tx:
        return duties.with_facts(tx)


def open_codes(watch: Watch) -> set[str]:
    with watch.database.read() as tx:
        return {each.finding.code for each in findings.open_of_agency(tx, agency_id="mc-waiban")}


def suppressed(watch: Watch) -> list[str]:
    with watch.database.read() as tx:
        return [str(m.reason) for m in outbox.page(tx, limit=99, state=MessageState.SUPPRESSED)]


def sent(watch: Watch) -> list[str]:
    """Return the kinds of the messages about figures that were sent; what was never looked at is told as well."""
    with watch.database.read() as tx:
        found = outbox.page(tx, limit=99)
    return [m.kind for m in found if m.state is not MessageState.SUPPRESSED and m.kind == "fails_validation"]


def test_the_same_rules_change_nothing(watch: Watch) -> None:
    judge_all(watch, AT)

    found = recheck(watch.database, keys(watch), now=AT, processes=1)

    assert (found.duties, found.changes) == (1, 0)


def test_a_rule_that_became_stricter_shows_what_it_would_open_and_writes_nothing(watch: Watch) -> None:
    with changed_rules(check=silent, version=1):
        judge_all(watch, AT)
    before = open_codes(watch)

    found = recheck(watch.database, keys(watch), now=AT, processes=1)

    assert (dict(found.opens), dict(found.closes)) == ({"A101": 2}, {})
    assert [(each.agency_id, each.report_year, each.opens) for each in found.examples] == [
        ("mc-waiban", YEAR, True)
    ] * 2
    assert open_codes(watch) == before


def test_a_rule_that_became_milder_shows_what_it_would_close(watch: Watch) -> None:
    judge_all(watch, AT)

    with changed_rules(check=silent, version=2):
        found = recheck(watch.database, keys(watch), now=AT, processes=1)

    assert (dict(found.opens), dict(found.closes)) == ({}, {"A101": 2})


def test_several_processes_find_what_one_finds(watch: Watch) -> None:
    with changed_rules(check=silent):
        judge_all(watch, AT)
    many = list(keys(watch)) * 150  # more than one process takes at a time

    found = recheck(watch.database, many, now=AT, processes=2)

    assert (found.duties, dict(found.opens)) == (150, {"A101": 300})


def test_applying_does_what_was_shown_and_tells_the_running_year(watch: Watch) -> None:
    with changed_rules(check=silent):
        judge_all(watch, AT)
    told = len(sent(watch))

    apply(watch, keys(watch), now=AT + timedelta(days=1))

    assert "A101" in open_codes(watch)
    assert recheck(watch.database, keys(watch), now=AT + timedelta(days=1), processes=1).changes == 0
    assert len(sent(watch)) > told


def test_what_changed_rules_find_in_an_old_year_is_written_down_and_told_to_nobody(watch: Watch) -> None:
    with changed_rules(check=silent, version=0):
        judge_all(watch, AT)
    told, before = sent(watch), suppressed(watch)

    apply(watch, keys(watch), now=NEXT_YEAR)
    judge_all(watch, NEXT_YEAR)

    assert "A101" in open_codes(watch)
    assert sent(watch) == told
    assert [reason[:5] for reason in suppressed(watch) if reason not in before] == ["规则更新后"]


def test_a_daemon_that_judges_by_new_rules_on_its_own_is_as_quiet_about_old_years(watch: Watch) -> None:
    with changed_rules(check=silent, version=0):
        judge_all(watch, AT)
    told = sent(watch)
    for days in (0, 1):  # by the new rules for the first time, and once more
        with watch.database.write() as tx:
            duties.touch(tx, agency_id="mc-waiban", report_year=YEAR, at=NEXT_YEAR)
        judge_all(watch, NEXT_YEAR + timedelta(days=days))

    assert "A101" in open_codes(watch)
    assert sent(watch) == told


def test_old_years_are_told_where_that_is_asked_for(watch: Watch) -> None:
    with changed_rules(check=silent, version=0):
        judge_all(watch, AT)
    told = len(sent(watch))

    apply(watch, keys(watch), now=NEXT_YEAR, tell_old_years=True)

    assert len(sent(watch)) == told + 1


def test_a_report_of_an_old_year_that_was_read_since_is_news(watch: Watch) -> None:
    with changed_rules(check=silent, version=0):
        judge_all(watch, AT)
    told = len(sent(watch))
    publish(watch, received=9, at=NEXT_YEAR)

    judge_all(watch, NEXT_YEAR)

    assert len(sent(watch)) > told
    assert "fails_validation" in open_kinds(watch)


def test_a_duty_says_by_which_versions_of_the_rules_it_was_judged(watch: Watch) -> None:
    with changed_rules(version=7):
        judge_all(watch, AT)

    with watch.database.read() as tx:
        duty = duties.get(tx, agency_id="mc-waiban", report_year=YEAR)
        versions = rule_sets.get(tx, name=str(duty.rule_set))
    assert versions is not None
    assert (versions["A101"], duty.judged_at) == (7, AT)


def test_facts_that_cannot_be_read_are_named_and_left_as_they_are(watch: Watch) -> None:
    judge_all(watch, AT)
    with watch.database.write() as tx:
        tx.execute(sa.update(schema.reports).values(facts={"schema": 999}))

    found = recheck(watch.database, keys(watch), now=AT, processes=1)

    assert [key for key, _ in found.unreadable] == [("mc-waiban", YEAR)]
    assert found.changes == 0
