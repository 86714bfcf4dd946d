"""Compares what the pipeline found with what was planted; the comparison can fail in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import sqlalchemy as sa
import yaml
from pydantic import BaseModel, ConfigDict

from duban.demo.script import Season
from duban.demo.sinks import Mail
from reports.model import TableKey
from storage import agencies, duties, findings, incidents, outbox, reports
from storage.records import MessageState
from storage.session import Database

MANY = 10_000


class PlantedAgency(BaseModel):
    """What is planted at one agency: state on both axes, open findings, incidents ever opened."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: tuple[str | None, str | None]
    findings: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


class Planted(BaseModel):
    """The whole season as an inspector would list it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    report_year: int
    agencies: dict[str, PlantedAgency]

    def facts(self) -> frozenset[str]:
        """Return everything planted, one sentence each, in the words that `found` uses."""
        return frozenset(self._facts())

    def _facts(self) -> Iterator[str]:
        for agency, planted in self.agencies.items():
            yield f"state {agency} {self.report_year} {planted.state[0]} {planted.state[1]}"
            yield from (f"finding {agency} {self.report_year} {code}" for code in planted.findings)
            for kind in planted.incidents:
                yield f"incident {agency} {kind}"
                yield f"mail {agency} {kind}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the season came to; `missed` was planted and not found, `unexpected` found and not planted."""

    agencies: int
    reports: int
    cells: int
    findings: dict[str, int]
    incidents: dict[str, int]
    delivered: int
    dead: int
    expected: int
    missed: tuple[str, ...]
    unexpected: tuple[str, ...]

    @property
    def as_planted(self) -> bool:
        """Return whether everything planted was found and nothing else."""
        return not self.missed and not self.unexpected

    def to_json(self) -> dict[str, object]:
        """Return the object that `duban demo --once --json` prints."""
        return {
            "agencies": self.agencies,
            "reports": self.reports,
            "cells": self.cells,
            "findings": self.findings,
            "incidents": self.incidents,
            "deliveries": {"delivered": self.delivered, "dead": self.dead},
            "expected": self.expected,
            "missed": list(self.missed),
            "unexpected": list(self.unexpected),
        }


def load_planted(text: str | None = None) -> Planted:
    """Return the bundled list of what is planted, or the one given as YAML."""
    if text is None:
        text = (files("duban.demo") / "planted.yml").read_text(encoding="utf-8")
    return Planted.model_validate(yaml.safe_load(text))


def compare(database: Database, mails: list[Mail], season: Season, planted: Planted) -> Outcome:
    """Return what the season came to, compared with what was planted."""
    with database.read() as tx:
        found = frozenset(_found(tx, mails, season))
        open_codes = Counter(
            stored.finding.code
            for agency in season.agencies
            for stored in findings.open_of_agency(tx, agency_id=agency.id)
        )
        versions = [
            version for agency in season.agencies for version in reports.current_of_agency(tx, agency_id=agency.id)
        ]
        states = outbox.count_by_state(tx)
        kinds = Counter(incident.kind for incident in incidents.page(tx, limit=MANY))
    expected = planted.facts()
    return Outcome(
        agencies=len(season.agencies),
        reports=len(versions),
        cells=sum(_cells(version.facts) for version in versions),
        findings=dict(sorted(open_codes.items())),
        incidents=dict(sorted(kinds.items())),
        delivered=states.get(MessageState.DELIVERED, 0),
        dead=states.get(MessageState.DEAD, 0),
        expected=len(expected),
        missed=tuple(sorted(expected - found)),
        unexpected=tuple(sorted(found - expected)),
    )


def _found(tx: sa.Connection, mails: list[Mail], season: Season) -> Iterator[str]:
    """Yield what the pipeline holds, in the words of `Planted.facts`; findings of all years, states of the season's."""
    for agency in agencies.all_agencies(tx):
        for duty in duties.of_agency(tx, agency_id=agency.id):
            if duty.report_year == season.report_year:
                content = None if duty.content is None else duty.content.value
                yield f"state {agency.id} {duty.report_year} {duty.timeliness} {content}"
        for stored in findings.open_of_agency(tx, agency_id=agency.id):
            yield f"finding {agency.id} {stored.report_year} {stored.finding.code}"
    names = {agency.id: agency.name for agency in agencies.all_agencies(tx)}
    arrived = {
        incident_id
        for message in outbox.page(tx, limit=MANY, state=MessageState.DELIVERED)
        for incident_id in message.incident_ids
        if any(message.message_id in mail.text for mail in mails)
    }
    for incident in incidents.page(tx, limit=MANY):
        yield f"incident {incident.agency_id} {incident.kind}"
        named = any(names.get(incident.agency_id or "", "") in mail.text for mail in mails)
        if incident.id in arrived and named:
            yield f"mail {incident.agency_id} {incident.kind}"


def _cells(facts: object) -> int:
    """Return how many cells of the three tables were read in a report's facts."""
    tables = facts.get("tables") if isinstance(facts, dict) else None
    if not isinstance(tables, dict):
        return 0
    return sum(
        1
        for key in TableKey
        for row in (tables.get(key.value) or {}).values()
        for cell in (row or {}).values()
        if cell is not None
    )
