"""The watched columns: claimed once, settled after a look, due again when somebody died over them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.looks import GOOD_OUTCOMES, LookOutcome
from storage import sources
from storage.errors import NoSuchRow
from storage.records import Source
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies

LEASE = timedelta(minutes=10)
TOMORROW = AT + timedelta(days=1)


def _claim(database: Database, *, at: int = 0, limit: int = 10) -> list[str]:
    with database.write() as tx:
        claimed = sources.claim_due(tx, now=AT + timedelta(minutes=at), limit=limit, lease=LEASE)
    return [source.agency_id for source in claimed]


def _settle(database: Database, source: Source, outcome: LookOutcome, *, etag: str | None = None) -> Source:
    with database.write() as tx:
        return sources.settle(
            tx, source_id=source.id, outcome=outcome, at=AT, next_check_at=TOMORROW, etag=etag, body_hash="h"
        )


def test_a_new_source_is_due_at_once_and_claimed_only_once(database: Database) -> None:
    with_agencies(database, 2)

    assert _claim(database) == ["a1", "a2"]
    assert _claim(database) == []


def test_no_more_sources_are_claimed_than_asked_for(database: Database) -> None:
    with_agencies(database, 3)

    assert _claim(database, limit=2) == ["a1", "a2"]
    assert _claim(database, limit=2) == ["a3"]


def test_a_source_is_due_again_when_the_lease_of_a_dead_worker_ran_out(database: Database) -> None:
    with_agencies(database)
    _claim(database)

    assert _claim(database, at=9) == []
    assert _claim(database, at=10) == ["a1"]


def test_the_longest_due_source_comes_first(database: Database) -> None:
    _first, second = with_agencies(database, 2)
    with database.write() as tx:
        sources.settle(
            tx,
            source_id=second.id,
            outcome=LookOutcome.COMPLETE,
            at=AT - timedelta(days=1),
            next_check_at=AT - timedelta(hours=1),
        )

    assert _claim(database) == ["a2", "a1"]


def test_claims_that_nobody_finished_are_counted_and_a_look_ends_the_count(database: Database) -> None:
    (source,) = with_agencies(database)
    _claim(database)
    _claim(database, at=10)
    with database.read() as tx:
        assert sources.get(tx, source_id=source.id).attempts == 2

    assert _settle(database, source, LookOutcome.COMPLETE).attempts == 0


def test_a_settled_source_waits_for_its_next_check(database: Database) -> None:
    (source,) = with_agencies(database)
    _claim(database)

    settled = _settle(database, source, LookOutcome.COMPLETE)

    assert (settled.next_check_at, settled.lease_until, settled.last_good_at) == (TOMORROW, None, AT)
    assert _claim(database, at=60) == []


@pytest.mark.parametrize("outcome", sorted(set(LookOutcome) - GOOD_OUTCOMES))
def test_a_look_that_was_not_good_keeps_the_validators_and_counts_as_a_failure(
    database: Database, outcome: LookOutcome
) -> None:
    (source,) = with_agencies(database)
    _settle(database, source, LookOutcome.COMPLETE, etag='"good"')

    after = _settle(database, source, outcome, etag='"challenge page"')
    again = _settle(database, source, outcome)

    assert after.etag == '"good"'
    assert (again.failing_since, again.failures, again.last_outcome) == (AT, 2, outcome)


def test_a_good_look_ends_a_row_of_failures(database: Database) -> None:
    (source,) = with_agencies(database)
    _settle(database, source, LookOutcome.UNREACHABLE)

    after = _settle(database, source, LookOutcome.UNCHANGED)

    assert (after.failing_since, after.failures) == (None, 0)


def test_released_sources_are_due_at_once(database: Database) -> None:
    (source,) = with_agencies(database)
    _claim(database)

    with database.write() as tx:
        sources.release(tx, source_ids=[source.id])

    assert _claim(database) == ["a1"]


def test_a_round_on_demand_takes_what_is_not_due_but_nothing_that_another_works_on(database: Database) -> None:
    busy, idle = with_agencies(database, 2)
    _settle(database, idle, LookOutcome.COMPLETE)
    _claim(database)

    with database.write() as tx:
        taken = sources.claim_these(tx, source_ids=[busy.id, idle.id], now=AT, lease=LEASE)

    assert [source.id for source in taken] == [idle.id]


def test_a_disabled_source_is_never_due_even_after_a_look_that_was_under_way(database: Database) -> None:
    (source,) = with_agencies(database)
    _claim(database)
    disabled = roll_text().replace("hosts: [127.0.0.1]", "hosts: [127.0.0.1], enabled: false")
    with database.write() as tx:
        import_roll(tx, disabled)

    settled = _settle(database, source, LookOutcome.COMPLETE)

    assert settled.next_check_at is None
    assert _claim(database, at=60 * 24 * 30) == []


def test_a_person_can_vouch_that_no_earlier_report_exists(database: Database) -> None:
    (source,) = with_agencies(database)

    with database.write() as tx:
        vouched = sources.confirm_no_earlier_report(tx, source_id=source.id, by="王", at=AT)

    assert (vouched.no_earlier_report_by, vouched.no_earlier_report_at) == ("王", AT)


def test_an_unknown_source_is_named(database: Database) -> None:
    with pytest.raises(NoSuchRow, match="source 7"), database.read() as tx:
        sources.get(tx, source_id=7)


def test_sources_asked_for_by_id_come_in_that_order_and_missing_ones_are_left_out(database: Database) -> None:
    one, two = with_agencies(database, 2)

    with database.read() as tx:
        found = sources.get_many(tx, source_ids=[two.id, 99, one.id])

    assert [source.id for source in found] == [two.id, one.id]
