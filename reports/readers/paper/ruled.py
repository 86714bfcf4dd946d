"""Ruled tables: drawn lines joined into rules, crossing rules into lattices, missing rules into merged cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.model import Grid, GridCell, PagePlace
from reports.readers.paper.marks import Box, Glyph, Rule

_JOIN: Final = 3.0
"""Pieces of one rule may be this far apart, and a rule may miss the one that it meets by as much."""
_SNAP: Final = 2.0
"""Pieces this close beside each other are one rule."""
_NARROWEST: Final = 3.6
"""No row or column is narrower: rules this close are the two strokes of one border."""
_SHORTEST: Final = 5.0
"""A shorter rule is the stroke of a letter or an ornament."""
_OPEN_SIDE: Final = 6.0
"""A table whose rules run on this far beyond the last crossing one has an open side there."""
_MOST_RULES: Final = 6_000


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with collinear pieces that touch or nearly touch made one, in order of their position."""
    whole: list[Rule] = []
    cluster: list[Rule] = []
    for rule in sorted(rules):
        if cluster and rule[0] - cluster[0][0] > _SNAP:
            whole.extend(_end_to_end(cluster))
            cluster = []
        cluster.append(rule)
    whole.extend(_end_to_end(cluster))
    return [rule for rule in whole if rule[2] - rule[1] >= _SHORTEST]


def _end_to_end(cluster: list[Rule]) -> list[Rule]:
    """Join the pieces of one position; the longest piece says where it lies."""
    if len(cluster) < 2:
        return cluster
    runs: list[list[Rule]] = []
    end = 0.0
    for piece in sorted(cluster, key=lambda rule: rule[1]):
        if runs and piece[1] <= end + _JOIN:
            runs[-1].append(piece)
            end = max(end, piece[2])
        else:
            runs.append([piece])
            end = piece[2]
    return [(max(run, key=lambda rule: rule[2] - rule[1])[0], run[0][1], max(rule[2] for rule in run)) for run in runs]


class LatticeCell(NamedTuple):
    """A cell of a lattice: its top left row and column, and its box with all that is merged into it."""

    row: int
    column: int
    box: Box


