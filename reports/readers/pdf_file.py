"""A PDF file opened or refused: encrypted, cut off, damaged; and its pages, each closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from reports.errors import DamagedDocument, EncryptedDocument


def check_whole(data: bytes) -> None:
    """Raise DamagedDocument where the file breaks off: nothing tells where its objects are, or objects follow that.

    The library would put together what is left and lose pages without a word.
    """
    last = data.rfind(b"startxref")
    if last < 0 or b"endobj" in data[last:] or b"endstream" in data[last:]:
        raise DamagedDocument("PDF startxref")


@contextmanager
def open_pdf(data: bytes) -> Iterator[pdfium2.PdfDocument]:
    """Yield the open document; an empty password is tried. Raises EncryptedDocument or DamagedDocument."""
    try:
        pdf = pdfium2.PdfDocument(data)
    except pdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedDocument from error
        raise DamagedDocument("PDF") from error
    try:
        yield pdf
    finally:
        pdf.close()


@contextmanager
def open_text(pdf: pdfium2.PdfDocument, number: int) -> Iterator[tuple[Any, Any]]:
    """Yield a page and its text; both handles are good inside the block only. Raises DamagedDocument."""
    page = pdfium.FPDF_LoadPage(pdf.raw, number - 1)
    if not page:
        raise DamagedDocument(f"PDF page {number}")
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise DamagedDocument(f"PDF page {number}")
        try:
            yield page, text
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)
