"""Reports as pages made for print, which an office program sets as PDF: with rules, with level rules, with none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from tests.rendering.layout import Box, Layout
from tests.rendering.specimen import Specimen

READ_AS = "HTML (StarWriter)"
"""The filter that reads such a page as a document for print."""

PAPER = {"a4": "21cm 29.7cm", "landscape": "29.7cm 21cm", "a5": "14.8cm 21cm", "b5": "17.6cm 25cm"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is set; `rules` are ruled, level, three (head and foot of a table) or none."""

    rules: str
    paper: str = "a4"
    margin: str = "2cm"
    size: float = 10
    padding: float = 3
    numbers: str = "center"
    upright: str = "middle"
    shaded: bool = False
    indented: bool = False
    repeated_head: bool = False
    fixed_columns: bool = False


PRINT_LAYOUTS: Mapping[str, Style] = {
    "ruled": Style("ruled"),
    "ruled-landscape": Style("ruled", paper="landscape", shaded=True),
    "ruled-a5": Style("ruled", paper="a5", size=9, margin="1.2cm", padding=2),
    "ruled-b5": Style("ruled", paper="b5", upright="top", numbers="right", size=10.5, repeated_head=True),
    "ruled-fixed": Style("ruled", size=9, padding=2, fixed_columns=True),
    "level": Style("level"),
    "level-left": Style("level", paper="b5", numbers="left", upright="top", size=9.5),
    "level-a5": Style("level", paper="a5", size=8, margin="1.5cm", padding=2),
    "none": Style("none", indented=True),
    "none-right": Style("none", paper="b5", numbers="right"),
    "none-landscape": Style("none", paper="landscape", size=11),
    "none-a5": Style("none", paper="a5", size=8, margin="1.5cm", padding=2),
    "three": Style("three", numbers="left", padding=2),
}


def print_html(report: Specimen, style: Style) -> bytes:
    """Return the page."""
    indent = "text-indent:2em;" if style.indented else ""
    written = [
        f'<h1 style="text-align:center;font-size:20pt">{escape(report.title)}</h1>',
        f'<p style="{indent}">{escape(report.lead)}</p>',
    ]
    for _key, heading, paragraphs, layout in report.parts():
        written.append(f'<p style="{indent}font-size:{style.size + 3}pt"><b>{escape(heading)}</b></p>')
        written += [f'<p style="{indent}">{escape(paragraph)}</p>' for paragraph in paragraphs]
        written += [] if layout is None else [_table(layout, style)]
    written.append(f'<p align="right">{escape(report.agency)}</p><p align="right">{report.signed_day}</p>')
    css = (
        f"@page {{ size: {PAPER[style.paper]}; margin: {style.margin} }} "
        f'body, p, td {{ font-family: "Noto Serif CJK SC"; font-size: {style.size}pt }}'
    )
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{css}</style>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(written)}</body></html>".encode()


def _table(layout: Layout, style: Style) -> str:
    width = sum(box.columns for box in layout[0])
    rows = [
        "<tr>" + "".join(_cell(box, y, len(layout), style) for box in row) + "</tr>" for y, row in enumerate(layout)
    ]
    head = 3 if style.repeated_head and width > 4 else 0
    columns = f"<colgroup>{f'<col width={100 // width}%>' * width}</colgroup>" if style.fixed_columns else ""
    above = f"<thead>{''.join(rows[:head])}</thead>" if head else ""
    body = f"{columns}{above}<tbody>{''.join(rows[head:])}</tbody>"
    return f'<table width="100%" cellspacing="0" style="border-collapse:collapse">{body}</table>'


def _cell(box: Box, row: int, rows: int, style: Style) -> str:
    spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
    aligned = style.numbers if box.number else "center" if len(box.text) < 8 else "left"
    css = [f"padding:{style.padding}pt", f"vertical-align:{style.upright}", f"text-align:{aligned}"]
    line = "0.5pt solid #000"
    if style.rules == "ruled":
        css.append(f"border:{line}")
    if style.rules == "level" or (style.rules == "three" and row + box.rows >= rows):
        css.append(f"border-bottom:{line}")
    if style.rules in ("level", "three") and row == 0:
        css.append(f"border-top:{line}")
    if style.shaded and not box.number:
        css.append("background:#ccd9ee")
    return f'<td{spans} style="{";".join(css)}"><p style="margin:0">{escape(box.text)}</p></td>'