class Lattice:
    """The cells that a connected group of rules makes; `cells` from top to bottom, each row from left to right."""

    __slots__ = ("_cell_of", "_columns", "_texts", "cells", "horizontal", "vertical", "xs", "ys")

    def __init__(self, horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> None:
        self.horizontal = horizontal
        self.vertical = vertical
        self.xs, columns = _positions(vertical, horizontal)
        self.ys, rows = _positions(horizontal, vertical)
        self._columns = len(self.xs) - 1
        if self._columns * (len(self.ys) - 1) > MAX_CELLS:
            raise DocumentTooLarge("cells", MAX_CELLS)
        self.cells: list[LatticeCell] = []
        self._cell_of = self._merged(rows, columns)

    @property
    def box(self) -> Box:
        """The box of the whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """The number of columns."""
        return self._columns

    def _merged(self, across: Sequence[Sequence[Rule]], down: Sequence[Sequence[Rule]]) -> list[int]:
        """Return, per unit of the lattice, the index of its cell: units without a rule between them are one."""
        width, height = self.columns, self.rows
        columns = [(left + right) / 2 for left, right in pairwise(self.xs)]
        rows = [(top + bottom) / 2 for top, bottom in pairwise(self.ys)]
        parent = list(range(width * height))
        for column in range(1, width):
            for row in _undrawn(down[column], rows):
                _unite(parent, row * width + column - 1, row * width + column)
        for row in range(1, height):
            for column in _undrawn(across[row], columns):
                _unite(parent, (row - 1) * width + column, row * width + column)
        return self._numbered(parent)

    def _numbered(self, parent: list[int]) -> list[int]:
        """Make the cells of these groups of units, and return the number of each unit's cell."""
        xs, ys, unit = self.xs, self.ys, -1
        cell_of: list[int] = []
        spans: list[list[int]] = []  # left, bottom, right; top and where it begins
        numbers: dict[int, int] = {}
        columns = range(self._columns)
        for row in range(self.rows):
            for column in columns:
                unit += 1
                if parent[unit] == unit:
                    number = numbers[unit] = len(spans)
                    cell_of.append(number)
                    spans.append([column, row, column, row, column])
                    continue
                number = numbers[_root(parent, unit)]
                cell_of.append(number)
                span = spans[number]
                span[1] = row
                if column < span[0]:
                    span[0] = column
                elif column > span[2]:
                    span[2] = column
        self.cells.extend(
            LatticeCell(top, start, (xs[left], ys[top], xs[right + 1], ys[bottom + 1]))
            for left, bottom, right, top, start in spans
        )
        return cell_of

    def sort(self, glyphs: Iterable[Glyph], *, edge: float = float("inf")) -> tuple[list[list[Glyph]], list[Glyph]]:
        """Return the characters of each cell, by the centre of their box, and those that stand outside.

        The cells of a table that reaches the page's `edge` go on beyond it: what stands there is theirs.
        """
        inside: list[list[Glyph]] = [[] for _ in self.cells]
        outside: list[Glyph] = []
        xs, ys, width, cell_of = self.xs, self.ys, self._columns, self._cell_of
        left, top, right, bottom = self.box
        beyond = right >= edge
        found: list[Glyph] = []
        start = above = end = below = 0.0  # the unit in which the last character stood
        for glyph in glyphs:
            _, first, upper, last, lower = glyph
            x, y = (first + last) / 2, (upper + lower) / 2
            if not (start <= x < end and above <= y < below):
                if not (top <= y < bottom and left <= x and (x < right or beyond)):
                    outside.append(glyph)
                    continue
                row, column = bisect_right(ys, y), min(bisect_right(xs, x), width)
                above, below, start, end = ys[row - 1], ys[row], xs[column - 1], xs[column]
                found = inside[cell_of[(row - 1) * width + column - 1]]
            found.append(glyph)
        return inside, outside

    def grid(self, texts: Sequence[str], place: Callable[[Box], PagePlace], *, edge: float = float("inf")) -> Grid:
        """Return the grid with these texts, one per cell; a merged cell stands at its top left.

        What reaches the page's `edge` may be cut off there and is doubtful.
        """
        where = place(self.box)
        covered = GridCell("", where, covered=True)
        rows = [[covered] * self._columns for _ in range(self.rows)]
        for cell, text in zip(self.cells, texts, strict=True):
            rows[cell.row][cell.column] = GridCell(text, place(cell.box), doubtful=cell.box[2] >= edge)
        return Grid(tuple(map(tuple, rows)), where)


def lattices(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Lattice]:
    """Return the lattices that these joined rules make, from top to bottom; rules that cross no other are in none.

    Raises DocumentTooLarge("rules" or "cells").
    """
    if len(horizontal) + len(vertical) > _MOST_RULES:
        raise DocumentTooLarge("rules", _MOST_RULES)
    levels = [rule[0] for rule in horizontal]
    parent = list(range(len(horizontal) + len(vertical)))
    for number, (x, top, bottom) in enumerate(vertical, start=len(horizontal)):
        group = number
        for index in range(bisect_left(levels, top - _JOIN), bisect_right(levels, bottom + _JOIN)):
            _, left, right = horizontal[index]
            if left - _JOIN <= x <= right + _JOIN and (other := _root(parent, index)) != group:
                parent[max(group, other)] = group = min(group, other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        pair = groups.setdefault(_root(parent, index), ([], []))
        if index < len(horizontal):
            pair[0].append(horizontal[index])
        else:
            pair[1].append(vertical[index - len(horizontal)])
    found = [Lattice(*group) for group in groups.values() if group[0] and group[1]]
    found = [lattice for lattice in found if lattice.rows > 0 and lattice.columns > 0]
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _positions(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[list[float], list[list[Rule]]]:
    """Return the distinct positions of the rules and the rules at each; open sides get a position without a rule."""
    positions: list[float] = []
    at: list[list[Rule]] = []
    for rule in sorted(rules):
        if positions and rule[0] - positions[-1] < _NARROWEST:
            at[-1].append(rule)
        else:
            positions.append(rule[0])
            at.append([rule])
    first = min(rule[1] for rule in crossing)
    last = max(rule[2] for rule in crossing)
    if first < positions[0] - _OPEN_SIDE:
        positions.insert(0, first)
        at.insert(0, [])
    if last > positions[-1] + _OPEN_SIDE:
        positions.append(last)
        at.append([])
    return [round(position, 1) for position in positions], at


def _undrawn(rules: Sequence[Rule], middles: Sequence[float]) -> Iterable[int]:
    """Return which of the units along a position have no rule at their middle."""
    covered = [False] * len(middles)
    for _, start, end in rules:
        if start - 1.0 <= middles[0] and middles[-1] <= end + 1.0:
            return ()
        for index in range(bisect_left(middles, start - 1.0), bisect_right(middles, end + 1.0)):
            covered[index] = True
    return [index for index, drawn in enumerate(covered) if not drawn]


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _unite(parent: list[int], first: int, second: int) -> None:
    """Make two groups one, under the lower index."""
    a, b = _root(parent, first), _root(parent, second)
    parent[max(a, b)] = min(a, b)
