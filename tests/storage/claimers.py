"""A claimer as a process of its own: takes whatever is to be taken, and prints what it got."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta

from storage import documents, outbox, runs, sources
from storage.session import Database
from tests.storage.rolls import AT

LEASE = timedelta(hours=1)


def take_everything(database: Database) -> Iterator[str]:
    """Yield the name of everything that this claimer got, until nothing is left."""
    while got := list(_take_a_little(database)):
        yield from got


def _take_a_little(database: Database) -> Iterator[str]:
    with database.write() as tx:
        taken = [f"source {s.id}" for s in sources.claim_due(tx, now=AT, limit=3, lease=LEASE)]
        taken += [f"message {m.id}" for m in outbox.claim_messages(tx, now=AT, limit=2, lease=LEASE)]
        taken += [f"document {d.id}" for d in documents.take_pending(tx, now=AT, limit=2, lease=LEASE)]
        run = runs.take_next(tx, now=AT)
    yield from taken
    if run is not None:
        yield f"run {run.id}"


if __name__ == "__main__":
    for name in take_everything(Database.open(sys.argv[1])):
        sys.stdout.write(f"{name}\n")
