"""The originals: every byte stream an agency published, where it stood, and how far its reading has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage import versions
from storage.errors import NoSuchRow
from storage.records import DocumentRole, DocumentState, SeenDocument, StoredDocument
from storage.rows import to_record
from storage.schema import documents


def record(
    tx: sa.Connection,
    *,
    agency_id: str,
    url: str,
    sha256: str,
    size: int,
    role: DocumentRole,
    now: datetime,
    source_id: int | None = None,
    parent_id: int | None = None,
    media_type: str | None = None,
    headers: Mapping[str, str] | None = None,
    title: str | None = None,
    listed_date: date | None = None,
    report_year: int | None = None,
) -> SeenDocument:
    """Return the document for bytes that were just seen at the address; put the bytes into the archive before this.

    New bytes wait for reading (pending). Known bytes only move `last_seen_at` (and the headers, and what the list
    says of them), but bytes that came back after others stood there are pending again, so that they become the
    current report once more.
    """
    versions.bump(tx)
    known = tx.execute(
        sa.select(documents).where(
            documents.c.agency_id == agency_id, documents.c.url == url, documents.c.sha256 == sha256
        )
    ).one_or_none()
    if known is None:
        inserted = tx.execute(
            sa.insert(documents)
            .values(
                agency_id=agency_id,
                source_id=source_id,
                parent_id=parent_id,
                role=role,
                url=url,
                sha256=sha256,
                size=size,
                media_type=media_type,
                headers=dict(headers or {}),
                title=title,
                listed_date=listed_date,
                report_year=report_year,
                first_seen_at=now,
                last_seen_at=now,
                state=DocumentState.PENDING,
                state_at=now,
            )
            .returning(documents)
        ).one()
        return SeenDocument(to_document(inserted), is_new=True, reappeared=False)
    reappeared = _others_stood_there_since(tx, known)
    values: dict[str, object] = {"last_seen_at": now, "headers": dict(headers or known.headers)}
    told = {"title": title, "listed_date": listed_date, "report_year": report_year, "parent_id": parent_id}
    values |= {name: value for name, value in told.items() if value is not None}
    if reappeared and known.state is DocumentState.PARSED:
        values |= {"state": DocumentState.PENDING, "state_at": now, "attempts": 0}
    return SeenDocument(_update(tx, known.id, values), is_new=False, reappeared=reappeared)


def touch(tx: sa.Connection, *, document_ids: Sequence[int], now: datetime) -> None:
    """Note that the documents were seen unchanged just now (the site answered 304)."""
    if document_ids:
        tx.execute(sa.update(documents).where(documents.c.id.in_(document_ids)).values(last_seen_at=now))


def get(tx: sa.Connection, *, document_id: int) -> StoredDocument:
    """Return the document; raises NoSuchRow."""
    row = tx.execute(sa.select(documents).where(documents.c.id == document_id)).one_or_none()
    if row is None:
        raise NoSuchRow("document", document_id)
    return to_document(row)


def of_agency(
    tx: sa.Connection, *, agency_id: str, report_year: int | None = None, role: DocumentRole | None = None
) -> tuple[StoredDocument, ...]:
    """Return the agency's documents, the latest seen first; `report_year` is the guess made before reading."""
    query = sa.select(documents).where(documents.c.agency_id == agency_id)
    if report_year is not None:
        query = query.where(documents.c.report_year == report_year)
    if role is not None:
        query = query.where(documents.c.role == role)
    query = query.order_by(documents.c.last_seen_at.desc(), documents.c.id.desc())
    return tuple(to_document(row) for row in tx.execute(query))


def of_agencies(
    tx: sa.Connection, *, agency_ids: Collection[str], role: DocumentRole
) -> dict[str, tuple[StoredDocument, ...]]:
    """Return the documents of that role by agency, the latest seen first; an agency without any is left out."""
    query = sa.select(documents).where(documents.c.agency_id.in_(agency_ids), documents.c.role == role)
    found: dict[str, list[StoredDocument]] = {}
    for row in tx.execute(query.order_by(documents.c.last_seen_at.desc(), documents.c.id.desc())):
        found.setdefault(row.agency_id, []).append(to_document(row))
    return {agency_id: tuple(own) for agency_id, own in found.items()}


def of_hash(tx: sa.Connection, *, sha256: str) -> tuple[StoredDocument, ...]:
    """Return the documents with these bytes, the first seen first; the same file may stand at several bodies."""
    rows = tx.execute(sa.select(documents).where(documents.c.sha256 == sha256).order_by(documents.c.id))
    return tuple(to_document(row) for row in rows)


def in_state(tx: sa.Connection, *, state: DocumentState) -> tuple[StoredDocument, ...]:
    """Return the documents in that state, the first seen first."""
    query = sa.select(documents).where(documents.c.state == state).order_by(documents.c.id)
    return tuple(to_document(row) for row in tx.execute(query))


