"""Rows told by structure where a table is written without <table>: an element per row, a child element per cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from reports.grid import ragged
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, TextBlock
from reports.numbers import looks_like_number
from reports.readers.html_tree import Element, Item

_LEAST_LABELS = 4
_MOST_LABELS = 5
_LEAST_ROWS = 2
_THEMSELVES: Mapping[Element, Element] = MappingProxyType({})
_KNOWN_SHARE = 0.6


def rows_of_elements(items: Sequence[Item]) -> list[TextBlock | Grid]:
    """Return the blocks, runs of sibling elements that hold one cell in each child gathered into grids."""
    labels = sum(1 for item in items if item.grid is None and _is_label(item.text))
    blocks: list[TextBlock | Grid] = []
    for same, rows in groupby(items, key=_inline_row):
        run = list(rows)
        grid = None if same is None else _inline_grid(run)
        if grid is not None:
            blocks.append(grid)
        else:
            blocks.extend(_rows_of_blocks(run) if labels >= _LEAST_LABELS else [item.block for item in run])
    return blocks


def _inline_row(item: Item) -> tuple[int, int] | None:
    """The element around the rows' group and the number of cells, where these are inline elements side by side."""
    around = None if item.cells is None else item.element.parent
    return None if around is None else (id(around.parent), len(item.cells or ()))


def _inline_grid(run: Sequence[Item]) -> Grid | None:
    """Return the grid of sibling blocks with as many inline elements each, None where they are hardly rows."""
    printed = [cell for item in run for cell in item.cells or () if cell]
    labels = sum(map(_is_label, printed))
    known = labels + sum(map(looks_like_number, printed))
    if len(run) < _LEAST_ROWS or labels < _LEAST_LABELS or known < _KNOWN_SHARE * len(printed):
        return None
    place = run[0].block.place
    cells = (tuple(GridCell(cell, item.block.place) for cell in item.cells or ()) for item in run)
    return Grid(tuple(cells), place)


def _rows_of_blocks(items: Sequence[Item]) -> list[TextBlock | Grid]:
    alone = _alone(items)
    blocks: list[TextBlock | Grid] = []
    rest: list[Item] = []
    for _, group in groupby(items, key=_table_element):
        run = list(group)
        grid = _grid(run, _THEMSELVES)
        if grid is None:
            rest.extend(run)
            continue
        blocks.extend(_wrapped_rows(rest, alone))
        blocks.append(grid)
        rest = []
    blocks.extend(_wrapped_rows(rest, alone))
    return blocks


def _wrapped_rows(items: Sequence[Item], alone: Mapping[Element, Element]) -> Iterator[TextBlock | Grid]:
    """Yield the blocks, rows gathered whose cells hold their text in elements of its own (a paragraph in each)."""
    for _, group in groupby(items, key=lambda item: _table_element(item, alone)):
        run = list(group)
        grid = _grid(run, alone)
        yield from [grid] if grid is not None else [item.block for item in run]


def _alone(items: Sequence[Item]) -> dict[Element, Element]:
    """Return, per element that holds a line, the outermost element around it that holds nothing else."""
    held: dict[Element, int] = {}
    for item in items:
        for around in item.element.ancestors():
            held[around] = held.get(around, 0) + 1
    outermost: dict[Element, Element] = {}
    for item in items:
        cell = item.element
        while cell.parent is not None and held[cell.parent] == held[item.element]:
            cell = cell.parent
        outermost[item.element] = cell
    return outermost


def _begins_again(row: Sequence[GridCell]) -> bool:
    """True where a label follows a number, or a whole header stands before: all cells of a table in one element."""
    numbers = [index for index, cell in enumerate(row) if cell.text and looks_like_number(cell.text)]
    labels = [index for index, cell in enumerate(row) if _is_label(cell.text)]
    if not numbers:  # nothing filled in: blank cells stand where the numbers would
        return len(labels) >= _MOST_LABELS and len(row) - labels[-1] > _MOST_LABELS
    return bool(labels) and (labels[-1] > numbers[0] or len(labels) >= _MOST_LABELS)


def _is_label(text: str) -> bool:
    return 2 <= len(text) <= 60 and fold(text) in KNOWN


def _table_element(item: Item, cells: Mapping[Element, Element] = _THEMSELVES) -> int:
    """The element that would be the table: around the row that is around the cell."""
    row = cells.get(item.element, item.element).parent if item.grid is None else None
    return id(item) if row is None or row.parent is None else id(row.parent)


def _grid(run: Sequence[Item], cells: Mapping[Element, Element]) -> Grid | None:
    rows: list[list[GridCell]] = []
    seen: set[int] = set()
    previous: Element | None = None
    for item in run:
        cell = cells.get(item.element, item.element)
        if item.grid is not None or cell.parent is None:
            return None
        if id(cell) in seen:  # a line break inside the cell
            above = rows[-1].pop()
            rows[-1].append(GridCell(f"{above.text}\n{item.text}", above.place))
            continue
        seen.add(id(cell))
        if cell.parent is not previous:
            rows.append([])
            previous = cell.parent
        rows[-1].append(GridCell(item.text, item.block.place))
    if any(_begins_again(row) for row in rows):
        return None
    if sum(1 for row in rows if len(row) > 1) < _LEAST_ROWS:
        return None
    if sum(1 for row in rows for cell in row if _is_label(cell.text)) < _LEAST_LABELS:
        return None
    return ragged(rows, run[0].block.place)
