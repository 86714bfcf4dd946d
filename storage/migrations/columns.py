"""The column types that migrations name; they never change, so that an old migration always makes the same table."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB


def time() -> sa.DateTime:
    """Return the type beneath UtcDateTime."""
    return sa.DateTime(timezone=True)


def word() -> sa.String:
    """Return the type beneath a closed set of words."""
    return sa.String(length=40)


def document() -> sa.types.TypeEngine[Any]:
    """Return JSON on SQLite, JSONB on PostgreSQL."""
    return sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def number() -> sa.types.TypeEngine[int]:
    """Return the type of a row number."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
