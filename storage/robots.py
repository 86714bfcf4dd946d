"""The cache of robots.txt by origin, shared by all crawls."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from storage.records import RobotsFile
from storage.rows import to_record
from storage.schema import robots


def get(tx: sa.Connection, *, origin: str, now: datetime) -> RobotsFile | None:
    """Return what the origin's robots.txt last answered, None where that is unknown or has expired."""
    return get_many(tx, origins=[origin], now=now).get(origin)


def get_many(tx: sa.Connection, *, origins: Collection[str], now: datetime) -> dict[str, RobotsFile]:
    """Return by origin what its robots.txt last answered; where that is unknown or has expired, nothing."""
    rows = tx.execute(sa.select(robots).where(robots.c.origin.in_(origins), robots.c.expires_at > now))
    return {row.origin: to_record(RobotsFile, row) for row in rows}


def put(tx: sa.Connection, *, file: RobotsFile) -> None:
    """Keep the answer in place of an earlier one."""
    tx.execute(sa.delete(robots).where(robots.c.origin == file.origin))
    tx.execute(
        sa.insert(robots).values(
            origin=file.origin,
            status=file.status,
            body=file.body,
            fetched_at=file.fetched_at,
            expires_at=file.expires_at,
        )
    )


def prune(tx: sa.Connection, *, before: datetime) -> int:
    """Return how many answers that expired before that time were removed."""
    return tx.execute(sa.delete(robots).where(robots.c.expires_at < before)).rowcount
