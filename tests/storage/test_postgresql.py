"""The same world on a real PostgreSQL: it is filled, asked and changed there as on SQLite."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from reports.states import Content, Timeliness
from storage import (
    agencies,
    copies,
    doctor,
    documents,
    duties,
    heartbeats,
    incidents,
    looks,
    outbox,
    overview,
    reports,
    sources,
    versions,
)
from storage.archive import Archive
from storage.records import MatrixCursor
from storage.roll import read_roll
from storage.schema import metadata
from storage.session import Database
from tests.storage.rolls import AT, with_agencies
from tests.storage.world import NOW, World, build_world, fill_world, settle
from tests.storage.world_rolls import SHANGHAI


@pytest.fixture
def there(postgres: Database, tmp_path: Path) -> World:
    """Return the small world on PostgreSQL."""
    return fill_world(postgres, Archive(tmp_path / "there"))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    """Yield the small world on SQLite."""
    world = build_world(tmp_path)
    yield world
    world.database.close()


def test_every_row_of_the_world_is_the_same_on_both(here: World, there: World) -> None:
    with here.database.read() as a, there.database.read() as b:
        for table in metadata.sorted_tables:
            columns = list(table.primary_key.columns)
            rows = [tx.execute(sa.select(table).order_by(*columns)).all() for tx in (a, b)]
            assert rows[0] == rows[1], table.name


def test_the_queries_of_the_page_give_the_same_on_both(here: World, there: World) -> None:
    cursor = MatrixCursor("shanghai", 1, "sh-waiban")
    with here.database.read() as a, there.database.read() as b:
        for filters in (
            {},
            {"after": cursor},
            {"before": cursor},
            {"search": "外事"},
            {"search": "%"},
            {"missing_column": True},
            {"year": 2025, "timeliness": Timeliness.LATE},
            {"year": 2025, "content": Content.CLEAN, "after": cursor},
            {"jurisdiction": "shenyang"},
        ):
            one, two = (overview.matrix(tx, report_years=[2024, 2025], limit=3, **filters) for tx in (a, b))
            assert one == two, filters
        for tx in (a, b):
            assert overview.report_years(tx) == (2025, 2024, 2023)
        assert overview.state_counts(a) == overview.state_counts(b)
        assert overview.agency_detail(a, agency_id="sh-hezuo") == overview.agency_detail(b, agency_id="sh-hezuo")
        for agency_id in ("sh-hezuo", "sh-shi", "sy-waiban"):
            one_report = overview.report_detail(a, agency_id=agency_id, report_year=2025)
            assert one_report == overview.report_detail(b, agency_id=agency_id, report_year=2025)
        assert overview.stuck_work(a, now=NOW) == overview.stuck_work(b, now=NOW)


def test_a_reading_transaction_refuses_to_write_and_the_connection_can_write_afterwards(postgres: Database) -> None:
    with pytest.raises(DBAPIError, match="read-only"), postgres.read() as tx:
        heartbeats.beat(tx, name="x", now=AT, pid=1, started_at=AT)
    with postgres.write() as tx:
        heartbeats.beat(tx, name="x", now=AT, pid=1, started_at=AT)
    with postgres.read() as tx:
        assert heartbeats.all_beats(tx)[0].at == AT


def test_characters_that_no_database_can_store_are_replaced_and_stop_nothing(postgres: Database) -> None:
    with postgres.write() as tx:
        heartbeats.beat(tx, name="x\0", now=AT, pid=1, started_at=AT, detail={"title": "坏\0标题\ud800 \\u0000"})
        (beat,) = heartbeats.all_beats(tx)

    assert (beat.name, beat.detail) == ("x\ufffd", {"title": "坏\ufffd标题\ufffd \\u0000"})


def test_times_come_back_in_utc_whatever_the_server_s_zone(postgres: Database) -> None:
    with postgres.write() as tx:
        tx.execute(sa.text("SET LOCAL TIME ZONE 'Asia/Shanghai'"))
        heartbeats.beat(tx, name="x", now=AT, pid=1, started_at=AT)
        (beat,) = heartbeats.all_beats(tx)

    assert (beat.at, beat.at.utcoffset()) == (AT, timedelta(0))


def test_facts_are_stored_as_jsonb_and_can_be_asked_by_sql(there: World) -> None:
    with there.database.read() as tx:
        query = "SELECT facts->'tables'->'applications'->'received'->'total'->>'value' FROM reports WHERE is_current"
        values = {row[0] for row in tx.execute(sa.text(f"{query} AND agency_id = 'sh-hezuo'"))}

    assert values == {"10"}


def test_the_roll_is_previewed_changed_and_exported(there: World) -> None:
    roll = read_roll(SHANGHAI.replace("上海市统计局", "上海市数据局"), file="shanghai.yml")
    with there.database.write() as tx:
        changes = agencies.apply(tx, roll, now=NOW)
        text = agencies.export(tx, jurisdiction="shanghai")

        assert [change.agency_id for change in changes.changed] == ["sh-tongji"]
        assert agencies.preview(tx, read_roll(text, file="x")).is_empty


def test_the_pipeline_s_functions_work_there(there: World) -> None:
    with there.database.write() as tx:
        assert duties.ensure_duties(tx, now=datetime(2026, 12, 1, tzinfo=UTC)) == 8
        claimed = sources.claim_due(tx, now=NOW, limit=5, lease=timedelta(minutes=5))
        assert [source.agency_id for source in claimed] == ["sh-shi", "sh-waiban", "sh-hezuo", "sh-tongji", "sh-dangan"]
        assert looks.last_complete_of(tx, source_ids=[claimed[0].id])
        assert duties.due_for_assessment(tx, now=datetime(2026, 12, 2, tzinfo=UTC), limit=100)
        current = reports.current_of(tx, agency_id="sh-hezuo", report_year=2025)
        assert current is not None
        again = reports.save(
            tx, document_id=current.document_id, report_year=2025, report=reports.load(current), now=NOW
        )
        assert not again.changed
        assert incidents.page(tx, limit=2)
        assert outbox.page(tx, limit=2)
        assert copies.candidates(tx, report_id=current.id) == ()
        assert copies.sample(tx, jurisdiction="shanghai", report_year=2025, without={"sh-hezuo"})
        assert copies.mark_some(tx, limit=10) == 0
        assert documents.requeue(tx, now=NOW) > 0


def test_the_doctor_examines_it(there: World) -> None:
    complaints = doctor.examine(there.database, there.archive, now=NOW)

    assert [complaint.trouble for complaint in complaints] == [doctor.Trouble.DEAD_LETTER]


def test_writers_at_the_same_time_all_raise_the_data_version_and_keep_the_counts(postgres: Database) -> None:
    with_agencies(postgres, 4)
    with postgres.read() as tx:
        before = versions.current(tx)

    def settle_often(agency_id: str) -> None:
        for n in range(6):
            state = Timeliness.LATE if n % 2 else Timeliness.ON_TIME
            with postgres.write() as tx:
                settle(tx, agency_id, state, Content.CLEAN, at=AT + timedelta(hours=n))

    threads = [threading.Thread(target=settle_often, args=(f"a{n}",)) for n in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with postgres.read() as tx:
        assert versions.current(tx) == before + 24
        (count,) = overview.state_counts(tx, report_year=2025)
        assert (count.timeliness, count.duties) == (Timeliness.LATE, 4)
