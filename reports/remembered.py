"""Which cells are the tables of the form, remembered by all that is printed besides numbers.

The same form is printed year after year. A number decides nothing but its own cell, so grids that are alike in labels,
blanks, spans and sections are mapped alike. What is remembered is the answer of `map_tables` to those grids with
stand-ins for their numbers, all alike and all different: where that makes a difference, or anything is unclear, nothing
is remembered and every such document is mapped by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reports.align import FormRows
from reports.forms import Form
from reports.forms.form import NumberKind
from reports.locate import close_together
from reports.mapping import MappedTables, form_rows, map_tables, with_pieces
from reports.model import Cell, CellState, Grid, GridCell, SectionKey, Table, TableKey, TextBlock, TextPlace
from reports.numbers import LONGEST_NUMBER, is_plain, read_cell
from reports.tables import TableReading

_KEPT: Final = 128
"""Shapes of documents; the labels of one take about 30 KB."""

_LEAST_JOINED: Final = 3  # so many tables of one row may be rows of one table
_DECIMALS: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,8}")
_COUNT: Final = 1
_DECIMAL: Final = 2
_COVERED: Final = 3
_APART: Final = "这里的文字较长，前后两个表格中间隔着一段话，所以后一个不会是前一个的续表。"


@dataclass(frozen=True, slots=True)
class _Shape:
    """All of a grid that its mapping rests on; `cells` row by row, an int in place of a number or a covered cell."""

    width: int
    section: SectionKey | None
    follows: bool  # only short text stands between the grid before and this one
    cells: tuple[str | int, ...]


_Spot = tuple[int, NumberKind | None]
"""A cell, counted through all grids, and what number its column holds; None: a count in plain digits."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """A table: its rows as in `Table` (None: the row, or the cell of its column, is missing), and its grids."""

    rows: Mapping[str, Mapping[str, _Spot | None] | None]
    extra_rows: tuple[str, ...]
    extra_columns: tuple[str, ...]
    grids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the tables of a shape stand."""

    form: Form
    tables: Mapping[TableKey, _Planned]


@dataclass(slots=True)
class _Memory:
    """How often a shape was met, and its plan once it was met again: making one takes longer than doing without."""

    met: int = 0
    plan: _Plan | None = None


@lru_cache(maxsize=_KEPT)
def _memory(early: bool, shapes: tuple[_Shape, ...]) -> _Memory:
    return _Memory()


def remembered_tables(
    blocks: Sequence[TextBlock | Grid], section_of: Mapping[int, SectionKey], *, early: bool
) -> MappedTables | None:
    """Return what `map_tables` finds in these blocks, None where nothing like them is remembered."""
    where = [index for index, block in enumerate(blocks) if isinstance(block, Grid)]
    shapes = _shapes(blocks, where, section_of)
    if shapes is None:
        return None
    memory = _memory(early, shapes)
    memory.met += 1
    if memory.met == 2:
        plan = _plan(shapes, early=early, alike=True)
        memory.plan = plan if plan == _plan(shapes, early=early, alike=False) else None
    return None if memory.plan is None else _filled(memory.plan, blocks, where)


def forget() -> None:
    """Make the next document the first of its kind again."""
    _memory.cache_clear()


def _shapes(
    blocks: Sequence[TextBlock | Grid], where: Sequence[int], section_of: Mapping[int, SectionKey]
) -> tuple[_Shape, ...] | None:
    """Return the shapes of all grids, None where something in them is doubtful or rows may be tables of their own."""
    shapes: list[_Shape] = []
    before: int | None = None
    single = 0
    for index in where:
        grid = blocks[index]
        if not isinstance(grid, Grid) or not grid.rows or (cells := _cells_of(grid)) is None:
            return None
        single += len(grid.rows) == 1
        follows = before is not None and close_together(blocks, before, index)
        shapes.append(_Shape(len(grid.rows[0]), section_of.get(index), follows, cells))
        before = index
    return None if single >= _LEAST_JOINED else tuple(shapes)


def _cells_of(grid: Grid) -> tuple[str | int, ...] | None:
    cells: list[str | int] = []
    for row in grid.rows:
        for cell in row:
            text = cell.text
            if cell.doubtful or (cell.covered and text):
                return None
            if text.isdigit() and text.isascii() and len(text) <= LONGEST_NUMBER:  # is_plain without a call for each
                cells.append(_COUNT)
            elif cell.covered:
                cells.append(_COVERED)
            else:
                cells.append(_DECIMAL if "." in text and _DECIMALS.fullmatch(text) is not None else text)
    return tuple(cells)


