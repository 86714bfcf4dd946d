"""Brings the kept roll to what a checked roll says: agencies, their columns, and the duties of the running season."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from reports.obligations import running_report_year
from storage import versions
from storage.duty_counting import recount
from storage.duty_creation import duty_terms
from storage.roll import Roll
from storage.roll_models import AgencyEntry
from storage.roll_rows import agency_values, source_values
from storage.schema import agencies, duties, sources


def apply_roll(tx: sa.Connection, roll: Roll, *, now: datetime) -> None:
    """Write the roll; it has been checked against what is kept (storage.agencies.preview)."""
    known = {row.id: row for row in tx.execute(sa.select(agencies))}
    new = []
    for position, entry in enumerate(roll.agencies):
        values = agency_values(entry) | {"jurisdiction": roll.jurisdiction, "position": position}
        before = known.get(entry.id)
        if before is None:
            new.append(values | {"id": entry.id, "imported_at": now, "retired_at": None})
        elif before.retired_at is not None:
            # away and back: what went by meanwhile is history, as for a body seen for the first time
            _update_agency(tx, before, values | {"imported_at": now, "retired_at": None}, now)
        else:
            _update_agency(tx, before, values, now)
    if new:
        tx.execute(sa.insert(agencies), new)
    _write_sources(tx, roll.agencies, now)
    stays = {entry.id for entry in roll.agencies}
    _retire(tx, [row.id for row in known.values() if _leaves(row, roll, stays)], now)
    versions.bump(tx)


def _leaves(row: sa.Row[Any], roll: Roll, stays: set[str]) -> bool:
    return row.jurisdiction == roll.jurisdiction and row.retired_at is None and row.id not in stays


def _update_agency(tx: sa.Connection, before: sa.Row[Any], values: Mapping[str, Any], now: datetime) -> None:
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not changed:
        return
    row = tx.execute(sa.update(agencies).where(agencies.c.id == before.id).values(changed).returning(agencies)).one()
    if changed.keys() & {"jurisdiction", "position"}:
        place = {"jurisdiction": row.jurisdiction, "position": row.position}
        tx.execute(sa.update(duties).where(duties.c.agency_id == row.id).values(place))
    if "jurisdiction" in changed:
        recount(tx)
    if changed.keys() & {"covers", "one_office_with", "level", "lineage"}:  # what the rules compare has changed
        tx.execute(sa.update(duties).where(duties.c.agency_id == row.id).values(assess_at=now))
    if changed.keys() & {"duty_basis", "internal_dates", "not_applicable_reason", "retired_at"}:
        _refresh_running_duty(tx, row, now)


def _refresh_running_duty(tx: sa.Connection, agency: sa.Row[Any], now: datetime) -> None:
    """Let the duties from the running season on follow the roll; earlier ones are frozen."""
    running = tx.execute(
        sa.select(duties).where(duties.c.agency_id == agency.id, duties.c.report_year >= running_report_year(now))
    ).all()
    for duty in running:
        same = (duties.c.agency_id == agency.id) & (duties.c.report_year == duty.report_year)
        terms = duty_terms(agency, duty.report_year)
        tx.execute(sa.update(duties).where(same).values(**terms, assess_at=now))


def _write_sources(tx: sa.Connection, entries: Iterable[AgencyEntry], now: datetime) -> None:
    known = {(row.agency_id, row.url): row for row in tx.execute(sa.select(sources))}
    new = []
    kept: set[int] = set()
    agency_ids = set()
    for entry in entries:
        agency_ids.add(entry.id)
        for source in entry.sources:
            values = source_values(source)
            before = known.get((entry.id, source.url))
            if before is None:
                new.append(values | {"agency_id": entry.id, "next_check_at": now if source.enabled else None})
            else:
                kept.add(before.id)
                _update_source(tx, before, values, now)
    if new:
        tx.execute(sa.insert(sources), new)
    in_use = [row for row in known.values() if row.agency_id in agency_ids and row.retired_at is None]
    gone = {row.id for row in in_use if row.id not in kept}
    if gone:
        nowhere = {"retired_at": now, "next_check_at": None, "lease_until": None}
        same = sources.c.id == sa.bindparam("source")
        tx.execute(sa.update(sources).where(same).values(nowhere), [{"source": key} for key in gone])
        # judged once more, so that what was open about a column that is no longer asked is closed
        lost_a_column = {row.agency_id for row in in_use if row.id in gone}
        judged = (duties.c.agency_id == sa.bindparam("agency")) & (duties.c.report_year == running_report_year(now))
        tx.execute(sa.update(duties).where(judged).values(assess_at=now), [{"agency": key} for key in lost_a_column])


def _update_source(tx: sa.Connection, before: sa.Row[Any], values: dict[str, Any], now: datetime) -> None:
    if before.retired_at is not None or values["enabled"] != before.enabled:
        values |= {"retired_at": None, "next_check_at": now if values["enabled"] else None}
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    if changed:
        tx.execute(sa.update(sources).where(sources.c.id == before.id).values(changed))


def _retire(tx: sa.Connection, agency_ids: list[str], now: datetime) -> None:
    """Retire the agencies: columns are no longer asked, duties are judged one last time, which closes what is open."""
    for agency_id in agency_ids:
        tx.execute(sa.update(agencies).where(agencies.c.id == agency_id).values(retired_at=now))
        tx.execute(
            sa.update(sources)
            .where(sources.c.agency_id == agency_id, sources.c.retired_at.is_(None))
            .values(retired_at=now, next_check_at=None, lease_until=None)
        )
        tx.execute(sa.update(duties).where(duties.c.agency_id == agency_id).values(assess_at=now))
