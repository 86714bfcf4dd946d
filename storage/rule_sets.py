"""Which rules, in which versions, judged: each set is kept once, under the hash that duties name it by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from reports.rules.lookup import rule_set_id
from storage.schema import rule_sets


def record(tx: sa.Connection, rule_versions: Mapping[str, int], *, now: datetime) -> str:
    """Return the id of the set of rules; it is written down the first time."""
    name = rule_set_id(rule_versions)
    if tx.execute(sa.select(rule_sets.c.id).where(rule_sets.c.id == name)).one_or_none() is None:
        tx.execute(sa.insert(rule_sets).values(id=name, versions=dict(rule_versions), first_used_at=now))
    return name


def get(tx: sa.Connection, *, name: str) -> dict[str, int] | None:
    """Return the versions by code, None for a set that never judged."""
    row = tx.execute(sa.select(rule_sets.c.versions).where(rule_sets.c.id == name)).one_or_none()
    return None if row is None else dict(row.versions)
