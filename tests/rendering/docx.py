"""A small DOCX writer: parts as text in a zip, tables with real merges; every layout is made of these pieces."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from html import escape

from tests.rendering.layout import Box, Layout, Position, spread
from tests.rendering.specimen import Specimen

W_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>{overrides}</Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{0}</dc:title></cp:coreProperties>'
)
_STYLES = (
    "<w:styles {names}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr>{numbered}<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style></w:styles>'
)

Cell = Callable[[Box], str]


def package(
    body: str,
    *,
    title: str = "",
    numbering: str | None = None,
    numbered_style: str = "",
    more: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    names: str = W_NAMES,
) -> bytes:
    """Return the zip around a body; `relations` are (kind, target) by id of the document part."""
    targets = {"rIdStyles": ("styles", "styles.xml"), **(relations or {})}
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _RELATIONSHIPS.format(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "docProps/core.xml": _CORE.format(escape(title)),
        "word/document.xml": f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _STYLES.format(names=names, numbered=numbered_style),
    }
    if numbering is not None:
        targets["rIdNumbering"] = ("numbering", "numbering.xml")
        parts["word/numbering.xml"] = f"<w:numbering {names}>{numbering}</w:numbering>"
    written = "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for ident, (kind, target) in targets.items()
    )
    parts["word/_rels/document.xml.rels"] = _RELATIONSHIPS.format(written)
    return zipped({"[Content_Types].xml": _TYPES.format(overrides=""), **parts, **(more or {})})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these parts; text gets an XML declaration."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            archive.writestr(name, content if isinstance(content, bytes) else text)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """Return a run; line ends and tabs become elements of their own."""
    styled = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = "".join(
        "<w:br/>" if piece == "\n" else f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in text.replace("\n", "\0\n\0").split("\0")
        if piece
    )
    return f"<w:r>{styled}{pieces}</w:r>"


def paragraph(text: str, properties: str = "", *, runs: str | None = None) -> str:
    """Return a paragraph of one run, or of the runs given."""
    styled = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{styled}{run(text) if runs is None and text else runs or ''}</w:p>"


def cell(box: Box, inner: str | None = None, *, continued: bool = False) -> str:
    """Return a table cell with its spans; `continued`: the part of a vertical merge that is not its first row."""
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
    content = paragraph("") if continued else paragraph(box.text) if inner is None else inner
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'


def row_cells(row: list[Position], y: int, inner: Cell | None = None) -> list[str]:
    """Return the cells of one row of a spread layout, merges as Word writes them."""
    cells = []
    for x, at in enumerate(row):
        if at.left == x:
            written = None if inner is None or not at.anchor else inner(at.box)
            cells.append(cell(at.box, written, continued=at.top < y))
    return cells


def table(layout: Layout, inner: Cell | None = None) -> str:
    """Return a table with gridSpan and vMerge; `inner` writes what a cell holds."""
    rows = spread(layout)
    written = "".join(f"<w:tr>{''.join(row_cells(row, y, inner))}</w:tr>" for y, row in enumerate(rows))
    return table_of(written, len(rows[0]))


def table_of(rows: str, width: int) -> str:
    grid = '<w:gridCol w:w="900"/>' * width
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


HEADING = '<w:pStyle w:val="1"/>'


def article(
    report: Specimen,
    write: Callable[[Layout], str] = table,
    *,
    heading: Callable[[str], str] = lambda text: paragraph(text, HEADING),
    text: Callable[[str], str] = paragraph,
) -> str:
    """Return the body: title, lead, the six sections with their tables, signature."""
    written = [text(report.title), text(report.lead)]
    for _key, head, paragraphs, layout in report.parts():
        written.append(heading(head) if head else "")
        written += [text(line) for line in paragraphs]
        if layout is not None:
            written += [write(layout), paragraph("")]
    written += [text(report.agency), text(report.signed_day)]
    return "".join(written)
