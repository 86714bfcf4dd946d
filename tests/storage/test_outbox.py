"""The outbox: every message ends delivered, suppressed or dead, and never two senders hold one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import outbox
from storage.errors import NoSuchRow
from storage.records import MessageState, NewMessage, OutboxMessage, ReceiptStatus
from storage.session import Database
from tests.storage.rolls import AT

LEASE = timedelta(minutes=5)


def _put(
    database: Database, message_id: str = "<1@duban>", *, suppressed: str | None = None, after_h: int = 0
) -> OutboxMessage:
    message = NewMessage(
        message_id=message_id,
        jurisdiction="here",
        target="mail",
        kind="late",
        subject="逾期发布",
        body="请核实。",
        payload={"html": "<p>请核实。</p>"},
        incident_ids=(3, 4),
        suppressed_because=suppressed,
    )
    with database.write() as tx:
        return outbox.put(tx, message=message, now=AT, not_before=AT + timedelta(hours=after_h))


def _claim(database: Database, *, minutes: int = 0, limit: int = 10) -> tuple[OutboxMessage, ...]:
    with database.write() as tx:
        return outbox.claim_messages(tx, now=AT + timedelta(minutes=minutes), limit=limit, lease=LEASE)


def _fail(database: Database, message: OutboxMessage, *, retry_in: int | None) -> OutboxMessage:
    next_try = None if retry_in is None else AT + timedelta(minutes=retry_in)
    with database.write() as tx:
        return outbox.stamp_failed(tx, message=message, now=AT, detail="451 later", next_try_at=next_try)


def test_a_message_comes_back_as_it_was_put(database: Database) -> None:
    put = _put(database)

    with database.read() as tx:
        assert outbox.get(tx, outbox_id=put.id) == outbox.find(tx, message_id="<1@duban>") == put
    assert (put.state, put.incident_ids, put.payload["html"]) == (MessageState.PENDING, (3, 4), "<p>请核实。</p>")


def test_a_message_is_claimed_by_one_sender_only(database: Database) -> None:
    put = _put(database)

    (claimed,) = _claim(database)

    assert (claimed.id, claimed.state, claimed.attempts) == (put.id, MessageState.SENDING, 1)
    assert _claim(database, minutes=4) == ()


def test_a_message_waits_for_its_time(database: Database) -> None:
    _put(database, after_h=1)

    assert _claim(database, minutes=59) == ()
    assert len(_claim(database, minutes=60)) == 1


def test_a_sender_that_died_leaves_the_message_to_the_next_with_the_same_message_id(database: Database) -> None:
    _put(database)
    (first,) = _claim(database)

    (second,) = _claim(database, minutes=5)

    assert (second.message_id, second.attempts) == (first.message_id, 2)


def test_a_delivered_message_has_a_receipt_and_is_never_sent_again(database: Database) -> None:
    _put(database)
    (claimed,) = _claim(database)

    with database.write() as tx:
        done = outbox.stamp_delivered(tx, message=claimed, now=AT, detail="250 OK")
        (receipt,) = outbox.receipts_of(tx, outbox_id=claimed.id)

    assert done.state is MessageState.DELIVERED
    assert (receipt.status, receipt.detail, receipt.target) == (ReceiptStatus.DELIVERED, "250 OK", "mail")
    assert _claim(database, minutes=60) == ()


def test_a_failed_message_is_tried_again_at_its_time(database: Database) -> None:
    _put(database)
    (claimed,) = _claim(database)

    failed = _fail(database, claimed, retry_in=30)

    assert (failed.state, failed.reason) == (MessageState.PENDING, "451 later")
    assert _claim(database, minutes=29) == ()
    assert len(_claim(database, minutes=30)) == 1


def test_a_message_without_a_next_try_is_dead_until_a_person_revives_it(database: Database) -> None:
    _put(database)
    (claimed,) = _claim(database)

    dead = _fail(database, claimed, retry_in=None)
    assert dead.state is MessageState.DEAD
    assert _claim(database, minutes=600) == ()

    with database.write() as tx:
        outbox.revive(tx, outbox_id=dead.id, now=AT)
    (again,) = _claim(database, minutes=601)
    assert (again.id, again.attempts) == (dead.id, 1)


def test_a_failure_told_by_a_sender_held_for_dead_does_not_disturb_the_next_one(database: Database) -> None:
    _put(database)
    (slow,) = _claim(database)
    (next_,) = _claim(database, minutes=5)

    after = _fail(database, slow, retry_in=None)

    assert (after.state, after.attempts) == (MessageState.SENDING, next_.attempts)
    with database.read() as tx:
        assert len(outbox.receipts_of(tx, outbox_id=slow.id)) == 1


def test_a_delivery_told_by_a_sender_held_for_dead_counts(database: Database) -> None:
    _put(database)
    (slow,) = _claim(database)
    (next_,) = _claim(database, minutes=5)
    with database.write() as tx:
        outbox.stamp_delivered(tx, message=slow, now=AT)

    after = _fail(database, next_, retry_in=30)

    assert after.state is MessageState.DELIVERED


def test_a_suppressed_message_is_kept_with_its_reason_and_never_sent(database: Database) -> None:
    put = _put(database, suppressed="历史年度，不提醒")

    assert (put.state, put.reason) == (MessageState.SUPPRESSED, "历史年度，不提醒")
    assert _claim(database, minutes=600) == ()


def test_a_waiting_message_can_be_suppressed_but_a_delivered_one_stays_delivered(database: Database) -> None:
    waiting, sent = _put(database), _put(database, "<2@duban>")
    with database.write() as tx:
        outbox.stamp_delivered(tx, message=sent, now=AT)

        assert outbox.suppress(tx, outbox_id=waiting.id, reason="x", now=AT).state is MessageState.SUPPRESSED
        assert outbox.suppress(tx, outbox_id=sent.id, reason="x", now=AT).state is MessageState.DELIVERED


def test_the_same_message_id_cannot_be_put_twice(database: Database) -> None:
    _put(database)

    with pytest.raises(IntegrityError):
        _put(database)


def test_deliveries_are_paged_and_filtered(database: Database) -> None:
    made = [_put(database, f"<{n}@duban>") for n in range(4)]
    with database.write() as tx:
        outbox.stamp_delivered(tx, message=made[1], now=AT)
    with database.read() as tx:
        first = outbox.page(tx, limit=3)
        rest = outbox.page(tx, limit=3, before=first[-1].id)
        delivered = outbox.page(tx, limit=3, state=MessageState.DELIVERED, jurisdiction="here")
        counts = outbox.count_by_state(tx)

    assert [m.id for m in (*first, *rest)] == [m.id for m in reversed(made)]
    assert [m.id for m in delivered] == [made[1].id]
    assert counts == {MessageState.PENDING: 3, MessageState.DELIVERED: 1}


def test_an_unknown_message_is_named(database: Database) -> None:
    with pytest.raises(NoSuchRow, match="message 8"), database.write() as tx:
        outbox.revive(tx, outbox_id=8, now=AT)