def attachments(tx: sa.Connection, *, document_id: int) -> tuple[StoredDocument, ...]:
    """Return the documents that hang on the document, in the order they were first seen."""
    query = sa.select(documents).where(documents.c.parent_id == document_id).order_by(documents.c.id)
    return tuple(to_document(row) for row in tx.execute(query))


def take_pending(tx: sa.Connection, *, now: datetime, limit: int, lease: timedelta) -> tuple[StoredDocument, ...]:
    """Return up to `limit` pending documents for the caller to read, leased until now + lease, the oldest first.

    `attempts` counts the takers, this one included: a document that keeps killing its reader shows there.
    """
    free = documents.c.lease_until.is_(None) | (documents.c.lease_until <= now)
    waiting = (
        sa.select(documents.c.id)
        .where(documents.c.state == DocumentState.PENDING, free)
        .order_by(documents.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = tx.execute(
        sa.update(documents)
        .where(documents.c.id.in_(waiting))
        .values(lease_until=now + lease, attempts=documents.c.attempts + 1)
        .returning(documents)
    )
    return tuple(sorted((to_document(row) for row in taken), key=lambda document: document.id))


def mark_parsed(tx: sa.Connection, *, document_id: int, now: datetime) -> StoredDocument:
    """Return the document as read to its end."""
    return _settle(tx, document_id, DocumentState.PARSED, now)


def mark_unread(tx: sa.Connection, *, document_id: int, reason: str, now: datetime) -> StoredDocument:
    """Return the document as kept without a reader for its kind."""
    return _settle(tx, document_id, DocumentState.UNREAD, now, reason=reason)


def quarantine(tx: sa.Connection, *, document_id: int, step: str, reason: str, now: datetime) -> StoredDocument:
    """Return the document as put aside: reading it failed at that step for that reason."""
    return _settle(tx, document_id, DocumentState.QUARANTINED, now, step=step, reason=reason)


def waive(tx: sa.Connection, *, document_id: int, by: str, reason: str, now: datetime) -> StoredDocument:
    """Return the document as needing no reading, by a person's decision."""
    return _settle(tx, document_id, DocumentState.WAIVED, now, step=f"waived by {by}", reason=reason)


def release(tx: sa.Connection, *, document_ids: Sequence[int]) -> None:
    """Give pending documents back unread (the worker is stopping); the try does not count."""
    tx.execute(
        sa.update(documents)
        .where(documents.c.id.in_(document_ids), documents.c.state == DocumentState.PENDING)
        .values(lease_until=None, attempts=documents.c.attempts - 1)
    )


def requeue(
    tx: sa.Connection,
    *,
    now: datetime,
    states: Sequence[DocumentState] = (DocumentState.PARSED, DocumentState.UNREAD, DocumentState.QUARANTINED),
    agency_ids: Sequence[str] | None = None,
    document_ids: Sequence[int] | None = None,
) -> int:
    """Return how many documents are pending again, to be read anew from the archive (`duban reprocess`)."""
    which: sa.ColumnElement[bool] = documents.c.state.in_(states)
    if agency_ids is not None:
        which &= documents.c.agency_id.in_(agency_ids)
    if document_ids is not None:
        which &= documents.c.id.in_(document_ids)
    versions.bump(tx)
    return tx.execute(
        sa.update(documents)
        .where(which)
        .values(state=DocumentState.PENDING, state_at=now, step=None, reason=None, attempts=0, lease_until=None)
    ).rowcount


def count_by_state(tx: sa.Connection) -> dict[DocumentState, int]:
    """Return how many documents stand in each state; states without any are left out."""
    query = sa.select(documents.c.state, sa.func.count().label("number")).group_by(documents.c.state)
    return {row.state: row.number for row in tx.execute(query)}


def to_document(row: sa.Row[Any]) -> StoredDocument:
    """Return the row of `documents` as a record."""
    return to_record(StoredDocument, row)


def _others_stood_there_since(tx: sa.Connection, known: sa.Row[Any]) -> bool:
    later = sa.select(documents.c.id).where(
        documents.c.agency_id == known.agency_id,
        documents.c.url == known.url,
        documents.c.id != known.id,
        documents.c.last_seen_at > known.last_seen_at,
    )
    return tx.execute(later.limit(1)).one_or_none() is not None


def _settle(
    tx: sa.Connection,
    document_id: int,
    state: DocumentState,
    now: datetime,
    *,
    step: str | None = None,
    reason: str | None = None,
) -> StoredDocument:
    versions.bump(tx)
    return _update(
        tx,
        document_id,
        {"state": state, "state_at": now, "step": step, "reason": reason, "lease_until": None},
    )


def _update(tx: sa.Connection, document_id: int, values: dict[str, object]) -> StoredDocument:
    row = tx.execute(
        sa.update(documents).where(documents.c.id == document_id).values(values).returning(documents)
    ).one_or_none()
    if row is None:
        raise NoSuchRow("document", document_id)
    return to_document(row)
