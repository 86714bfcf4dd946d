"""The roll as it is kept: what an import would change, the import itself, the way back to YAML, and look-ups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import yaml

from storage import sources as stored_sources
from storage.duty_creation import ensure_duties
from storage.errors import NoSuchRow
from storage.records import Agency, FieldChange, RollChange, RollChanges, Source
from storage.roll import Roll, RollError
from storage.roll_import import apply_roll
from storage.roll_models import AgencyEntry
from storage.roll_rows import (
    AGENCY_FIELDS,
    SOURCE_FIELDS,
    agency_values,
    entry_of,
    search_text,
    source_values,
    to_agency,
)
from storage.roll_yaml import RollProblem
from storage.schema import agencies

__all__ = ["all_agencies", "apply", "ensure_duties", "export", "find", "get", "get_many", "others_named", "preview"]


def preview(tx: sa.Connection, roll: Roll) -> RollChanges:
    """Return what importing the roll would change; a mere change of order is not listed.

    Raises RollError where an agency of it is watched under another jurisdiction.
    """
    _refuse_strangers(tx, roll)
    known = {row.id: row for row in _rows(tx, jurisdiction=roll.jurisdiction)}
    columns = _sources_by_agency(tx, list(known))
    added, changed = [], []
    for entry in roll.agencies:
        row = known.get(entry.id)
        if row is None:
            added.append((entry.id, entry.name))
            continue
        fields = _differences(entry, row, columns.get(entry.id, ()))
        if fields:
            changed.append(RollChange(entry.id, entry.name, fields))
    stays = {entry.id for entry in roll.agencies}
    retired = tuple((row.id, row.name) for row in known.values() if row.id not in stays)
    unchanged = len(roll.agencies) - len(added) - len(changed)
    return RollChanges(roll.jurisdiction, tuple(added), tuple(changed), retired, unchanged)


def apply(tx: sa.Connection, roll: Roll, *, now: datetime) -> RollChanges:
    """Return what was changed: the roll is now what is watched, and its duties are there.

    An agency that left the roll is retired, never deleted; its columns are no longer asked. The duties of the running
    season follow the roll (basis, local dates, 不适用); those of seasons that are over stay frozen as they were.
    Raises RollError as `preview` does.
    """
    changes = preview(tx, roll)
    apply_roll(tx, roll, now=now)
    ensure_duties(tx, now=now)
    return changes


def export(tx: sa.Connection, *, jurisdiction: str) -> str:
    """Return the jurisdiction's roll as YAML that `read_roll` reads back to the same; raises NoSuchRow."""
    rows = _rows(tx, jurisdiction=jurisdiction)
    if not rows:
        raise NoSuchRow("jurisdiction", jurisdiction)
    columns = _sources_by_agency(tx, [row.id for row in rows])
    entries = [entry_of(row, columns.get(row.id, ())) for row in rows]
    roll = {"jurisdiction": jurisdiction, "agencies": entries}
    return yaml.safe_dump(roll, allow_unicode=True, sort_keys=False, width=1000)


def get(tx: sa.Connection, *, agency_id: str) -> Agency:
    """Return the agency, retired or not; raises NoSuchRow."""
    row = tx.execute(sa.select(agencies).where(agencies.c.id == agency_id)).one_or_none()
    if row is None:
        raise NoSuchRow("agency", agency_id)
    return to_agency(row)


def get_many(tx: sa.Connection, *, agency_ids: Collection[str]) -> dict[str, Agency]:
    """Return by id those of the agencies that exist, retired or not."""
    rows = tx.execute(sa.select(agencies).where(agencies.c.id.in_(agency_ids)))
    return {row.id: to_agency(row) for row in rows}


def find(tx: sa.Connection, *, name_or_id: str) -> tuple[Agency, ...]:
    """Return the agencies in use whose id, name or alias is exactly that; none, one, or several of one alias."""
    exact = (agency for agency in all_agencies(tx) if name_or_id in {agency.id, agency.name, *agency.aliases})
    return tuple(exact)


