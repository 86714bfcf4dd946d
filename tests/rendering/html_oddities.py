"""Pages whose tables are not written as tables, or not as one: a table for every row, inline cells, wrapped cells."""

from __future__ import annotations

import json
from html import escape
from random import Random

from tests.rendering.html import article, page, table_with_spans
from tests.rendering.layout import Layout, spread
from tests.rendering.specimen import Specimen
from tests.rendering.text import collapsed

_PIECE = 2
"""Characters of a column label in each row that it was broken over."""


def row_tables(report: Specimen, _rng: Random) -> bytes:
    """A table of its own for every row, as page builders write them."""

    def table(layout: Layout) -> str:
        rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in _rectangle(layout))
        return "\n".join(f'<table width="700"><tr>{row}</tr></table>' for row in rows)

    return page(report, article(report, table))


def inline_cells(report: Specimen, rng: Random) -> bytes:
    """Each row a block, each cell an inline element beside the next, on lines of the source or run together."""

    def table(layout: Layout) -> str:
        between = rng.choice(["", "\n"])
        rows = (between.join(f'<span class="c">{escape(text)}</span>' for text in row) for row in _rectangle(layout))
        return '<div class="t">' + "".join(f"<div>{row}</div>\n" for row in rows) + "</div>"

    return page(report, article(report, table))


def wrapped_cells(report: Specimen, _rng: Random) -> bytes:
    """Rows and cells are div elements, the text of each cell stands in a paragraph of its own, labels broken in it."""

    def table(layout: Layout) -> str:
        rows = ("".join(f"<div><p>{_broken(text)}</p></div>" for text in row) for row in _rectangle(layout))
        return "<section>" + "".join(f"<div>{row}</div>" for row in rows) + "</section>"

    return page(report, article(report, table))


def cells_in_one_element(report: Specimen, _rng: Random) -> bytes:
    """No rows at all: every cell is a child of one element that style lays out as a grid."""

    def table(layout: Layout) -> str:
        cells = "".join(f"<div>{escape(text)}</div>" for row in collapsed(layout) for text in row)
        return f'<div style="display:grid">{cells}</div>'

    return page(report, article(report, table))


def foot_first(report: Specimen, _rng: Random) -> bytes:
    """The last row stands in a tfoot before the tbody, as HTML 4 wanted it."""

    def table(layout: Layout) -> str:
        rows = ["<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in _rectangle(layout)]
        return f"<table><tfoot>{rows[-1]}</tfoot><tbody>{''.join(rows[:-1])}</tbody></table>"

    return page(report, article(report, table))


def broken_heads(report: Specimen, _rng: Random) -> bytes:
    """Column labels of table 3 broken over rows of the table: 社会 above 公益 above 组织."""

    def table(layout: Layout) -> str:
        written: list[list[str]] = []
        for row in _rectangle(layout):
            short = len([text for text in row if text]) >= 5 and all(len(text) <= 6 for text in row)
            is_head = short and "商业企业" in row
            written.extend(_pieces(row) if is_head else [row])
        rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in written)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    return page(report, article(report, table))


def hidden_keys_in_script(report: Specimen, rng: Random) -> bytes:
    """The article is a string in a script, and every cell has a key to sort by that style keeps out of sight."""
    hidden = '<span style="display: none">{}</span>'

    def table(layout: Layout) -> str:
        return table_with_spans(layout).replace("</td>", f"{hidden.format(rng.randint(1, 99))}</td>")

    content = json.dumps({"content": article(report, table)}, ensure_ascii=False)
    return page(report, f'<div id="app"></div><script>var detail = {content};</script>')


def _rectangle(layout: Layout) -> list[list[str]]:
    return [[at.text for at in row] for row in spread(layout)]


def _broken(text: str) -> str:
    half = len(text) // 2
    if not 4 <= len(text) <= 12 or any(char.isdigit() for char in text):
        return escape(text)
    return f"{escape(text[:half])}<br>{escape(text[half:])}"


def _pieces(row: list[str]) -> list[list[str]]:
    count = max((len(text) + _PIECE - 1) // _PIECE for text in row)
    return [[text[_PIECE * number : _PIECE * (number + 1)] for text in row] for number in range(count)]
