"""Zip archives of attachments: each file is read like an attachment of the page."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.model import TableKey
from scheduler.watch import Watch
from storage import documents, reports
from storage.records import DocumentRole, DocumentState, StoredDocument, StoredReport
from tests.hostile.files import TITLE, zipped
from tests.scheduler.house import YEAR, add_document, new_watch, report_html
from tests.scheduler.test_reading_jobs import NOW, read_all, stored

PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>一、总体情况</p><p>本年度认真公开，详见附件。</p>"
    "<p>五、存在的主要问题及改进情况</p><p>将加强培训。</p><a href='/a.zip'>附件.zip</a></body></html>"
).encode()
RAR = b"Rar!\x1a\x07\x00" + bytes(60)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    yield watch
    watch.database.close()


def add_archive(watch: Watch, data: bytes) -> tuple[StoredDocument, StoredDocument]:
    """Put a page without tables into the world, and the archive that is attached to it."""
    page = add_document(watch, PAGE, NOW)
    with watch.database.write() as tx:
        attached = documents.record(
            tx,
            agency_id="mc-waiban",
            url="http://127.0.2.1/a.zip",
            sha256=watch.archive.put(data),
            size=len(data),
            role=DocumentRole.ATTACHMENT,
            now=NOW,
            parent_id=page.id,
            media_type="application/zip",
        ).document
    return page, attached


def current(watch: Watch) -> StoredReport:
    with watch.database.read() as tx:
        report = reports.current_of(tx, agency_id="mc-waiban", report_year=YEAR)
    assert report is not None
    return report


def test_the_tables_of_a_page_stand_in_an_archive(watch: Watch) -> None:
    page, attached = add_archive(watch, zipped({"说明/年报.html": report_html(), "__MACOSX/._x": b"\x00\x05"}))

    read_all(watch)

    report = reports.load(current(watch))
    assert report.table(TableKey.APPLICATIONS) is not None
    assert report.table_documents[TableKey.APPLICATIONS] == attached.sha256
    assert report.table_files[TableKey.APPLICATIONS] == "说明/年报.html"
    assert report.unread_parts == ()
    assert stored(watch, page).state is stored(watch, attached).state is DocumentState.PARSED


def test_an_archive_can_be_all_there_is(watch: Watch) -> None:
    document = add_document(watch, zipped({"a.html": report_html()}), NOW, media_type="application/zip")

    read_all(watch)

    assert current(watch).received_total == 2
    assert stored(watch, document).state is DocumentState.PARSED


def test_a_file_that_waits_for_a_reader_keeps_its_name_even_in_gbk(watch: Watch, tmp_path: Path) -> None:
    name = "附表一.rar"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("x" * len(name.encode("gbk"))), RAR)
    data = (tmp_path / "a.zip").read_bytes().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    _, attached = add_archive(watch, data)

    read_all(watch)

    kept = stored(watch, attached)
    assert kept.state is DocumentState.UNREAD
    assert kept.reason is not None
    assert name in kept.reason
    assert attached.url in reports.load(current(watch)).unread_parts[0]


def test_one_damaged_file_of_an_archive_leaves_the_others(watch: Watch) -> None:
    _, attached = add_archive(watch, zipped({"a.html": report_html(), "b.pdf": b"%PDF-1.5 cut"}))

    read_all(watch)

    assert current(watch).received_total == 2
    assert stored(watch, attached).state is DocumentState.PARSED


def test_names_that_climb_out_of_the_archive_are_only_names(watch: Watch, tmp_path: Path) -> None:
    climbing = {f"../../../{tmp_path.name}/escaped.html": report_html(), "/etc/duban-escaped.html": b"<p>x</p>"}
    add_archive(watch, zipped(climbing))
    before = sorted(path.name for path in tmp_path.iterdir())

    read_all(watch)

    assert current(watch).received_total == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not Path("/etc/duban-escaped.html").exists()


def test_another_bodys_report_in_an_archive_is_no_part_of_this_one(watch: Watch) -> None:
    other = report_html().decode().replace("外事办公室", "林业局").encode()
    add_archive(watch, zipped({"a.html": other}))

    read_all(watch)

    assert reports.load(current(watch)).table(TableKey.APPLICATIONS) is None
