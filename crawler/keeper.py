"""Keeps what visits bring: bytes into the archive first, then the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from crawler.batch_writer import BatchWriter
from crawler.tasks import SourceTask
from crawler.visits import FetchedDocument, Visit
from reports.looks import LookOutcome
from storage import documents, looks, sources
from storage.archive import Archive
from storage.records import LookKind, NewLook, SeenDocument, Settlement
from storage.session import Database


@dataclass
class Tally:
    """What one crawl did, counted as it goes."""

    outcomes: Counter[LookOutcome] = field(default_factory=Counter)
    report_looks: int = 0
    documents: int = 0
    new_documents: int = 0
    settled: set[int] = field(default_factory=set)


class DatabaseKeeper:
    """Keeps documents and looks in the archive and the database."""

    def __init__(
        self,
        database: Database,
        archive: Archive,
        *,
        now: Callable[[], datetime],
        run_id: int | None = None,
        on_settled: Callable[[SourceTask, LookOutcome], None] | None = None,
    ) -> None:
        self.tally = Tally()
        self._archive, self._now, self._run_id, self._on_settled = archive, now, run_id, on_settled
        self._writer = BatchWriter(database)

    async def keep(self, task: SourceTask, document: FetchedDocument) -> int | None:
        """Return the id of the document as kept, waiting to be read. Raises storage.errors.StorageError."""
        sha256 = await self._writer.run(lambda: self._archive.put(document.body))
        seen: SeenDocument = await self._writer.write(lambda tx: self._record(tx, task, document, sha256))
        self.tally.documents += 1
        self.tally.new_documents += seen.is_new
        return seen.document.id

    async def settle(self, task: SourceTask, visit: Visit) -> None:
        """Keep the looks, and the source's validators, health and next check with them."""
        await self._writer.write_with_others(self._settle, (task, visit))
        self.tally.outcomes[visit.verdict.outcome] += 1
        self.tally.report_looks += len(visit.report_looks)
        if task.source_id is not None:
            self.tally.settled.add(task.source_id)
        if self._on_settled is not None:
            self._on_settled(task, visit.verdict.outcome)

    async def close(self) -> None:
        """Wait for what is being written."""
        await self._writer.close()

    def _record(self, tx: sa.Connection, task: SourceTask, document: FetchedDocument, sha256: str) -> SeenDocument:
        return documents.record(
            tx,
            agency_id=task.agency_id,
            source_id=task.source_id,
            parent_id=document.parent_id,
            url=document.url,
            sha256=sha256,
            size=len(document.body),
            role=document.role,
            media_type=document.media_type,
            headers=document.headers,
            title=document.title or None,
            listed_date=document.listed_date,
            report_year=document.report_year,
            now=self._now(),
        )

    def _settle(self, tx: sa.Connection, settled: Sequence[tuple[SourceTask, Visit]]) -> list[None]:
        touched = [document_id for _, visit in settled for document_id in visit.touched]
        documents.touch(tx, document_ids=touched, now=self._now())
        looks.add_all(tx, [look for task, visit in settled for look in _looks(task, visit, run_id=self._run_id)])
        sources.settle_all(
            tx,
            [
                Settlement(
                    task.source_id,
                    visit.verdict.outcome,
                    at=visit.asked_at,
                    next_check_at=visit.next_check_at,
                    etag=visit.etag,
                    last_modified=visit.last_modified,
                    body_hash=visit.body_hash,
                )
                for task, visit in settled
                if task.source_id is not None
            ],
        )
        return [None] * len(settled)


def _looks(task: SourceTask, visit: Visit, *, run_id: int | None) -> Iterator[NewLook]:
    yield NewLook(
        agency_id=task.agency_id,
        source_id=task.source_id,
        run_id=run_id,
        kind=LookKind.COLUMN,
        url=task.url,
        asked_at=visit.asked_at,
        answered_at=visit.answered_at,
        outcome=visit.verdict.outcome,
        http_status=visit.http_status,
        pages_read=visit.pages_read,
        canary=visit.canary,
        links=visit.links,
        note=visit.note,
    )
    for look in visit.report_looks:
        yield NewLook(
            agency_id=task.agency_id,
            source_id=task.source_id,
            run_id=run_id,
            kind=LookKind.REPORT,
            report_year=look.report_year,
            url=look.url,
            asked_at=look.asked_at,
            answered_at=look.answered_at,
            outcome=look.verdict.outcome,
            http_status=look.http_status,
            pages_read=1 if look.answered_at is not None else 0,
            note=look.verdict.note(),
        )


class ShowingKeeper:
    """Keeps nothing but a plain account of what would be kept (`scrapy crawl annual_reports -a url=…`)."""

    def __init__(self) -> None:
        self.items: list[dict[str, object]] = []

    async def keep(self, task: SourceTask, document: FetchedDocument) -> int | None:
        """Note the document."""
        self.items.append(
            {
                "document": document.url,
                "role": document.role.value,
                "title": document.title,
                "report_year": document.report_year,
                "media_type": document.media_type,
                "size": len(document.body),
            }
        )
        return None

    async def settle(self, task: SourceTask, visit: Visit) -> None:
        """Note the look."""
        self.items.append(
            {
                "look": task.url,
                "outcome": visit.verdict.outcome.value,
                "note": dict(visit.note),
                "links": [
                    {"title": link.title, "url": link.url, "date": str(link.listed_date)} for link in visit.links
                ],
            }
        )
