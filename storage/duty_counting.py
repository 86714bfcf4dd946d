"""The counts of the front page, kept in step with every duty: how many stand in which state."""

from __future__ import annotations

import sqlalchemy as sa

from reports.states import Content, Timeliness
from storage.schema import duties, duty_counts


def count(
    tx: sa.Connection,
    report_year: int,
    jurisdiction: str,
    timeliness: Timeliness,
    content: Content | None,
    *,
    by: int,
) -> None:
    """Add `by` to the number of duties in that state."""
    key = {
        "report_year": report_year,
        "jurisdiction": jurisdiction,
        "timeliness": timeliness,
        "content": content or "",
    }
    same = sa.and_(*(duty_counts.c[name] == value for name, value in key.items()))
    known = tx.execute(sa.update(duty_counts).where(same).values(duties=duty_counts.c.duties + by)).rowcount
    if known == 0:
        tx.execute(sa.insert(duty_counts).values(**key, duties=by))


def recount(tx: sa.Connection) -> None:
    """Count anew from the duties themselves, after a bulk change such as an import."""
    tx.execute(sa.delete(duty_counts))
    content = sa.func.coalesce(duties.c.content, "")
    state = (duties.c.report_year, duties.c.jurisdiction, duties.c.timeliness, content)
    live = sa.select(*state, sa.func.count()).group_by(*state)
    tx.execute(
        sa.insert(duty_counts).from_select(["report_year", "jurisdiction", "timeliness", "content", "duties"], live)
    )
