"""Reports and findings, duties, incidents and messages.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "duty_counts",
        sa.Column("report_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("timeliness", columns.word(), nullable=False),
        sa.Column("content", sa.String(length=40), nullable=False),
        sa.Column("duties", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report_year", "jurisdiction", "timeliness", "content", name="pk_duty_counts"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("payload", columns.document(), nullable=False),
        sa.Column("incident_ids", columns.document(), nullable=False),
        sa.Column("created_at", columns.time(), nullable=False),
        sa.Column("next_try_at", columns.time(), nullable=True),
        sa.Column("lease_until", columns.time(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", columns.word(), nullable=False),
        sa.Column("state_at", columns.time(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
    )
    op.create_index("ix_outbox_state_next_try_at", "outbox", ["state", "next_try_at"])
    op.create_table(
        "duties",
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("duty_basis", columns.word(), nullable=False),
        sa.Column("exempt_reason", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("internal", columns.document(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.time(), nullable=False),
        sa.Column("timeliness", columns.word(), nullable=False),
        sa.Column("content", columns.word(), nullable=True),
        sa.Column("timeliness_since", columns.time(), nullable=False),
        sa.Column("content_since", columns.time(), nullable=True),
        sa.Column("first_seen_at", columns.time(), nullable=True),
        sa.Column("assess_at", columns.time(), nullable=True),
        sa.Column("confirmed_overdue_by", sa.Text(), nullable=True),
        sa.Column("confirmed_overdue_at", columns.time(), nullable=True),
        sa.Column("evidence", columns.document(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_duties_agency_id_agencies"),
        sa.PrimaryKeyConstraint("agency_id", "report_year", name="pk_duties"),
    )
    op.create_index("ix_duties_assess_at", "duties", ["assess_at"])
    op.create_index(
        "ix_duties_by_content", "duties", ["report_year", "content", "jurisdiction", "position", "agency_id"]
    )
    op.create_index(
        "ix_duties_by_timeliness", "duties", ["report_year", "timeliness", "jurisdiction", "position", "agency_id"]
    )
    op.create_table(
        "receipts",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("outbox_id", columns.number(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", columns.time(), nullable=False),
        sa.Column("status", columns.word(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_receipts_outbox_id_outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )
    op.create_index("ix_receipts_outbox_id", "receipts", ["outbox_id"])
    op.create_table(
        "incidents",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=True),
        sa.Column("report_year", sa.Integer(), nullable=True),
        sa.Column("source_id", columns.number(), nullable=True),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("opened_at", columns.time(), nullable=False),
        sa.Column("resolved_at", columns.time(), nullable=True),
        sa.Column("detail", columns.document(), nullable=False),
        sa.Column("last_message_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_incidents_agency_id_agencies"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_incidents_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index(
        "ix_incidents_agency_id_report_year_opened_at", "incidents", ["agency_id", "report_year", "opened_at"]
    )
    op.create_index("ix_incidents_opened_at_id", "incidents", ["opened_at", "id"])
    op.create_index(
        "uq_incidents_open",
        "incidents",
        ["dedupe_key"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "transitions",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("at", columns.time(), nullable=False),
        sa.Column("axis", columns.word(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("evidence", columns.document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "report_year"],
            ["duties.agency_id", "duties.report_year"],
            name="fk_transitions_agency_id_report_year_duties",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transitions"),
    )
    op.create_index("ix_transitions_agency_id_report_year_id", "transitions", ["agency_id", "report_year", "id"])
    op.create_table(
        "reports",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("document_id", columns.number(), nullable=False),
        sa.Column("facts", columns.document(), nullable=False),
        sa.Column("facts_hash", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("received_total", sa.BigInteger(), nullable=True),
        sa.Column("brought_forward_total", sa.BigInteger(), nullable=True),
        sa.Column("outcomes_total", sa.BigInteger(), nullable=True),
        sa.Column("carried_forward_total", sa.BigInteger(), nullable=True),
        sa.Column("reconsideration_total", sa.BigInteger(), nullable=True),
        sa.Column("litigation_total", sa.BigInteger(), nullable=True),
        sa.Column("first_seen_at", columns.time(), nullable=False),
        sa.Column("saved_at", columns.time(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_reports_agency_id_agencies"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_reports_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("agency_id", "report_year", "version", name="uq_reports_agency_id_report_year_version"),
    )
    op.create_index("ix_reports_document_id", "reports", ["document_id"])
    op.create_index(
        "uq_reports_current",
        "reports",
        ["agency_id", "report_year"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("report_id", columns.number(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", columns.word(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("places", columns.document(), nullable=False),
        sa.Column("stated", columns.document(), nullable=True),
        sa.Column("expected", columns.document(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("opened_at", columns.time(), nullable=False),
        sa.Column("closed_at", columns.time(), nullable=True),
        sa.Column("history", columns.document(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_findings_agency_id_agencies"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_findings_report_id_reports", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
    )
    op.create_index("ix_findings_agency_id_report_year_code", "findings", ["agency_id", "report_year", "code"])
    op.create_index("ix_findings_report_id", "findings", ["report_id"])
