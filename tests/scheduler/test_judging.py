"""Judging a duty from what is stored: states, findings, incidents and messages written together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reports.looks import LookOutcome
from reports.states import Timeliness
from scheduler import judging
from scheduler.duty_jobs import judge_due
from scheduler.watch import Watch
from storage import agencies, duties, findings, incidents, outbox
from storage.records import Duty, Transition
from storage.roll import read_roll
from tests.scheduler.house import ROLL, ROLL_WITHOUT_WAIBAN, YEAR, add_look, new_watch

AFTER_DUE = datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    yield watch
    watch.database.close()


def duty(watch: Watch) -> Duty:
    with watch.database.read() as tx:
        return duties.get(tx, agency_id="mc-waiban", report_year=YEAR)


def history(watch: Watch) -> tuple[Transition, ...]:
    with watch.database.read() as tx:
        return duties.history(tx, agency_id="mc-waiban", report_year=YEAR)


def judge_all(watch: Watch, now: datetime) -> None:
    while judge_due(watch, now=now).judged:
        pass


def open_kinds(watch: Watch) -> list[str]:
    with watch.database.read() as tx:
        return [incident.kind for incident in incidents.open_ones(tx) if incident.agency_id == "mc-waiban"]


def messages(watch: Watch) -> list[str]:
    with watch.database.read() as tx:
        return [message.subject for message in outbox.page(tx, limit=100)]


def test_two_good_looks_after_the_due_date_make_not_seen_and_one_message(watch: Watch) -> None:
    add_look(watch, AFTER_DUE)
    judge_all(watch, AFTER_DUE)
    before = messages(watch)
    add_look(watch, AFTER_DUE + HALF_A_DAY)

    judge_all(watch, AFTER_DUE + HALF_A_DAY)

    assert duty(watch).timeliness is Timeliness.NOT_SEEN
    assert open_kinds(watch) == ["not_seen"]
    assert len(messages(watch)) == len(before) + 1


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in LookOutcome if not outcome.is_good], ids=lambda outcome: outcome.value
)
def test_looks_that_were_not_good_never_say_that_a_report_is_missing(watch: Watch, outcome: LookOutcome) -> None:
    for number in range(6):
        at = AFTER_DUE + HALF_A_DAY * number
        add_look(watch, at, outcome)
        judge_all(watch, at)

    assert duty(watch).timeliness is Timeliness.UNKNOWN
    assert open_kinds(watch) == ["source_unhealthy"]


def test_a_complete_list_without_any_earlier_report_proves_nothing(watch: Watch) -> None:
    for number in range(3):
        at = AFTER_DUE + HALF_A_DAY * number
        add_look(watch, at, links=(), canary=False)
        judge_all(watch, at)

    assert duty(watch).timeliness is Timeliness.UNKNOWN


def test_an_unchanged_look_repeats_what_the_complete_look_before_it_showed(watch: Watch) -> None:
    add_look(watch, AFTER_DUE - timedelta(days=5))
    add_look(watch, AFTER_DUE, LookOutcome.UNCHANGED)
    add_look(watch, AFTER_DUE + HALF_A_DAY, LookOutcome.UNCHANGED)

    judge_all(watch, AFTER_DUE + HALF_A_DAY)

    assert duty(watch).timeliness is Timeliness.NOT_SEEN


def test_judging_the_same_again_changes_and_tells_nothing(watch: Watch) -> None:
    now = AFTER_DUE + HALF_A_DAY
    add_look(watch, AFTER_DUE)
    add_look(watch, now)
    judge_all(watch, now)
    before = (history(watch), messages(watch), open_kinds(watch))
    with watch.database.write() as tx:
        duties.touch(tx, agency_id="mc-waiban", report_year=YEAR, at=now)

    judge_all(watch, now)

    assert (history(watch), messages(watch), open_kinds(watch)) == before


def test_a_confirmed_absence_is_overdue_and_told_once_more(watch: Watch) -> None:
    now = AFTER_DUE + HALF_A_DAY
    add_look(watch, AFTER_DUE)
    add_look(watch, now)
    judge_all(watch, now)
    told = len(messages(watch))
    with watch.database.write() as tx:
        duties.confirm_overdue(tx, agency_id="mc-waiban", report_year=YEAR, by="值班员", at=now)

    judge_all(watch, now + timedelta(minutes=1))

    assert duty(watch).timeliness is Timeliness.OVERDUE
    assert open_kinds(watch) == ["overdue"]
    assert len(messages(watch)) == told + 1
    with watch.database.read() as tx:
        assert [f.finding.code for f in findings.open_of_agency(tx, agency_id="mc-waiban")] == ["D101"]


def test_every_change_of_state_says_why_with_its_evidence(watch: Watch) -> None:
    add_look(watch, AFTER_DUE)
    add_look(watch, AFTER_DUE + HALF_A_DAY)

    judge_all(watch, AFTER_DUE + HALF_A_DAY)

    last = history(watch)[-1]
    assert last.after == Timeliness.NOT_SEEN
    assert last.cause
    assert last.evidence["reasons"]


def test_messages_and_state_are_written_together_or_not_at_all(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    add_look(watch, AFTER_DUE)
    add_look(watch, AFTER_DUE + HALF_A_DAY)
    before = (duty(watch), history(watch))

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("scheduler.duty_jobs.alert", refuse)
    with pytest.raises(RuntimeError):
        judge_due(watch, now=AFTER_DUE + HALF_A_DAY)

    assert (duty(watch), history(watch)) == before


def test_a_crashing_rule_is_reported_and_accuses_nobody(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from reports.rules import RULES, Case, Validation, validate

    def crash(case: Case) -> Iterator[None]:
        raise ZeroDivisionError

    broken = tuple(replace(rule, check=crash) if rule.code == "D101" else rule for rule in RULES)  # type: ignore[arg-type]

    def with_broken_rule(case: Case) -> Validation:
        return validate(case, rules=broken)

    monkeypatch.setattr(judging, "validate", with_broken_rule)
    add_look(watch, AFTER_DUE)

    counts = judge_due(watch, now=AFTER_DUE)

    assert counts.rule_crashes == ("D101",)
    with watch.database.read() as tx:
        assert findings.open_of_agency(tx, agency_id="mc-waiban") == ()


def test_content_stays_empty_while_no_report_was_seen(watch: Watch) -> None:
    add_look(watch, AFTER_DUE)

    judge_all(watch, AFTER_DUE)

    assert duty(watch).content is None


def test_an_agency_that_left_the_roll_closes_its_incidents_and_nobody_is_written_to(watch: Watch) -> None:
    now = AFTER_DUE + HALF_A_DAY
    add_look(watch, AFTER_DUE)
    add_look(watch, now)
    judge_all(watch, now)
    told = len(messages(watch))
    with watch.database.write() as tx:
        agencies.apply(tx, read_roll(ROLL_WITHOUT_WAIBAN, file="roll.yml"), now=now + HALF_A_DAY)

    judge_all(watch, now + HALF_A_DAY)

    assert open_kinds(watch) == []
    assert len(messages(watch)) == told


def test_a_column_that_left_the_roll_is_no_longer_called_unhealthy(watch: Watch) -> None:
    for number in range(3):
        add_look(watch, AFTER_DUE + HALF_A_DAY * number, LookOutcome.CHALLENGE)
        judge_all(watch, AFTER_DUE + HALF_A_DAY * number)
    assert "source_unhealthy" in open_kinds(watch)
    elsewhere = ROLL.replace("http://127.0.2.1/zfxxgknb/", "http://127.0.2.1/other/")
    now = AFTER_DUE + HALF_A_DAY * 3
    with watch.database.write() as tx:
        agencies.apply(tx, read_roll(elsewhere, file="roll.yml"), now=now)

    judge_all(watch, now)

    assert "source_unhealthy" not in open_kinds(watch)
