"""The one door to the database: what is written is whole, one writes at a time, and readers are not disturbed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from storage import heartbeats, session, versions
from storage.errors import DatabaseBusy, DatabaseMissing, DatabaseUnreachable
from storage.session import Database
from tests.storage.rolls import AT

ROOT = Path(__file__).parents[2]


def _beat(tx: sa.Connection, name: str = "daemon") -> None:
    heartbeats.beat(tx, name=name, now=AT, pid=1, started_at=AT)


class Stumble(Exception):
    pass


def _write_then_stumble(database: Database) -> None:
    with database.write() as tx:
        _beat(tx)
        versions.bump(tx)
        raise Stumble


def _names(database: Database) -> list[str]:
    with database.read() as tx:
        return [beat.name for beat in heartbeats.all_beats(tx)]


def test_what_was_written_before_an_error_is_taken_back(database: Database) -> None:
    with pytest.raises(Stumble):
        _write_then_stumble(database)

    assert _names(database) == []


def test_a_reading_transaction_refuses_to_write(database: Database) -> None:
    with pytest.raises(OperationalError, match="readonly"), database.read() as tx:
        _beat(tx)


def test_a_connection_that_was_read_from_can_be_written_to_afterwards(database: Database) -> None:
    assert _names(database) == []

    with database.write() as tx:
        _beat(tx)

    assert _names(database) == ["daemon"]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as tx:
        before = heartbeats.all_beats(tx)
        with database.write() as other:
            _beat(other)

        assert heartbeats.all_beats(tx) == before == ()


def test_a_transaction_inside_another_of_the_same_thread_is_refused_at_once(database: Database) -> None:
    with (
        database.write(),
        pytest.raises(RuntimeError, match="inside another"),
        database.write(),
    ):
        pass


def test_a_writer_that_failed_leaves_the_lock_free(database: Database) -> None:
    with pytest.raises(Stumble):
        _write_then_stumble(database)

    with database.write() as tx:
        _beat(tx)

    assert _names(database) == ["daemon"]


def test_threads_that_read_then_write_lose_nothing(database: Database) -> None:
    with database.write() as tx:
        tx.exec_driver_sql("CREATE TABLE tally (n INTEGER)")
        tx.exec_driver_sql("INSERT INTO tally VALUES (0)")

    def count() -> None:
        for _ in range(25):
            with database.write() as tx:
                n = tx.exec_driver_sql("SELECT n FROM tally").scalar_one()
                tx.exec_driver_sql("UPDATE tally SET n = ?", (n + 1,))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as tx:
        assert tx.exec_driver_sql("SELECT n FROM tally").scalar_one() == 100


COUNT_TOO = """
import sys
from storage.session import Database
database = Database.open(sys.argv[1])
for _ in range(50):
    with database.write() as tx:
        n = tx.exec_driver_sql("SELECT n FROM tally").scalar_one()
        tx.exec_driver_sql("UPDATE tally SET n = ?", (n + 1,))
"""


def test_two_processes_that_read_then_write_lose_nothing(database: Database) -> None:
    with database.write() as tx:
        tx.exec_driver_sql("CREATE TABLE tally (n INTEGER)")
        tx.exec_driver_sql("INSERT INTO tally VALUES (0)")
    other = subprocess.Popen([sys.executable, "-c", COUNT_TOO, f"sqlite:///{database.path}"], cwd=ROOT)

    for _ in range(50):
        with database.write() as tx:
            n = tx.exec_driver_sql("SELECT n FROM tally").scalar_one()
            tx.exec_driver_sql("UPDATE tally SET n = ?", (n + 1,))

    assert other.wait(60) == 0
    with database.read() as tx:
        assert tx.exec_driver_sql("SELECT n FROM tally").scalar_one() == 100


def test_a_lock_that_another_process_keeps_ends_in_a_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "BUSY_TIMEOUT_S", 0.05)
    impatient = Database.open(f"sqlite:///{database.path}")

    with (
        database.write(),
        pytest.raises(DatabaseBusy, match=r"占用.*本次写入未进行"),
        impatient.write(),
    ):
        pass

    impatient.close()


def test_the_embedded_database_has_the_settings_that_unattended_work_needs(database: Database) -> None:
    with database.write() as tx:
        pragmas = {
            name: tx.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"), database.write() as tx:
        tx.exec_driver_sql("INSERT INTO receipts (outbox_id, target, at, status) VALUES (7, 'x', 'y', 'failed')")


def test_a_database_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="duban agencies import"):
        Database.open(f"sqlite:///{tmp_path / 'none.db'}")

    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "address", ["", "not an address", "mysql://me@here/duban", "sqlite://", "sqlite:///:memory:", "oracle:x"]
)
def test_an_address_of_another_kind_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="database_url"):
        Database.open(address)


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        Database.open("postgresql://duban:hidden-word@127.0.0.1:9/duban?connect_timeout=2")

    assert "hidden-word" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_the_data_version_rises_once_per_transaction_that_changed_what_is_shown(database: Database) -> None:
    with database.write() as tx:
        versions.bump(tx)
        versions.bump(tx)
    with database.write() as tx:
        _beat(tx)

    with database.read() as tx:
        assert versions.current(tx) == 1


def test_a_transaction_that_failed_leaves_the_data_version(database: Database) -> None:
    with pytest.raises(Stumble):
        _write_then_stumble(database)
    with database.write() as tx:
        _beat(tx)

    with database.read() as tx:
        assert versions.current(tx) == 0


def test_this_python_brings_an_sqlite_that_knows_returning() -> None:
    assert sqlite3.sqlite_version_info >= (3, 35)
