"""Tables of watching: what was looked at, in which run, and what robots.txt said."""

from __future__ import annotations

import sqlalchemy as sa

from reports.looks import LookOutcome
from storage.records.watching import LookKind, RunState
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", word(RunState), nullable=False),
    sa.Column("source_ids", json_type(), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("heartbeat_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("counts", json_type(), nullable=False),
    sa.Column("error", sa.Text),
    sa.Index(None, "state", "id"),
)

looks = sa.Table(
    "looks",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("source_id", sa.ForeignKey("sources.id")),
    sa.Column("run_id", number_key()),
    sa.Column("kind", word(LookKind), nullable=False),
    sa.Column("report_year", sa.Integer),  # looks of kind report and manual speak of one year
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("outcome", word(LookOutcome), nullable=False),
    sa.Column("http_status", sa.Integer),
    sa.Column("pages_read", sa.Integer, nullable=False),
    sa.Column("canary", sa.Boolean),
    sa.Column("links", json_type(), nullable=False),
    sa.Column("note", json_type(), nullable=False),
    sa.Column("looked_by", sa.Text),
    sa.Column("saw_report", sa.Boolean),
    sa.Column("picture_sha256", sa.Text),
    sa.Index(None, "agency_id", "asked_at"),
    sa.Index(None, "source_id", "asked_at"),
)

robots = sa.Table(
    "robots",
    metadata,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("status", sa.Integer),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
)
