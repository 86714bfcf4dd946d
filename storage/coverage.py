"""Which governments' reports declare to include a body's."""

from __future__ import annotations

import sqlalchemy as sa

from reports.rules.case import AgencyLevel
from storage.roll_rows import to_agency
from storage.schema import agencies


def governments_of(tx: sa.Connection, *, agency_id: str, report_year: int) -> tuple[str, ...]:
    """Return the ids of the governments whose report of that year is declared to include this body's.

    Looked for among the governments of the body's own jurisdiction, and its parent wherever that is.
    """
    body = tx.execute(sa.select(agencies).where(agencies.c.id == agency_id)).one_or_none()
    if body is None:
        return ()
    near = (agencies.c.jurisdiction == body.jurisdiction) & (agencies.c.level == AgencyLevel.GOVERNMENT)
    rows = tx.execute(sa.select(agencies).where(near | (agencies.c.id == body.parent), agencies.c.id != agency_id))
    return tuple(
        government.id
        for government in map(to_agency, rows)
        for declared in government.covers
        if declared.year == report_year
        and (agency_id in declared.agencies or (declared.children and body.parent == government.id))
    )
