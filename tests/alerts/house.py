"""A database with two offices and their agencies, for the tests that write incidents and messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alerts.facts import Change, SourceHealthChange
from alerts.rounds import Queued, alert
from alerts.targets import Target
from storage import agencies, incidents, outbox, sources
from storage.records import Incident, OutboxMessage
from storage.roll import read_roll
from storage.session import Database
from tests.alerts.samples import NOW, source

ROLLS = (
    """\
jurisdiction: shanghai
agencies:
  - id: shanghai-wsb
    name: 上海市人民政府外事办公室
    level: department
    duty_basis: statutory_department
    watch_from: 2024
    sources:
      - {url: "https://wsb.sh.gov.cn/2020zfxxgknb/", family: auto, hosts: [wsb.sh.gov.cn], verified: false}
  - id: shanghai-hzjl
    name: 上海市人民政府合作交流办公室
    level: department
    duty_basis: statutory_department
    watch_from: 2024
    sources: []
""",
    """\
jurisdiction: shenyang
agencies:
  - id: shenyang-wb
    name: 沈阳市人民政府外事办公室
    level: department
    duty_basis: statutory_department
    watch_from: 2024
    sources: []
""",
)


@contextmanager
def house(folder: Path) -> Iterator[Database]:
    """Yield a new database in the folder with the two rolls imported."""
    database = Database.open(f"sqlite:///{folder / 'duban.db'}", create=True)
    try:
        with database.write() as tx:
            for text in ROLLS:
                agencies.apply(tx, read_roll(text, file="test.yml"), now=NOW)
        yield database
    finally:
        database.close()


def the_column(database: Database, failures: int = 3) -> SourceHealthChange:
    """Return how the one column that the rolls know stands."""
    with database.read() as tx:
        (column,) = sources.of_agencies(tx)
    return source(failures, source_id=column.id)


def told(database: Database, changes: list[Change], *targets: Target) -> Queued:
    """Return what one round about the changes wrote."""
    with database.write() as tx:
        return alert(tx, changes, targets, now=NOW)


def messages(database: Database) -> tuple[OutboxMessage, ...]:
    """Return the outbox, oldest first."""
    with database.read() as tx:
        return outbox.page(tx, limit=100)[::-1]


def all_incidents(database: Database) -> tuple[Incident, ...]:
    """Return all incidents, oldest first."""
    with database.read() as tx:
        return incidents.page(tx, limit=100)[::-1]
