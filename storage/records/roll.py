"""Values of the roll: agencies, their sources, and what an import would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reports.looks import LookOutcome
from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel


class LineageKind(StrEnum):
    FOUNDED = "founded"
    MERGED = "merged"
    RENAMED = "renamed"
    ABOLISHED = "abolished"


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """A dated change of the body itself; `successor` is the id of who owes from then on (None: others joined it)."""

    kind: LineageKind
    day: date
    document: str | None = None
    successor: str | None = None
    former_name: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str | None = None
    mail: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class InternalDay:
    """A local date of every year, month and day; only a `binding` one makes late or overdue."""

    month: int
    day: int
    source: str
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which bodies a government's report of one year declares to include: those named, and with `children` all below.

    `source` is where it says so.
    """

    year: int
    agencies: tuple[str, ...] = ()
    children: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One body of the roll; `retired_at` is set when it left the roll (its history stays).

    `covers` is what its reports declare to include; `one_office_with` are bodies that are the same office under
    another name (两块牌子), whose reports may say the same.
    """

    id: str
    jurisdiction: str
    position: int
    name: str
    aliases: tuple[str, ...]
    level: AgencyLevel
    duty_basis: DutyBasis
    not_applicable_reason: str | None
    parent: str | None
    supervised_by: str | None
    watch_from: int
    founded_on: date | None
    abolished_on: date | None
    lineage: tuple[LineageEvent, ...]
    contacts: tuple[Contact, ...]
    internal_dates: tuple[InternalDay, ...]
    imported_at: datetime
    retired_at: datetime | None
    covers: tuple[Coverage, ...] = ()
    one_office_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One column of an agency's site; due when `next_check_at` has come and no lease runs.

    `fixed`: it is the column 政府信息公开年报 where reports belong, not another page on which they turn up as well.
    `failing_since` and `failures` speak of looks that were not good, `attempts` of claims that nobody finished.
    """

    id: int
    agency_id: str
    url: str
    family: str
    hosts: tuple[str, ...]
    verified: bool
    enabled: bool
    retired_at: datetime | None
    politeness_key: str
    next_check_at: datetime | None
    lease_until: datetime | None
    run_id: int | None
    attempts: int
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    last_outcome: LookOutcome | None
    last_look_at: datetime | None
    last_good_at: datetime | None
    failing_since: datetime | None
    failures: int
    no_earlier_report_by: str | None
    no_earlier_report_at: datetime | None
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a finished look means for its source: how it went, when to ask again, and the page's validators."""

    source_id: int
    outcome: LookOutcome
    at: datetime
    next_check_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an agency as it is and as it would be, both as plain text; None: not set."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RollChange:
    agency_id: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RollChanges:
    """What importing a roll would do, in the roll's order; `added` and `retired` are (agency id, name)."""

    jurisdiction: str
    added: tuple[tuple[str, str], ...]
    changed: tuple[RollChange, ...]
    retired: tuple[tuple[str, str], ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Return True where the import would change nothing."""
        return not (self.added or self.changed or self.retired)
