"""Keeps what visits bring: bytes into the archive first, then the rows; all writing in short batches by one thread."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from crawler.tasks import SourceTask
from crawler.visits import FetchedDocument, Visit
from reports.looks import LookOutcome
from storage import documents, looks, sources
from storage.archive import Archive
from storage.errors import StorageError
from storage.records import LookKind, SeenDocument
from storage.session import Database

T = TypeVar("T")
Write = Callable[[sa.Connection], Any]


class BatchWriter:
    """Writes for many visits at once: what waits is written in one transaction; a write that fails fails alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Write, asyncio.Future[Any]]] = []
        self._draining: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="crawl-writer")

    async def write(self, function: Callable[[sa.Connection], T]) -> T:
        """Return what the function returns, its transaction committed."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((function, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await done

    async def run(self, function: Callable[[], T]) -> T:
        """Return what the function returns, run in the writing thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    async def close(self) -> None:
        """Wait for what is being written."""
        if self._draining is not None:
            await asyncio.wait([self._draining])
        self._thread.shutdown()

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            functions = [function for function, _ in batch]
            written = asyncio.create_task(self.run(partial(self._write, functions)))
            await asyncio.wait([written])
            error = written.exception()
            results = written.result() if error is None else [error] * len(batch)
            for (_, done), result in zip(batch, results, strict=True):
                if done.cancelled():
                    continue
                if isinstance(result, BaseException):
                    done.set_exception(result)
                else:
                    done.set_result(result)

    def _write(self, functions: Sequence[Write]) -> list[Any]:
        """Return the results in order, an exception in the place of each write that failed."""
        try:
            with self._database.write() as tx:
                return [function(tx) for function in functions]
        except (StorageError, SQLAlchemyError) as error:
            if len(functions) == 1:
                return [error]
        return [result for function in functions for result in self._write([function])]


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
        await self._writer.write(lambda tx: self._settle(tx, task, visit))
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

    def _settle(self, tx: sa.Connection, task: SourceTask, visit: Visit) -> None:
        now = self._now()
        for document_id in visit.touched:
            documents.touch(tx, document_id=document_id, now=now)
        looks.add(
            tx,
            agency_id=task.agency_id,
            source_id=task.source_id,
            run_id=self._run_id,
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
            looks.add(
                tx,
                agency_id=task.agency_id,
                source_id=task.source_id,
                run_id=self._run_id,
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
        if task.source_id is not None:
            sources.settle(
                tx,
                source_id=task.source_id,
                outcome=visit.verdict.outcome,
                at=visit.asked_at,
                next_check_at=visit.next_check_at,
                etag=visit.etag,
                last_modified=visit.last_modified,
                body_hash=visit.body_hash,
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
