"""The schema: migrations give exactly the tables of storage.schema, and no other database is ever touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from filelock import FileLock

from storage import heartbeats, upgrade
from storage.errors import (
    DatabaseBusy,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseOld,
    DatabaseUnreachable,
    NotOurDatabase,
)
from storage.schema import metadata
from storage.session import Database
from storage.upgrade import SchemaState
from tests.storage.rolls import AT, with_agencies

ROOT = Path(__file__).parents[2]
FIRST = "0001"


def at_first_revision(address: str) -> Database:
    """Return a database as the first migration left it."""
    database = Database.connect(address, create=True)
    with database.engine.connect().execution_options(duban_mode="migrate") as connection:
        config = upgrade.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
    if database.path is not None:
        upgrade.own_file(database.path)
    return database


def set_revision(database: Database, revision: str) -> None:
    with database.write() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_exactly_the_tables_of_the_schema_on_sqlite(database: Database) -> None:
    assert differences(database) == []


def test_the_migrations_make_exactly_the_tables_of_the_schema_on_postgresql(postgres: Database) -> None:
    assert differences(postgres) == []


def test_a_fresh_file_is_empty_until_it_is_made(tmp_path: Path) -> None:
    database = Database.connect(f"sqlite:///{tmp_path / 'new.db'}", create=True)

    assert upgrade.state(database) is SchemaState.EMPTY
    assert upgrade.upgrade(database) == upgrade.head()
    assert upgrade.state(database) is SchemaState.CURRENT


def test_a_file_of_no_bytes_is_an_empty_database_and_not_made_without_asking(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    path.touch()

    with pytest.raises(DatabaseOld, match="空"):
        Database.open(f"sqlite:///{path}")
    Database.open(f"sqlite:///{path}", create=True).close()


def test_upgrading_twice_does_nothing(database: Database) -> None:
    assert upgrade.upgrade(database) == upgrade.upgrade(database) == upgrade.head()


def test_an_old_embedded_database_is_upgraded_when_opened_and_its_data_stay(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'duban.db'}"
    old = at_first_revision(address)
    with old.write() as tx:
        heartbeats.beat(tx, name="daemon", now=AT, pid=1, started_at=AT)
    assert upgrade.state(old) is SchemaState.OLD
    old.close()

    database = Database.open(address)

    assert upgrade.state(database) is SchemaState.CURRENT
    with database.read() as tx:
        assert [beat.name for beat in heartbeats.all_beats(tx)] == ["daemon"]


def test_a_copy_of_an_old_embedded_database_is_kept_beside_it(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'duban.db'}"
    old = at_first_revision(address)
    with old.write() as tx:
        heartbeats.beat(tx, name="daemon", now=AT, pid=1, started_at=AT)
    old.close()

    Database.open(address).close()

    copy = sqlite3.connect(tmp_path / "duban.db.0001.bak")
    assert copy.execute("SELECT name FROM heartbeats").fetchall() == [("daemon",)]
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [(FIRST,)]
    copy.close()


def test_an_earlier_copy_is_never_overwritten(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'duban.db'}"
    at_first_revision(address).close()
    (tmp_path / "duban.db.0001.bak").write_bytes(b"precious")

    Database.open(address).close()

    assert (tmp_path / "duban.db.0001.bak").read_bytes() == b"precious"
    assert (tmp_path / "duban.db.0001.2.bak").exists()


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    set_revision(database, "9999")
    address = f"sqlite:///{database.path}"

    with pytest.raises(DatabaseNewer, match="请升级督办"):
        Database.open(address)
    with pytest.raises(DatabaseNewer):
        upgrade.upgrade(database)

    assert upgrade.revision(database) == "9999"


def test_a_file_of_another_program_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE invoices (n INTEGER)")
    theirs.commit()
    theirs.close()
    before = path.read_bytes()

    with pytest.raises(NotOurDatabase, match="invoices"):
        Database.open(f"sqlite:///{path}", create=True)

    assert path.read_bytes() == before


@pytest.mark.parametrize("revision", ["ab12", FIRST, upgrade.head()])
@pytest.mark.parametrize("table", ["invoices", "agencies"])
def test_the_file_of_another_program_with_migrations_of_its_own_is_left_untouched(
    tmp_path: Path, revision: str, table: str
) -> None:
    path = tmp_path / "theirs.db"
    theirs = sqlite3.connect(path)
    theirs.execute(f"CREATE TABLE {table} (n INTEGER)")
    theirs.execute("CREATE TABLE alembic_version (version_num TEXT)")
    theirs.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    theirs.commit()
    theirs.close()
    before = path.read_bytes()

    with pytest.raises(NotOurDatabase, match=table):
        Database.open(f"sqlite:///{path}", create=True)

    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 a zip file", b"x", "名录\n".encode()])
def test_a_file_that_is_no_database_is_left_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "duban.db"
    path.write_bytes(content)

    with pytest.raises(NotOurDatabase, match="不是 SQLite 文件"):
        Database.open(f"sqlite:///{path}", create=True)

    assert path.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(NotOurDatabase, match="目录"):
        Database.open(f"sqlite:///{tmp_path}", create=True)


def test_processes_that_start_together_make_the_database_once(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'duban.db'}"
    program = "import sys; from storage.session import Database; Database.open(sys.argv[1], create=True).close()"

    starting = [subprocess.Popen([sys.executable, "-c", program, address], cwd=ROOT) for _ in range(3)]

    assert [process.wait(60) for process in starting] == [0, 0, 0]
    assert with_agencies(Database.open(address))


def test_an_old_postgresql_database_wants_the_command(empty_postgres: str) -> None:
    at_first_revision(empty_postgres).close()

    with pytest.raises(DatabaseOld, match="duban db upgrade"):
        Database.open(empty_postgres)

    database = Database.connect(empty_postgres)
    assert upgrade.upgrade(database) == upgrade.head()
    database.close()
    Database.open(empty_postgres).close()


def test_an_empty_postgresql_database_wants_the_command_too(empty_postgres: str) -> None:
    with pytest.raises(DatabaseOld, match="空"):
        Database.open(empty_postgres)


def test_a_postgresql_database_of_another_program_is_left_untouched(empty_postgres: str) -> None:
    theirs = Database.connect(empty_postgres)
    with theirs.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:r)"), {"r": FIRST})

    with pytest.raises(NotOurDatabase, match="alembic_version"):
        upgrade.upgrade(theirs)

    theirs.close()


def test_a_data_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(DatabaseUnreachable, match="data_dir"):
        Database.open(f"sqlite:///{tmp_path / 'data' / 'duban.db'}", create=True)


def test_an_upgrade_that_another_process_holds_up_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "UPGRADE_WAIT_S", 0.05)
    path = tmp_path / "duban.db"

    with FileLock(f"{path}.upgrade.lock"), pytest.raises(DatabaseBusy, match="占用"):
        Database.open(f"sqlite:///{path}", create=True)


def test_a_missing_file_is_not_made_by_looking_at_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        Database.connect(f"sqlite:///{tmp_path / 'none.db'}")

    assert list(tmp_path.iterdir()) == []


DIE_IN_THE_MIDDLE = """
import os, sys
import sqlalchemy as sa
from storage import upgrade
from storage.session import Database
database = Database.connect(sys.argv[1], create=True)
seen = []
def count(*_arguments):
    seen.append(1)
    if len(seen) == int(sys.argv[2]):
        os._exit(9)
sa.event.listen(database.engine, "before_cursor_execute", count)
upgrade.upgrade(database)
"""


@pytest.mark.parametrize("statement", [12, 20, 35, 45])
def test_an_upgrade_that_is_killed_in_the_middle_leaves_all_or_nothing(tmp_path: Path, statement: int) -> None:
    address = f"sqlite:///{tmp_path / 'duban.db'}"

    killed = subprocess.run([sys.executable, "-c", DIE_IN_THE_MIDDLE, address, str(statement)], cwd=ROOT, check=False)

    assert killed.returncode == 9
    halted = Database.connect(address)
    assert upgrade.state(halted) is SchemaState.EMPTY
    halted.close()
    assert with_agencies(Database.open(address, create=True))
