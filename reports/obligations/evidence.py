"""What was observed about one duty, as handed to `assess`; every time is aware, every address as asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reports.looks import LookOutcome
from reports.model import DateWitness, Level
from reports.obligations.calendar import DutyBasis, InternalDate
from reports.states import Sentence


@dataclass(frozen=True, slots=True)
class Duty:
    """What one agency owes for one report year.

    `exempt` is the reason why it does not owe (never a waiver of a statutory duty). A `silent` duty is one whose season
    was over when the agency was imported (`season_over`): assessed for reference, never alerted, never overdue.
    """

    agency_id: str
    report_year: int
    basis: DutyBasis
    silent: bool = False
    internal_dates: tuple[InternalDate, ...] = ()
    exempt: Sentence | None = None


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One look at a column where the report has to stand.

    `canary` says that an earlier year's report was still listed, or that the operator confirmed there is none.
    An `unchanged` look takes `every_page`, `canary` and `shows_report` from the complete look it repeats.
    """

    column: str
    asked_at: datetime
    outcome: LookOutcome
    every_page: bool
    canary: bool
    shows_report: bool

    @property
    def proves_absence(self) -> bool:
        """Return whether the look read everything there was and the report was not in it."""
        return self.outcome.is_good and self.every_page and self.canary and not self.shows_report


@dataclass(frozen=True, slots=True)
class Sighting:
    """A report document, not an attachment, when it was first fetched; with every date stated by it or its list."""

    document: str
    address: str
    first_seen_at: datetime
    witnesses: tuple[DateWitness, ...] = ()


class ReportAnswer(StrEnum):
    """What a report's own address said when asked again."""

    THERE = "there"
    GONE = "gone"  # 404 or 410
    UNCLEAR = "unclear"  # anything else: blocked, an error, no answer


@dataclass(frozen=True, slots=True)
class ReportLook:
    """One look at a known report's own address; `site_answers` says that the site otherwise worked at that time."""

    address: str
    asked_at: datetime
    answer: ReportAnswer
    site_answers: bool = True


@dataclass(frozen=True, slots=True)
class ManualLook:
    """A person's own look, which counts as a look at every column."""

    by: str
    looked_at: datetime
    saw: bool
    address: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's statement that the report is not there."""

    by: str
    confirmed_at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A published report as read, oldest first; the hashes tell whether numbers or text changed."""

    seen_at: datetime
    facts_hash: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A document or part of one that could not be read: which, and why."""

    name: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that is neither answered nor waived."""

    code: str
    level: Level


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known about one duty; `columns` are the addresses at which the report may stand now."""

    columns: tuple[str, ...] = ()
    column_looks: tuple[ColumnLook, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    report_looks: tuple[ReportLook, ...] = ()
    manual_looks: tuple[ManualLook, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    versions: tuple[Version, ...] = ()
    unread_parts: tuple[UnreadPart, ...] = ()
    quarantined: tuple[UnreadPart, ...] = ()
    open_findings: tuple[OpenFinding, ...] = ()

    def known_at(self, now: datetime) -> Evidence:
        """Return the evidence without what carries a later time, such as a clock that ran ahead."""
        return replace(
            self,
            column_looks=tuple(look for look in self.column_looks if look.asked_at <= now),
            sightings=tuple(sighting for sighting in self.sightings if sighting.first_seen_at <= now),
            report_looks=tuple(look for look in self.report_looks if look.asked_at <= now),
            manual_looks=tuple(look for look in self.manual_looks if look.looked_at <= now),
            confirmations=tuple(said for said in self.confirmations if said.confirmed_at <= now),
            versions=tuple(version for version in self.versions if version.seen_at <= now),
        )
