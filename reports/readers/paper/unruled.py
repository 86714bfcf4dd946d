"""Tables of the form that have no rules around their cells: told by their labels, read by where the words stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from reports.model import Grid, TableKey
from reports.readers.paper.accounting import doubt_beside_loose_numbers
from reports.readers.paper.form_lines import Part, parts_of
from reports.readers.paper.marks import PlacedGrid, Sheet
from reports.readers.paper.unruled_applications import applications_grids
from reports.readers.paper.unruled_proactive import proactive_grids
from reports.readers.paper.unruled_review import review_grids

_BUILDERS: Final[Mapping[TableKey, Callable[[Sequence[Part]], list[PlacedGrid]]]] = MappingProxyType(
    {
        TableKey.PROACTIVE: proactive_grids,
        TableKey.APPLICATIONS: applications_grids,
        TableKey.REVIEW: review_grids,
    }
)


def find_unruled_tables(sheets: Sequence[Sheet]) -> None:
    """Move the lines of such tables into grids, one per sheet; a table over several sheets is read as a whole."""
    chain: list[Part] = []
    for part in [*parts_of(sheets), None]:
        if chain and (part is None or part.table is not chain[-1].table):
            _build(chain)
            chain = []
        if part is not None:
            chain.append(part)
    doubt_beside_loose_numbers(sheets)


def _build(parts: Sequence[Part]) -> None:
    grids = _BUILDERS[parts[0].table](parts)
    if any(end >= part.sheet.edge for part in parts for _, _, end in part.sheet.horizontal):
        grids = [replace(grid, grid=_cut_off(grid.grid)) for grid in grids]
    for part, grid in zip(parts, grids, strict=True):
        used = {id(line) for line in part.lines}
        part.sheet.lines = [line for line in part.sheet.lines if id(line) not in used]
        part.sheet.grids.append(grid)


def _cut_off(grid: Grid) -> Grid:
    """Return the grid of a table that goes on beyond the page's edge: its last column may be cut or missing."""
    return Grid(tuple((*row[:-1], replace(row[-1], doubtful=True)) for row in grid.rows), grid.place)
