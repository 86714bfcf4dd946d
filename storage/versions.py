"""The data version: a counter that rises with every write that changes what the pages show (their ETag)."""

from __future__ import annotations

import sqlalchemy as sa

from storage.schema import counters

_NAME = "data_version"  # the row is made by the first migration
_MARK = "duban_data_version"


def bump(tx: sa.Connection) -> None:
    """Mark that this transaction changes what the pages show; the counter rises once, as its last statement.

    Last, because on PostgreSQL the counter's row stays locked until the commit, and locking it first would make two
    long transactions wait for each other.
    """
    tx.info[_MARK] = True


def current(tx: sa.Connection) -> int:
    """Return the data version, 0 before the first write."""
    return int(tx.execute(sa.select(counters.c.value).where(counters.c.name == _NAME)).scalar_one())


def forget(tx: sa.Connection) -> None:
    """Drop a mark that a transaction before this one left on the pooled connection."""
    tx.info.pop(_MARK, None)


def settle(tx: sa.Connection) -> None:
    """Raise the counter if this transaction was marked; Database.write() calls it before committing."""
    if tx.info.pop(_MARK, False):
        tx.execute(sa.update(counters).where(counters.c.name == _NAME).values(value=counters.c.value + 1))
