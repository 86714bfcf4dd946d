"""A report written inside one table: headings and paragraphs that fill whole rows are taken out as running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.headings import heading_in
from reports.labels import fold, hits
from reports.model import Grid, GridCell, TextBlock


def without_prose_rows(blocks: Sequence[TextBlock | Grid]) -> list[TextBlock | Grid]:
    """Return the blocks, grids that hold section headings cut at them; other grids stay whole."""
    result: list[TextBlock | Grid] = []
    for block in blocks:
        if isinstance(block, Grid) and any(_is_heading(row) for row in block.rows):
            result.extend(_cut(block))
        else:
            result.append(block)
    return result


def _only_text(row: Sequence[GridCell]) -> GridCell | None:
    """Return the first cell of the row's one text (a lost span may have copied it), None where there are several."""
    first: GridCell | None = None
    for cell in row:
        if not cell.text:
            continue
        if first is None:
            first = cell
        elif cell.text != first.text:
            return None
    return first


def _is_heading(row: Sequence[GridCell]) -> bool:
    cell = _only_text(row)
    return cell is not None and heading_in(cell.text.replace("\n", "")) is not None


def _is_prose(row: Sequence[GridCell]) -> bool:
    """True for a row that is one text of no meaning to the form, not one label left of blank cells."""
    cell = _only_text(row)
    if cell is None:
        return False
    if _is_heading(row):
        return True
    own = sum(1 for position in row if not position.covered)
    return (own == 1 or len(cell.text) > 40) and not hits(fold(cell.text))


def _cut(grid: Grid) -> Iterator[TextBlock | Grid]:
    rows: list[tuple[GridCell, ...]] = []
    for row in grid.rows:
        if not _is_prose(row):
            rows.append(row)
            continue
        if rows:
            yield Grid(tuple(rows), rows[0][0].place)
            rows = []
        cell = next(cell for cell in row if cell.text)
        for line in cell.text.split("\n"):
            yield TextBlock(line, cell.place)
    if rows:
        yield Grid(tuple(rows), rows[0][0].place)
