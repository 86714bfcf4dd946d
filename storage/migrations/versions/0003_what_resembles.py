"""What resembles what: marks of texts, approved drafts, and what the roll says of coverage, offices and columns.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("agencies", sa.Column("covers", columns.document(), server_default="[]", nullable=False))
    op.add_column("agencies", sa.Column("one_office_with", columns.document(), server_default="[]", nullable=False))
    op.add_column("sources", sa.Column("fixed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("reports", sa.Column("marks_version", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_reports_marks_version", "reports", ["marks_version"])
    op.create_table(
        "text_marks",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report_id", columns.number(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_text_marks_report_id_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", "report_id", name="pk_text_marks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_text_marks_report_id", "text_marks", ["report_id"])
    op.create_table(
        "drafts",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("facts", columns.document(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_at", columns.time(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_drafts_agency_id_agencies"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_agency_id_report_year", "drafts", ["agency_id", "report_year"])
