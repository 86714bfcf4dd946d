"""The roll, what was looked at, and the originals.

Revision 0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "agencies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", columns.document(), nullable=False),
        sa.Column("level", columns.word(), nullable=False),
        sa.Column("duty_basis", columns.word(), nullable=False),
        sa.Column("not_applicable_reason", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("supervised_by", sa.Text(), nullable=True),
        sa.Column("watch_from", sa.Integer(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.Column("lineage", columns.document(), nullable=False),
        sa.Column("contacts", columns.document(), nullable=False),
        sa.Column("internal_dates", columns.document(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("imported_at", columns.time(), nullable=False),
        sa.Column("retired_at", columns.time(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
    )
    op.create_index("ix_agencies_roll_order", "agencies", ["jurisdiction", "position", "id", "search_text"])
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", columns.time(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", columns.time(), nullable=False),
        sa.Column("detail", columns.document(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )
    op.create_table(
        "robots",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", columns.time(), nullable=False),
        sa.Column("expires_at", columns.time(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name="pk_robots"),
    )
    op.create_table(
        "runs",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", columns.word(), nullable=False),
        sa.Column("source_ids", columns.document(), nullable=False),
        sa.Column("created_at", columns.time(), nullable=False),
        sa.Column("started_at", columns.time(), nullable=True),
        sa.Column("heartbeat_at", columns.time(), nullable=True),
        sa.Column("finished_at", columns.time(), nullable=True),
        sa.Column("counts", columns.document(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_state_id", "runs", ["state", "id"])
    op.create_table(
        "sources",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("hosts", columns.document(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("retired_at", columns.time(), nullable=True),
        sa.Column("politeness_key", sa.Text(), nullable=False),
        sa.Column("next_check_at", columns.time(), nullable=True),
        sa.Column("lease_until", columns.time(), nullable=True),
        sa.Column("run_id", columns.number(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("last_outcome", columns.word(), nullable=True),
        sa.Column("last_look_at", columns.time(), nullable=True),
        sa.Column("last_good_at", columns.time(), nullable=True),
        sa.Column("failing_since", columns.time(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("no_earlier_report_by", sa.Text(), nullable=True),
        sa.Column("no_earlier_report_at", columns.time(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_sources_agency_id_agencies"),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("agency_id", "url", name="uq_sources_agency_id_url"),
    )
    op.create_index("ix_sources_next_check_at", "sources", ["next_check_at"])
    op.create_table(
        "documents",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("source_id", columns.number(), nullable=True),
        sa.Column("parent_id", columns.number(), nullable=True),
        sa.Column("role", columns.word(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("headers", columns.document(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("listed_date", sa.Date(), nullable=True),
        sa.Column("report_year", sa.Integer(), nullable=True),
        sa.Column("first_seen_at", columns.time(), nullable=False),
        sa.Column("last_seen_at", columns.time(), nullable=False),
        sa.Column("state", columns.word(), nullable=False),
        sa.Column("state_at", columns.time(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", columns.time(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_documents_agency_id_agencies"),
        sa.ForeignKeyConstraint(["parent_id"], ["documents.id"], name="fk_documents_parent_id_documents"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_documents_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("agency_id", "url", "sha256", name="uq_documents_agency_id_url_sha256"),
    )
    op.create_index("ix_documents_parent_id", "documents", ["parent_id"])
    op.create_index("ix_documents_sha256", "documents", ["sha256"])
    op.create_index("ix_documents_state_id", "documents", ["state", "id"])
    op.create_table(
        "looks",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("source_id", columns.number(), nullable=True),
        sa.Column("run_id", columns.number(), nullable=True),
        sa.Column("kind", columns.word(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("asked_at", columns.time(), nullable=False),
        sa.Column("answered_at", columns.time(), nullable=True),
        sa.Column("outcome", columns.word(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        sa.Column("canary", sa.Boolean(), nullable=True),
        sa.Column("links", columns.document(), nullable=False),
        sa.Column("note", columns.document(), nullable=False),
        sa.Column("looked_by", sa.Text(), nullable=True),
        sa.Column("saw_report", sa.Boolean(), nullable=True),
        sa.Column("picture_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_looks_agency_id_agencies"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_looks_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_looks"),
    )
    op.create_index("ix_looks_agency_id_asked_at", "looks", ["agency_id", "asked_at"])
    op.create_index("ix_looks_source_id_asked_at", "looks", ["source_id", "asked_at"])
    op.execute("INSERT INTO counters (name, value) VALUES ('data_version', 0)")
