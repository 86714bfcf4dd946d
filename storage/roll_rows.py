"""Between a roll's entries and the rows they become: columns from an entry, records from a row, an entry from both."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.politeness import politeness_key
from storage.records import Agency, Contact, Coverage, InternalDay, LineageEvent, LineageKind, Source
from storage.roll_models import AgencyEntry, LineageEntry, SourceEntry

AGENCY_FIELDS = (
    "name",
    "aliases",
    "level",
    "duty_basis",
    "not_applicable_reason",
    "parent",
    "supervised_by",
    "watch_from",
    "internal_dates",
    "contacts",
    "lineage",
    "covers",
    "one_office_with",
)
SOURCE_FIELDS = ("family", "hosts", "verified", "enabled", "fixed")


def agency_values(entry: AgencyEntry) -> dict[str, Any]:
    """Return the columns of `agencies` that an entry decides, its place in the roll apart."""
    lineage = [event.model_dump(mode="json") for event in entry.lineage]
    return {
        "name": entry.name,
        "aliases": list(entry.aliases),
        "level": entry.level,
        "duty_basis": entry.duty_basis,
        "not_applicable_reason": entry.not_applicable_reason,
        "parent": entry.parent,
        "supervised_by": entry.supervised_by,
        "watch_from": entry.watch_from,
        "internal_dates": [
            {
                "month": int(internal.date[:2]),
                "day": int(internal.date[3:]),
                "source": internal.source,
                "binding": internal.binding,
            }
            for internal in entry.internal_dates
        ],
        "contacts": [contact.model_dump(mode="json") for contact in entry.contacts],
        "lineage": lineage,
        "covers": [declared.model_dump(mode="json") for declared in entry.covers],
        "one_office_with": list(entry.one_office_with),
        "founded_on": next((event.date for event in entry.lineage if event.kind is LineageKind.FOUNDED), None),
        "abolished_on": next((event.date for event in entry.lineage if _ends_the_body(event)), None),
        "search_text": search_text([entry.name, *entry.aliases]),
    }


def source_values(entry: SourceEntry) -> dict[str, Any]:
    """Return the columns of `sources` that an entry decides."""
    return {
        "url": entry.url,
        "family": entry.family,
        "hosts": list(entry.hosts),
        "verified": entry.verified,
        "enabled": entry.enabled,
        "fixed": entry.fixed,
        "politeness_key": politeness_key(entry.url),
    }


def search_text(names: Sequence[str]) -> str:
    """Return the names as they are searched: one a line, full-width and capital forms made one."""
    return "\n".join(unicodedata.normalize("NFKC", name).casefold() for name in names)


def to_agency(row: sa.Row[Any]) -> Agency:
    """Return the row of `agencies` as a record."""
    values = dict(row._mapping)
    del values["search_text"]
    values["aliases"] = tuple(row.aliases)
    values["contacts"] = tuple(Contact(**contact) for contact in row.contacts)
    values["internal_dates"] = tuple(InternalDay(**day) for day in row.internal_dates)
    values["lineage"] = tuple(_lineage_event(event) for event in row.lineage)
    values["covers"] = tuple(
        Coverage(**{**declared, "agencies": tuple(declared["agencies"])}) for declared in row.covers
    )
    values["one_office_with"] = tuple(row.one_office_with)
    return Agency(**values)


def entry_of(row: sa.Row[Any], sources: Sequence[Source]) -> dict[str, Any]:
    """Return the agency as a roll writes it: keys in the roll's order, what is not set left out."""
    entry: dict[str, Any] = {"id": row.id}
    for name in AGENCY_FIELDS:
        value = getattr(row, name)
        if value is not None and value != []:
            entry[name] = value
    entry |= {"level": row.level.value, "duty_basis": row.duty_basis.value}
    if row.internal_dates:
        entry["internal_dates"] = [
            {"date": f"{day['month']:02}-{day['day']:02}", "source": day["source"], "binding": day["binding"]}
            for day in row.internal_dates
        ]
    if row.contacts:
        entry["contacts"] = [_set_keys(contact) for contact in row.contacts]
    if row.lineage:
        entry["lineage"] = [_set_keys(event) | {"date": date.fromisoformat(event["date"])} for event in row.lineage]
    if row.covers:
        entry["covers"] = [_coverage_entry(declared) for declared in row.covers]
    entry["sources"] = [_source_entry(source) for source in sources]
    return entry


def _source_entry(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "url": source.url,
        "family": source.family,
        "hosts": list(source.hosts),
        "verified": source.verified,
    }
    if not source.enabled:
        entry["enabled"] = False
    return entry if source.fixed else entry | {"fixed": False}


def _coverage_entry(declared: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in declared.items() if value not in (None, False, [])}


def _set_keys(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stored.items() if value is not None}


def _lineage_event(stored: Mapping[str, Any]) -> LineageEvent:
    return LineageEvent(
        kind=LineageKind(stored["kind"]),
        day=date.fromisoformat(stored["date"]),
        document=stored["document"],
        successor=stored["successor"],
        former_name=stored["former_name"],
    )


def _ends_the_body(event: LineageEntry) -> bool:
    """Return whether the body was no more from that day: a merger without a successor is one that others joined."""
    joined_another = event.kind is LineageKind.MERGED and event.successor is not None
    return event.kind is LineageKind.ABOLISHED or joined_another
