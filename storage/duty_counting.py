"""The counts of the front page, kept in step with every duty: how many stand in which state.

Changes are gathered while a transaction runs and written at its end in one fixed order: on PostgreSQL a changed count
stays locked until the commit, and two transactions taking the same counts in different orders would block each other.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from reports.states import Content, Timeliness
from storage.schema import duties, duty_counts

_MARK = "duban_duty_counts"


def count(
    tx: sa.Connection,
    report_year: int,
    jurisdiction: str,
    timeliness: Timeliness,
    content: Content | None,
    *,
    by: int,
) -> None:
    """Add `by` to the number of duties in that state, when the transaction of Database.write() commits."""
    state = (report_year, jurisdiction, timeliness.value, "" if content is None else content.value)
    _pending(tx)[state] += by


def recount(tx: sa.Connection) -> None:
    """Count anew from the duties themselves, after a change that moved them between jurisdictions."""
    _pending(tx).clear()
    tx.execute(sa.delete(duty_counts))
    content = sa.func.coalesce(duties.c.content, "")
    state = (duties.c.report_year, duties.c.jurisdiction, duties.c.timeliness, content)
    live = sa.select(*state, sa.func.count()).group_by(*state)
    columns = ["report_year", "jurisdiction", "timeliness", "content", "duties"]
    tx.execute(sa.insert(duty_counts).from_select(columns, live))


def forget(tx: sa.Connection) -> None:
    """Drop what a transaction before this one left on the pooled connection."""
    tx.info.pop(_MARK, None)


def settle(tx: sa.Connection) -> None:
    """Write the gathered changes; Database.write() calls it before committing."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    pending: Counter[tuple[int, str, str, str]] = tx.info.pop(_MARK, Counter())
    for (report_year, jurisdiction, timeliness, content), by in sorted(pending.items()):
        if by != 0:
            key = {"report_year": report_year, "jurisdiction": jurisdiction, "content": content}
            new = insert(duty_counts).values(**key, timeliness=timeliness, duties=by)
            more = {"duties": duty_counts.c.duties + by}
            tx.execute(new.on_conflict_do_update(index_elements=list(duty_counts.primary_key), set_=more))


def _pending(tx: sa.Connection) -> Counter[Any]:
    pending: Counter[Any] = tx.info.setdefault(_MARK, Counter())
    return pending