def others_named(tx: sa.Connection, agency: Agency, names: Collection[str]) -> dict[str, str]:
    """Return which of the names are another body's name or alias in the same roll: the name and that body's id.

    A name that the agency itself goes by is never among them.
    """
    wanted = set(names) - {agency.name, *agency.aliases}
    if not wanted:
        return {}
    query = sa.select(agencies).where(
        agencies.c.jurisdiction == agency.jurisdiction,
        agencies.c.retired_at.is_(None),
        agencies.c.id != agency.id,
        sa.or_(*(agencies.c.search_text.contains(search_text([name]), autoescape=True) for name in sorted(wanted))),
    )
    others = [to_agency(row) for row in tx.execute(query.order_by(agencies.c.position, agencies.c.id))]
    return {name: other.id for other in others for name in (other.name, *other.aliases) if name in wanted}


def all_agencies(
    tx: sa.Connection, *, jurisdiction: str | None = None, with_retired: bool = False
) -> tuple[Agency, ...]:
    """Return the agencies in the order of the roll."""
    return tuple(to_agency(row) for row in _rows(tx, jurisdiction=jurisdiction, with_retired=with_retired))


def jurisdictions(tx: sa.Connection) -> tuple[str, ...]:
    """Return the jurisdictions that have an agency in use."""
    query = sa.select(agencies.c.jurisdiction).where(agencies.c.retired_at.is_(None)).distinct()
    return tuple(tx.scalars(query.order_by(agencies.c.jurisdiction)))


def _rows(tx: sa.Connection, *, jurisdiction: str | None, with_retired: bool = False) -> Sequence[sa.Row[Any]]:
    query = sa.select(agencies).order_by(agencies.c.jurisdiction, agencies.c.position, agencies.c.id)
    if jurisdiction is not None:
        query = query.where(agencies.c.jurisdiction == jurisdiction)
    if not with_retired:
        query = query.where(agencies.c.retired_at.is_(None))
    return tx.execute(query).all()


def _refuse_strangers(tx: sa.Connection, roll: Roll) -> None:
    elsewhere = tx.execute(
        sa.select(agencies.c.id, agencies.c.jurisdiction).where(
            agencies.c.jurisdiction != roll.jurisdiction, agencies.c.retired_at.is_(None)
        )
    )
    owners = {row.id: row.jurisdiction for row in elsewhere}
    problems = [
        RollProblem(
            roll.file,
            roll.lines[entry.id],
            f"机构编号 {entry.id} 已属于 {owners[entry.id]}；请先从那份名录中移出并导入，或换一个编号",
            f"agency id in use by {owners[entry.id]}: remove it from that roll first, or choose another id",
        )
        for entry in roll.agencies
        if entry.id in owners
    ]
    if problems:
        raise RollError(problems)


def _sources_by_agency(tx: sa.Connection, agency_ids: Sequence[str]) -> dict[str, tuple[Source, ...]]:
    wanted = set(agency_ids)
    by_agency: dict[str, tuple[Source, ...]] = {}
    for source in stored_sources.of_agencies(tx):
        if source.agency_id in wanted:
            by_agency[source.agency_id] = (*by_agency.get(source.agency_id, ()), source)
    return by_agency


def _differences(entry: AgencyEntry, row: sa.Row[Any], columns: Sequence[Source]) -> tuple[FieldChange, ...]:
    wanted = agency_values(entry)
    fields = [
        FieldChange(name, _shown(getattr(row, name)), _shown(wanted[name]))
        for name in AGENCY_FIELDS
        if getattr(row, name) != wanted[name]
    ]
    before = {source.url: _source_text(source) for source in columns}
    after = {source.url: _entry_text(source_values(source)) for source in entry.sources}
    for url in dict.fromkeys([*before, *after]):
        if before.get(url) != after.get(url):
            fields.append(FieldChange(f"sources {url}", before.get(url), after.get(url)))
    return tuple(fields)


def _shown(value: Any) -> str | None:
    if value is None or value == []:
        return None
    if isinstance(value, list | tuple):
        return "; ".join(_shown(item) or "" for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items() if item is not None)
    return str(value)


def _source_text(source: Source) -> str:
    return _entry_text({name: getattr(source, name) for name in SOURCE_FIELDS})


def _entry_text(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_shown(values[name])}" for name in SOURCE_FIELDS)
