"""Tables of cells that hold text alone, read in one pass over their elements; others are left to the walk."""

from __future__ import annotations

from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.readers.ooxml.names import W
from reports.readers.ooxml.properties import Properties
from reports.readers.package import Element
from reports.readers.word.tree import Cell

MAX_PARAGRAPHS: Final = 200_000


def plain_rows(table: Element, told: Properties) -> list[list[Cell]]:
    """Return the rows of a table that is not special, those without cells left out.

    The elements are taken in the document's order, each once: the cell that a text belongs to is what began last.
    Raises DocumentTooLarge("cells" or "paragraphs").
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    pieces: list[str] = []
    cell: Cell | None = None
    first = True  # the next paragraph is the cell's first
    spans, down, before = told.spans, told.down, 0
    cells = lines = 0
    for element in table.iter(*_TAGS):
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag == _PARAGRAPH:
            if not first:
                pieces.append("\n")
                lines += 1
                if lines > MAX_PARAGRAPHS:
                    raise DocumentTooLarge("paragraphs", MAX_PARAGRAPHS)
            first = False
        elif tag == _CELL:
            column = before
            if cell is not None:
                cell.text = "".join(pieces)
                column = cell.column + cell.span
            pieces = []
            first = True
            cell = Cell((), column, spans.get(element, 1), down.get(element, False))
            row.append(cell)
        elif tag == _ROW:
            if cell is not None:
                cell.text = "".join(pieces)
                rows.append(row)
                cells += len(row)
                if cells > MAX_CELLS:
                    raise DocumentTooLarge("cells", MAX_CELLS)
            row, pieces, cell = [], [], None
            before = told.before.get(element, 0)
        else:  # a line broken by hand
            pieces.append("\n")
    if cell is not None:
        cell.text = "".join(pieces)
        rows.append(row)
    return rows


_TEXT: Final = f"{W}t"
_PARAGRAPH: Final = f"{W}p"
_CELL: Final = f"{W}tc"
_ROW: Final = f"{W}tr"
_TAGS: Final = (_TEXT, _PARAGRAPH, _CELL, _ROW, f"{W}br")
