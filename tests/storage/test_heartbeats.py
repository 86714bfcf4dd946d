"""Signs of life: one row per process, the latest counts."""

from __future__ import annotations

from datetime import timedelta

from storage import heartbeats
from storage.session import Database
from tests.storage.rolls import AT


def test_the_latest_sign_of_life_of_each_process_is_kept(database: Database) -> None:
    with database.write() as tx:
        for name, minutes in (("worker", 0), ("daemon", 0), ("daemon", 1)):
            now = AT + timedelta(minutes=minutes)
            heartbeats.beat(tx, name=name, now=now, pid=7, started_at=AT, detail={"jobs": minutes})

        found = heartbeats.all_beats(tx)

    assert [(beat.name, (beat.at - AT).seconds, beat.detail) for beat in found] == [
        ("daemon", 60, {"jobs": 1}),
        ("worker", 0, {"jobs": 0}),
    ]


def test_a_process_that_ended_in_good_order_is_forgotten(database: Database) -> None:
    with database.write() as tx:
        heartbeats.beat(tx, name="page", now=AT, pid=7, started_at=AT)

        heartbeats.clear(tx, name="page")

        assert heartbeats.all_beats(tx) == ()
