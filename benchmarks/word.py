"""DOCX to facts against reading document.xml with lxml: as WPS and LibreOffice save it, and hardly formatted."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from benchmarks.result import Measure, interleaved
from reports.extract import extract
from reports.readers import read
from tests.rendering.docx import article, package, paragraph, table
from tests.rendering.docx import run as text_run
from tests.rendering.figures import balanced
from tests.rendering.layout import Box
from tests.rendering.office_program import converted
from tests.rendering.specimen import specimen

ROUNDS = 60
AGAINST_LXML = 3.0
_LEAN = "hardly formatted"

# what the official form of 2021, saved by WPS, has around every text of a cell: about 250 KB in all
_FONTS = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
_PARAGRAPH = (
    '<w:keepNext w:val="0"/><w:keepLines w:val="0"/><w:widowControl/><w:suppressLineNumbers w:val="0"/>'
    '<w:spacing w:before="0" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0"/>'
    f'<w:jc w:val="center"/><w:rPr>{_FONTS}</w:rPr>'
)
_CELL = (
    '<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="single" w:color="auto" w:sz="8" '
    'w:space="0"/><w:right w:val="single" w:color="auto" w:sz="8" w:space="0"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:vAlign w:val="top"/></w:tcPr>'
)


def run() -> list[Measure]:
    """Return the ratios; the hardly formatted document has no bound, there is hardly anything to be parsed in it."""
    documents = _documents()
    bounds = dict.fromkeys(documents, AGAINST_LXML) | {_LEAN: None}
    return [measure for name, data in documents.items() for measure in _measured(name, data, bound=bounds[name])]


def _documents() -> dict[str, bytes]:
    """Return the documents by what they are, with the same figures; LibreOffice's only where it is installed."""
    report = specimen(balanced(4, largest=900))

    def line(text: str) -> str:
        return paragraph("", _PARAGRAPH, runs=text_run(text, _FONTS))

    def cell(box: Box) -> str:
        return line(box.text)

    body = article(report, lambda layout: table(layout, cell), heading=line, text=line)
    lean = package(article(report))
    return {"as WPS writes it": package(body.replace("</w:tcPr>", _CELL)), **_saved(lean), _LEAN: lean}


def _saved(data: bytes) -> dict[str, bytes]:
    """Return the document as LibreOffice saves it."""
    if shutil.which("soffice") is None:
        return {}
    with TemporaryDirectory() as folder:
        saved = converted({"report.docx": data}, "docx", Path(folder))
    return {"saved by LibreOffice": saved["report"]}


def _measured(name: str, data: bytes, *, bound: float | None) -> list[Measure]:
    """Return the ratio of one document and what it is spent on."""
    document = read(data)
    bare, reading, mapping = interleaved(
        [lambda: _document_xml(data), lambda: read(data), lambda: extract(document)],
        rounds=ROUNDS,
        clock=time.process_time,
    )
    ratio = (reading + mapping) / bare
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = f"{name} ({archive.getinfo('word/document.xml').file_size // 1024} KB)"
    return [
        Measure(
            f"DOCX {name} to facts / document.xml by lxml",
            f"{ratio:.2f} ({(reading + mapping) * 1000:.2f} ms / {bare * 1000:.2f} ms)",
            "" if bound is None else f"≤ {bound:g}",
            bound is None or ratio <= bound,
        ),
        Measure(
            f"DOCX {name}, split",
            f"reading {reading / bare:.2f} ({reading * 1000:.2f} ms), mapping {mapping / bare:.2f} "
            f"({mapping * 1000:.2f} ms)",
            "",
            True,
        ),
    ]


def _document_xml(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))
