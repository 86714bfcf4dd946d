"""Drafts that an office approved before publication: what is published later is compared with the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from reports.codec import report_from_json, report_to_json
from reports.model import AnnualReport
from storage import agencies, duties, versions
from storage.schema import drafts


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One approved draft; its file itself is not kept, `sha256` tells which it was."""

    id: int
    agency_id: str
    report_year: int
    report: AnnualReport
    sha256: str
    file_name: str
    approved_by: str
    approved_at: datetime


def approve(
    tx: sa.Connection,
    *,
    agency_id: str,
    report_year: int,
    report: AnnualReport,
    sha256: str,
    file_name: str,
    by: str,
    now: datetime,
) -> StoredDraft:
    """Return the draft as kept; it takes the place of an earlier one, and the duty is judged anew.

    The duty of that year is made if there is none. Raises NoSuchRow where there is no such agency.
    """
    agencies.get(tx, agency_id=agency_id)
    duties.ensure_one(tx, agency_id=agency_id, report_year=report_year, now=now)
    row = tx.execute(
        sa.insert(drafts)
        .values(
            agency_id=agency_id,
            report_year=report_year,
            facts=report_to_json(report),
            sha256=sha256,
            file_name=file_name,
            approved_by=by,
            approved_at=now,
        )
        .returning(drafts)
    ).one()
    duties.touch(tx, agency_id=agency_id, report_year=report_year, at=now)
    versions.bump(tx)
    return _to_draft(row)


def last_of(tx: sa.Connection, *, agency_id: str, report_year: int) -> StoredDraft | None:
    """Return the draft that was approved last, None where there is none."""
    row = tx.execute(
        sa.select(drafts)
        .where(drafts.c.agency_id == agency_id, drafts.c.report_year == report_year)
        .order_by(drafts.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _to_draft(row)


def _to_draft(row: sa.Row[Any]) -> StoredDraft:
    values = dict(row._mapping)
    values["report"] = report_from_json(values.pop("facts"))
    return StoredDraft(**values)
