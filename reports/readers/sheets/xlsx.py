"""XLSX sheets from their markup: shared and inline strings, numbers as shown, merges, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Final

from reports.errors import DamagedDocument, DocumentTooLarge, UnsupportedFormat
from reports.grid import MAX_CELLS
from reports.readers.html_strings import SUBSCRIPT, SUPERSCRIPT
from reports.readers.package import Element, Package, parse_xml
from reports.readers.sheets.model import UNKNOWN, Merge, Sheet, date_text, is_date_format, number_text

_MAIN: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BINARY: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
_WORKBOOK: Final = "xl/workbook.xml"
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ON: Final = ("1", "true")
_MAX_MERGES: Final = 100_000


class Workbook:
    """The sheets of one XLSX that show, in their order."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        if _WORKBOOK not in self._package:
            raise UnsupportedFormat(_BINARY) if "xl/workbook.bin" in self._package else DamagedDocument(_WORKBOOK)
        self._root = self._xml(_WORKBOOK)
        properties = self._root.find(f"{_S}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in _ON
        targets = self._targets()
        self._parts = [
            (node.get("name", ""), targets.get(node.get(f"{_R}id", ""), ""))
            for node in self._root.iterfind(f"{_S}sheets/{_S}sheet")
            if node.get("state", "visible") == "visible"
        ]
        self._strings = self._shared_strings()
        self._dates = self._date_styles()
        self._cells = 0

    @property
    def pictures(self) -> int:
        """How many pictures are in the package."""
        return sum(1 for name in self._package.names() if name.lower().startswith("xl/media/"))

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets. Raises DocumentTooLarge("cells") and what a package raises."""
        for name, part in self._parts:
            if part in self._package:
                yield self._sheet(name, self._xml(part))

    def _xml(self, name: str) -> Element:
        data = self._package.read(name).replace(_STRICT, _MAIN).replace(_STRICT_OFFICE, _OFFICE)
        return parse_xml(data, name)

    def _optional(self, name: str) -> Element | None:
        return self._xml(name) if name in self._package else None

    def _targets(self) -> dict[str, str]:
        root = self._optional("xl/_rels/workbook.xml.rels")
        return {
            node.get("Id", ""): normpath(join("/xl", node.get("Target", ""))).lstrip("/")
            for node in (() if root is None else root.iterchildren(_RELATIONSHIP))
        }

    def _shared_strings(self) -> list[str]:
        root = self._optional("xl/sharedStrings.xml")
        return [] if root is None else [_rich_text(node) for node in root.iterchildren(f"{_S}si")]

    def _date_styles(self) -> list[bool]:
        """Return, by cell style, whether it shows numbers as days."""
        root = self._optional("xl/styles.xml")
        if root is None:
            return []
        codes = {node.get("numFmtId"): node.get("formatCode") for node in root.iterfind(f"{_S}numFmts/{_S}numFmt")}
        numbers = [node.get("numFmtId", "0") for node in root.iterfind(f"{_S}cellXfs/{_S}xf")]
        return [is_date_format(codes.get(number), _int(number) or 0) for number in numbers]

    # --- one sheet ---------------------------------------------------------------------------------

    def _sheet(self, name: str, root: Element) -> Sheet:
        sheet = Sheet(name)
        row = -1
        for node in root.iterfind(f"{_S}sheetData/{_S}row"):
            number = _int(node.get("r"))
            row = row + 1 if number is None else number - 1
            if node.get("hidden") in _ON:
                sheet.hidden_rows.add(row)
            self._row(node, row, sheet)
        for node in root.iterfind(f"{_S}cols/{_S}col"):
            if node.get("hidden") in _ON:
                first, last = _int(node.get("min")) or 1, _int(node.get("max")) or 1
                sheet.hidden_columns.update(range(first - 1, min(last, 16_384)))
        merges = (_merge(node.get("ref", "")) for node in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"))
        sheet.merges = [merge for merge in merges if merge is not None][:_MAX_MERGES]
        return sheet

    def _row(self, node: Element, row: int, sheet: Sheet) -> None:
        column = -1
        for cell in node.iterchildren(f"{_S}c"):
            place = _place(cell.get("r", ""))
            column = column + 1 if place is None else place[1]
            text = self._text(cell)
            if text:
                self._cells += 1
                if self._cells > MAX_CELLS:
                    raise DocumentTooLarge("cells", MAX_CELLS)
                sheet.cells[row, column] = text

    def _text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            return "" if inline is None else _rich_text(inline)
        value = cell.findtext(f"{_S}v")
        if value is None:
            return UNKNOWN if cell.find(f"{_S}f") is not None else ""
        if kind == "s":
            index = _int(value)
            return self._strings[index] if index is not None and index < len(self._strings) else UNKNOWN
        if kind == "n":
            return self._number(value, _int(cell.get("s")) or 0)
        return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if style < len(self._dates) and self._dates[style]:
            return date_text(number, from_1904=self._from_1904)
        return number_text(number)


def _rich_text(node: Element) -> str:
    """Return the text of a string, of its runs one after the other; how it is read aloud is left out."""
    pieces: list[str] = []
    for child in node:
        if child.tag == f"{_S}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_S}r":
            text = child.findtext(f"{_S}t") or ""
            raised = child.find(f"{_S}rPr/{_S}vertAlign")
            kind = None if raised is None else raised.get("val")
            marks = SUPERSCRIPT if kind == "superscript" else SUBSCRIPT if kind == "subscript" else {}
            pieces.append(text.translate(marks))
    return "".join(pieces)


def _place(name: str) -> tuple[int, int] | None:
    """Return (row, column) from 0 of a cell's name, None where it is none."""
    match = _CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    return None if start is None or end is None else Merge(*start, *end)


def _int(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 9 else None
