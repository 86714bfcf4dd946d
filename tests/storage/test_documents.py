"""Documents: new bytes wait for reading, known ones only move their last sight, none is ever lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import documents
from storage.errors import NoSuchRow
from storage.records import DocumentRole, DocumentState, SeenDocument
from storage.session import Database
from tests.storage.rolls import AT, with_agencies

URL = "http://127.0.0.1/2025.html"
LEASE = timedelta(minutes=2)


def _see(database: Database, sha256: str = "a" * 64, *, day: int = 0, url: str = URL) -> SeenDocument:
    with database.write() as tx:
        return documents.record(
            tx,
            agency_id="a1",
            url=url,
            sha256=sha256,
            size=3,
            role=DocumentRole.REPORT,
            now=AT + timedelta(days=day),
            headers={"content-type": "text/html; charset=gbk", "etag": f'"{day}"'},
            title="2025年度报告",
            listed_date=date(2026, 1, 13),
            report_year=2025,
        )


def _parse(database: Database, seen: SeenDocument) -> None:
    with database.write() as tx:
        documents.mark_parsed(tx, document_id=seen.document.id, now=AT)


def _take(database: Database, *, minutes: int = 0, limit: int = 5) -> list[int]:
    with database.write() as tx:
        now = AT + timedelta(days=30, minutes=minutes)
        return [document.id for document in documents.take_pending(tx, now=now, limit=limit, lease=LEASE)]


def test_new_bytes_wait_for_reading(database: Database) -> None:
    with_agencies(database)

    seen = _see(database)

    assert seen.is_new
    assert not seen.reappeared
    assert seen.document.state is DocumentState.PENDING
    assert seen.document.headers["content-type"] == "text/html; charset=gbk"


def test_known_bytes_move_their_last_sight_and_take_the_newest_headers(database: Database) -> None:
    with_agencies(database)
    first = _see(database)
    _parse(database, first)

    again = _see(database, day=3)

    assert (again.is_new, again.reappeared, again.document.id) == (False, False, first.document.id)
    assert again.document.first_seen_at == AT
    assert again.document.last_seen_at == AT + timedelta(days=3)
    assert again.document.headers["etag"] == '"3"'
    assert again.document.state is DocumentState.PARSED


def test_bytes_that_come_back_after_others_stood_there_are_read_again(database: Database) -> None:
    with_agencies(database)
    first = _see(database)
    _parse(database, first)
    _parse(database, _see(database, "b" * 64, day=1))

    back = _see(database, day=2)

    assert (back.is_new, back.reappeared, back.document.id) == (False, True, first.document.id)
    assert back.document.state is DocumentState.PENDING


def test_the_same_bytes_at_another_address_are_another_document(database: Database) -> None:
    with_agencies(database)
    first = _see(database)

    other = _see(database, url="http://127.0.0.1/copy.html")

    assert other.is_new
    assert other.document.id != first.document.id


def test_a_pending_document_is_taken_once_and_again_when_its_reader_died(database: Database) -> None:
    with_agencies(database)
    document = _see(database).document

    assert _take(database) == [document.id]
    assert _take(database, minutes=1) == []
    assert _take(database, minutes=2) == [document.id]
    with database.read() as tx:
        assert documents.get(tx, document_id=document.id).attempts == 2


def test_a_released_document_can_be_taken_at_once_and_the_try_does_not_count(database: Database) -> None:
    with_agencies(database)
    document = _see(database).document
    _take(database)

    with database.write() as tx:
        documents.release(tx, document_ids=[document.id])

    assert _take(database) == [document.id]
    with database.read() as tx:
        assert documents.get(tx, document_id=document.id).attempts == 1


def test_a_quarantined_document_keeps_step_and_reason_and_is_not_taken(database: Database) -> None:
    with_agencies(database)
    document = _see(database).document
    with database.write() as tx:
        aside = documents.quarantine(tx, document_id=document.id, step="extract", reason="timeout", now=AT)

    assert (aside.state, aside.step, aside.reason) == (DocumentState.QUARANTINED, "extract", "timeout")
    assert _take(database) == []


def test_unread_and_waived_documents_say_why(database: Database) -> None:
    with_agencies(database)
    document = _see(database).document
    with database.write() as tx:
        unread = documents.mark_unread(tx, document_id=document.id, reason="no reader for PDF", now=AT)
        waived = documents.waive(tx, document_id=document.id, by="王", reason="重复", now=AT)

    assert (unread.state, unread.reason) == (DocumentState.UNREAD, "no reader for PDF")
    assert (waived.state, waived.step, waived.reason) == (DocumentState.WAIVED, "waived by 王", "重复")


def test_reprocessing_makes_documents_pending_again_but_leaves_waived_ones(database: Database) -> None:
    with_agencies(database)
    parsed, waived = _see(database).document, _see(database, "b" * 64).document
    with database.write() as tx:
        documents.mark_parsed(tx, document_id=parsed.id, now=AT)
        documents.waive(tx, document_id=waived.id, by="王", reason="重复", now=AT)

        assert documents.requeue(tx, now=AT, agency_ids=["a1"]) == 1
        assert documents.count_by_state(tx) == {DocumentState.PENDING: 1, DocumentState.WAIVED: 1}


def test_documents_of_one_state_come_in_the_order_they_were_seen(database: Database) -> None:
    with_agencies(database)
    first, parsed, last = (_see(database, name * 64).document for name in "abc")
    with database.write() as tx:
        documents.mark_parsed(tx, document_id=parsed.id, now=AT)

        found = documents.in_state(tx, state=DocumentState.PENDING)

    assert [document.id for document in found] == [first.id, last.id]


def test_an_answer_of_not_modified_counts_as_a_sight(database: Database) -> None:
    with_agencies(database)
    document = _see(database).document

    with database.write() as tx:
        documents.touch(tx, document_ids=[document.id], now=AT + timedelta(days=9))

    with database.read() as tx:
        touched = documents.get(tx, document_id=document.id)
    assert touched.last_seen_at == AT + timedelta(days=9)


def test_attachments_hang_on_their_page(database: Database) -> None:
    with_agencies(database)
    page = _see(database).document
    with database.write() as tx:
        attached = documents.record(
            tx,
            agency_id="a1",
            parent_id=page.id,
            url="http://127.0.0.1/2025.pdf",
            sha256="c" * 64,
            size=9,
            role=DocumentRole.ATTACHMENT,
            now=AT,
        ).document

        assert documents.attachments(tx, document_id=page.id) == (attached,)
        assert documents.of_agency(tx, agency_id="a1", role=DocumentRole.ATTACHMENT) == (attached,)


def test_an_unknown_document_is_named(database: Database) -> None:
    with pytest.raises(NoSuchRow, match="document 5"), database.write() as tx:
        documents.mark_parsed(tx, document_id=5, now=AT)