def _plan(shapes: Sequence[_Shape], *, early: bool, alike: bool) -> _Plan | None:
    """Return where the tables stand in grids of these shapes, None where that is not clear in every respect."""
    blocks, section_of = _stand_ins(shapes, alike=alike)
    rebuilt, pieces = with_pieces(blocks, from_lines=False)
    unchanged = len(rebuilt) == len(blocks) and all(new is old for new, old in zip(rebuilt, blocks, strict=True))
    if not unchanged or not {piece.table for piece in pieces} >= set(TableKey):
        return None
    mapped = map_tables(blocks, pieces, section_of, early=early)
    grids = [index for index, block in enumerate(blocks) if isinstance(block, Grid)]
    tables: dict[TableKey, _Planned] = {}
    for key, reading in mapped.readings.items():
        rows = _spots(reading, form_rows(key, mapped.form), _printed(blocks))
        if rows is None:
            return None
        table = reading.table
        stands = tuple(grids.index(index) for index in mapped.blocks[key])
        tables[key] = _Planned(rows, table.extra_rows, table.extra_columns, stands)
    return _Plan(mapped.form, tables)


def _stand_ins(shapes: Sequence[_Shape], *, alike: bool) -> tuple[list[TextBlock | Grid], dict[int, SectionKey]]:
    """Return grids of these shapes, text between them, and their sections; a cell's place tells it as a "line"."""
    blocks: list[TextBlock | Grid] = []
    section_of: dict[int, SectionKey] = {}
    number = 0
    for shape in shapes:
        cells: list[GridCell] = []
        for known in shape.cells:
            count = "1" if alike else str(1000 + number)
            text = known if isinstance(known, str) else {_COUNT: count, _DECIMAL: f"{count}.5", _COVERED: ""}[known]
            cells.append(GridCell(text, TextPlace(number, 0), covered=known == _COVERED))
            number += 1
        if not shape.follows:
            blocks.append(TextBlock(_APART, TextPlace(0, 0)))
        if shape.section is not None:
            section_of[len(blocks)] = shape.section
        rows = (tuple(cells[start : start + shape.width]) for start in range(0, len(cells), shape.width))
        blocks.append(Grid(tuple(rows), TextPlace(0, 0)))
    return blocks, section_of


def _spots(
    reading: TableReading, form: FormRows, printed: Sequence[GridCell]
) -> dict[str, dict[str, _Spot | None] | None] | None:
    """Return the table's rows as spots; None where anything in it is more than what is printed in one cell."""
    if reading.errors:
        return None
    kinds = {(row.key, column.key): column.kind for row in form.rows for column in row.columns}
    rows: dict[str, dict[str, _Spot | None] | None] = {}
    for name, cells in reading.table.rows.items():
        spots: dict[str, _Spot | None] = {}
        for column, cell in (cells or {}).items():
            if cell is None:
                spots[column] = None
                continue
            kind, place = kinds[name, column], cell.place
            if not isinstance(place, TextPlace) or read_cell(printed[place.line].text, kind, place) != cell:
                return None
            plain = kind is not NumberKind.AMOUNT and is_plain(cell.raw)
            spots[column] = (place.line, None if plain else kind)
        rows[name] = None if cells is None else spots
    return rows


def _filled(plan: _Plan, blocks: Sequence[TextBlock | Grid], where: Sequence[int]) -> MappedTables:
    """Return the tables of a document of that shape; `where` its grids are among the blocks."""
    printed = _printed(blocks)
    readings: dict[TableKey, TableReading] = {}
    for key, planned in plan.tables.items():
        rows = {name: None if spots is None else _row(spots, printed) for name, spots in planned.rows.items()}
        readings[key] = TableReading(Table(key, rows, planned.extra_rows, planned.extra_columns))
    blocks_of = {key: tuple(where[grid] for grid in planned.grids) for key, planned in plan.tables.items()}
    return MappedTables(plan.form, readings, blocks_of)


def _row(spots: Mapping[str, _Spot | None], printed: Sequence[GridCell]) -> dict[str, Cell | None]:
    cells: dict[str, Cell | None] = {}
    for column, spot in spots.items():
        if spot is None:
            cells[column] = None
            continue
        at, kind = spot
        cell = printed[at]
        text = cell.text
        cells[column] = (
            Cell(int(text), text, CellState.NUMBER, cell.place) if kind is None else read_cell(text, kind, cell.place)
        )
    return cells


def _printed(blocks: Sequence[TextBlock | Grid]) -> list[GridCell]:
    return [cell for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row]
