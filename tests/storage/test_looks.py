"""Looks: kept as they were, found again by agency and time, and by what was good."""

from __future__ import annotations

from datetime import date, timedelta

from reports.looks import LookOutcome
from storage import looks
from storage.records import ListedLink, Look, LookKind, Source
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

LINKS = (
    ListedLink("http://127.0.0.1/1.html", "2024年度报告", date(2025, 1, 13), 2024, is_report=True),
    ListedLink("http://127.0.0.1/2.html", "通知 <b>", None, None),
)


def _look(
    database: Database, source: Source, outcome: LookOutcome, *, day: int = 0, kind: LookKind = LookKind.COLUMN
) -> Look:
    asked = AT + timedelta(days=day)
    with database.write() as tx:
        return looks.add(
            tx,
            agency_id=source.agency_id,
            source_id=source.id,
            kind=kind,
            url=source.url,
            asked_at=asked,
            answered_at=asked + timedelta(seconds=2),
            outcome=outcome,
            http_status=200,
            pages_read=3,
            canary=True,
            links=LINKS if outcome is LookOutcome.COMPLETE else (),
            note={"family": "list"},
        )


def test_a_look_comes_back_as_it_was_kept(database: Database) -> None:
    (source,) = with_agencies(database)

    kept = _look(database, source, LookOutcome.COMPLETE)

    with database.read() as tx:
        assert looks.of_agency(tx, agency_id="a1") == (kept,)
    assert (kept.links, kept.canary, kept.pages_read, kept.note) == (LINKS, True, 3, {"family": "list"})


def test_characters_that_no_database_can_store_are_replaced_and_stop_nothing(database: Database) -> None:
    (source,) = with_agencies(database)
    with database.write() as tx:
        kept = looks.add(
            tx,
            agency_id="a1",
            source_id=source.id,
            kind=LookKind.COLUMN,
            url="http://127.0.0.1/\0\udc80",
            asked_at=AT,
            answered_at=None,
            outcome=LookOutcome.ERROR_PAGE,
            links=[ListedLink("http://127.0.0.1/", "坏\0标题\ud800 \\u0000")],
        )

    assert kept.url == "http://127.0.0.1/\ufffd\ufffd"
    assert kept.links[0].title == "坏\ufffd标题\ufffd \\u0000"


def test_looks_of_a_span_come_newest_first(database: Database) -> None:
    (source,) = with_agencies(database)
    made = [_look(database, source, LookOutcome.UNCHANGED, day=day) for day in range(4)]

    with database.read() as tx:
        found = looks.of_agency(tx, agency_id="a1", since=AT + timedelta(days=1), until=AT + timedelta(days=3))
        newest = looks.of_agency(tx, agency_id="a1", limit=1)

    assert found == (made[2], made[1])
    assert newest == (made[3],)


def test_the_last_complete_look_at_the_column_tells_what_it_showed(database: Database) -> None:
    first, second = with_agencies(database, 2)
    _look(database, first, LookOutcome.COMPLETE)
    complete = _look(database, first, LookOutcome.COMPLETE, day=1)
    _look(database, first, LookOutcome.UNCHANGED, day=2)
    _look(database, first, LookOutcome.CHALLENGE, day=3)
    _look(database, first, LookOutcome.COMPLETE, day=4, kind=LookKind.REPORT)

    with database.read() as tx:
        assert looks.last_complete_of(tx, source_ids=[first.id, second.id]) == {first.id: complete}


def test_a_person_s_look_says_who_saw_what_where(database: Database) -> None:
    with_agencies(database)

    with database.write() as tx:
        kept = looks.add_manual(
            tx,
            agency_id="a1",
            report_year=2025,
            looked_by="李",
            at=AT,
            url="http://127.0.0.1/nb/",
            saw_report=False,
            note="栏目打不开，首页也没有",
        )

    assert (kept.kind, kept.looked_by, kept.saw_report, kept.report_year) == (LookKind.MANUAL, "李", False, 2025)
    assert kept.outcome.is_good
    assert kept.note == {"text": "栏目打不开，首页也没有"}
