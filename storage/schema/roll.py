"""Tables of the roll: who is watched and owes a report, and the columns of its site where it stands."""

from __future__ import annotations

import sqlalchemy as sa

from reports.looks import LookOutcome
from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

agencies = sa.Table(
    "agencies",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("jurisdiction", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),  # order inside the jurisdiction's roll, from 0
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("aliases", json_type(), nullable=False),
    sa.Column("level", word(AgencyLevel), nullable=False),
    sa.Column("duty_basis", word(DutyBasis), nullable=False),
    sa.Column("not_applicable_reason", sa.Text),
    sa.Column("parent", sa.Text),  # an agency id, maybe of another roll
    sa.Column("supervised_by", sa.Text),
    sa.Column("watch_from", sa.Integer, nullable=False),
    sa.Column("founded_on", sa.Date),
    sa.Column("abolished_on", sa.Date),
    sa.Column("lineage", json_type(), nullable=False),
    sa.Column("contacts", json_type(), nullable=False),
    sa.Column("internal_dates", json_type(), nullable=False),
    sa.Column("covers", json_type(), nullable=False, server_default="[]"),
    sa.Column("one_office_with", json_type(), nullable=False, server_default="[]"),
    sa.Column("search_text", sa.Text, nullable=False),  # name and aliases, case folded, one a line
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("retired_at", UtcDateTime),
    # the matrix walks this index; search_text is in it so that a search scans the index and not the wide rows
    sa.Index("ix_agencies_roll_order", "jurisdiction", "position", "id", "search_text"),
)

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("family", sa.Text, nullable=False),
    sa.Column("hosts", json_type(), nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("fixed", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("retired_at", UtcDateTime),
    sa.Column("politeness_key", sa.Text, nullable=False),
    # NULL: never due (disabled or retired)
    sa.Column("next_check_at", UtcDateTime, index=True),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("run_id", number_key()),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("body_hash", sa.Text),
    sa.Column("last_outcome", word(LookOutcome)),
    sa.Column("last_look_at", UtcDateTime),
    sa.Column("last_good_at", UtcDateTime),
    sa.Column("failing_since", UtcDateTime),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("no_earlier_report_by", sa.Text),
    sa.Column("no_earlier_report_at", UtcDateTime),
    sa.UniqueConstraint("agency_id", "url"),
)
