"""What all tables share: the MetaData with its naming convention and the column types that behave alike everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WORD_LENGTH = 40


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime, stored as UTC and read back as UTC; a naive value is refused with ValueError.

    SQLite drops an offset without converting, PostgreSQL converts: without this type one row means two instants.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without its zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the stored instant as an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.utcoffset() is None else value.astimezone(UTC)


def json_type() -> sa.types.TypeEngine[Any]:
    """Return JSON on SQLite and JSONB on PostgreSQL; None is NULL, never the JSON word null."""
    return sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def word(words: type[StrEnum]) -> sa.Enum:
    """Return a text column type that takes only the values of the StrEnum; the database itself keeps plain text."""
    return sa.Enum(
        words,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=WORD_LENGTH,
        values_callable=lambda members: [member.value for member in members],
    )


def number_key() -> sa.types.TypeEngine[int]:
    """Return the type of a row number: 64 bits on PostgreSQL, SQLite's own rowid there."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
