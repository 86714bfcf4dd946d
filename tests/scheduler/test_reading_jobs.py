"""Pending originals become reports, or are put aside with a reason; nothing is lost on the way."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from duban.demo.script import Figures
from reports.states import Content, Timeliness
from scheduler.duty_jobs import judge_due
from scheduler.reading import ReadingChild, ReadingLimits
from scheduler.reading_jobs import ReadingCounts, read_pending
from scheduler.watch import Watch
from storage import documents, duties, findings, reports
from storage.records import DocumentState, StoredDocument
from tests.scheduler.house import YEAR, add_document, new_watch, report_html

NOW = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    yield watch
    watch.database.close()


def read_all(watch: Watch, child: ReadingChild | None = None, *, now: datetime = NOW) -> ReadingCounts:
    async def run() -> ReadingCounts:
        reader = child or ReadingChild(watch.limits)
        try:
            return await read_pending(watch, reader, clock=lambda: now)
        finally:
            await reader.close()

    counts = asyncio.run(run())
    while judge_due(watch, now=now).judged:
        pass
    return counts


def stored(watch: Watch, document: StoredDocument) -> StoredDocument:
    with watch.database.read() as tx:
        return documents.get(tx, document_id=document.id)


def state(watch: Watch) -> tuple[Timeliness, Content | None]:
    with watch.database.read() as tx:
        duty = duties.get(tx, agency_id="mc-waiban", report_year=YEAR)
    return duty.timeliness, duty.content


def test_a_page_becomes_a_report_and_its_duty_is_on_time_and_clean(watch: Watch) -> None:
    document = add_document(watch, report_html(), NOW)

    counts = read_all(watch)

    assert counts == ReadingCounts(parsed=1)
    assert stored(watch, document).state is DocumentState.PARSED
    with watch.database.read() as tx:
        report = reports.current_of(tx, agency_id="mc-waiban", report_year=YEAR)
    assert report is not None
    assert report.received_total == 2
    assert state(watch) == (Timeliness.ON_TIME, Content.CLEAN)


def test_wrong_sums_are_findings_of_the_duty(watch: Watch) -> None:
    figures = Figures(
        applications={"received": [2, 0, 0, 0, 0, 0], "disclosed": [2, 0, 0, 0, 0, 0]},
        printed={"applications.outcomes_total.natural_person": "3"},
    )
    add_document(watch, report_html(figures), NOW)

    read_all(watch)

    with watch.database.read() as tx:
        codes = {f.finding.code for f in findings.open_of_agency(tx, agency_id="mc-waiban")}
    assert codes == {"A101", "A102", "A103"}
    assert state(watch)[1] is Content.FINDINGS


def test_a_heading_of_another_body_of_the_roll_is_a_finding(watch: Watch) -> None:
    page = report_html().decode()
    add_document(watch, page.replace("明川市人民政府外事办公室", "明川市档案局").encode(), NOW)

    read_all(watch)

    with watch.database.read() as tx:
        found = {f.finding.code: f.finding for f in findings.open_of_agency(tx, agency_id="mc-waiban")}
    assert found["F004"].stated == "明川市档案局"
    assert found["F004"].expected == "明川市人民政府外事办公室"


def test_a_corrected_report_closes_its_findings_by_itself(watch: Watch) -> None:
    wrong = Figures(
        applications={"received": [2, 0, 0, 0, 0, 0], "disclosed": [2, 0, 0, 0, 0, 0]},
        printed={"applications.outcomes_total.natural_person": "3"},
    )
    right = Figures(applications={"received": [2, 0, 0, 0, 0, 0], "disclosed": [2, 0, 0, 0, 0, 0]})
    add_document(watch, report_html(wrong), NOW)
    read_all(watch)
    a_day_later = NOW + timedelta(days=1)
    add_document(watch, report_html(right), a_day_later)

    read_all(watch, now=a_day_later)

    with watch.database.read() as tx:
        codes = {f.finding.code for f in findings.open_of_agency(tx, agency_id="mc-waiban")}
        closed = {
            f.finding.code
            for f in findings.of_duty(tx, agency_id="mc-waiban", report_year=YEAR)
            if f.closed_at is not None
        }
    assert codes == {"D105"}
    assert closed == {"A101", "A102", "A103"}
    assert state(watch)[1] is Content.UPDATED


def test_a_kind_without_a_reader_is_kept_unread_with_the_reason(watch: Watch) -> None:
    document = add_document(watch, b"7z\xbc\xaf'\x1c" + bytes(64), NOW, media_type="application/x-7z-compressed")

    counts = read_all(watch)

    assert counts == ReadingCounts(unread=1)
    kept = stored(watch, document)
    assert kept.state is DocumentState.UNREAD
    assert kept.reason
    assert state(watch) == (Timeliness.ON_TIME, Content.UNREAD)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\xff" * 400, "<html><body><p>这里是通知公告，与年报无关。</p></body></html>".encode()],
    ids=["empty", "junk", "another page"],
)
def test_what_cannot_be_read_is_quarantined_with_step_and_reason(watch: Watch, data: bytes) -> None:
    document = add_document(watch, data, NOW)

    counts = read_all(watch)

    assert counts == ReadingCounts(quarantined=1)
    kept = stored(watch, document)
    assert kept.state is DocumentState.QUARANTINED
    assert kept.step
    assert kept.reason
    assert state(watch)[1] is Content.UNREAD


def test_a_hung_reader_costs_one_document_and_not_the_next(watch: Watch, tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "import sys, time\n"
        "import scheduler.reading_child as child\n"
        "real = child.read_report\n"
        "def hang(data, **known):\n"
        "    if b'HANG' in data: time.sleep(600)\n"
        "    return real(data, **known)\n"
        "child.read_report = hang\n"
        "child.main()\n"
    )
    hanging = add_document(watch, report_html() + b"<!-- HANG -->", NOW, url="http://127.0.2.1/a.html")
    fine = add_document(watch, report_html(), NOW)

    counts = read_all(watch, ReadingChild(ReadingLimits(timeout_s=3), command=(sys.executable, str(script))))

    assert counts == ReadingCounts(parsed=1, quarantined=1)
    assert stored(watch, hanging).step == "timeout"
    assert stored(watch, fine).state is DocumentState.PARSED


def test_missing_bytes_are_told_and_never_read_as_an_empty_report(watch: Watch) -> None:
    document = add_document(watch, report_html(), NOW)
    for file in watch.archive.root.rglob(f"{document.sha256}*"):
        file.unlink()

    read_all(watch)

    assert stored(watch, document).step == "archive"


def test_reading_stops_when_asked_and_gives_back_what_it_took(watch: Watch) -> None:
    document = add_document(watch, report_html(), NOW)

    async def run() -> ReadingCounts:
        stop = asyncio.Event()
        stop.set()
        return await read_pending(watch, ReadingChild(watch.limits), clock=lambda: NOW, stop=stop)

    counts = asyncio.run(run())

    assert counts.total == 0
    given_back = stored(watch, document)
    assert given_back.state is DocumentState.PENDING
    assert given_back.lease_until is None


def test_a_document_that_keeps_ending_its_reader_is_put_aside_in_the_end(watch: Watch) -> None:
    document = add_document(watch, report_html(), NOW)
    for _ in range(3):
        with watch.database.write() as tx:
            documents.take_pending(tx, now=NOW, limit=1, lease=timedelta())

    read_all(replace(watch))

    assert stored(watch, document).step == "attempts"


def test_a_report_with_an_unreadable_cell_is_never_called_clean(watch: Watch) -> None:
    page = report_html().decode().replace('<td colspan="3">748.365</td>', '<td colspan="3">748.365 749.1</td>')
    assert "749" in page
    add_document(watch, page.encode(), NOW)

    read_all(watch)

    assert state(watch)[1] is not Content.CLEAN
