"""Tables of answering: what the office said of findings, what it waived, and the rules that judged."""

from __future__ import annotations

import sqlalchemy as sa

from reports.answers import AnswerKind
from reports.waivers import WaiverScope
from storage.schema.base import UtcDateTime, json_type, metadata, number_key, word

# rows are added and never changed: a later answer stands beside the earlier ones
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("finding_id", sa.ForeignKey("findings.id"), nullable=False),
    sa.Column("kind", word(AnswerKind), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Index(None, "finding_id", "id"),
)

waivers = sa.Table(
    "waivers",
    metadata,
    sa.Column("id", number_key(), primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("scope", word(WaiverScope), nullable=False),
    sa.Column("scope_id", sa.Text, nullable=False),
    sa.Column("year_from", sa.Integer),
    sa.Column("year_to", sa.Integer),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("ended_by", sa.Text),
    sa.Index(None, "expires_on"),
)

# by the hash of codes and versions, so that a duty names in one word by which rules it was judged
rule_sets = sa.Table(
    "rule_sets",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("versions", json_type(), nullable=False),
    sa.Column("first_used_at", UtcDateTime, nullable=False),
)
