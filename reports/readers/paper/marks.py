"""What stands on a page: characters, rules, lines of text, and the sheet that holds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from reports.model import Grid, PagePlace

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points."""

Glyph = tuple[str, float, float, float, float]
"""A printed character and its box; plain tuples, because a page has thousands."""

Rule = tuple[float, float, float]
"""A drawn line: where it lies (y of a horizontal, x of a vertical one), its start and its end."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together on one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    glyphs: tuple[Glyph, ...] = ()

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half-way between left and right."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def lowered(self, by: float) -> Word:
        """Return the word as if it stood so much further down."""
        glyphs = tuple((text, left, top + by, right, bottom + by) for text, left, top, right, bottom in self.glyphs)
        return Word(self.text, self.left, self.top + by, self.right, self.bottom + by, glyphs)


@dataclass(frozen=True, slots=True)
class Line:
    """Everything on one line of a sheet, from left to right; `words` is empty where only the whole line is known."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    words: tuple[Word, ...] = ()

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom, about the size of its letters."""
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        """The line's box."""
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of a ruled table."""

    index: int
    row: int
    column: int
    box: Box
    text: str


class RuledCells(Protocol):
    """The cells of a ruled table, told when they are asked for."""

    xs: list[float]

    def row(self, number: int) -> list[RuledCell]:
        """Return the cells that begin in a row, from left to right."""

    def last_row(self) -> list[RuledCell]:
        """Return the cells that reach the lower edge, from left to right."""

    def is_full(self, cell: RuledCell) -> bool:
        """True where the last line of a cell leaves no room for another character."""


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A grid and where it stands on its sheet; a ruled one knows its cells."""

    grid: Grid
    box: Box
    ruled: RuledCells | None = None


@dataclass(slots=True)
class Sheet:
    """One page, or one half of a page that shows two; `page` counts from 1.

    A reader gives either `glyphs` (every character, in the order in which they were drawn) or `lines`.
    """

    page: int
    width: float
    height: float
    place: Callable[[Box], PagePlace]
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    grids: list[PlacedGrid] = field(default_factory=list)

    @property
    def edge(self) -> float:
        """Where the page ends, nearly: a table that reaches it may go on beyond."""
        return self.width - 1.0


def boundary(boxes: list[Box]) -> Box:
    """Return the smallest box around all of these; there must be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
