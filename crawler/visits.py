"""What a visit to one source brought: the values between fetching and keeping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from crawler.answers import Answer
from crawler.outcome import Verdict
from crawler.tasks import SourceTask
from storage.records import DocumentRole, ListedLink


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """One original as it came; `report_year` and `title` are what the list says or the text was taken for."""

    role: DocumentRole
    url: str
    body: bytes
    media_type: str | None
    headers: Mapping[str, str]
    title: str | None = None
    listed_date: date | None = None
    report_year: int | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportLook:
    """A look at one report's own address."""

    url: str
    report_year: int | None
    asked_at: datetime
    answered_at: datetime | None
    http_status: int | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Visit:
    """A finished visit to a column and the reports behind it, to be kept in one transaction.

    The validators are those that the next visit may ask with; all None where it has to read everything again.
    `touched` are the documents that stood unchanged.
    """

    verdict: Verdict
    asked_at: datetime
    answered_at: datetime | None
    http_status: int | None
    next_check_at: datetime
    pages_read: int = 0
    canary: bool | None = None
    links: tuple[ListedLink, ...] = ()
    note: Mapping[str, object] = field(default_factory=dict)
    report_looks: tuple[ReportLook, ...] = ()
    touched: tuple[int, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


class Asker(Protocol):
    """Asks one address of a source, conditionally where validators are given; never raises for what a site does."""

    async def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer: ...


class Keeper(Protocol):
    """Keeps what a visit brings."""

    async def keep(self, task: SourceTask, document: FetchedDocument) -> int | None:
        """Return the id of the document as kept, None where nothing is kept. Raises storage.errors.StorageError."""
        ...

    async def settle(self, task: SourceTask, visit: Visit) -> None:
        """Keep the looks and set the source's next check. Raises storage.errors.StorageError."""
        ...
