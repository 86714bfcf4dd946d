"""Answers, waivers and rule versions.

Revision 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "rule_sets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("versions", columns.document(), nullable=False),
        sa.Column("first_used_at", columns.time(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rule_sets"),
    )
    op.create_table(
        "waivers",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("scope", columns.word(), nullable=False),
        sa.Column("scope_id", sa.Text(), nullable=False),
        sa.Column("year_from", sa.Integer(), nullable=True),
        sa.Column("year_to", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", columns.time(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("ended_at", columns.time(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_waivers"),
    )
    op.create_index("ix_waivers_expires_on", "waivers", ["expires_on"])

    op.create_table(
        "answers",
        sa.Column("id", columns.number(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("kind", columns.word(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", columns.time(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_answers_finding_id_findings"),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_finding_id_id", "answers", ["finding_id", "id"])

    op.add_column("duties", sa.Column("rule_set", sa.Text(), nullable=True))
    op.add_column("duties", sa.Column("judged_at", columns.time(), nullable=True))
    op.add_column("duties", sa.Column("findings_waived", sa.Integer(), server_default="0", nullable=False))
    op.add_column("duties", sa.Column("findings_to_review", sa.Integer(), server_default="0", nullable=False))
    op.add_column("duties", sa.Column("findings_private", sa.Integer(), server_default="0", nullable=False))
    set_aside = sa.text("findings_waived + findings_to_review + findings_private > 0")
    op.create_index(
        "ix_duties_set_aside",
        "duties",
        ["report_year", "jurisdiction"],
        sqlite_where=set_aside,
        postgresql_where=set_aside,
    )
