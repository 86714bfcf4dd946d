"""Messages to the offices: written with the decision, claimed with a lease, sent elsewhere, stamped with a receipt.

1. put: a message is written in the transaction of the decision; nothing is sent yet.
2. claim_messages: a sender takes due messages; while its lease runs nobody else gets them.
3. stamp_delivered or stamp_failed: the answer of the target becomes a receipt and the message's state. A sender
   that died leaves its lease to run out, and the message is claimed again: at least once, with the same message id.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage import versions
from storage.errors import NoSuchRow
from storage.records import MessageState, NewMessage, OutboxMessage, Receipt, ReceiptStatus
from storage.rows import to_record
from storage.schema import outbox, receipts


def put(tx: sa.Connection, *, message: NewMessage, now: datetime, not_before: datetime | None = None) -> OutboxMessage:
    """Return the message as it waits in the outbox, not to be sent before `not_before` (now, if None).

    A message with `suppressed_because` is kept as suppressed and never sent.
    """
    suppressed = message.suppressed_because is not None
    row = tx.execute(
        sa.insert(outbox)
        .values(
            message_id=message.message_id,
            jurisdiction=message.jurisdiction,
            target=message.target,
            kind=message.kind,
            subject=message.subject,
            body=message.body,
            payload=dict(message.payload),
            incident_ids=list(message.incident_ids),
            created_at=now,
            next_try_at=None if suppressed else not_before or now,
            state=MessageState.SUPPRESSED if suppressed else MessageState.PENDING,
            state_at=now,
            reason=message.suppressed_because,
        )
        .returning(outbox)
    ).one()
    versions.bump(tx)
    return to_message(row)


def claim_messages(tx: sa.Connection, *, now: datetime, limit: int, lease: timedelta) -> tuple[OutboxMessage, ...]:
    """Return up to `limit` due messages for the caller to send, the oldest first, leased until now + lease.

    Safe for two callers. Due are waiting messages whose time has come, and messages whose sender went silent.
    """
    waiting = (outbox.c.state == MessageState.PENDING) & (outbox.c.next_try_at <= now)
    abandoned = (outbox.c.state == MessageState.SENDING) & (outbox.c.lease_until <= now)
    due = (
        sa.select(outbox.c.id)
        .where(waiting | abandoned)
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = tx.execute(
        sa.update(outbox)
        .where(outbox.c.id.in_(due))
        .values(state=MessageState.SENDING, state_at=now, lease_until=now + lease, attempts=outbox.c.attempts + 1)
        .returning(outbox)
    )
    return tuple(sorted((to_message(row) for row in rows), key=lambda message: message.id))


def stamp_delivered(
    tx: sa.Connection, *, message: OutboxMessage, now: datetime, detail: str | None = None
) -> OutboxMessage:
    """Return the claimed message as delivered, with a receipt; so it stays even if its lease had run out."""
    _receipt(tx, message, now, ReceiptStatus.DELIVERED, detail)
    values = {"state": MessageState.DELIVERED, "reason": None, "next_try_at": None}
    return _stamp(tx, outbox.c.id == message.id, message, now, values)


def stamp_failed(
    tx: sa.Connection, *, message: OutboxMessage, now: datetime, detail: str, next_try_at: datetime | None
) -> OutboxMessage:
    """Return the claimed message, to be tried again at `next_try_at`, or dead where that is None; with a receipt.

    A message that another sender has claimed since keeps that sender's state; only the receipt is added.
    """
    _receipt(tx, message, now, ReceiptStatus.FAILED, detail)
    state = MessageState.DEAD if next_try_at is None else MessageState.PENDING
    ours = (
        (outbox.c.id == message.id) & (outbox.c.state == MessageState.SENDING) & (outbox.c.attempts == message.attempts)
    )
    values = {"state": state, "reason": detail, "next_try_at": next_try_at}
    return _stamp(tx, ours, message, now, values)


def suppress(tx: sa.Connection, *, outbox_id: int, reason: str, now: datetime) -> OutboxMessage:
    """Return the message as suppressed: it is kept and not sent. A delivered one stays delivered. Raises NoSuchRow."""
    message = get(tx, outbox_id=outbox_id)
    unsent = (outbox.c.id == outbox_id) & (outbox.c.state != MessageState.DELIVERED)
    values = {"state": MessageState.SUPPRESSED, "reason": reason, "next_try_at": None}
    return _stamp(tx, unsent, message, now, values)


def revive(tx: sa.Connection, *, outbox_id: int, now: datetime) -> OutboxMessage:
    """Return the dead message as waiting again, after a person mended the target. Raises NoSuchRow."""
    message = get(tx, outbox_id=outbox_id)
    dead = (outbox.c.id == outbox_id) & (outbox.c.state == MessageState.DEAD)
    values = {"state": MessageState.PENDING, "next_try_at": now, "attempts": 0}
    return _stamp(tx, dead, message, now, values)


def get(tx: sa.Connection, *, outbox_id: int) -> OutboxMessage:
    """Return the message; raises NoSuchRow."""
    row = tx.execute(sa.select(outbox).where(outbox.c.id == outbox_id)).one_or_none()
    if row is None:
        raise NoSuchRow("message", outbox_id)
    return to_message(row)


def find(tx: sa.Connection, *, message_id: str) -> OutboxMessage | None:
    """Return the message of that message id, or None."""
    row = tx.execute(sa.select(outbox).where(outbox.c.message_id == message_id)).one_or_none()
    return None if row is None else to_message(row)


def page(
    tx: sa.Connection,
    *,
    limit: int,
    before: int | None = None,
    jurisdiction: str | None = None,
    state: MessageState | None = None,
    without_kinds: Collection[str] = (),
) -> tuple[OutboxMessage, ...]:
    """Return up to `limit` messages, the newest first; `before` is the id of the last one of the page before."""
    query = sa.select(outbox).order_by(outbox.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(outbox.c.id < before)
    if jurisdiction is not None:
        query = query.where(outbox.c.jurisdiction == jurisdiction)
    if state is not None:
        query = query.where(outbox.c.state == state)
    if without_kinds:
        query = query.where(outbox.c.kind.not_in(without_kinds))
    return tuple(to_message(row) for row in tx.execute(query))


def receipts_of(tx: sa.Connection, *, outbox_id: int) -> tuple[Receipt, ...]:
    """Return what the target answered to each try, the first one first."""
    rows = tx.execute(sa.select(receipts).where(receipts.c.outbox_id == outbox_id).order_by(receipts.c.id))
    return tuple(to_record(Receipt, row) for row in rows)


def count_by_state(tx: sa.Connection, *, without_kinds: Collection[str] = ()) -> dict[MessageState, int]:
    """Return how many messages stand in each state; states without any are left out."""
    query = sa.select(outbox.c.state, sa.func.count().label("number")).group_by(outbox.c.state)
    query = query.where(outbox.c.kind.not_in(without_kinds)) if without_kinds else query
    return {row.state: row.number for row in tx.execute(query)}


def to_message(row: sa.Row[Any]) -> OutboxMessage:
    """Return the row of `outbox` as a record."""
    return to_record(OutboxMessage, row, incident_ids=tuple)


def _receipt(
    tx: sa.Connection, message: OutboxMessage, now: datetime, status: ReceiptStatus, detail: str | None
) -> None:
    tx.execute(
        sa.insert(receipts).values(outbox_id=message.id, target=message.target, at=now, status=status, detail=detail)
    )


def _stamp(
    tx: sa.Connection,
    which: sa.ColumnElement[bool],
    message: OutboxMessage,
    now: datetime,
    values: dict[str, Any],
) -> OutboxMessage:
    tx.execute(sa.update(outbox).where(which).values(state_at=now, lease_until=None, **values))
    versions.bump(tx)
    return get(tx, outbox_id=message.id)
