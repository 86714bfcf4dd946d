"""Reports as Word and WPS documents, plain and as people and programs really leave them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from itertools import count
from random import Random

from tests.rendering import docx_oddities, docx_packages, html
from tests.rendering.docx import (
    HEADING,
    article,
    cell,
    package,
    paragraph,
    row_cells,
    run,
    table,
    table_of,
)
from tests.rendering.layout import Box, Layout, cut, spread
from tests.rendering.specimen import Specimen


def plain(report: Specimen, _rng: Random) -> bytes:
    """Headings by style, merges by gridSpan and vMerge."""
    return package(article(report), title=report.title)


def content_controls(report: Specimen, rng: Random) -> bytes:
    """Content controls around tables, rows, cells, paragraphs and numbers, one inside another."""

    def control(inner: str, *, often: float = 1.0) -> str:
        if rng.random() > often:
            return inner
        properties = f'<w:sdtPr><w:id w:val="{rng.randint(1, 9**6)}"/></w:sdtPr>'
        return f"<w:sdt>{properties}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def write(layout: Layout) -> str:
        def inner(box: Box) -> str:
            return (
                paragraph("", runs=control(run(box.text), often=0.5)) if box.text else control(paragraph(""), often=0.5)
            )

        rows = [
            "<w:tr>" + "".join(control(each, often=0.3) for each in row_cells(row, y, inner)) + "</w:tr>"
            for y, row in enumerate(spread(layout))
        ]
        return control(table_of("".join(control(row, often=0.4) for row in rows), len(spread(layout)[0])), often=0.7)

    return package(control(article(report, write, text=lambda text: control(paragraph(text), often=0.4))))


def tracked_changes(report: Specimen, rng: Random) -> bytes:
    """Numbers typed over with changes tracked, rows added and deleted, text moved, two paragraphs made one."""
    numbers = count(1)

    def author() -> str:
        return f'w:id="{next(numbers)}" w:author="某" w:date="2025-01-10T00:00:00Z"'

    def deleted(text: str) -> str:
        return f"<w:del {author()}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>"

    def inserted(text: str) -> str:
        return f"<w:ins {author()}>{run(text)}</w:ins>"

    def inner(box: Box) -> str:
        if not box.number or rng.random() < 0.5:
            return paragraph(box.text)
        half = len(box.text) // 2
        return paragraph("", runs=run(box.text[:half]) + deleted(str(rng.randint(0, 99))) + inserted(box.text[half:]))

    def write(layout: Layout) -> str:
        rows = []
        for y, row in enumerate(spread(layout)):
            mark = f"<w:trPr><w:ins {author()}/></w:trPr>" if rng.random() < 0.3 else ""
            rows.append(f"<w:tr>{mark}{''.join(row_cells(row, y, inner))}</w:tr>")
            if rng.random() < 0.2:
                gone = (deleted(str(rng.randint(1, 99))) for _ in row)
                old = "".join(cell(Box(""), paragraph("", runs=each)) for each in gone)
                rows.append(f"<w:tr><w:trPr><w:del {author()}/></w:trPr>{old}</w:tr>")
        return table_of("".join(rows), len(spread(layout)[0]))

    def text(line: str) -> str:
        half = len(line) // 2
        first, second = run(line[:half]), run(line[half:])
        moved = f"<w:moveFrom {author()}>{second}</w:moveFrom>{first}<w:moveTo {author()}>{second}</w:moveTo>"
        if rng.random() < 0.5:
            return paragraph("", runs=moved)
        joined = f"<w:rPr><w:del {author()}/></w:rPr>"
        return paragraph("", joined, runs=first) + paragraph("", runs=second)

    return package(article(report, write, text=text))


def grid_before(report: Specimen, _rng: Random) -> bytes:
    """No vertical merges: rows begin further right by gridBefore, and end early by gridAfter."""

    def write(layout: Layout) -> str:
        rows = []
        for y, row in enumerate(spread(layout)):
            skipped = next(x for x, at in enumerate(row) if at.top == y)
            ends = len(row) - next(x for x, at in enumerate(reversed(row)) if at.top == y)
            before = f'<w:gridBefore w:val="{skipped}"/>' if skipped else ""
            after = f'<w:gridAfter w:val="{len(row) - ends}"/>' if ends < len(row) else ""
            cells = [
                cell(Box(at.box.text, columns=at.box.columns))
                for x, at in enumerate(row)
                if at.left == x and at.top == y
            ]
            rows.append(f"<w:tr><w:trPr>{before}{after}</w:trPr>{''.join(cells)}</w:tr>")
        return table_of("".join(rows), len(spread(layout)[0]))

    return package(article(report, write))


def no_merges(report: Specimen, _rng: Random) -> bytes:
    """Merges lost altogether: covered cells are not there and labels shift to the left."""

    def write(layout: Layout) -> str:
        rows = ["<w:tr>" + "".join(cell(Box(box.text)) for box in row) + "</w:tr>" for row in layout]
        return table_of("".join(rows), 15)

    return package(article(report, write))


def unmerged(report: Specimen, _rng: Random) -> bytes:
    """Merges taken apart: every position a cell of its own, empty where it was covered."""

    def write(layout: Layout) -> str:
        rows = ["<w:tr>" + "".join(cell(Box(at.text)) for at in row) + "</w:tr>" for row in spread(layout)]
        return table_of("".join(rows), 15)

    return package(article(report, write))


def layout_table(report: Specimen, _rng: Random) -> bytes:
    """The whole report in the cells of a table that only lays out the page, the form's tables nested in it."""
    parts = [(f"<w:tc>{paragraph(report.title)}{paragraph(report.lead)}</w:tc>", "")]
    for _key, head, paragraphs, layout in report.parts():
        inner = paragraph(head) + "".join(map(paragraph, paragraphs))
        inner += (table(layout) if layout is not None else "") + paragraph("")
        parts.append((f"<w:tc>{inner}</w:tc>", f"<w:tc>{paragraph('')}</w:tc>"))
    parts.append((f"<w:tc>{paragraph(report.agency)}{paragraph(report.signed_day)}</w:tc>", ""))
    return package(table_of("".join(f"<w:tr>{left}{right}</w:tr>" for left, right in parts), 2))


