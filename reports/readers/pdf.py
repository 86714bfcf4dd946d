"""PDF with text: pages opened one by one with pypdfium2, their characters and rules handed to the shared geometry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from reports.errors import DocumentTooLarge, OcrMissing, PicturesWait
from reports.model import Document
from reports.readers.paper.compose import compose
from reports.readers.paper.marks import Box, Sheet
from reports.readers.pdf_cover import is_opaque
from reports.readers.pdf_file import check_whole, open_pdf, open_text
from reports.readers.pdf_frame import Frame, Placing
from reports.readers.pdf_objects import Drawing, ObjectWalker
from reports.readers.pdf_text import PageText
from reports.readers.scan import certain_of, composed, is_installed, scanned_sheets, unsure_of
from reports.readers.sniff import PDF

if TYPE_CHECKING:
    from reports.readers.scanned.page import ScannedSheet

MAX_PAGES: Final = 400
MAX_CHARACTERS: Final = 2_000_000
_PICTURE: Final = 0.1
"""A picture that takes this part of its page may hold a table; smaller ones are seals and emblems."""
_COVERED: Final = 0.5
"""A page of which pictures cover this part is a picture itself, if no more than a stamp is written on it."""
_STAMP: Final = 60
_BURYING: Final = 0.8
"""A picture that takes this part of its page, drawn after the text, leaves none of it to be seen."""
_FEW_TEXTS: Final = 3
_LABELS: Final = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七1-8][)）.、．]\s*)?(第二十条\s*第|信息内|规章|本年制发|本年废止|现行有效|本年新制作|本年处理|处理决定|本年收费|申请人情况"
    "|行政规|行政许|行政处|行政强|行政事|自然人|商业企|科研机|社会公益|法律服务|本年新收|上年结转|予以公开|部分公开"
    "|属于国家|其他法律|危及|保护第三方|属于三类|属于四类|属于行政|本机关不|没有现成|补正后|信访举报|重复申请|要求提供|无正当理由"
    "|要求行政机关|申请人无正当|申请人逾期|总计|结转下年|行政复议|行政诉讼|未经复议|复议后起诉|结果维持|结果纠正|其他结果|尚未审结)",
    re.MULTILINE,
)
"""Labels of the form at the beginning of a line: two of them may be a table, ruled or not."""
_ROW_OF_NUMBERS: Final = re.compile(
    r"(?:^|\s)(?:[0-9０-９,.，．]+|[-—–/／无]+)(?:[ \t]+(?:[0-9０-９,.，．]+|[-—–/／无]+)){2,}\s*$|^[0-9][0-9,.]*\s*$",
    re.MULTILINE,
)
_THIN: Final = 3.0
_NARROW: Final = 6


def read_pdf(data: bytes, *, pictures: bool = True) -> Document:
    """Return the document of a PDF: paragraphs and grids in reading order, page numbers and running heads left out.

    Places are page and box in points. Pages that are pictures are recognised if the extra "ocr" is installed; without
    it a file that holds nothing else raises OcrMissing. `images` counts pictures large enough to hold a table that were
    not read. The title of the file's own data is the meta "title" if it is one. Raises EncryptedDocument,
    DamagedDocument, DocumentTooLarge, and PicturesWait for pages to be recognised where `pictures` is False.
    """
    check_whole(data)
    with open_pdf(data) as pdf:
        pages = len(pdf)
        if pages > MAX_PAGES:
            raise DocumentTooLarge("pages", MAX_PAGES)
        reading = _Reading(pdf)
        for number in range(1, pages + 1):
            reading.take(number)
        scanned = _scanned(pdf, reading, pictures=pictures)
        title = _title(pdf.get_metadata_value("Title"))
    if scanned:
        blocks, heads = composed(sorted([*reading.sheets, *scanned], key=_page), frozenset(map(_page, scanned)))
    else:
        blocks, heads = compose(reading.sheets)
    metas = {"title": title} if title is not None else {}
    for head in heads:
        if "title" not in metas and _title(head) is not None:
            metas["title"] = head
    pages_read = tuple(map(_page, scanned))
    unsure, certain = unsure_of(scanned), certain_of(scanned)
    return Document(
        PDF, tuple(blocks), metas, images=reading.images, scanned_pages=pages_read, unsure=unsure, certain=certain
    )


def _scanned(pdf: pdfium2.PdfDocument, reading: _Reading, *, pictures: bool) -> list[ScannedSheet]:
    """Return the sheets of the pages that are pictures; without the extra none, and the pictures stay unread."""
    if not reading.pictures:
        return []
    if not is_installed():
        if not reading.sheets:
            raise OcrMissing(PDF)
        reading.images += len(reading.pictures)
        return []
    if not pictures:
        raise PicturesWait(PDF)
    return scanned_sheets(pdf, reading.pictures)


def _page(sheet: Sheet) -> int:
    return sheet.page


class _Reading:
    """The sheets of the pages read so far; `images` counts the large pictures beside text, `pictures` are pages."""

    def __init__(self, pdf: pdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._walker = ObjectWalker()
        self._characters = MAX_CHARACTERS
        self._table_goes_on = False
        self.sheets: list[Sheet] = []
        self.images = 0
        self.pictures: list[int] = []

    def take(self, number: int) -> None:
        """Read one page and close it."""
        with open_text(self._pdf, number) as (page, text_page):
            drawing = self._walker.walk(page)
            text = PageText(text_page)
            self._characters -= text.count
            if self._characters < 0:
                raise DocumentTooLarge("characters", MAX_CHARACTERS)
            sheet = self._sheet(number, page, text, drawing)
        if sheet is not None:
            self.sheets.append(sheet)

    def _sheet(self, number: int, page: Any, text: PageText, drawing: Drawing) -> Sheet | None:
        edges = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, edges)
        shown = Frame(edges.left, edges.bottom, edges.right, edges.top, pdfium.FPDFPage_GetRotation(page) % 4)
        area = max(1.0, shown.width * shown.height)
        large = [picture for picture in map(_area, drawing.pictures) if picture >= _PICTURE * area]
        quarters = text.quarters()
        # text that is not painted lies over pictures, or over letters drawn as outlines
        hidden = bool(drawing.pictures or drawing.shapes) and len(drawing.unseen()) == len(drawing.texts)
        stamped = len("".join(text.text.split())) <= _STAMP and sum(large) >= _COVERED * area
        if quarters is None or hidden or stamped or self._is_buried(page, drawing, area):
            if large or (not drawing.pictures and drawing.shapes):
                self.pictures.append(number)
            return None
        self.images += len(large)
        upright = Frame(shown.left, shown.bottom, shown.right, shown.top, quarters)
        sheet = Sheet(number, upright.width, upright.height, Placing(number, shown, upright))
        for box in upright.seen(drawing.strokes):
            _add_rule(sheet, box)
        lines = None if self._needs_opening(sheet, text, drawing) else text.lines(upright)
        if lines is None:
            sheet.glyphs = text.glyphs(upright, unseen=drawing.unseen())
        else:
            sheet.lines = lines
        return sheet

    def _is_buried(self, page: Any, drawing: Drawing, area: float) -> bool:
        """True where an opaque picture lies over nearly all that was written: what a scanner's own program guessed."""
        return any(
            _area(box) >= _BURYING * area
            and before > 0
            and len(drawing.texts) - before <= _FEW_TEXTS
            and is_opaque(self._pdf, page, item, _area(box))
            for item, box, before in drawing.covers
        )

    def _needs_opening(self, sheet: Sheet, text: PageText, drawing: Drawing) -> bool:
        """True where a table may stand, ruled or not, two pages side by side, or text that is not shown."""
        if len(sheet.horizontal) >= 2 and len(sheet.vertical) >= 2:
            self._table_goes_on = True
            return True
        labels = set(_LABELS.findall(text.text))
        rows = len(labels) < 2 and _ROW_OF_NUMBERS.search(text.text) is not None
        goes_on = self._table_goes_on and (bool(labels) or rows or _is_narrow(text.text))
        table = len(labels) >= 2 or (bool(labels) and rows) or goes_on
        self._table_goes_on = table
        return table or sheet.width > sheet.height or bool(drawing.pictures and drawing.unseen())


def _is_narrow(text: str) -> bool:
    """True where most lines are so short that they may be labels of a narrow column."""
    lines = text.split()
    return 2 * sum(1 for line in lines if len(line) <= _NARROW) > len(lines)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _add_rule(sheet: Sheet, box: Box) -> None:
    """A thin box is a rule along its longer side; a dot may be a piece of either."""
    left, top, right, bottom = box
    if bottom - top <= _THIN:
        sheet.horizontal.append(((top + bottom) / 2, left, right))
    if right - left <= _THIN:
        sheet.vertical.append(((left + right) / 2, top, bottom))


_NO_TITLE: Final = re.compile(
    r"\.(?:docx?|wps|pdf|html?|rtf)\b|^Microsoft|^无标题|^未命名|^文档[0-9]*$|^附件", re.IGNORECASE
)
_CHINESE: Final = re.compile("[\u4e00-\u9fff]{4,}")


def _title(text: str) -> str | None:
    """Return the title that the file or its running head gives, None where it is a file's name or says nothing."""
    title = " ".join(text.split())
    return title if _CHINESE.search(title) is not None and _NO_TITLE.search(title) is None else None
