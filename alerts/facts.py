"""What alerting is told: the standing of one duty and of one source, and the incidents already open about them.

The caller fills these from what is stored; nothing here reads a database or a clock. A change states the whole standing
of its subject, not a difference, so the same change twice decides nothing new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reports.looks import LookOutcome
from reports.model import Finding
from reports.obligations import Due, Reason
from reports.states import Content, Timeliness


class IncidentKind(StrEnum):
    """What an incident is about; the order is the order in a message, worst first."""

    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    NOT_SEEN = "not_seen"
    FAILS_VALIDATION = "fails_validation"
    LATE = "late"
    PRIVATE_FINDING = "private_finding"  # for the office's mail and its own page alone
    SOURCE_UNHEALTHY = "source_unhealthy"


PRIVATE_KINDS = frozenset({IncidentKind.PRIVATE_FINDING})
"""Incidents that nobody learns of but by the office's mail and on its own page."""


@dataclass(frozen=True, slots=True)
class DutyChange:
    """How the duty of one agency and report year stands now.

    `due`, `reasons` and `silent` are those of its assessment. `findings` are the open findings about the report's
    current version that count, `private` those of them for the office alone; the ids in `set_aside` are open as well,
    but waived or answered. `quiet`: only the rules have changed, and the year is history: recorded, not told.
    `looked_at` is the newest complete look at the column, None where there was none; `column_url` None: no column is
    known; `report_url` None: no report was seen.
    """

    agency_id: str
    agency_name: str
    jurisdiction: str
    report_year: int
    timeliness: Timeliness
    content: Content | None
    due: Due
    silent: bool = False
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    column_url: str | None = None
    report_url: str | None = None
    looked_at: datetime | None = None
    private: tuple[Finding, ...] = ()
    set_aside: frozenset[str] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class SourceHealthChange:
    """How one column of an agency's site can be read now; `failing_since` None: it can."""

    source_id: int
    agency_id: str
    agency_name: str
    jurisdiction: str
    url: str
    outcome: LookOutcome | None
    failing_since: datetime | None
    failures: int = 0
    last_look_at: datetime | None = None
    last_good_at: datetime | None = None
    http_status: int | None = None


Change = DutyChange | SourceHealthChange


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """An incident that was opened and not resolved; `told` once a message about it was queued for some target.

    `told_findings` are the ids of all findings that it stood for so far. `quiet`: it was kept from everybody on
    purpose, so nobody is to be told before something new comes, nor of its end.
    """

    id: int
    key: str
    kind: IncidentKind
    opened_at: datetime
    told: bool
    told_findings: frozenset[str] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """When the operator is told: of a source after so many failing looks in a row and so much time, both; of a duty
    that cannot be judged although its columns can be read, so long after its due date."""

    source_failures: int = 3
    source_failing_for: timedelta = timedelta(hours=12)
    unknown_for: timedelta = timedelta(days=3)
