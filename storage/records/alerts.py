"""Values of alerting: incidents, messages waiting or sent, and receipts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MessageState(StrEnum):
    """Where a message stands; each ends delivered, suppressed or dead."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    SUPPRESSED = "suppressed"
    DEAD = "dead"


class ReceiptStatus(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something the office was or is to be told; open while `resolved_at` is None, one open per `dedupe_key`."""

    id: int
    kind: str
    jurisdiction: str
    agency_id: str | None
    report_year: int | None
    source_id: int | None
    dedupe_key: str
    opened_at: datetime
    resolved_at: datetime | None
    detail: Mapping[str, object]
    last_message_id: str | None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message for one target; `kind` is that of its worst incident, `payload` what the text alone cannot carry."""

    message_id: str
    jurisdiction: str
    target: str
    kind: str
    subject: str
    body: str
    payload: Mapping[str, object] = field(default_factory=dict)
    incident_ids: tuple[int, ...] = ()
    suppressed_because: str | None = None  # kept for the record and never sent


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message as it stands in the outbox; `attempts` counts claims, so the first try reads 1."""

    id: int
    message_id: str
    jurisdiction: str
    target: str
    kind: str
    subject: str
    body: str
    payload: Mapping[str, object]
    incident_ids: tuple[int, ...]
    created_at: datetime
    next_try_at: datetime | None
    lease_until: datetime | None
    attempts: int
    state: MessageState
    state_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one target answered to one try."""

    id: int
    outbox_id: int
    target: str
    at: datetime
    status: ReceiptStatus
    detail: str | None
