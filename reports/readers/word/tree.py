"""What every Word-like reader (DOCX, DOC, RTF) finds: paragraphs and tables as written, before they become blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from reports.model import Grid, TextBlock

PICTURE: Final = "\ufffc"
"""Stands for a picture or an unknown symbol where text would be: not blank, not readable."""

SHOWS_WITHOUT_RESULT: Final = re.compile(r"\s*(?:EQ\b|=)", re.IGNORECASE)
"""Instructions of fields that show something although no result was saved with them."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text as it shows, its list number in front; "\\n" where a line is broken, "\\t" for a tab."""

    text: str
    heading: bool = False


@dataclass(slots=True)
class Cell:
    """A cell: what it holds, the grid column where it begins, how many it takes.

    `continued`: merged with the cell above it, so that what it holds itself does not show. `text`: the lines of a cell
    that holds nothing but text, which are not in `content` then.
    """

    content: Sequence[Paragraph | Table | Ready]
    column: int
    span: int = 1
    continued: bool = False
    text: str | None = None


@dataclass(slots=True)
class Table:
    """Rows of cells from left to right; a row may begin further right and end further left than others."""

    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ready:
    """Blocks that another reader made of a file put into the document."""

    blocks: tuple[TextBlock | Grid, ...]


Content = Paragraph | Table | Ready


_SAME_RULE: Final = 60
"""Twips (about 1 mm): programs write the same ruling line a hair apart from row to row."""


def snap(table: Table, edges: Sequence[int]) -> None:
    """Make one column of those whose edges (in twips, by column number) are a hair apart.

    The table is left as it is where the edges say less than its rows, or where two cells of a row would become one.
    """
    columns = columns_of(edges)
    if not edges or columns[edges[-1]] == len(edges) - 1:
        return  # no two are so near: every column stays
    moved: list[tuple[Cell, int, int]] = []
    for row in table.rows:
        free = -1
        for cell in row:
            if cell.column + cell.span >= len(edges):
                return
            column = columns[edges[cell.column]]
            span = columns[edges[cell.column + cell.span]] - column
            if span < 1 or column < free:
                return
            free = column + span
            moved.append((cell, column, span))
    for cell, column, span in moved:
        cell.column, cell.span = column, span


def place_cells(rows: Sequence[Sequence[Cell]], edges: Sequence[Sequence[int]], *, measured: bool) -> Table:
    """Return the table of rows of which the cells' edges are known, one more than cells in each row.

    `measured`: the edges are twips, and such as are a hair apart are one; else they count columns.
    """
    flat = [edge for row in edges for edge in row]
    columns = columns_of(flat, apart=_SAME_RULE if measured else 0)
    if any(columns[right] <= columns[left] for row in edges for left, right in pairwise(row)):
        columns = columns_of(flat, apart=0)  # a cell narrower than a hair
    for row, bounds in zip(rows, edges, strict=True):
        for cell, (left, right) in zip(row, pairwise(bounds), strict=True):
            cell.column, cell.span = columns[left], max(1, columns[right] - columns[left])
    return Table([list(row) for row in rows])


def columns_of(edges: Iterable[int], *, apart: int = _SAME_RULE) -> dict[int, int]:
    """Return the column that begins at each edge; edges up to `apart` behind the first of a column are the same one."""
    columns: dict[int, int] = {}
    first: int | None = None
    column = -1
    for edge in sorted(set(edges)):
        if first is None or edge - first > apart:
            first, column = edge, column + 1
        columns[edge] = column
    return columns
