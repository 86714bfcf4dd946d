"""The one door to the database: open it, read from it, write to it.

SQLite: write-ahead log, one writer per process, and every writing transaction takes the write lock at its start
(BEGIN IMMEDIATE), because a transaction that reads first and then wants to write fails at once when another wrote in
between. PostgreSQL: plain transactions.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from storage import duty_counting, versions
from storage.errors import DatabaseBusy, DatabaseMissing, DatabaseUnreachable, StorageError

BUSY_TIMEOUT_S = 30.0
APPLICATION_ID = 0x44554241  # "DUBA" in the header of our SQLite files
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class Database:
    """An open database. Share one per process: its lock is what makes this process a single writer on SQLite."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writer = threading.Lock()
        self._writing_thread: int | None = None

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Database:
        """Return the database at the address, its schema being the one of this version.

        An old SQLite file is upgraded on the way (a copy is kept beside it if it holds data); an old or empty
        PostgreSQL database raises DatabaseOld. `create` makes the database, or its tables where it is empty.
        Raises DatabaseMissing, DatabaseUnreachable, DatabaseNewer, DatabaseOld, NotOurDatabase.
        """
        from storage import upgrade  # needs this module

        database = cls.connect(url, create=create)
        try:
            upgrade.prepare(database, create=create)
        except (OperationalError, OSError) as error:
            database.close()
            raise DatabaseUnreachable(database.address, _reason(error)) from error
        except StorageError:
            database.close()
            raise
        return database

    @classmethod
    def connect(cls, url: str, *, create: bool = False) -> Database:
        """Return the database whatever its schema: for `duban db upgrade` and `duban doctor`, which look at that."""
        address = parse_address(url)
        path = file_of(address)
        if path is not None and not path.exists():
            if not create:
                raise DatabaseMissing(str(path))
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DatabaseUnreachable(str(path), _reason(error)) from error
        database = cls(_engine(address))
        if path is None:
            try:
                database.engine.connect().close()
            except OperationalError as error:
                database.close()
                raise DatabaseUnreachable(database.address, _reason(error)) from error
        return database

    @property
    def address(self) -> str:
        """Return the address for messages, its password masked."""
        path = self.path
        return self.engine.url.render_as_string(hide_password=True) if path is None else str(path)

    @property
    def path(self) -> Path | None:
        """Return the SQLite file, or None on PostgreSQL."""
        return file_of(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield a connection that sees one state of the data and refuses to write."""
        with self.engine.connect().execution_options(duban_mode="read", postgresql_readonly=True) as tx, tx.begin():
            yield tx

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Yield a connection in a writing transaction: committed at the end, rolled back on any error.

        Raises DatabaseBusy when another process keeps the lock, RuntimeError when this thread is already writing.
        """
        if self.engine.dialect.name != "sqlite":
            with self._transaction() as tx:
                yield tx
            return
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a writing transaction was begun inside another one of the same thread")
        with self._writer:
            self._writing_thread = threading.get_ident()
            try:
                with self._transaction() as tx:
                    yield tx
            finally:
                self._writing_thread = None

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with self.engine.connect().execution_options(duban_mode="write") as tx:
            try:
                transaction = tx.begin()
            except OperationalError as error:
                if is_busy(error):
                    raise DatabaseBusy(self.address, BUSY_TIMEOUT_S) from error
                raise
            with transaction:
                for kept_to_the_end in (duty_counting, versions):
                    kept_to_the_end.forget(tx)
                yield tx
                for kept_to_the_end in (duty_counting, versions):
                    kept_to_the_end.settle(tx)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def parse_address(url: str) -> sa.URL:
    """Return the address as a URL; "postgresql://" means psycopg. Raises DatabaseUnreachable for anything else."""
    try:
        address = sa.make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(url.split("@")[-1], "地址应为 sqlite:///路径 或 postgresql://…") from error
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        shown = address.render_as_string(hide_password=True)
        raise DatabaseUnreachable(shown, "只支持 sqlite 和 postgresql")
    if address.get_backend_name() == "sqlite" and address.database in {None, "", ":memory:"}:
        raise DatabaseUnreachable("sqlite", "需要一个文件路径，例如 sqlite:///data/duban.db")
    return address


def file_of(address: sa.URL) -> Path | None:
    """Return the file of an SQLite address, None for PostgreSQL."""
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def is_busy(error: OperationalError) -> bool:
    """Return True where SQLite gave up waiting for another process's lock."""
    return isinstance(error.orig, sqlite3.OperationalError) and error.orig.sqlite_errorname.startswith("SQLITE_BUSY")


def _reason(error: OperationalError | OSError) -> str:
    said = str(error.orig if isinstance(error, OperationalError) else error.strerror)
    return " ".join(said.split())


def _engine(address: sa.URL) -> sa.Engine:
    try:
        if address.get_backend_name() != "sqlite":
            engine = sa.create_engine(address, json_serializer=_json_text, pool_pre_ping=True)
            event.listen(engine, "before_cursor_execute", _clean_texts, retval=True)
            return engine
        engine = sa.create_engine(
            address,
            json_serializer=_json_text,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
    except NoSuchModuleError as error:
        raise DatabaseUnreachable(address.render_as_string(hide_password=True), str(error)) from error
    event.listen(engine, "before_cursor_execute", _clean_texts, retval=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _json_text(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if "\\u0000" in text:  # PostgreSQL refuses the escape, too
        text = json.dumps(_storable(value), ensure_ascii=False, separators=(",", ":"))
    return text


def _clean_texts(
    _tx: sa.Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """Put U+FFFD for what no database can store: a page from outside may hold it, and must not stop the crawl."""
    return statement, _storable(parameters)


def _storable(value: Any) -> Any:
    match value:
        case str():
            return _NOT_STORABLE.sub("\ufffd", value)
        case dict():
            return {key: _storable(item) for key, item in value.items()}
        case list() | tuple():
            return type(value)(map(_storable, value))
        case _:
            return value


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(tx: sa.Connection) -> None:
    mode = tx.get_execution_options().get("duban_mode", "read")
    tx.exec_driver_sql(f"PRAGMA query_only={'ON' if mode == 'read' else 'OFF'}")
    # a migration rebuilds tables (copy, drop, rename), which dangling references must not stop half-way
    tx.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if mode == 'migrate' else 'ON'}")
    tx.exec_driver_sql("BEGIN" if mode == "read" else "BEGIN IMMEDIATE")
