"""Pending documents into reports: each read in a child, then saved with all that follows in one transaction."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from reports.codec import FactsError, report_from_json
from reports.model import AnnualReport
from scheduler.reading import NotRead, Read, ReadingChild, ReadingTask
from scheduler.watch import Clock, Watch
from storage import agencies, documents, duties, reports
from storage.errors import ArchiveError
from storage.records import Agency, StoredDocument

logger = logging.getLogger(__name__)

AT_ONCE = 20
MAX_ATTEMPTS = 3
SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ReportOfYear:
    """A report that was read, and the year it is filed under."""

    report: AnnualReport
    report_year: int


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
        for index, document in enumerate(taken):
            if stop is not None and stop.is_set():
                with watch.database.write() as tx:
                    documents.release(tx, document_ids=[rest.id for rest in taken[index:]])
                return counts
            counts += await _read_one(watch, child, document, clock)


async def _read_one(watch: Watch, child: ReadingChild, document: StoredDocument, clock: Clock) -> ReadingCounts:
    with watch.database.read() as tx:
        agency = agencies.get(tx, agency_id=document.agency_id)
    outcome = await _outcome(watch, child, document, agency)
    now = clock()
    year = document.report_year
    with watch.database.write() as tx:
        match outcome:
            case ReportOfYear():
                year = outcome.report_year
                reports.save(tx, document_id=document.id, report_year=year, report=outcome.report, now=now)
                documents.mark_parsed(tx, document_id=document.id, now=now)
                counts = ReadingCounts(parsed=1)
            case NotRead(unsupported=True):
                documents.mark_unread(tx, document_id=document.id, reason=outcome.reason, now=now)
                counts = ReadingCounts(unread=1)
            case NotRead():
                documents.quarantine(tx, document_id=document.id, step=outcome.step, reason=outcome.reason, now=now)
                counts = ReadingCounts(quarantined=1)
        _touch(tx, document, year, now)
    logger.info("document read document=%s agency=%s outcome=%s", document.id, document.agency_id, counts)
    return counts


async def _outcome(
    watch: Watch, child: ReadingChild, document: StoredDocument, agency: Agency
) -> ReportOfYear | NotRead:
    if document.attempts > MAX_ATTEMPTS:
        return NotRead(
            "attempts",
            f"读取程序已中断 {MAX_ATTEMPTS} 次，不再自动重试。请人工打开原件核对，或在升级后重新读取。",
            f"reading was cut off {MAX_ATTEMPTS} times and is not tried again by itself; look at the original",
        )
    try:
        data = watch.archive.get(document.sha256)
    except ArchiveError as error:
        return NotRead("archive", str(error), str(error))
    answer = await child.read(
        ReadingTask(
            data=data,
            media_type=document.media_type,
            url=document.url,
            agency=agency.name,
            report_year=document.report_year,
        )
    )
    return _with_year(answer, document) if isinstance(answer, Read) else answer


def _with_year(answer: Read, document: StoredDocument) -> ReportOfYear | NotRead:
    try:
        report = report_from_json(answer.facts)
    except FactsError as error:
        return NotRead(
            "answer", f"读取结果的格式有误（{error}）。请在升级后重新读取。", f"the facts read are malformed ({error})"
        )
    year = report.report_year if report.report_year is not None else document.report_year
    if year is None:
        return NotRead(
            "report_year",
            "无法确定这是哪一年度的报告（标题、正文、网址都没有写明年份）。请人工打开原件核对。",
            "neither title, text nor address tells the report year; look at the original",
        )
    return ReportOfYear(report, year)


def _touch(tx: sa.Connection, document: StoredDocument, report_year: int | None, now: datetime) -> None:
    """Have the duty judged anew, and the next year's, whose brought-forward figures are compared with this report."""
    if report_year is None:
        return
    duties.ensure_one(tx, agency_id=document.agency_id, report_year=report_year, now=now)
    for year in (report_year, report_year + 1):
        duties.touch(tx, agency_id=document.agency_id, report_year=year, at=now)
