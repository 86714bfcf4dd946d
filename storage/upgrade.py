"""The schema of a database against that of this version: what it is, and bringing it up to date (Alembic)."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout

from storage.errors import DatabaseBusy, DatabaseNewer, DatabaseOld, NotOurDatabase
from storage.session import APPLICATION_ID, Database

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_HEADER = b"SQLite format 3\0"
UPGRADE_WAIT_S = 300.0


class SchemaState(StrEnum):
    """How a database's schema stands to that of this version."""

    EMPTY = "empty"
    OLD = "old"
    CURRENT = "current"
    NEWER = "newer"


def prepare(database: Database, *, create: bool) -> None:
    """Make sure that the database can be used by this version, upgrading an embedded one (see Database.open)."""
    match state(database):
        case SchemaState.CURRENT:
            return
        case SchemaState.NEWER:
            raise DatabaseNewer(database.address, revision(database) or "?")
        case SchemaState.EMPTY if create:
            upgrade(database)
        case SchemaState.OLD if database.path is not None:
            upgrade(database)
        case SchemaState.EMPTY | SchemaState.OLD:
            raise DatabaseOld(database.address, revision(database))


def state(database: Database) -> SchemaState:
    """Return how the database's schema stands to this version's; raises NotOurDatabase for anybody else's."""
    if database.path is not None:
        _check_header(database.path)
    found = revision(database)
    with database.engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
    if found is None and not tables:
        return SchemaState.EMPTY
    # other programs number their migrations, too: a revision alone says nothing
    if found is None or "agencies" not in tables or "sources" not in tables or not _bears_our_mark(database):
        raise NotOurDatabase(database.address, f"已有别的表：{', '.join(sorted(tables)[:3])}")
    if found == head():
        return SchemaState.CURRENT
    known = {script.revision for script in _scripts().walk_revisions()}
    return SchemaState.OLD if found in known else SchemaState.NEWER


def revision(database: Database) -> str | None:
    """Return the revision that the database is at, None where there is none."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """Return the revision of this version."""
    found = _scripts().get_current_head()
    if found is None:
        raise RuntimeError("the migrations of this installation are missing")
    return found


def upgrade(database: Database) -> str:
    """Bring the database to this version and return its revision; does nothing when it is there already.

    An SQLite file that holds data is copied beside itself first. Processes that start together wait for each other.
    Raises DatabaseNewer and NotOurDatabase.
    """
    if database.path is None:
        _migrate(database)
    else:
        try:
            with FileLock(f"{database.path}.upgrade.lock", timeout=UPGRADE_WAIT_S):
                if state(database) is SchemaState.OLD:
                    _copy_aside(database.path, revision(database) or "empty")
                _migrate(database)
        except Timeout as error:
            raise DatabaseBusy(database.address, UPGRADE_WAIT_S) from error
    return head()


def _migrate(database: Database) -> None:
    match state(database):
        case SchemaState.NEWER:
            raise DatabaseNewer(database.address, revision(database) or "?")
        case SchemaState.CURRENT:
            return
        case SchemaState.EMPTY | SchemaState.OLD:
            pass
    if database.path is not None:
        own_file(database.path)
    with database.engine.connect().execution_options(duban_mode="migrate") as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def own_file(path: Path) -> None:
    """Write our mark into the file's header and switch it to the write-ahead log; both stay in the file."""
    raw = sqlite3.connect(str(path), isolation_level=None)
    try:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _bears_our_mark(database: Database) -> bool:
    """Return whether the file's header names us; a PostgreSQL database has no such mark and passes."""
    if database.path is None:
        return True
    with database.engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID)


def _check_header(path: Path) -> None:
    """Raise NotOurDatabase for a directory or a file of another kind; a file of no bytes is an empty database."""
    if path.is_dir():
        raise NotOurDatabase(str(path), "是一个目录")
    if not path.exists():
        return
    with path.open("rb") as file:
        start = file.read(len(SQLITE_HEADER))
    if start not in {b"", SQLITE_HEADER}:
        raise NotOurDatabase(str(path), "不是 SQLite 文件")


def _copy_aside(path: Path, found: str) -> Path:
    """Return the copy of the file as it was, named by its revision; an older copy is never overwritten."""
    number, copy = 1, path.with_name(f"{path.name}.{found}.bak")
    while copy.exists():
        number, copy = number + 1, path.with_name(f"{path.name}.{found}.{number + 1}.bak")
    source, target = sqlite3.connect(str(path)), sqlite3.connect(str(copy))
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return copy


def alembic_config() -> Config:
    """Return the configuration of Alembic; whoever runs a command puts a connection into its attributes."""
    config = Config()
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())
