"""Whatever is to be taken is taken exactly once, by threads and processes that all want it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from storage import documents, outbox, runs
from storage.records import DocumentRole, NewMessage
from storage.session import Database
from tests.storage.claimers import take_everything
from tests.storage.rolls import AT, with_agencies

ROOT = Path(__file__).parents[2]
NUMBER = 60


def _fill(database: Database) -> set[str]:
    """Return the names of everything that can be taken."""
    names = {f"source {source.id}" for source in with_agencies(database, NUMBER)}
    with database.write() as tx:
        for n in range(NUMBER):
            message = NewMessage(f"<{n}@duban>", "here", "mail", "late", "s", "b")
            names.add(f"message {outbox.put(tx, message=message, now=AT).id}")
            seen = documents.record(
                tx,
                agency_id="a1",
                url=f"http://127.0.0.1/{n}.html",
                sha256=f"{n:064}",
                size=1,
                role=DocumentRole.REPORT,
                now=AT,
            )
            names.add(f"document {seen.document.id}")
            names.add(f"run {runs.enqueue(tx, kind='crawl', source_ids=[], now=AT).id}")
    return names


def _all_take(database: Database, address: str) -> Counter[str]:
    other = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.claimers", address], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    taken: list[str] = []
    threads = [threading.Thread(target=lambda: taken.extend(take_everything(database))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    printed, _ = other.communicate(timeout=60)
    assert other.returncode == 0
    return Counter([*taken, *printed.splitlines()])


def test_on_sqlite_everything_is_taken_exactly_once(database: Database) -> None:
    names = _fill(database)

    taken = _all_take(database, f"sqlite:///{database.path}")

    assert taken == Counter(names)


def test_on_postgresql_everything_is_taken_exactly_once(postgres: Database, postgres_url: str) -> None:
    names = _fill(postgres)

    taken = _all_take(postgres, postgres_url)

    assert taken == Counter(names)


@pytest.mark.parametrize("kind", ["source", "message", "document", "run"])
def test_each_kind_of_work_was_there_to_be_taken(database: Database, kind: str) -> None:
    assert sum(name.startswith(kind) for name in _fill(database)) == NUMBER
