"""The bodies below a government for a report year, each with its duty and its current report."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from storage import agencies
from storage.duties import to_duty
from storage.records import Agency, Duty, StoredReport
from storage.reports import to_report
from storage.schema import agencies as agency_table
from storage.schema import documents, duties, reports


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One body below a government; `duty` or `report` is None where there is none, `address` is the report's own.

    `covered`: the government declares that its own report of that year includes this body.
    """

    agency: Agency
    duty: Duty | None
    report: StoredReport | None
    address: str | None
    covered: bool = True


def below(tx: sa.Connection, *, government: str, report_year: int) -> tuple[UnitReport, ...]:
    """Return the bodies whose parent is the government or that it declares to cover, in the order of the roll.

    A body that left the roll is there only if it owed that year: the roll is frozen per report year. Where nothing is
    declared for the year, all bodies count as covered. Raises NoSuchRow.
    """
    declared = agencies.get(tx, agency_id=government).covers
    covers = next((coverage for coverage in declared if coverage.year == report_year), None)
    ids = tx.execute(
        sa.select(agency_table.c.id)
        .where((agency_table.c.parent == government) | agency_table.c.id.in_(covers.agencies if covers else ()))
        .order_by(agency_table.c.jurisdiction, agency_table.c.position, agency_table.c.id)
    ).scalars()
    found = [of_agency(tx, agency_id=agency_id, report_year=report_year) for agency_id in ids]
    return tuple(
        replace(unit, covered=covers is None or covers.children or unit.agency.id in covers.agencies)
        for unit in found
        if unit.duty is not None or unit.agency.retired_at is None
    )


def of_agency(tx: sa.Connection, *, agency_id: str, report_year: int) -> UnitReport:
    """Return the body with what is known of that year. Raises NoSuchRow."""
    duty = tx.execute(
        sa.select(duties).where(duties.c.agency_id == agency_id, duties.c.report_year == report_year)
    ).one_or_none()
    report = tx.execute(
        sa.select(reports).where(
            reports.c.agency_id == agency_id, reports.c.report_year == report_year, reports.c.is_current
        )
    ).one_or_none()
    address = (
        None
        if report is None
        else tx.execute(sa.select(documents.c.url).where(documents.c.id == report.document_id)).scalar_one()
    )
    return UnitReport(
        agency=agencies.get(tx, agency_id=agency_id),
        duty=None if duty is None else to_duty(duty),
        report=None if report is None else to_report(report),
        address=address,
    )
