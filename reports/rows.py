"""A row of a grid as the form sees it: which cells are words, numbers or blank, and what the words stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reports.labels import Hit, Role, fold, hits
from reports.model import Grid, GridCell, TableKey
from reports.numbers import looks_like_number


@dataclass(frozen=True, slots=True)
class Word:
    """A cell with text that is no number: its place among the row's own cells, its grid column, what it stands for."""

    position: int
    column: int
    text: str
    folded: str
    hits: tuple[Hit, ...]

    def means(self, table: TableKey, role: Role) -> str | None:
        """Return the key that the word stands for in that role of that table, None for none."""
        for hit in self.hits:
            if hit.table is table and hit.role is role:
                return hit.key
        return None


@lru_cache(maxsize=4096)
def _meaning(text: str) -> tuple[str, tuple[Hit, ...]]:
    folded = fold(text)
    return folded, hits(folded)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: `cells` are its own cells (not covered ones) with their grid columns."""

    grid: int  # which grid of the document
    width: int  # of the grid
    cells: tuple[tuple[int, GridCell], ...]
    words: tuple[Word, ...]
    numbers: int
    loose: bool = False  # told by its label alone, one cell per line: blank lines may not be its cells

    def tail(self, after: int) -> tuple[tuple[int, GridCell], ...]:
        """Return the own cells behind a position."""
        return self.cells[after + 1 :]

    @property
    def table(self) -> TableKey | None:
        """The table of the form that the row's words speak of, None if none or undecided."""
        votes: dict[TableKey, int] = {}
        for word in self.words:
            tables = {hit.table for hit in word.hits}
            if len(tables) == 1:
                table = tables.pop()
                votes[table] = votes.get(table, 0) + 1
        if not votes:
            return None
        best = max(votes.values())
        leading = [table for table, count in votes.items() if count == best]
        return leading[0] if len(leading) == 1 else None


def rows_of(grid: Grid, number: int, *, loose: bool = False) -> list[RowView]:
    """Return the views of all rows of the document's grid of that number."""
    views = []
    for row in grid.rows:
        cells: list[tuple[int, GridCell]] = []
        words: list[Word] = []
        numbers = 0
        for column, cell in enumerate(row):
            if cell.covered:
                continue
            if cell.text:
                if cell.doubtful or cell.text.isdecimal() or looks_like_number(cell.text):
                    numbers += 1
                else:
                    words.append(Word(len(cells), column, cell.text, *_meaning(cell.text)))
            cells.append((column, cell))
        views.append(RowView(number, len(row), tuple(cells), tuple(words), numbers, loose))
    return views