def split_tables(report: Specimen, rng: Random) -> bytes:
    """Table 3 in three tables as pages cut it, its header repeated or not, labels cut in two."""

    def write(layout: Layout) -> str:
        if len(layout) < 20:
            return table(layout)
        first, second = sorted(rng.sample(range(6, len(layout) - 1), 2))
        top, rest = cut(layout, first)
        middle, bottom = cut(rest, second - first)
        header = layout[:3] if rng.random() < 0.5 else []
        return paragraph("").join(map(table, (top, [*header, *middle], bottom)))

    return package(article(report, write))


def one_table(report: Specimen, _rng: Random) -> bytes:
    """The whole report in one table: headings and paragraphs are rows across it."""
    rows: list[str] = []
    for _key, head, paragraphs, layout in report.parts():
        rows += [f"<w:tr>{cell(Box(text, columns=15))}</w:tr>" for text in (head, *paragraphs)]
        if layout is not None:
            rows += [f"<w:tr>{''.join(row_cells(row, y))}</w:tr>" for y, row in enumerate(spread(layout))]
    rows += [f"<w:tr>{cell(Box(text, columns=15))}</w:tr>" for text in (report.agency, report.signed_day)]
    return package(paragraph(report.title) + paragraph(report.lead) + table_of("".join(rows), 15))


_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
)


def numbered_headings(report: Specimen, rng: Random) -> bytes:
    """Section numbers, the numbers of paragraphs and of row labels made by Word: only their wording is in the text."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(_LEVELS)
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n in (1, 2, 3)) + lists
    by_style = rng.random() < 0.5

    def point(text: str, listed: int, level: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>')

    def heading(text: str) -> str:
        wording = re.sub("^[一二三四五六]、", "", text)
        return paragraph(wording, HEADING) if by_style else point(wording, 1, 0)

    def text(line: str) -> str:
        return point(line[3:], 1, 1) if re.match("（[一二三四五六]）", line) else paragraph(line)

    def write(layout: Layout) -> str:
        def inner(box: Box) -> str:
            if (match := re.match(r"[1-9]\.", box.text)) is not None and not box.number:
                return point(box.text[match.end() :], 3, 2)
            if (match := re.match("（[一二三四五六七]）", box.text)) is not None:
                return point(box.text[match.end() :], 3, 1)
            return paragraph(box.text)

        return table(layout, inner)

    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>' if by_style else ""
    return package(article(report, write, heading=heading, text=text), numbering=numbering, numbered_style=numbered)


def text_boxes(report: Specimen, _rng: Random) -> bytes:
    """Title and paragraphs in text boxes, written twice as Word does for old readers; the corner label in one too."""

    def boxed(inner: str) -> str:
        content = f"<w:txbxContent>{inner}</w:txbxContent>"
        return (
            "<w:p><w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}'
            "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )

    def write(layout: Layout) -> str:
        return table(layout, lambda box: boxed(paragraph(box.text)) if box.rows == 3 else paragraph(box.text))

    return package(article(report, write, text=lambda text: boxed(paragraph(text))))


def wps_runs(report: Specimen, rng: Random) -> bytes:
    """Every text cut into runs at random, marks of spelling and of the cursor between them, fonts in each."""
    noise = (
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        "",
    )
    fonts = (
        '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体"/>'
        '<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="21"/>'
    )

    def runs(text: str) -> str:
        if not text:
            return run("", fonts)
        cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.randint(0, 3))))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        written = "".join(run(piece, fonts) + rng.choice(noise) for piece in pieces)
        if rng.random() < 0.2:
            return f'<w:smartTag w:element="chmetcnv">{written}</w:smartTag>'
        return f'<w:hyperlink w:anchor="x">{written}</w:hyperlink>' if rng.random() < 0.05 else written

    def line(text: str) -> str:
        return paragraph(
            "", '<w:widowControl/><w:jc w:val="center"/><w:rPr><w:sz w:val="21"/></w:rPr>', runs=runs(text)
        )

    return package(article(report, lambda layout: table(layout, lambda box: line(box.text)), heading=line, text=line))


def rotated_labels(report: Specimen, _rng: Random) -> bytes:
    """Labels set upright one character a paragraph, spaced out, or broken by a line end."""

    def inner(box: Box) -> str:
        if box.text in html.ROTATED:
            return "".join(map(paragraph, box.text))
        if box.text in html.SPACED:
            return paragraph("　".join(box.text))
        half = len(box.text) // 2
        if not box.number and 4 <= len(box.text) <= 6:
            return paragraph(f"{box.text[:half]}\n{box.text[half:]}")
        return paragraph(box.text)

    return package(article(report, lambda layout: table(layout, inner)))


DOCX_RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "plain.docx": plain,
    "content-controls.docx": content_controls,
    "tracked-changes.docx": tracked_changes,
    "grid-before.docx": grid_before,
    "no-merges.docx": no_merges,
    "unmerged.docx": unmerged,
    "layout-table.docx": layout_table,
    "split-tables.docx": split_tables,
    "one-table.docx": one_table,
    "numbered-headings.docx": numbered_headings,
    "text-boxes.docx": text_boxes,
    "wps-runs.docx": wps_runs,
    "rotated-labels.docx": rotated_labels,
    **docx_oddities.RENDERERS,
    **docx_packages.RENDERERS,
}
