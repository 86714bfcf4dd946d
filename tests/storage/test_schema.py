"""The column types: one instant stays one instant, and a closed set takes no stranger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from reports.looks import LookOutcome
from storage.schema import heartbeats, metadata, sources
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 - hypothesis wants naive bounds
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def _keep(tx: sa.Connection, at: datetime) -> datetime:
    tx.execute(sa.delete(heartbeats))
    tx.execute(sa.insert(heartbeats).values(name="x", at=at, pid=1, started_at=at, detail={}))
    kept: datetime = tx.execute(sa.select(heartbeats.c.at)).scalar_one()
    return kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.datetimes(EARLIEST, LATEST, timezones=ZONES))
def test_an_aware_time_of_any_zone_comes_back_as_the_same_instant_in_utc(database: Database, at: datetime) -> None:
    with database.write() as tx:
        kept = _keep(tx, at)

    assert kept == at
    assert kept.utcoffset() == timedelta(0)


def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without its zone"), database.write() as tx:
        _keep(tx, datetime(2026, 1, 31))  # noqa: DTZ001 - the fault under test


def test_times_are_compared_as_instants_whatever_their_zone(database: Database) -> None:
    shanghai = timezone(timedelta(hours=8))
    with database.write() as tx:
        _keep(tx, datetime(2026, 1, 31, 23, 0, tzinfo=shanghai))
        before = sa.select(heartbeats.c.name).where(heartbeats.c.at <= datetime(2026, 1, 31, 15, 0, tzinfo=UTC))

        assert tx.execute(before).scalar_one() == "x"


def test_a_word_outside_its_closed_set_is_refused(database: Database) -> None:
    with_agencies(database)

    with pytest.raises(StatementError, match="fine"), database.write() as tx:
        tx.execute(sa.update(sources).values(last_outcome="fine"))


def test_a_word_comes_back_as_its_enum_member(database: Database) -> None:
    with_agencies(database)
    with database.write() as tx:
        tx.execute(sa.update(sources).values(last_outcome="challenge", last_look_at=AT))
        kept = tx.execute(sa.select(sources.c.last_outcome)).scalar_one()

    assert kept is LookOutcome.CHALLENGE


def test_every_time_column_is_of_the_type_that_refuses_naive_values() -> None:
    naive = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.DateTime)
    ]

    assert naive == []


def test_every_constraint_has_a_name_so_that_a_migration_can_change_it() -> None:
    nameless = [
        f"{table.name}: {constraint!r}"
        for table in metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []
