"""Word documents with what is seldom met: fields, notes, hidden and struck text, files in files, flat and 2003 XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random

from tests.rendering import html
from tests.rendering.docx import W_NAMES, article, cell, package, paragraph, run, table, table_of
from tests.rendering.layout import Box, Layout, spread
from tests.rendering.specimen import Specimen


def fields_and_notes(report: Specimen, rng: Random) -> bytes:
    """Totals as fields with their instruction, numbers with a footnote mark, hidden remarks, a table of contents."""

    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'

    def inner(box: Box) -> str:
        if not box.number or not box.text:
            return paragraph(box.text)
        match rng.randrange(5):
            case 0:
                begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
                instruction = "<w:r><w:instrText> =SUM(LEFT) 12 </w:instrText></w:r>"
                return paragraph("", runs=begin + instruction + middle + run(box.text) + end)
            case 1:
                return paragraph("", runs=f'<w:fldSimple w:instr=" =B2 ">{run(box.text)}</w:fldSimple>')
            case 2:
                return paragraph(
                    "",
                    runs=run(box.text)
                    + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
                )
            case 3:
                return paragraph("", runs=run(box.text) + run("7", "<w:vanish/>") + '<w:commentRangeEnd w:id="0"/>')
        return paragraph(box.text)

    contents = "".join(
        paragraph(f"{head}\t{page}", '<w:pStyle w:val="TOC1"/>')
        for page, (_, head, _, _) in enumerate(report.parts(), 1)
    )
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{contents}</w:sdtContent></w:sdt>"
    )
    body = article(report, lambda layout: table(layout, inner))
    end = body.index("</w:p>") + len("</w:p>")
    return package(
        body[:end] + (control if rng.random() < 0.5 else contents) + body[end:],
        more={"word/footnotes.xml": _FOOTNOTES.format(names=W_NAMES)},
        relations={"rIdNotes": ("footnotes", "footnotes.xml")},
    )


_FOOTNOTES = (
    '<w:footnotes {names}><w:footnote w:id="2"><w:p><w:r><w:t>含上年度办结12件。</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def phantom_columns(report: Specimen, _rng: Random) -> bytes:
    """Ruling lines that miss each other by a hair: more grid columns than anybody sees, spans of unlike width."""

    def write(layout: Layout) -> str:
        rows = spread(layout)
        width = 2 * len(rows[0])
        written = []
        for y, row in enumerate(rows):
            shift = y % 2
            cells = []
            for x, at in enumerate(row):
                if at.left != x:
                    continue
                start = 2 * x + (shift if x else 0)
                after = x + at.box.columns
                end = width if after == len(row) else 2 * after + shift
                merged = Box(at.box.text, rows=1, columns=end - start)
                cells.append(cell(merged if at.top == y else Box("", columns=end - start)))
            written.append(f"<w:tr>{''.join(cells)}</w:tr>")
        return table_of("".join(written), width).replace(
            'w:w="900"/><w:gridCol w:w="900"', 'w:w="20"/><w:gridCol w:w="880"'
        )

    return package(article(report, write))


def put_in_whole(report: Specimen, rng: Random) -> bytes:
    """The report is a web page that the document only points to (altChunk)."""
    page = html.clean(report, rng)
    return package(
        '<w:altChunk r:id="rIdChunk"/>',
        more={"word/afchunk.html": page},
        relations={"rIdChunk": ("aFChunk", "afchunk.html")},
    )


def flat(report: Specimen, _rng: Random) -> bytes:
    """The whole package as one XML file."""
    with zipfile.ZipFile(BytesIO(package(article(report)))) as archive:
        parts = {name: archive.read(name).decode().partition("?>")[2].strip() for name in archive.namelist()}
    written = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
        if not name.startswith("[")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{written}</pkg:package>'
    ).encode()


def word_2003(report: Specimen, _rng: Random) -> bytes:
    """Word 2003 XML: an older namespace, sections around everything, list numbers written beside the text."""

    def heading(text: str) -> str:
        number, _, wording = text.partition("、")
        return paragraph(wording, f'<w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{number}、"/></w:listPr>')

    body = re.sub("<w:vMerge", "<w:vmerge", article(report, heading=heading))
    names = W_NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.microsoft.com/office/word/2003/wordml",
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<w:wordDocument {names} xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def strict(report: Specimen, _rng: Random) -> bytes:
    """Strict Office Open XML: other namespaces for the same elements."""
    names = W_NAMES.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    )
    return package(article(report), names=names)


RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "fields-and-notes.docx": fields_and_notes,
    "phantom-columns.docx": phantom_columns,
    "put-in-whole.docx": put_in_whole,
    "strict.docx": strict,
    "flat.xml": flat,
    "word-2003.doc": word_2003,
}
