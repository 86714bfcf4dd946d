"""The cache of robots.txt: fresh answers are given, expired ones are not."""

from __future__ import annotations

from datetime import timedelta

from storage import robots
from storage.records import RobotsFile
from storage.session import Database
from tests.storage.rolls import AT

FILE = RobotsFile("http://127.0.0.1:8080", 200, "User-agent: *\n# 注释".encode("gbk"), AT, AT + timedelta(days=1))


def test_an_answer_is_kept_until_it_expires(database: Database) -> None:
    with database.write() as tx:
        robots.put(tx, file=FILE)

        assert robots.get(tx, origin=FILE.origin, now=AT) == FILE
        assert robots.get(tx, origin=FILE.origin, now=AT + timedelta(days=1)) is None
        assert robots.get(tx, origin="http://127.0.0.2", now=AT) is None


def test_a_newer_answer_takes_the_place_of_the_older(database: Database) -> None:
    silent = RobotsFile(FILE.origin, None, b"", AT + timedelta(hours=1), AT + timedelta(hours=2))
    with database.write() as tx:
        robots.put(tx, file=FILE)
        robots.put(tx, file=silent)

        assert robots.get(tx, origin=FILE.origin, now=AT) == silent


def test_expired_answers_are_pruned(database: Database) -> None:
    with database.write() as tx:
        robots.put(tx, file=FILE)

        assert robots.prune(tx, before=AT + timedelta(hours=1)) == 0
        assert robots.prune(tx, before=AT + timedelta(days=2)) == 1
