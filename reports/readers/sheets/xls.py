"""XLS sheets (Excel 5 to 2003, and WPS tables in the same container) through xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet as ExcelSheet

from reports.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from reports.grid import MAX_CELLS
from reports.readers.sheets.model import Merge, Sheet, date_text, number_text

_DAMAGE = (
    XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    LookupError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What the library stumbles with over a file that breaks the format's rules."""


def sheets_of(data: bytes) -> list[Sheet]:
    """Return the sheets that show, in order. Raises EncryptedDocument, DamagedDocument or DocumentTooLarge("cells")."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return list(_sheets(book))
    except _DAMAGE as error:
        if "encrypted" in str(error).lower():
            raise EncryptedDocument from error
        raise DamagedDocument("Excel 97-2003") from error


def _sheets(book: Book) -> Iterator[Sheet]:
    left = MAX_CELLS
    for source in book.sheets():
        if source.visibility != 0:
            continue
        sheet = Sheet(source.name)
        for row in range(source.nrows):
            for column in range(source.row_len(row)):
                text = _text(book, source, row, column)
                if text:
                    sheet.cells[row, column] = text
        left -= len(sheet.cells)
        if left < 0:
            raise DocumentTooLarge("cells", MAX_CELLS)
        sheet.merges = [Merge(top, start, bottom - 1, end - 1) for top, bottom, start, end in source.merged_cells]
        sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {column for column, info in source.colinfo_map.items() if info.hidden}
        yield sheet


def _text(book: Book, sheet: ExcelSheet, row: int, column: int) -> str:
    value = sheet.cell_value(row, column)
    match sheet.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            return str(value)
        case xlrd.XL_CELL_NUMBER:
            return number_text(float(value))
        case xlrd.XL_CELL_DATE:
            return date_text(float(value), from_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(int(value), "#ERROR!")
        case _:
            return ""
