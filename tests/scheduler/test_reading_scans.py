"""Scans in the reading child: an ordinary child leaves them alone, one with more room reads them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: ./dev setup --ocr")

from reports.codec import report_from_json
from reports.model import TableKey
from scheduler.reading import NotRead, Read, ReadingChild, ReadingLimits, ReadingTask
from storage import documents, reports
from storage.records import DocumentRole
from tests.rendering.drawn import FONT, table
from tests.rendering.scans import as_pdf, as_picture
from tests.scheduler.house import YEAR, add_document, new_watch
from tests.scheduler.test_archives import PAGE
from tests.scheduler.test_reading_jobs import NOW, read_all

pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="needs a Chinese font: apt-get install fonts-noto-cjk")

REVIEW = (
    ("行政复议", "", "", "", "", "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3,
    ("1", "0", "2", "0", "3", "0", "0", "0", "0", "0", "4", "0", "0", "1", "5"),
)


def scan() -> bytes:
    page, _ = table(REVIEW, size_pt=5, dpi=300, widths_pt=[31.0] * 15)
    return as_pdf([page], 300)


def answer(limits: ReadingLimits) -> object:
    async def run() -> object:
        child = ReadingChild(limits)
        try:
            return await child.read(ReadingTask(scan(), "application/pdf", None, "临江市档案局", 2024))
        finally:
            await child.close()

    return asyncio.run(run())


def test_a_scan_is_read_in_a_child_with_more_room() -> None:
    answered = answer(ReadingLimits())

    assert isinstance(answered, Read)
    report = report_from_json(answered.facts)
    assert report.scanned_tables == (TableKey.REVIEW,)


def test_a_scan_that_takes_too_long_is_given_up_in_words() -> None:
    answered = answer(ReadingLimits(scan_timeout_s=0.05))

    assert isinstance(answered, NotRead)
    assert answered.step == "timeout"


def test_a_page_whose_table_is_a_picture_beside_it_is_one_report(tmp_path: Path) -> None:
    watch = new_watch(tmp_path)
    page = add_document(watch, PAGE, NOW)
    picture, _ = table(REVIEW, size_pt=5, dpi=300, widths_pt=[31.0] * 15)
    with watch.database.write() as tx:
        drawn = documents.record(
            tx,
            agency_id="mc-waiban",
            url="http://127.0.2.1/b3.png",
            sha256=watch.archive.put(png := as_picture(picture, "PNG", 300)),
            size=len(png),
            role=DocumentRole.ATTACHMENT,
            now=NOW,
            parent_id=page.id,
            media_type="image/png",
        ).document

    read_all(watch)

    with watch.database.read() as tx:
        stored = reports.current_of(tx, agency_id="mc-waiban", report_year=YEAR)
    watch.database.close()
    assert stored is not None
    report = reports.load(stored)
    assert report.scanned_tables == (TableKey.REVIEW,)
    assert report.table_documents[TableKey.REVIEW] == drawn.sha256
    assert [section.key for section in report.sections if section.text] != []
