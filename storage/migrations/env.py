"""Alembic's environment: runs on the connection that storage.upgrade hands over, never on an address of its own."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.schema import metadata
from storage.schema.base import UtcDateTime


def render_item(type_: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain types beneath, so that an old migration never depends on later code."""
    if type_ != "type":
        return False
    match item:
        case UtcDateTime():
            name = "time()"
        case sa.Enum():
            name = "word()"
        case sa.JSON():
            name = "document()"
        case sa.BigInteger() if item._variant_mapping:
            name = "number()"
        case _:
            return False
    autogen.imports.add("from storage.migrations import columns")
    return f"columns.{name}"


def run() -> None:
    """Run the migrations in one transaction."""
    connection: sa.Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
