"""Drafts the next migration: storage.schema against a fresh database at the newest one. Read what it writes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage import upgrade
from storage.session import Database


def draft(number: str, message: str) -> None:
    """Write versions/NUMBER_MESSAGE.py."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.connect(f"sqlite:///{Path(folder) / 'draft.db'}", create=True)
        upgrade.upgrade(database)
        with database.engine.connect().execution_options(duban_mode="migrate") as connection:
            config = upgrade.alembic_config()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit('usage: python -m storage.migrations NUMBER "what changes"')
    draft(sys.argv[1], sys.argv[2])
