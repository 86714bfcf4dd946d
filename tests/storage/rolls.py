"""Short rolls for tests that need agencies and columns, and nothing else of the small world."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from storage import agencies, sources
from storage.records import Source
from storage.roll import read_roll
from storage.session import Database

AT = datetime(2025, 12, 10, 4, 0, tzinfo=UTC)


def roll_text(number: int = 1, *, watch_from: int = 2025, jurisdiction: str = "here") -> str:
    """Return a roll of departments a1, a2 …, each with one column."""
    entries = "".join(
        f"""
  - id: a{n}
    name: 某市第{n}局
    level: department
    duty_basis: statutory_department
    watch_from: {watch_from}
    sources: [{{url: "http://127.0.0.{n}/nb/", hosts: [127.0.0.{n}]}}]"""
        for n in range(1, number + 1)
    )
    return f"jurisdiction: {jurisdiction}\nagencies:{entries or ' []'}\n"


def import_roll(tx: sa.Connection, text: str, *, now: datetime = AT) -> None:
    """Import the roll."""
    agencies.apply(tx, read_roll(text, file="roll.yml"), now=now)


def with_agencies(database: Database, number: int = 1, *, watch_from: int = 2025) -> tuple[Source, ...]:
    """Return the sources of that many agencies, imported at AT."""
    with database.write() as tx:
        import_roll(tx, roll_text(number, watch_from=watch_from))
        return sources.of_agencies(tx)
