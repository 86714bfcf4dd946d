"""Tables of duties: one row per agency and report year, every change of its state, and the counts of the front page."""

from __future__ import annotations

import sqlalchemy as sa

from reports.obligations import DutyBasis
from reports.states import Content, Timeliness
from storage.records.duties import Axis
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

duties = sa.Table(
    "duties",
    metadata,
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), primary_key=True),
    sa.Column("report_year", sa.Integer, primary_key=True, autoincrement=False),
    # copied from the agency, so that a filtered page is read from one index in the order of the roll
    sa.Column("jurisdiction", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    # frozen when the duty came into being
    sa.Column("duty_basis", word(DutyBasis), nullable=False),
    sa.Column("exempt_reason", sa.Text),
    sa.Column("due_on", sa.Date),
    sa.Column("internal", json_type(), nullable=False),
    sa.Column("silent", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("timeliness", word(Timeliness), nullable=False),
    sa.Column("content", word(Content)),
    sa.Column("timeliness_since", UtcDateTime, nullable=False),
    sa.Column("content_since", UtcDateTime),
    sa.Column("first_seen_at", UtcDateTime),
    sa.Column("assess_at", UtcDateTime, index=True),
    sa.Column("confirmed_overdue_by", sa.Text),
    sa.Column("confirmed_overdue_at", UtcDateTime),
    sa.Column("evidence", json_type(), nullable=False),
    # by which rules it was judged last, and how many findings that judgement set aside; NULL and 0 before the first
    sa.Column("rule_set", sa.Text),
    sa.Column("judged_at", UtcDateTime),
    sa.Column("findings_waived", sa.Integer, nullable=False, server_default="0"),
    sa.Column("findings_to_review", sa.Integer, nullable=False, server_default="0"),
    sa.Column("findings_private", sa.Integer, nullable=False, server_default="0"),
    sa.Index("ix_duties_by_timeliness", "report_year", "timeliness", "jurisdiction", "position", "agency_id"),
    sa.Index("ix_duties_by_content", "report_year", "content", "jurisdiction", "position", "agency_id"),
    # the few duties with something set aside, so that the front page counts them without reading the others
    sa.Index(
        "ix_duties_set_aside",
        "report_year",
        "jurisdiction",
        sqlite_where=sa.text("findings_waived + findings_to_review + findings_private > 0"),
        postgresql_where=sa.text("findings_waived + findings_to_review + findings_private > 0"),
    ),
)

transitions = sa.Table(
    "transitions",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("report_year", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("axis", word(Axis), nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("evidence", json_type(), nullable=False),
    sa.ForeignKeyConstraint(["agency_id", "report_year"], ["duties.agency_id", "duties.report_year"]),
    sa.Index(None, "agency_id", "report_year", "id"),
)

# Kept in step by storage.duties alone: grouping 100,000 rows for every page is too slow.
duty_counts = sa.Table(
    "duty_counts",
    metadata,
    sa.Column("report_year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("jurisdiction", sa.Text, primary_key=True),
    sa.Column("timeliness", word(Timeliness), primary_key=True),
    sa.Column("content", sa.String(40), primary_key=True),  # "" where there is no content yet
    sa.Column("duties", sa.Integer, nullable=False),
)
