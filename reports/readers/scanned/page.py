"""One page that is a picture, as a sheet: ruled tables with a doubt per cell, and lines of text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from reports.model import Grid, GridCell, PagePlace, Place
from reports.readers.paper.lines import lines_of
from reports.readers.paper.marks import Box, PlacedGrid, Rule, Sheet, Word
from reports.readers.paper.ruled import Lattice, lattices
from reports.readers.scanned.cells import CellReader
from reports.readers.scanned.engine import Engine
from reports.readers.scanned.judgement import Shown, plain
from reports.readers.scanned.pictures import Picture
from reports.readers.scanned.rules import find_rules
from reports.readers.scanned.upright import set_upright

_LEGIBLE_LEAST: Final = 0.05
"""Below this nothing was written: a seal, a stain."""
_LEAST_CELLS: Final = 2
_STEM: Final = 16.0
_NEAR: Final = 2.0
_DAY: Final = re.compile("20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
"""A line with nothing but a day is read with as much care as a number: it tells when the report was signed."""


@dataclass(slots=True)
class ScannedSheet(Sheet):
    """The sheet of a page that is a picture; `unsure` and `certain` are places as in `Document`."""

    unsure: set[Place] = field(default_factory=set)
    certain: set[Place] = field(default_factory=set)


def read_page(picture: Picture, number: int, engine: Engine, *, per_pixel: float | None = None) -> ScannedSheet:
    """Return the sheet of a page; `per_pixel` are the points of the page as it came that a pixel takes."""
    upright = set_upright(picture, number, engine, per_pixel)
    ruling = find_rules(upright.picture)
    points = upright.picture.points
    height, width = upright.picture.pixels.shape
    sheet = ScannedSheet(number, width * points, height * points, upright.place)
    reader = CellReader(upright.picture, ruling.drawn, engine)
    for lattice in lattices(ruling.horizontal, ruling.vertical):
        if lattice.columns < _LEAST_CELLS:
            continue
        shown = _beside_stems(lattice, reader.read([cell.box for cell in lattice.cells]), ruling.vertical)
        if any(cell.text for cell in shown):
            sheet.grids.append(PlacedGrid(_grid(lattice, shown, sheet), lattice.box))
            sheet.unsure.update(
                sheet.place(cell.box) for cell, seen in zip(lattice.cells, shown, strict=True) if seen.unsure
            )
    boxes = [
        (left * points, top * points, right * points, bottom * points) for left, top, right, bottom in upright.lines
    ]
    outside = [box for box in boxes if not any(_within(box, placed.box) for placed in sheet.grids)]
    sheet.lines = lines_of(_words(reader, outside))
    for line in sheet.lines:
        text = "".join(plain(line.text).split())
        if _DAY.fullmatch(text) and reader.is_certain(line.box, text):
            sheet.certain.add(sheet.place(line.box))
    return sheet


def _beside_stems(lattice: Lattice, shown: Sequence[Shown], vertical: Sequence[Rule]) -> list[Shown]:
    """Return the cells with blank ones in doubt beside a rule no longer than a digit: it may be the stem of a 1."""
    stems = [rule for rule in vertical if rule[2] - rule[1] <= _STEM]
    return [
        replace(seen, text="?", doubtful=True)
        if not seen.text and any(_borders(cell.box, stem) for stem in stems)
        else seen
        for cell, seen in zip(lattice.cells, shown, strict=True)
    ]


def _borders(box: Box, rule: Rule) -> bool:
    beside = min(abs(rule[0] - box[0]), abs(rule[0] - box[2])) <= _NEAR
    return beside and rule[1] < box[3] - _NEAR and rule[2] > box[1] + _NEAR


def _grid(lattice: Lattice, shown: Sequence[Shown], sheet: Sheet) -> Grid:
    grid = lattice.grid([cell.text for cell in shown], sheet.place)
    doubts = {(cell.row, cell.column) for cell, seen in zip(lattice.cells, shown, strict=True) if seen.doubtful}
    welded = {(cell.row, cell.column) for cell, seen in zip(lattice.cells, shown, strict=True) if seen.welded}
    if not doubts and not welded:
        return grid
    rows = [
        [replace(cell, doubtful=True) if (y, x) in doubts else cell for x, cell in enumerate(row)]
        for y, row in enumerate(grid.rows)
    ]
    for y, x in welded:
        for beside in range(x + 1, len(rows[y])):
            if not rows[y][beside].covered:
                break
            rows[y][beside] = GridCell("?", rows[y][x].place, doubtful=True)
    return Grid(tuple(map(tuple, rows)), grid.place)


def _within(box: Box, around: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return around[0] <= x <= around[2] and around[1] <= y <= around[3]


def _words(reader: CellReader, boxes: Sequence[Box]) -> list[Word]:
    found = zip(reader.read_lines(boxes), boxes, strict=True)
    return [Word(line.text, *box) for line, box in found if line.text and line.surety >= _LEGIBLE_LEAST]


_SIGN: Final = re.compile(r"[^\w]*[0-9０-９][0-9０-９,，.．\s]*[^\w]*|[\s/／—–\-―]*")


def with_doubts(grid: Grid, pages: frozenset[int]) -> Grid:
    """Return a table without rules with every number and blank of those pages in doubt: nothing read it twice."""

    def doubted(cell_text: str, place: object) -> bool:
        return isinstance(place, PagePlace) and place.page in pages and _SIGN.fullmatch(cell_text) is not None

    rows = tuple(
        tuple(
            replace(cell, text=cell.text or "?", doubtful=True)
            if not cell.covered and doubted(cell.text, cell.place)
            else cell
            for cell in row
        )
        for row in grid.rows
    )
    return Grid(rows, grid.place)
