"""Rows told by structure where a table is written without <table>: an element per row, a child element per cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.grid import ragged
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, TextBlock
from reports.readers.html_tree import Element, Item

_LEAST_LABELS = 4
_LEAST_ROWS = 2


def rows_of_elements(items: Sequence[Item]) -> list[TextBlock | Grid]:
    """Return the blocks, runs of sibling elements that hold one cell in each child gathered into grids."""
    labels = sum(1 for item in items if item.grid is None and _is_label(item.text))
    if labels < _LEAST_LABELS:
        return [item.block for item in items]
    blocks: list[TextBlock | Grid] = []
    for _, group in groupby(items, key=_table_element):
        run = list(group)
        grid = _grid(run)
        blocks.extend([grid] if grid is not None else [item.block for item in run])
    return blocks


def _is_label(text: str) -> bool:
    return 2 <= len(text) <= 60 and fold(text) in KNOWN


def _table_element(item: Item) -> int:
    """The element that would be the table: around the row that is around the cell."""
    row = item.element.parent if item.grid is None else None
    return id(item) if row is None or row.parent is None else id(row.parent)


def _grid(run: Sequence[Item]) -> Grid | None:
    rows: list[list[GridCell]] = []
    seen: set[int] = set()
    previous: Element | None = None
    for item in run:
        if item.grid is not None or item.element.parent is None:
            return None
        if id(item.element) in seen:  # a line break inside the cell
            above = rows[-1].pop()
            rows[-1].append(GridCell(f"{above.text}\n{item.text}", above.place))
            continue
        seen.add(id(item.element))
        if item.element.parent is not previous:
            rows.append([])
            previous = item.element.parent
        rows[-1].append(GridCell(item.text, item.block.place))
    if sum(1 for row in rows if len(row) > 1) < _LEAST_ROWS:
        return None
    if sum(1 for row in rows for cell in row if _is_label(cell.text)) < _LEAST_LABELS:
        return None
    return ragged(rows, run[0].block.place)
