"""Word documents whose package or tables are unusual: other part names, no grid, headers with tables, moved rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from itertools import count
from random import Random

from tests.rendering.docx import (
    W_NAMES,
    article,
    cell,
    package,
    paragraph,
    row_cells,
    run,
    table,
    table_of,
    zipped,
)
from tests.rendering.layout import Box, Layout, cut, spread
from tests.rendering.specimen import Specimen


def other_names(report: Specimen, rng: Random) -> bytes:
    """The document in a part of another name, in UTF-16, its elements in the default namespace, no styles part."""
    with zipfile.ZipFile(io.BytesIO(package(article(report), title=report.title))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "word/styles.xml"}
    markup = parts.pop("word/document.xml").decode().partition("?>")[2].strip()
    names = W_NAMES.replace("xmlns:w=", "xmlns:x=")
    markup = re.sub(r"(</?)w:", r"\1x:", markup.replace(W_NAMES, names)).replace(" w:", " x:")
    parts["word/document2.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{markup}'.encode("utf-16")
    target = rng.choice((b"/word/document2.xml", b"word/document2.xml"))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", target)
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    return zipped(parts)


def no_grid(report: Specimen, _rng: Random) -> bytes:
    """Tables without tblGrid; rows that begin late or end early say so by gridBefore and gridAfter."""

    def write(layout: Layout) -> str:
        return re.sub("<w:tblGrid>.*?</w:tblGrid>", "", table(layout))

    return package(article(report, write))


def page_per_table(report: Specimen, rng: Random) -> bytes:
    """Each table on pages of its own, lying, its header on each; a table with a title in every page's header."""
    turned = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    )
    new_page = paragraph("", runs='<w:r><w:br w:type="page"/></w:r>')

    def write(layout: Layout) -> str:
        pieces = [layout]
        if len(layout) > 20:
            top, bottom = cut(layout, rng.randrange(8, 20))
            pieces = [top, [*layout[:3], *bottom]]
        around = paragraph("", turned)
        return around + new_page.join(table(piece) for piece in pieces) + around

    head = table_of(f"<w:tr>{cell(Box('政府信息公开工作年度报告'))}{cell(Box('2019'))}</w:tr>", 2)
    return package(
        article(report, write),
        more={"word/header1.xml": f"<w:hdr {W_NAMES}>{head}{paragraph('')}</w:hdr>"},
        relations={"rIdHead": ("header", "header1.xml")},
    )


def deep_numbers(report: Specimen, rng: Random) -> bytes:
    """Numbers behind tabs, in tables of one cell, in text boxes, in paragraphs among empty ones, beside bookmarks."""
    mark = '<w:bookmarkStart w:id="9" w:name="n"/>{}<w:bookmarkEnd w:id="9"/>'

    def inner(box: Box) -> str:
        if not box.number:
            return paragraph(box.text)
        match rng.randrange(6):
            case 0:
                return paragraph("", runs="<w:r><w:tab/></w:r>" + run(box.text))
            case 1:
                return table_of(f"<w:tr>{cell(Box(box.text))}</w:tr>", 1) + paragraph("")
            case 2:
                content = f"<w:txbxContent>{paragraph(box.text)}</w:txbxContent>"
                return f"<w:p><w:r><w:pict><v:rect><v:textbox>{content}</v:textbox></v:rect></w:pict></w:r></w:p>"
            case 3:
                return paragraph("") + paragraph(box.text) + paragraph(" ")
            case 4:
                return paragraph("", runs=mark.format(run(f"\u3000{box.text} ")))
        return paragraph(box.text)

    return package(article(report, lambda layout: table(layout, inner)))


def moved_rows(report: Specimen, rng: Random) -> bytes:
    """Rows moved with changes tracked, and the whole table 4 deleted with last year's numbers and put in again."""
    numbers = count(1)

    def author() -> str:
        return f'w:id="{next(numbers)}" w:author="某" w:date="2025-01-10T00:00:00Z"'

    def marked(row: str, kind: str) -> str:
        runs = "del" if kind == "del" else "ins"
        text = "w:delText" if kind == "del" else "w:t"
        row = re.sub(r"<w:r>.*?</w:r>", lambda met: f"<w:{runs} {author()}>{met[0]}</w:{runs}>", row)
        row = row.replace("w:t ", f"{text} ").replace("w:t>", f"{text}>")
        return f"<w:tr><w:trPr><w:{kind} {author()}/></w:trPr>{row}</w:tr>"

    def write(layout: Layout) -> str:
        rows = []
        whole = len(layout) in (4, 5)
        for y, row in enumerate(spread(layout)):
            cells = "".join(row_cells(row, y))
            if whole or rng.random() < 0.2:
                rows.append(marked(cells, "del"))
                rows.append(marked(cells, "ins"))
            else:
                rows.append(f"<w:tr>{cells}</w:tr>")
        return table_of("".join(rows), len(spread(layout)[0]))

    def text(line: str) -> str:
        source = f"<w:moveFrom {author()}>{run('被移走的话')}</w:moveFrom>"
        target = f"<w:moveTo {author()}>{run(line)}</w:moveTo>"
        return paragraph("", runs=source) + paragraph("", runs=target)

    return package(article(report, write, text=text))


def symbols(report: Specimen, rng: Random) -> bytes:
    """Boxes and points of symbol fonts before labels, hyphens that do not break, tabs and soft line ends in labels."""
    point = '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'

    def inner(box: Box) -> str:
        if box.number or len(box.text) < 4 or rng.random() < 0.5:
            return paragraph(box.text)
        half = len(box.text) // 2
        return paragraph(
            "",
            runs=rng.choice((point, "<w:r><w:tab/></w:r>", "<w:r><w:softHyphen/></w:r>", ""))
            + f'<w:r><w:t xml:space="preserve">{escape(box.text[:half])}</w:t><w:cr/></w:r>'
            + run(box.text[half:]),
        )

    return package(article(report, lambda layout: table(layout, inner)))


RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "other-names.docx": other_names,
    "no-grid.docx": no_grid,
    "page-per-table.docx": page_per_table,
    "deep-numbers.docx": deep_numbers,
    "moved-rows.docx": moved_rows,
    "symbols.docx": symbols,
}

NOT_FOR_OFFICE = frozenset({"put-in-whole.docx", "flat.xml", "word-2003.doc", "other-names.docx"})
"""LibreOffice reads no altChunk and no part in UTF-16; two are no DOCX."""
