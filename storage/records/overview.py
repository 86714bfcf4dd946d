"""Values of the status page: what its queries return, already joined."""

from __future__ import annotations

from dataclasses import dataclass

from reports.states import Content, Timeliness
from storage.records.alerts import Incident, OutboxMessage
from storage.records.duties import Duty, Transition
from storage.records.house import Beat, Run
from storage.records.reading import StoredDocument, StoredFinding, StoredReport
from storage.records.roll import Agency, Source
from storage.records.watching import Look


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One agency and year; `silent` years are history, shown as 仅供参考.

    `waived`, `to_review` and `private` are how many findings stand so, by the last judgement.
    """

    report_year: int
    timeliness: Timeliness
    content: Content | None
    silent: bool
    waived: int = 0
    to_review: int = 0
    private: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One agency with its cells by year; a year without a duty has no entry. `needs_column`: it has no known column."""

    agency_id: str
    jurisdiction: str
    position: int
    name: str
    retired: bool
    needs_column: bool
    cells: dict[int, MatrixCell]


@dataclass(frozen=True, slots=True)
class MatrixCursor:
    """A row's place in the matrix: pass `next` as `after` for the rows behind it, `previous` as `before`."""

    jurisdiction: str
    position: int
    agency_id: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Rows in the order of the roll; `next` is None on the last page, `previous` on the first."""

    rows: tuple[MatrixRow, ...]
    next: MatrixCursor | None
    previous: MatrixCursor | None


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many duties of a jurisdiction and report year stand in one state."""

    jurisdiction: str
    report_year: int
    timeliness: Timeliness
    content: Content | None
    duties: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """How many findings of a year are waived, wait for a reviewer, or are for the office alone."""

    waived: int = 0
    to_review: int = 0
    private: int = 0


@dataclass(frozen=True, slots=True)
class AgencyDetail:
    """An agency with all its duties (newest year first), sources, current reports and latest looks."""

    agency: Agency
    sources: tuple[Source, ...]
    duties: tuple[Duty, ...]
    reports: tuple[StoredReport, ...]
    looks: tuple[Look, ...]
    open_findings: tuple[StoredFinding, ...]


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """One agency and report year: the duty, its history, the current report with its versions, documents, findings.

    `duty` or `report` is None where there is none; `findings` holds open ones first, then closed ones.
    """

    agency: Agency
    duty: Duty | None
    report: StoredReport | None
    document: StoredDocument | None
    versions: tuple[StoredReport, ...]
    documents: tuple[StoredDocument, ...]
    findings: tuple[StoredFinding, ...]
    transitions: tuple[Transition, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class StuckWork:
    """Work that somebody must look at; each list holds the oldest first, cut at the limit asked for.

    `late_messages` are due and unsent for too long, `stale_runs` running without a heartbeat, `overdue_sources` due
    for too long without anybody working on them.
    """

    pending_documents: tuple[StoredDocument, ...]
    quarantined_documents: tuple[StoredDocument, ...]
    late_messages: tuple[OutboxMessage, ...]
    dead_messages: tuple[OutboxMessage, ...]
    old_beats: tuple[Beat, ...]
    stale_runs: tuple[Run, ...]
    overdue_sources: tuple[Source, ...]
