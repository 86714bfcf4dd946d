"""Tables of cells that hold text alone, read in one pass over their elements; others are left to the walk."""

from __future__ import annotations

from typing import Final

from reports.readers.ooxml.names import VAL, W
from reports.readers.ooxml.properties import span
from reports.readers.ooxml.styles import PLAIN, Styles
from reports.readers.package import Element
from reports.readers.word.tree import Cell


def plain_rows(table: Element, styles: Styles) -> list[list[Cell]] | None:
    """Return the rows of a table that is not special, None where a paragraph style has more to say.

    The elements are taken in the document's order, each once: what a property or a text belongs to is what began last.
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    pieces: list[str] = []
    cell: Cell | None = None
    blank = True  # no paragraph of the cell has begun
    known: set[str | None] = set()  # styles that say nothing
    before = 0
    for element in table.iter(*_TAGS):
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag == _PARAGRAPH:
            if blank:
                blank = False
            else:
                pieces.append("\n")
        elif tag == _CELL:
            column = before
            if cell is not None:
                cell.text = "".join(pieces)
                column = cell.column + cell.span
            pieces = []
            blank = True
            cell = Cell((), column)
            row.append(cell)
        elif tag == _STYLE:
            if (name := element.get(VAL)) not in known:
                if styles[name] is not PLAIN:
                    return None
                known.add(name)
        elif tag == _SPAN:
            if cell is not None:
                cell.span = span(element.get(VAL), 1)
        elif tag == _ROW:
            if cell is not None:
                cell.text = "".join(pieces)
                rows.append(row)
            row, pieces, cell, before = [], [], None, 0
        elif tag == _DOWN:
            if cell is not None:
                cell.continued = element.get(VAL) != "restart"
        elif tag == _BREAK:
            pieces.append("\n")
        else:  # what the row leaves out on its left
            before = span(element.get(VAL), 0)
    if cell is not None:
        cell.text = "".join(pieces)
        rows.append(row)
    return rows


_TEXT: Final = f"{W}t"
_PARAGRAPH: Final = f"{W}p"
_CELL: Final = f"{W}tc"
_ROW: Final = f"{W}tr"
_STYLE: Final = f"{W}pStyle"
_BREAK: Final = f"{W}br"
_SPAN: Final = f"{W}gridSpan"
_DOWN: Final = f"{W}vMerge"
_TAGS: Final = (_TEXT, _PARAGRAPH, _CELL, _STYLE, _SPAN, _ROW, _DOWN, _BREAK, f"{W}gridBefore")
