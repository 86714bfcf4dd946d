"""Values of reading: originals, reports read from them, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reports.model import Finding


class DocumentRole(StrEnum):
    REPORT = "report"
    ATTACHMENT = "attachment"


class DocumentState(StrEnum):
    """Where an original stands; every one ends parsed, unread, quarantined or waived."""

    PENDING = "pending"
    PARSED = "parsed"
    UNREAD = "unread"  # kept, but there is no reader for its kind yet
    QUARANTINED = "quarantined"  # reading it failed: step and reason say where and why
    WAIVED = "waived"  # a person decided that it needs no reading


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One original: the bytes behind `sha256` as they stood at `url`. `report_year` is a guess made before reading.

    `headers` are the few response headers that matter later (content-type with its charset, last-modified, etag …).
    """

    id: int
    agency_id: str
    source_id: int | None
    parent_id: int | None
    role: DocumentRole
    url: str
    sha256: str
    size: int
    media_type: str | None
    headers: Mapping[str, str]
    title: str | None
    listed_date: date | None
    report_year: int | None
    first_seen_at: datetime
    last_seen_at: datetime
    state: DocumentState
    state_at: datetime
    step: str | None
    reason: str | None
    attempts: int
    lease_until: datetime | None


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document just seen; `is_new`: never stood there; `reappeared`: stood there before others did."""

    document: StoredDocument
    is_new: bool
    reappeared: bool


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One version of an agency's report for a year; `facts` is the codec's JSON of the AnnualReport.

    `facts_hash` is that of the tables' values and the sections' words (storage.facts).
    Hot columns are None where the cell is blank, missing or unreadable, never 0.
    """

    id: int
    agency_id: str
    report_year: int
    version: int
    is_current: bool
    document_id: int
    facts: Mapping[str, object]
    facts_hash: str
    form: str | None
    title: str | None
    published: date | None
    received_total: int | None
    brought_forward_total: int | None
    outcomes_total: int | None
    carried_forward_total: int | None
    reconsideration_total: int | None
    litigation_total: int | None
    first_seen_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SavedReport:
    """What saving did. `is_new_version`: a version was added; `changed`: any fact of the current version is different.

    `before` is the version that was current until now (None: the first). `left_years`: years for which this document
    had been read before and no longer stands; their duties have been marked for assessment.
    """

    report: StoredReport
    is_new_version: bool
    changed: bool
    before: StoredReport | None
    left_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingEvent:
    """One step in a finding's life: opened, closed or reopened."""

    at: datetime
    event: str
    report_id: int | None


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with its life; open while `closed_at` is None."""

    finding: Finding
    agency_id: str
    report_year: int
    report_id: int | None
    opened_at: datetime
    closed_at: datetime | None
    history: tuple[FindingEvent, ...]


@dataclass(frozen=True, slots=True)
class FindingSync:
    """What a run of the rules changed: findings that opened (or reopened), and those that closed by themselves."""

    opened: tuple[StoredFinding, ...]
    closed: tuple[StoredFinding, ...]
