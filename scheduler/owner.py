"""One owner of a data directory or a PostgreSQL database: a second watch would ask every site twice."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from storage.session import Database

LOCK_NAME = "duban.lock"
ADVISORY_KEY = 0x647562616E  # "duban"; the same key in every database, which is where such locks live


class AlreadyRunning(Exception):
    """Somebody else watches with these data; `where` is the directory or database."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Ownership:
    """Whether we still own what we locked."""

    def __init__(self, connection: sa.Connection | None) -> None:
        self._connection = connection

    def holds(self) -> bool:
        """Return False once the connection that holds the lock is gone; a file lock is never lost."""
        if self._connection is None:
            return True
        try:
            self._connection.execute(sa.text("SELECT 1"))
        except sa.exc.DBAPIError:
            return False
        return True


@contextlib.contextmanager
def own(data_dir: Path, database: Database) -> Iterator[Ownership]:
    """Yield the ownership of directory and database; released at the end, by the system if we are killed.

    Raises AlreadyRunning.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data_dir / LOCK_NAME)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise AlreadyRunning(str(data_dir)) from error
    try:
        with _advisory_lock(database) as connection:
            yield Ownership(connection)
    finally:
        lock.release()


@contextlib.contextmanager
def _advisory_lock(database: Database) -> Iterator[sa.Connection | None]:
    if database.engine.dialect.name != "postgresql":
        yield None
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(ADVISORY_KEY))).scalar_one():
            raise AlreadyRunning(database.address)
        yield connection
