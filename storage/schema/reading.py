"""Tables of reading: the originals, the reports read from them, and what the rules found in those."""

from __future__ import annotations

import sqlalchemy as sa

from reports.model import Level
from storage.records.reading import DocumentRole, DocumentState
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("source_id", sa.ForeignKey("sources.id")),
    sa.Column("parent_id", sa.ForeignKey("documents.id")),
    sa.Column("role", word(DocumentRole), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", sa.Text),
    sa.Column("headers", json_type(), nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("listed_date", sa.Date),
    sa.Column("report_year", sa.Integer),  # guessed from title and address; the report's own row has the year as read
    sa.Column("first_seen_at", UtcDateTime, nullable=False),
    sa.Column("last_seen_at", UtcDateTime, nullable=False),
    sa.Column("state", word(DocumentState), nullable=False),
    sa.Column("state_at", UtcDateTime, nullable=False),
    sa.Column("step", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("lease_until", UtcDateTime),
    sa.UniqueConstraint("agency_id", "url", "sha256"),
    sa.Index(None, "state", "id"),
    sa.Index(None, "parent_id"),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("report_year", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("is_current", sa.Boolean, nullable=False),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("facts", json_type(), nullable=False),
    sa.Column("facts_hash", sa.Text, nullable=False),
    sa.Column("form", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("received_total", sa.BigInteger),
    sa.Column("brought_forward_total", sa.BigInteger),
    sa.Column("outcomes_total", sa.BigInteger),
    sa.Column("carried_forward_total", sa.BigInteger),
    sa.Column("reconsideration_total", sa.BigInteger),
    sa.Column("litigation_total", sa.BigInteger),
    sa.Column("first_seen_at", UtcDateTime, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("marks_version", sa.Integer, nullable=False, server_default="0", index=True),
    sa.UniqueConstraint("agency_id", "report_year", "version"),
    # at most one version of a report is the current one
    sa.Index(
        "uq_reports_current",
        "agency_id",
        "report_year",
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    ),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("report_year", sa.Integer, nullable=False),
    sa.Column("report_id", sa.ForeignKey("reports.id", ondelete="SET NULL"), index=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("level", word(Level), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("message_en", sa.Text, nullable=False),
    sa.Column("places", json_type(), nullable=False),
    sa.Column("stated", json_type()),
    sa.Column("expected", json_type()),
    sa.Column("raw", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    sa.Column("history", json_type(), nullable=False),  # [{"at", "event": opened|closed|reopened, "report_id"}]
    sa.Index(None, "agency_id", "report_year", "code"),
)

# What texts have in common is found here: nearly the same texts share a mark (reports.copies).
text_marks = sa.Table(
    "text_marks",
    metadata,
    sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "report_id",
        sa.ForeignKey("reports.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("report_year", sa.Integer, nullable=False),
    sa.Column("facts", json_type(), nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=False),
    sa.Column("approved_at", UtcDateTime, nullable=False),
    sa.Index(None, "agency_id", "report_year"),
)
