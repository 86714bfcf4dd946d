"""What the spider is asked to do: one task for each source, with everything known of it from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import sqlalchemy as sa

from reports.obligations import running_report_year, season_start
from storage import agencies, documents, looks, sources
from storage.records import Agency, DocumentRole, ListedLink, Look, Source, StoredDocument

FINGERPRINT: Final = "duban-fingerprint"  # beside a document's headers: the hash of its text without counters
LONGEST_WITHOUT_FULL_READ: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report document seen before, with what a conditional question needs."""

    document_id: int
    url: str
    report_year: int | None
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class SourceTask:
    """One column to look at.

    `names` are the agency's name and aliases. The validators (etag, last_modified, body_hash) belong to the last
    complete look, whose links are `last_links`; all of them are empty where a full read is wanted.
    """

    source_id: int | None
    agency_id: str
    names: tuple[str, ...]
    url: str
    family: str
    hosts: tuple[str, ...]
    running_year: int
    watch_from: int
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_links: tuple[ListedLink, ...] | None = None
    failures: int = 0
    known: tuple[KnownReport, ...] = ()
    no_earlier_report: bool = False
    conditional: bool = False

    @property
    def known_by_url(self) -> dict[str, KnownReport]:
        """The known reports by their address, the newest at each."""
        return {known.url: known for known in reversed(self.known)}

    @property
    def has_running_report(self) -> bool:
        """Whether a report of the running year was seen before."""
        return any(known.report_year == self.running_year for known in self.known)

    @property
    def knows_earlier_report(self) -> bool:
        """Whether the last complete look showed a report of a year before the running one."""
        return any(
            link.is_report and link.report_year is not None and link.report_year < self.running_year
            for link in self.last_links or ()
        )

    def wants(self, report_year: int | None) -> bool:
        """Return whether reports of that year are fetched whenever a new one is listed (None: to find out its year)."""
        return report_year is None or report_year >= min(self.watch_from, self.running_year)


def load(tx: sa.Connection, *, source_ids: Sequence[int], now: datetime) -> tuple[SourceTask, ...]:
    """Return the tasks of those of the sources that exist and are not retired, in the order asked for."""
    found = [source for source in sources.get_many(tx, source_ids=source_ids) if source.retired_at is None]
    agency_ids = {source.agency_id for source in found}
    owners = agencies.get_many(tx, agency_ids=agency_ids)
    complete = looks.last_complete_of(tx, source_ids=[source.id for source in found])
    seen = documents.of_agencies(tx, agency_ids=agency_ids, role=DocumentRole.REPORT)
    return tuple(
        _task(source, owners[source.agency_id], complete.get(source.id), seen.get(source.agency_id, ()), now=now)
        for source in found
    )


def task_of_address(url: str, *, now: datetime, family: str = "auto") -> SourceTask:
    """Return a task for an address of which nothing is known (`scrapy crawl annual_reports -a url=…`)."""
    year = running_report_year(now)
    host = urlsplit(url).hostname or ""
    return SourceTask(None, host, (), url, family, (host,), running_year=year, watch_from=year)


def _task(
    source: Source, agency: Agency, last: Look | None, found: Sequence[StoredDocument], *, now: datetime
) -> SourceTask:
    own = [document for document in found if document.source_id in (source.id, None)]
    year = running_report_year(now)
    return SourceTask(
        source_id=source.id,
        agency_id=source.agency_id,
        names=(agency.name, *agency.aliases),
        url=source.url,
        family=source.family,
        hosts=source.hosts,
        running_year=year,
        watch_from=agency.watch_from,
        etag=source.etag,
        last_modified=source.last_modified,
        body_hash=source.body_hash,
        last_links=None if last is None else last.links,
        failures=source.failures,
        known=_newest_at_each_address(own),
        no_earlier_report=source.no_earlier_report_at is not None,
        conditional=last is not None and _is_fresh(last, now=now, running_year=year),
    )


def _is_fresh(last: Look, *, now: datetime, running_year: int) -> bool:
    """True where "unchanged" may refer to that look: of this season, and not so old that a slip could last."""
    return last.asked_at >= season_start(running_year) and now - last.asked_at <= LONGEST_WITHOUT_FULL_READ


def _newest_at_each_address(found: Sequence[StoredDocument]) -> tuple[KnownReport, ...]:
    by_url: dict[str, KnownReport] = {}
    for document in found:  # the latest seen come first
        if document.url not in by_url:
            by_url[document.url] = KnownReport(
                document_id=document.id,
                url=document.url,
                report_year=document.report_year,
                sha256=document.sha256,
                etag=document.headers.get("etag"),
                last_modified=document.headers.get("last-modified"),
                fingerprint=document.headers.get(FINGERPRINT),
            )
    return tuple(by_url.values())
