"""Tables of alerting: incidents, the messages about them, and what each target answered."""

from __future__ import annotations

import sqlalchemy as sa

from storage.records.alerts import MessageState, ReceiptStatus
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("jurisdiction", sa.Text, nullable=False),
    sa.Column("agency_id", sa.ForeignKey("agencies.id")),
    sa.Column("report_year", sa.Integer),
    sa.Column("source_id", sa.ForeignKey("sources.id")),
    sa.Column("dedupe_key", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("resolved_at", UtcDateTime),
    sa.Column("detail", json_type(), nullable=False),
    sa.Column("last_message_id", sa.Text),
    # one open incident per key; resolved ones stay as history
    sa.Index(
        "uq_incidents_open",
        "dedupe_key",
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    ),
    sa.Index(None, "agency_id", "report_year", "opened_at"),
    sa.Index(None, "opened_at", "id"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("message_id", sa.Text, nullable=False, unique=True),
    sa.Column("jurisdiction", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # of the worst incident inside
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("payload", json_type(), nullable=False),
    sa.Column("incident_ids", json_type(), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("next_try_at", UtcDateTime),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", word(MessageState), nullable=False),
    sa.Column("state_at", UtcDateTime, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Index(None, "state", "next_try_at"),
)

receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("outbox_id", sa.ForeignKey("outbox.id"), nullable=False, index=True),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("status", word(ReceiptStatus), nullable=False),
    sa.Column("detail", sa.Text),
)
