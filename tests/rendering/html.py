"""Reports as web pages, clean and as site editors really leave them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from tests.rendering.layout import Box, Layout, cut, spread
from tests.rendering.specimen import Specimen
from tests.rendering.text import collapsed

ROTATED = frozenset({"三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"})
SPACED = frozenset({"商业企业", "科研机构", "自然人", "总计", "其他", "规章", "行政许可"})


def clean(report: Specimen, _rng: Random) -> bytes:
    """Tables with rowspan and colspan, headings as h2."""
    return page(report, article(report, table_with_spans))


def blank_cells(report: Specimen, _rng: Random) -> bytes:
    """Tables without spans: every covered position is an empty cell."""

    def table(layout: Layout) -> str:
        return _table(["".join(f"<td>{escape(at.text)}</td>" for at in row) for row in spread(layout)])

    return page(report, article(report, table))


def lost_spans(report: Specimen, _rng: Random) -> bytes:
    """Tables whose span attributes were filtered out: covered cells are simply not there, labels shift."""

    def table(layout: Layout) -> str:
        return _table(["".join(f"<td>{escape(box.text)}</td>" for box in row) for row in layout])

    return page(report, article(report, table))


def repeated_labels(report: Specimen, _rng: Random) -> bytes:
    """Tables whose merged cells were unmerged: the text stands in every position that it covered."""

    def table(layout: Layout) -> str:
        return _table(["".join(f"<td>{escape(at.box.text)}</td>" for at in row) for row in spread(layout)])

    return page(report, article(report, table))


def phantom_columns(report: Specimen, _rng: Random) -> bytes:
    """Tables with an empty column after every third one, as converters add them, and an empty row at the end."""

    def table(layout: Layout) -> str:
        rows = [
            "".join(f"<td>{escape(at.text)}</td>" + "<td></td>" * (x % 3 == 2) for x, at in enumerate(row))
            for row in spread(layout)
        ]
        return _table([*rows, "<td></td>" * len(layout[0])])

    return page(report, article(report, table))


def head_and_body(report: Specimen, _rng: Random) -> bytes:
    """Upper-case markup with CAPTION, COLGROUP, THEAD, TH and TFOOT."""

    def table(layout: Layout) -> str:
        rows = [f"<TR>{row}</TR>" for row in _span_rows(layout)]
        head, body, foot = "".join(rows[:1]), "".join(rows[1:-1]), rows[-1]
        if any(box.rows > 1 for box in layout[0]):  # a span must not leave its row group
            head, body = "".join(rows[:3]), "".join(rows[3:-1])
        head = head.replace("<td", "<TH SCOPE=col").replace("</td>", "</TH>")
        return (
            f"<TABLE><CAPTION>表</CAPTION><COLGROUP><COL><COL></COLGROUP><THEAD>{head}</THEAD>"
            f"<TBODY>{body}</TBODY><TFOOT>{foot}</TFOOT></TABLE>"
        )

    return page(report, article(report, table))


def padded(report: Specimen, rng: Random) -> bytes:
    """Numbers in clouds of white space: line breaks, no-break, full-width and zero-width spaces."""

    def table(layout: Layout) -> str:
        rows = []
        for row in layout:
            space = rng.choice(["&nbsp;", "\n\t\t", "\u3000", "\u200b", "<p>\n", "<!-- x -->"])
            rows.append("".join(f"\n  {_cell(box, space + escape(box.text) + space)}\n  </td>" for box in row))
        return _table(rows)

    return page(report, article(report, table))


def divs(report: Specimen, _rng: Random) -> bytes:
    """No table element: rows and cells are div elements laid out by style."""

    def table(layout: Layout) -> str:
        rows = (
            "".join(f'<div class="cell">{escape(text) or "&nbsp;"}</div>' for text in row) for row in collapsed(layout)
        )
        return '<div class="grid">' + "".join(f'<div class="row">{row}</div>' for row in rows) + "</div>"

    return page(report, article(report, table))


def cell_per_paragraph(report: Specimen, _rng: Random) -> bytes:
    """No table element: each cell became a paragraph of its own, empty ones included."""

    def table(layout: Layout) -> str:
        return "".join(f"<p>{escape(text) or '&nbsp;'}</p>\n" for row in collapsed(layout) for text in row)

    return page(report, article(report, table))


def preformatted(report: Specimen, _rng: Random) -> bytes:
    """No table element: tab-separated rows inside pre."""

    def table(layout: Layout) -> str:
        return "<pre>" + "\n".join(escape("\t".join(at.text for at in row)) for row in spread(layout)) + "</pre>"

    return page(report, article(report, table))


def split_tables(report: Specimen, rng: Random) -> bytes:
    """Tables cut where the page ended: table 3 in three pieces, its header repeated or not, labels cut in two."""

    def table(layout: Layout) -> str:
        if len(layout) < 20:
            return table_with_spans(layout)
        first, second = sorted(rng.sample(range(6, len(layout) - 1), 2))
        top, rest = cut(layout, first)
        middle, bottom = cut(rest, second - first)
        header = layout[:3] if rng.random() < 0.5 else []
        return "<p>&nbsp;</p>".join(map(table_with_spans, (top, [*header, *middle], bottom)))

    return page(report, article(report, table))


def one_table(report: Specimen, _rng: Random) -> bytes:
    """The whole report in one table: headings, paragraphs and the three tables are rows of it."""
    rows = []
    for _key, heading, paragraphs, layout in report.parts():
        rows.append(f'<td colspan="15">{escape(heading)}</td>')
        rows += [f'<td colspan="15">{escape(paragraph)}</td>' for paragraph in paragraphs]
        rows += [] if layout is None else _span_rows(layout)
    rows += [f'<td colspan="15">{escape(report.agency)}</td>', f'<td colspan="15">{report.signed_day}</td>']
    return page(report, f"<h1>{escape(report.title)}</h1><p>{escape(report.lead)}</p>" + _table(rows))


def broken(report: Specimen, rng: Random) -> bytes:
    """Markup with unclosed cells, rows and paragraphs, and end tags that nothing opened."""

    def table(layout: Layout) -> str:
        rows = []
        for row in layout:
            cells = "".join(_cell(box, escape(box.text)) + rng.choice(["", "</td>", "</span></td>"]) for box in row)
            rows.append(f"<tr>{cells}" + rng.choice(["", "</tr>"]))
        return f"<table border=1>{''.join(rows)}</table></font>"

    return page(report, article(report, table).replace("</p>", "").replace("</h2>", "</h2></div>"))


def rotated_labels(report: Specimen, _rng: Random) -> bytes:
    """Labels set upright, one character a line, or spaced out, or broken by <br>."""

    def label(box: Box) -> str:
        if box.text in ROTATED:
            return "<br>".join(escape(box.text))
        if box.text in SPACED:
            return " ".join(escape(box.text))
        half = len(box.text) // 2
        if not box.number and 4 <= len(box.text) <= 6:
            return f"{escape(box.text[:half])}<br/>{escape(box.text[half:])}"
        return escape(box.text)

    def table(layout: Layout) -> str:
        return _table(["".join(_cell(box, label(box)) + "</td>" for box in row) for row in layout])

    return page(report, article(report, table))


def lying_charset(report: Specimen, rng: Random) -> bytes:
    """A page in GB18030 whose head claims UTF-8."""
    return clean(report, rng).decode().encode("gb18030")


def old_charset(report: Specimen, rng: Random) -> bytes:
    """A page in GB18030 that says gb2312, as old sites do."""
    text = (
        clean(report, rng)
        .decode()
        .replace('charset="utf-8"', 'http-equiv="Content-Type" content="text/html; charset=gb2312"')
    )
    return text.encode("gb18030")


def article(report: Specimen, table: Callable[[Layout], str]) -> str:
    """Return the article: title, date line, lead, the six sections with their tables, signature."""
    written = [
        f"<h1>{escape(report.title)}</h1>",
        f'<p class="info">发布日期：{report.published.isoformat()} 来源：{escape(report.agency)}</p>',
        f"<p>{escape(report.lead)}</p>",
    ]
    for _key, heading, paragraphs, layout in report.parts():
        written.append(f"<h2>{escape(heading)}</h2>")
        written += [f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs]
        if layout is not None:
            written.append(table(layout))
    written.append(f"<p>{escape(report.agency)}</p><p>{report.signed_day}</p>")
    return "\n".join(written)


def page(report: Specimen, body: str) -> bytes:
    """Return a bare page around the article, in UTF-8."""
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>".encode()


def table_with_spans(layout: Layout) -> str:
    return _table(_span_rows(layout))


def _span_rows(layout: Layout) -> list[str]:
    return ["".join(_cell(box, escape(box.text)) + "</td>" for box in row) for row in layout]


def _table(rows: list[str]) -> str:
    return '<table border="1">' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _cell(box: Box, inner: str) -> str:
    spans = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    spans += f' colspan="{box.columns}"' if box.columns > 1 else ""
    return f"<td{spans}>{inner}"
