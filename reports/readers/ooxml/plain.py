"""Tables of cells that hold text alone, read in one pass over their elements; others are left to the walk."""

from __future__ import annotations

from typing import Final

from reports.readers.ooxml.names import VAL, W, is_on
from reports.readers.ooxml.properties import TELLING, span
from reports.readers.ooxml.styles import PLAIN, Styles
from reports.readers.package import Element
from reports.readers.word.tree import Cell, Paragraph


def plain_rows(table: Element, styles: Styles) -> list[list[Cell]] | None:
    """Return the rows of a table, None where more than text, spans and vertical merges tells what it shows.

    The elements are taken in the document's order, each once: what a property or a text belongs to is what began last.
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    cell: Cell | None = None
    paragraph = Paragraph("")
    pieces: list[str] = []
    column = 0
    elements = table.iter(*_TAGS)
    next(elements)  # the table itself
    for element in elements:
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag == _PARAGRAPH or tag == _CELL or tag == _ROW:
            if pieces:
                paragraph.text = pieces[0] if len(pieces) == 1 else "".join(pieces)
                pieces = []
            if tag == _PARAGRAPH:
                if cell is None:
                    return None
                paragraph = Paragraph("")
                cell.content.append(paragraph)
            elif tag == _CELL:
                if cell is not None:
                    column += cell.span
                cell = Cell([], column)
                row.append(cell)
            else:
                row, cell, column = [], None, 0
                rows.append(row)
        elif tag == _STYLE:
            if styles[element.get(VAL)] is not PLAIN:
                return None
        elif tag == _BREAK:
            pieces.append("\n")
        elif cell is not None and tag == _SPAN:
            cell.span = span(element.get(VAL), 1)
        elif cell is not None and tag == _DOWN:
            cell.continued = element.get(VAL) != "restart"
        elif cell is None and tag == _BEFORE:
            column = span(element.get(VAL), 0)
        elif not _says_nothing(element, tag):
            return None
    if pieces:
        paragraph.text = "".join(pieces)
    return [row for row in rows if row]


def _says_nothing(element: Element, tag: str) -> bool:
    """True for what programs write to say that something is not so: not struck, on the line, of the body's level."""
    if tag in _SWITCHES:
        return not is_on(element.get(VAL))
    return _NOTHING.get(tag) == element.get(VAL, "")


_TEXT: Final = f"{W}t"
_PARAGRAPH: Final = f"{W}p"
_CELL: Final = f"{W}tc"
_ROW: Final = f"{W}tr"
_STYLE: Final = f"{W}pStyle"
_BREAK: Final = f"{W}br"
_SPAN: Final = f"{W}gridSpan"
_DOWN: Final = f"{W}vMerge"
_BEFORE: Final = f"{W}gridBefore"
_SWITCHES: Final = frozenset(f"{W}{name}" for name in ("vanish", "strike", "dstrike"))
_NOTHING: Final = {f"{W}vertAlign": "baseline", f"{W}outlineLvl": "9"}
_FORMER: Final = tuple(f"{W}{name}" for name in ("pPrChange", "trPrChange", "tcPrChange"))  # hold what was so before
_TAGS: Final = tuple(
    dict.fromkeys(
        (_TEXT, _PARAGRAPH, _CELL, _ROW, _STYLE, _SPAN, _DOWN, f"{W}tbl", f"{W}altChunk", *_FORMER, *sorted(TELLING))
    )
)
"""Those met most often come first; all that is not dealt with above is what the walk has to see."""
