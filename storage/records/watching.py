"""Values of watching: one look at a page, and a robots.txt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from reports.looks import LookOutcome


class LookKind(StrEnum):
    """What was looked at: a column, a known report's own page, or either by a person."""

    COLUMN = "column"
    REPORT = "report"
    MANUAL = "manual"


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    LOST = "lost"  # its worker went silent; its sources are due again


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link as a column showed it; `report_year` is the year its title speaks of, None where it names none."""

    url: str
    title: str
    listed_date: date | None = None
    report_year: int | None = None
    is_report: bool = False  # the title and address are those of an annual report


@dataclass(frozen=True, slots=True)
class Look:
    """One look. `canary`: an earlier year's report was still there; None: not applicable to this look.

    `looked_by`, `saw_report` and `picture_sha256` belong to manual looks, `report_year` to manual and report ones.
    """

    id: int
    agency_id: str
    kind: LookKind
    url: str
    asked_at: datetime
    answered_at: datetime | None
    outcome: LookOutcome
    source_id: int | None = None
    run_id: int | None = None
    report_year: int | None = None
    http_status: int | None = None
    pages_read: int = 0
    canary: bool | None = None
    links: tuple[ListedLink, ...] = ()
    note: Mapping[str, object] = field(default_factory=dict)
    looked_by: str | None = None
    saw_report: bool | None = None
    picture_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class NewLook:
    """A program's look that is to be kept; the fields are those of Look."""

    agency_id: str
    kind: LookKind
    url: str
    asked_at: datetime
    answered_at: datetime | None
    outcome: LookOutcome
    source_id: int | None = None
    run_id: int | None = None
    report_year: int | None = None
    http_status: int | None = None
    pages_read: int = 0
    canary: bool | None = None
    links: tuple[ListedLink, ...] = ()
    note: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What robots.txt of an origin answered; `status` None: no answer at all."""

    origin: str
    status: int | None
    body: bytes
    fetched_at: datetime
    expires_at: datetime
