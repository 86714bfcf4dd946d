"""The page of one number: what was read, what the rules say of it, and where it stands in which original."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

import sqlalchemy as sa
from starlette.responses import Response

from reports.codec import FactsError
from reports.model import (
    AnnualReport,
    Cell,
    PagePlace,
    SectionKey,
    TableKey,
    TableSpot,
)
from status.evidence import Failure, PassageQuestion, Picture, PictureQuestion, Question, Shown
from status.locking import REPORT_LOCKED, is_locked
from status.missing import NotHere
from status.originals import find_original
from status.places import column_label, row_title
from status.report import chosen_version, find_report
from status.tables import form_of
from status.words import CELL_WORDS, N_
from storage import documents
from storage import reports as stored_reports
from storage.records import Agency, ReportDetail, StoredDocument, StoredFinding, StoredReport

LARGEST_EDGE = 20_000.0  # points; the largest page that PDF knows has 14,400
MOST_PAGES = 100_000
LONGEST_NAME = 1_000
UNCHANGING = {"Cache-Control": "private, max-age=31536000, immutable"}
_EDGE = r"(\d{1,5}(?:\.\d)?)"
_BOX = re.compile(f"{_EDGE},{_EDGE},{_EDGE},{_EDGE}")


@dataclass(frozen=True, slots=True)
class CellPage:
    """Everything about one cell but the picture or piece of text that shows it.

    `row` and `column` are their labels, the keys in words beside them. `number` is what was understood, "" where there
    is none; `page` the page of a PDF or scan, `file` its name in an archive. `question` None: where it stands was not
    noted; `otherwise` is to be asked where the original has pages that cannot be drawn.
    """

    agency: Agency
    year: int
    report: StoredReport
    spot: TableSpot
    heading: str
    row: str
    column: str
    cell: Cell
    number: str
    word: str
    document: StoredDocument
    page: int | None
    file: str | None
    question: Question | None
    otherwise: PassageQuestion | None
    findings: tuple[StoredFinding, ...]


def find_cell(
    tx: sa.Connection, agency_id: str, year: int, spot: tuple[str, str, str], *, version: int | None
) -> CellPage:
    """Return the cell at (table, row, column) of the report; raises NotHere where there is none, or it is locked."""
    detail = find_report(tx, agency_id, year)
    if is_locked(detail.duty):
        raise NotHere(REPORT_LOCKED)
    stored = chosen_version(detail, version)
    if stored is None:
        raise NotHere(N_("还没有读取到这个年度的报告。"))
    report = _facts(stored)
    table, cell = _cell(report, *spot)
    where = TableSpot(table, spot[1], spot[2])
    document = _document(tx, detail, stored, report.table_documents.get(table))
    form = form_of(report)
    passage = _passage(document, year, where, cell, file=report.table_files.get(table))
    return CellPage(
        agency=detail.agency,
        year=year,
        report=stored,
        spot=where,
        heading=form.headings[SectionKey(table)],
        row=row_title(table, spot[1], form),
        column=column_label(table, spot[2], form),
        cell=cell,
        number="" if cell.value is None else str(cell.value),
        word=CELL_WORDS.get(cell.state, ""),
        document=document,
        page=cell.place.page if isinstance(cell.place, PagePlace) else None,
        file=passage.file,
        question=_question(passage, cell),
        otherwise=passage,
        findings=tuple(found for found in detail.findings if stored.is_current and _speaks_of(found, where)),
    )


def read_picture_address(sha256: str, page: int, box: str, file: str | None) -> PictureQuestion:
    """Return the question that the address of a picture asks; raises NotHere for one that no page of ours links to."""
    match = _BOX.fullmatch(box)
    if match is not None and 1 <= page <= MOST_PAGES and len(file or "") <= LONGEST_NAME:
        left, top, right, bottom = (float(edge) for edge in match.groups())
        if left < right <= LARGEST_EDGE and top < bottom <= LARGEST_EDGE:
            return PictureQuestion(sha256, page, (left, top, right, bottom), file)
    raise NotHere(N_("没有这个图像。"))


def picture_address(question: PictureQuestion, code: str) -> str:
    """Return where the picture is served; `code` is the version of the program, by which it is kept."""
    box = ",".join(f"{edge:.1f}" for edge in question.box)
    named = {} if question.file is None else {"file": question.file}
    return f"/evidence/{question.sha256}/{question.page}/{box}.png?{urlencode({'v': code, **named})}"


def serve_picture(shown: Shown) -> Response:
    """Return the picture, which never changes; raises NotHere, with the reason, where there is none."""
    match shown:
        case Picture(png):
            return Response(png, media_type="image/png", headers=UNCHANGING)
        case Failure(message):
            raise NotHere(message)
        case _:
            raise NotHere(N_("没有这个图像。"))


def _facts(stored: StoredReport) -> AnnualReport:
    try:
        return stored_reports.load(stored)
    except FactsError as error:
        raise NotHere(N_("这个版本的数据由另一版本的程序写入，无法显示：%(error)s"), error=str(error)) from error


def _cell(report: AnnualReport, table: str, row: str, column: str) -> tuple[TableKey, Cell]:
    key = next((key for key in TableKey if key == table), None)
    read = None if key is None else report.table(key)
    cell = None if read is None else read.cell(row, column)
    if key is None or cell is None:
        raise NotHere(N_("这份报告中没有读取到这一格。"))
    return key, cell


def _document(tx: sa.Connection, detail: ReportDetail, stored: StoredReport, sha256: str | None) -> StoredDocument:
    """Return the document that the table stands in: one of the report's own, else the one the report was read from."""
    own = next((document for document in detail.documents if document.sha256 == sha256), None)
    found = own or documents.get(tx, document_id=stored.document_id)
    find_original(tx, found.sha256)  # the same bytes may belong to a withdrawn report elsewhere
    return found


def _passage(document: StoredDocument, year: int, spot: TableSpot, cell: Cell, *, file: str | None) -> PassageQuestion:
    return PassageQuestion(
        sha256=document.sha256,
        media_type=document.headers.get("content-type", document.media_type),
        url=document.url,
        report_year=year,
        table=spot.table,
        row=spot.row or "",
        column=spot.column or "",
        raw=cell.raw,
        file=file,
    )


def _question(passage: PassageQuestion, cell: Cell) -> Question | None:
    match cell.place:
        case None:
            return None
        case PagePlace(page, (left, top, right, bottom)):
            box = (_tenths(left), _tenths(top), _tenths(right), _tenths(bottom))
            return PictureQuestion(passage.sha256, page, box, passage.file)
        case _:
            return passage


def _tenths(edge: float) -> float:
    return round(max(0.0, edge), 1)


def _speaks_of(found: StoredFinding, spot: TableSpot) -> bool:
    """Return whether an open finding speaks of the cell, or of its row or column as a whole."""
    about = (spot, TableSpot(spot.table, spot.row), TableSpot(spot.table, None, spot.column))
    return found.closed_at is None and any(place in about for place in found.finding.places)
