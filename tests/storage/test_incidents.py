"""Incidents: one open per key, resolved ones stay, pages of history by key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import incidents
from storage.errors import NoSuchRow
from storage.records import Incident
from storage.session import Database
from tests.storage.rolls import AT, with_agencies


def _open(database: Database, key: str = "late/a1/2025", *, day: int = 0) -> tuple[Incident, bool]:
    with database.write() as tx:
        return incidents.open_incident(
            tx,
            kind="late",
            jurisdiction="here",
            dedupe_key=key,
            now=AT + timedelta(days=day),
            agency_id="a1",
            report_year=2025,
            detail={"since": "2026-02-01"},
        )


def _resolve(database: Database, incident: Incident, *, day: int = 1) -> Incident:
    with database.write() as tx:
        return incidents.resolve(tx, incident_id=incident.id, now=AT + timedelta(days=day), detail={"why": "found"})


def test_a_key_has_one_open_incident(database: Database) -> None:
    with_agencies(database)
    first, is_new = _open(database)

    again, is_new_again = _open(database, day=3)

    assert (is_new, is_new_again) == (True, False)
    assert again == first


def test_a_resolved_incident_stays_and_the_next_one_is_another(database: Database) -> None:
    with_agencies(database)
    first, _ = _open(database)
    resolved = _resolve(database, first)

    second, is_new = _open(database, day=5)

    assert (resolved.resolved_at, resolved.detail) == (AT + timedelta(days=1), {"why": "found"})
    assert is_new
    with database.read() as tx:
        assert incidents.of_duty(tx, agency_id="a1", report_year=2025) == (second, resolved)


def test_resolving_twice_keeps_the_first_time(database: Database) -> None:
    with_agencies(database)
    incident, _ = _open(database)
    _resolve(database, incident, day=1)

    assert _resolve(database, incident, day=2).resolved_at == AT + timedelta(days=1)


def test_open_incidents_are_found_by_what_they_concern(database: Database) -> None:
    with_agencies(database)
    late, _ = _open(database)
    other, _ = _open(database, "invalid/a1/2025", day=1)
    _resolve(database, other)

    with database.read() as tx:
        assert incidents.open_ones(tx) == (late,)
        assert incidents.open_ones(tx, agency_id="a1", report_year=2025) == (late,)
        assert incidents.open_ones(tx, agency_id="a1", report_year=2024) == ()
        assert incidents.open_ones(tx, jurisdiction="elsewhere") == ()
        assert incidents.open_of_key(tx, dedupe_key="invalid/a1/2025") is None


def test_the_latest_message_about_an_incident_is_noted(database: Database) -> None:
    with_agencies(database)
    incident, _ = _open(database)

    with database.write() as tx:
        incidents.stamp_message(tx, incident_ids=[incident.id], message_id="<1@duban>")

        assert incidents.get(tx, incident_id=incident.id).last_message_id == "<1@duban>"


def test_history_is_paged_without_gaps_or_repeats(database: Database) -> None:
    with_agencies(database)
    made = [_open(database, f"k{n}", day=n)[0] for n in range(5)]
    _resolve(database, made[2])

    with database.read() as tx:
        first = incidents.page(tx, limit=2)
        second = incidents.page(tx, limit=2, before=first[-1].id)
        third = incidents.page(tx, limit=2, before=second[-1].id)
        still_open = incidents.page(tx, limit=10, open_only=True, jurisdiction="here")

    assert [i.id for page in (first, second, third) for i in page] == [i.id for i in reversed(made)]
    assert made[2].id not in {incident.id for incident in still_open}


def test_what_is_known_of_an_incident_can_be_renewed(database: Database) -> None:
    with_agencies(database)
    incident, _ = _open(database)

    with database.write() as tx:
        renewed = incidents.set_detail(tx, incident_id=incident.id, detail={"looks": 3})

    assert renewed.detail == {"looks": 3}


def test_an_unknown_incident_is_named(database: Database) -> None:
    with pytest.raises(NoSuchRow, match="incident 9"), database.write() as tx:
        incidents.resolve(tx, incident_id=9, now=AT)
