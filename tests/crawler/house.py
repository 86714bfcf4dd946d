"""A database with one agency for each scripted site, and crawls over it at a moment of the season."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler import tasks
from crawler.pace import DEFAULT_PACE, Pace
from crawler.run import CrawlCounts, crawl
from storage import agencies, documents, looks, sources
from storage.archive import Archive
from storage.records import DocumentRole, Look, LookKind, Source, StoredDocument
from storage.roll import read_roll
from storage.session import Database
from tests.crawler.markup import AGENCY
from tests.crawler.site_server import Site

START = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # the season of report year 2025


@dataclass
class House:
    """The database, the archive and the present moment."""

    database: Database
    archive: Archive
    now: datetime = START
    pace: Pace = field(default_factory=lambda: DEFAULT_PACE)

    def crawl(
        self, *, hours_later: float = 0, source_ids: Sequence[int] | None = None, delay_s: float = 0
    ) -> CrawlCounts:
        """Crawl all sources once, some hours after the last time."""
        self.now += timedelta(hours=hours_later)
        with self.database.read() as tx:
            wanted = [source.id for source in sources.of_agencies(tx)] if source_ids is None else source_ids
            work = tasks.load(tx, source_ids=wanted, now=self.now)
        return asyncio.run(
            crawl(
                work,
                database=self.database,
                archive=self.archive,
                now=lambda: self.now,
                contact="wangguan@example.cn",
                pace=self.pace,
                allow_loopback=True,
                delay_s=delay_s,
            )
        )

    def looks(self, agency: str = "a0", *, kind: LookKind = LookKind.COLUMN) -> list[Look]:
        """Return the looks of that kind, oldest first."""
        with self.database.read() as tx:
            return [look for look in reversed(looks.of_agency(tx, agency_id=agency)) if look.kind is kind]

    def last_look(self, agency: str = "a0") -> Look:
        """Return the newest look at the column."""
        return self.looks(agency)[-1]

    def documents(self, agency: str = "a0", *, role: DocumentRole | None = None) -> list[StoredDocument]:
        """Return the documents in the order in which they came."""
        with self.database.read() as tx:
            return sorted(documents.of_agency(tx, agency_id=agency, role=role), key=lambda document: document.id)

    def source(self, agency: str = "a0") -> Source:
        """Return the agency's source."""
        with self.database.read() as tx:
            return sources.of_agencies(tx, agency_ids=[agency])[0]


@contextmanager
def house(
    *sites: Site,
    column: str = "/zfxxgknb/",
    watch_from: int = 2025,
    hosts: Sequence[str] = (),
    url: str | None = None,
    family: str = "auto",
) -> Iterator[House]:
    """Yield a house whose roll has one agency a site, named a0, a1 …, each with the column as its source.

    A site given more than once is a portal: its columns differ by their query.
    """
    lines = ["jurisdiction: qingjiang", "agencies:"]
    for number, site in enumerate(sites):
        address = f"{site.root}{column}" + (f"?org={number}" if site in sites[:number] else "")
        listed = ", ".join((site.address, *hosts))
        lines += [
            f"  - id: a{number}",
            f"    name: {AGENCY}",
            "    level: department",
            "    duty_basis: statutory_department",
            f"    watch_from: {watch_from}",
            "    sources:",
            f'      - {{url: "{url or address}", family: {family}, hosts: [{listed}], verified: true}}',
        ]
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/duban.db", create=True)
        try:
            with database.write() as tx:
                agencies.apply(tx, read_roll("\n".join(lines), file="test.yml"), now=START - timedelta(days=5))
            yield House(database, Archive(Path(folder) / "originals"))
        finally:
            database.close()
