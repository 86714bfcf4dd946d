"""Pending documents into reports: each read in a child, then saved with all that follows in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from scheduler.families import ReportOfYear, family_of, put_together
from scheduler.reading import Answer, NotRead, ReadingChild, ReadingTask
from scheduler.watch import Clock, Watch
from storage import agencies, coverage, documents, duties, reports
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.records import Agency, DocumentState, StoredDocument

logger = logging.getLogger(__name__)

AT_ONCE = 20
MAX_ATTEMPTS = 3
SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """What became of the documents that were taken."""

    parsed: int = 0
    unread: int = 0
    quarantined: int = 0

    def __add__(self, other: ReadingCounts) -> ReadingCounts:
        return ReadingCounts(
            self.parsed + other.parsed, self.unread + other.unread, self.quarantined + other.quarantined
        )

    @classmethod
    def of(cls, states: Iterable[DocumentState]) -> ReadingCounts:
        """Return the counts of documents that ended in these states."""
        ended = Counter(states)
        return cls(ended[DocumentState.PARSED], ended[DocumentState.UNREAD], ended[DocumentState.QUARANTINED])

    @property
    def total(self) -> int:
        """Return how many documents these are."""
        return self.parsed + self.unread + self.quarantined


async def read_pending(
    watch: Watch, child: ReadingChild, *, clock: Clock, stop: asyncio.Event | None = None
) -> ReadingCounts:
    """Read documents until none is pending, or `stop` is set; what was taken and not read is given back."""
    counts = ReadingCounts()
    while True:
        with watch.database.write() as tx:
            lease = timedelta(seconds=watch.limits.timeout_s) * AT_ONCE + SLACK
            taken = documents.take_pending(tx, now=clock(), limit=AT_ONCE, lease=lease)
        if not taken:
            return counts
        done: set[int] = set()
        for index, document in enumerate(taken):
            if stop is not None and stop.is_set():
                with watch.database.write() as tx:
                    documents.release(tx, document_ids=[rest.id for rest in taken[index:] if rest.id not in done])
                return counts
            if document.id not in done:
                settled = await _read_family(watch, child, document, clock)
                done.update(settled)
                counts += ReadingCounts.of(settled.values())


async def _read_family(
    watch: Watch, child: ReadingChild, document: StoredDocument, clock: Clock
) -> Mapping[int, DocumentState]:
    """Read the document with all that belongs to the same report, and return each one's state."""
    with watch.database.read() as tx:
        agency = agencies.get(tx, agency_id=document.agency_id)
        family = family_of(tx, document)
    members = {member.id: member for member in (*family.members, document)}
    answers = {key: await answer_of(watch.archive, child, member, agency) for key, member in members.items()}
    outcome = put_together(family, answers, agency)
    now = clock()
    with watch.database.write() as tx:
        year = family.root.report_year
        if isinstance(outcome, ReportOfYear):
            year = outcome.report_year
            reports.save(tx, document_id=family.root.id, report_year=year, report=outcome.report, now=now)
        states = {key: _settle(tx, member, answers[key], outcome, now) for key, member in members.items()}
        _touch(tx, document.agency_id, year, now)
    for key, state in states.items():
        logger.info("document read document=%s agency=%s state=%s", key, document.agency_id, state)
    return states


async def answer_of(archive: Archive, child: ReadingChild, document: StoredDocument, agency: Agency) -> Answer:
    """Return what the child reads in the archived bytes of the document, or why there is nothing to read."""
    if document.attempts > MAX_ATTEMPTS:
        return NotRead(
            "attempts",
            f"读取程序已中断 {MAX_ATTEMPTS} 次，不再自动重试。请人工打开原件核对，或在升级后重新读取。",
            f"reading was cut off {MAX_ATTEMPTS} times and is not tried again by itself; look at the original",
        )
    try:
        data = archive.get(document.sha256)
    except ArchiveError as error:
        return NotRead("archive", str(error), str(error))
    return await child.read(
        ReadingTask(
            data=data,
            media_type=document.media_type,
            url=document.url,
            agency=agency.name,
            report_year=document.report_year,
        )
    )


def _settle(
    tx: sa.Connection,
    document: StoredDocument,
    answer: Answer,
    outcome: ReportOfYear | NotRead,
    now: datetime,
) -> DocumentState:
    """Write how one document ended; one that is something else beside a report that was read needs nothing more."""
    if isinstance(outcome, NotRead) and not isinstance(answer, NotRead):
        answer = outcome
    if not isinstance(answer, NotRead) or (isinstance(outcome, ReportOfYear) and not answer.waits):
        return documents.mark_parsed(tx, document_id=document.id, now=now).state
    if answer.unsupported:
        return documents.mark_unread(tx, document_id=document.id, reason=answer.reason, now=now).state
    return documents.quarantine(tx, document_id=document.id, step=answer.step, reason=answer.reason, now=now).state


def _touch(tx: sa.Connection, agency_id: str, report_year: int | None, now: datetime) -> None:
    """Have the duty judged anew, and the next year's and the governments', which are compared with this report."""
    if report_year is None:
        return
    duties.ensure_one(tx, agency_id=agency_id, report_year=report_year, now=now)
    for year in (report_year, report_year + 1):
        duties.touch(tx, agency_id=agency_id, report_year=year, at=now)
    for government in coverage.governments_of(tx, agency_id=agency_id, report_year=report_year):
        duties.touch(tx, agency_id=government, report_year=report_year, at=now)
