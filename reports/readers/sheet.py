"""Workbooks, XLSX and XLS: each sheet into text and grids, in the order of the sheets."""

from __future__ import annotations

from reports.model import Document
from reports.readers.sheets.blocks import blocks_of
from reports.readers.sheets.xls import sheets_of
from reports.readers.sheets.xlsx import Workbook
from reports.readers.sniff import XLS, XLSX


def read_xlsx(data: bytes) -> Document:
    """Return the document of an XLSX; places are like "表三!C7" with the grid's number, row and column from 0.

    Hidden sheets, rows and columns are left out; a formula without a saved result is openly unreadable. Raises
    DamagedDocument, EncryptedDocument, UnsafeDocument, UnsupportedFormat (a binary workbook) or DocumentTooLarge.
    """
    workbook = Workbook(data)
    return Document(XLSX, blocks_of(workbook.sheets()), images=workbook.pictures)


def read_xls(data: bytes) -> Document:
    """Return the document of an XLS, as `read_xlsx`. Raises DamagedDocument, EncryptedDocument or DocumentTooLarge."""
    return Document(XLS, blocks_of(sheets_of(data)))
