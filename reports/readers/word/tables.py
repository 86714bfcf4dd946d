"""Paragraphs with the ends of cells and rows between them put together into tables, nested ones inside cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.readers.word.tree import Cell, Content, Paragraph, Table, place_cells


@dataclass(frozen=True, slots=True)
class CellMerge:
    """How a cell is merged with its neighbours: with the one to its left, with the one above."""

    sideways: bool = False
    down: bool = False


@dataclass(slots=True)
class RowDefinition:
    """A table row: the edges of its cells in twips, and their merges."""

    edges: list[int]
    merges: list[CellMerge]


@dataclass(slots=True)
class _Row:
    cells: list[list[Content]]
    definition: RowDefinition | None


@dataclass(slots=True)
class _Open:
    """A table that has begun: its rows so far, the open row's cells, and what the open cell holds."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Content]] = field(default_factory=list)
    cell: list[Content] = field(default_factory=list)
    deletions: set[int] = field(default_factory=set)  # indexes of cells of the open row in which text was deleted


class TableBuilder:
    """Takes the paragraphs of a story one after the other; `finish` returns what they are."""

    def __init__(self) -> None:
        self._body: list[Content] = []
        self._open: list[_Open] = []
        self._cells = 0

    def add(self, paragraph: Paragraph | None, *, depth: int, deletions: bool = False) -> None:
        """Add a paragraph to the cell that is open at that depth (0: to the body); None only opens the table."""
        self._at(depth)
        if deletions and depth:
            self._open[-1].deletions.add(len(self._open[-1].cells))
        if paragraph is not None:
            self._target().append(paragraph)

    def add_content(self, content: list[Content], *, depth: int) -> None:
        """Add what stands in a text box."""
        self._at(depth)
        self._target().extend(content)

    def end_cell(self) -> None:
        """End the open cell. Raises DocumentTooLarge("cells")."""
        table = self._open[-1]
        table.cells.append(table.cell)
        table.cell = []
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise DocumentTooLarge("cells", MAX_CELLS)

    def end_row(self, definition: RowDefinition | None, *, depth: int, deleted: bool) -> None:
        """End the open row of the table at that depth.

        A row is deleted where nothing in it shows and its end mark or text in each of its cells was: programs differ in
        which they mark.
        """
        self._at(depth)
        table = self._open[-1]
        gone = table.deletions and (deleted or len(table.deletions) == len(table.cells))
        if table.cells and not (gone and not any(_shows(part) for cell in table.cells for part in cell)):
            table.rows.append(_Row(table.cells, definition))
        table.cells, table.cell, table.deletions = [], [], set()

    def finish(self) -> list[Content]:
        """Return the story's content; tables that were never ended are ended here."""
        self._at(0)
        return self._body

    def _target(self) -> list[Content]:
        return self._open[-1].cell if self._open else self._body

    def _at(self, depth: int) -> None:
        while len(self._open) > depth:
            ended = self._open.pop()
            if any(map(_shows, ended.cell)):
                ended.cells.append(ended.cell)
            if ended.cells:
                ended.rows.append(_Row(ended.cells, None))
            if ended.rows:
                self._target().append(_table(ended.rows))
        while len(self._open) < depth:
            self._open.append(_Open())


def _shows(part: Content) -> bool:
    return not isinstance(part, Paragraph) or bool(part.text.strip())


def _table(rows: list[_Row]) -> Table:
    """Return the table; its columns are those of the ruling lines, or counted where a row does not tell them."""
    told = all(row.definition is not None and len(row.definition.edges) == len(row.cells) + 1 for row in rows)
    made: list[list[Cell]] = []
    edges: list[list[int]] = []
    for row in rows:
        cells: list[Cell] = []
        bounds: list[int] = []
        for index, content in enumerate(row.cells):
            merge = row.definition.merges[index] if row.definition and index < len(row.definition.merges) else None
            if merge is not None and merge.sideways and cells:
                continue
            bounds.append(row.definition.edges[index] if told and row.definition is not None else index)
            cells.append(Cell(content, 0, 1, merge is not None and merge.down))
        bounds.append(row.definition.edges[-1] if told and row.definition is not None else len(row.cells))
        made.append(cells)
        edges.append(bounds)
    return place_cells(made, edges, measured=told)
