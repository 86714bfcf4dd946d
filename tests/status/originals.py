"""Reports with real originals behind them: a page, a text, a PDF, and documents that are hostile or have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from reports.extract import extract
from reports.model import AnnualReport, Cell, CellState, HtmlPlace, PagePlace, TableKey
from reports.readers import read
from storage import documents, reports
from storage.records import StoredDocument
from tests.storage.figures import annual_report
from tests.storage.world import World, add_document

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reports"
SEEN = datetime(2026, 1, 30, 2, tzinfo=UTC)
HOSTILE = '<script>document.title="owned"</script><img src=x onerror="alert(1)">'
BOX = (300.0, 120.0, 340.0, 140.0)

PAGE = "/reports/sh-waiban/2021"
TEXT = "/reports/sh-hezuo/2021"
PDF = "/reports/sh-tongji/2021"
HOSTILE_PAGE = "/reports/sh-dangan/2021"
CHANGED = "/reports/sh-guozi/2021"


def add_originals(world: World, tx: sa.Connection) -> None:
    """Add one report of 2021 with its original to five agencies."""
    page = (FIXTURES / "shanghai-wsb-2024" / "input.html").read_bytes()
    _add(world, tx, "sh-waiban", page, "text/html; charset=utf-8", _read(page))
    text = (FIXTURES / "shanghai-2024" / "input.txt").read_bytes()
    _add(world, tx, "sh-hezuo", text, "text/plain", _read(text))
    drawn = {
        (TableKey.APPLICATIONS, "received", "total"): Cell(4, "4", CellState.NUMBER, PagePlace(1, BOX)),
        (TableKey.APPLICATIONS, "received", "natural_person"): Cell(4, "4", CellState.NUMBER, PagePlace(9, BOX)),
        (TableKey.APPLICATIONS, "disclosed", "total"): Cell(None, "4 7", CellState.UNREADABLE, PagePlace(1, BOX)),
        (TableKey.APPLICATIONS, "disclosed", "natural_person"): Cell(4, "4", CellState.NUMBER, None),
    }
    _add(world, tx, "sh-tongji", pdf(), "application/pdf", annual_report("上海市统计局", 2021, cells=drawn))
    hostile = page.replace("自然人".encode(), HOSTILE.replace("<", "&lt;").encode() + "自然人".encode())
    _add(world, tx, "sh-dangan", hostile, "text/html", _read(hostile))
    stale = {(TableKey.APPLICATIONS, "received", "total"): Cell(4, "4", CellState.NUMBER, HtmlPlace("table", 0, 1, 1))}
    _add(world, tx, "sh-guozi", b"<html><p>1</p></html>", "text/html", annual_report("国资委", 2021, cells=stale))


def pdf() -> bytes:
    """Return a PDF of one page with a number inside a ruled cell."""
    left, top, right, bottom = BOX
    content = (
        f"BT /F1 14 Tf 315 {842 - 135} Td (4) Tj ET {left} {842 - bottom} {right - left} {bottom - top} re S".encode()
    )
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    written, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(parts) + 1
    written_table = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return written + written_table + b"startxref\n%d\n%%%%EOF" % len(written)


def _read(data: bytes) -> AnnualReport:
    return replace(extract(read(data)), report_year=2021)


def _add(
    world: World, tx: sa.Connection, agency_id: str, data: bytes, media_type: str, report: AnnualReport
) -> StoredDocument:
    document = add_document(world, tx, agency_id, data, at=SEEN, path="2021", media_type=media_type, report_year=2021)
    reports.save(tx, document_id=document.id, report_year=2021, report=report, now=SEEN)
    return documents.mark_parsed(tx, document_id=document.id, now=SEEN)
