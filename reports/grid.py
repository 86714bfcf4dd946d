"""Rectangular grids from rows of cells: spans spread as browsers do it, short rows filled up with covered cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.errors import DocumentTooLarge
from reports.model import Grid, GridCell, Place, TextBlock

MAX_CELLS = 200_000
"""Cells of one document; the largest real reports have under 2,000."""

_LEAST_JOINED = 3

MAX_SPAN = 1_000
"""Columns that one cell can span, as in the HTML standard; more is a typing error or an attack."""


@dataclass(slots=True)
class SpanCell:
    """A cell as written: its text, the rows it takes (0: down to the group's end) and the columns (at least 1)."""

    text: str
    rows: int = 1
    columns: int = 1


def spread(
    rows: Sequence[Sequence[SpanCell]],
    place: Place,
    *,
    place_of: Callable[[int, int], Place],
    group_ends: Sequence[int],
    limit: int = MAX_CELLS,
) -> Grid:
    """Return the grid of these rows; `group_ends[i]` is the last row of row i's group, where its spans are clipped.

    Columns in which no cell begins hold nothing and are left out, so that colspan="1000" on a title costs nothing.
    Raises DocumentTooLarge("cells").
    """
    anchored = _anchor(rows, group_ends)
    columns = sorted(set[int]().union(*anchored))
    width = len(columns)
    if len(anchored) * width > limit:
        raise DocumentTooLarge("cells", limit)
    position = {column: index for index, column in enumerate(columns)}
    covered = GridCell("", place, covered=True)
    spread_rows = []
    for index, (begins, written) in enumerate(zip(anchored, rows, strict=True)):
        cells = [covered] * width
        for column, cell in zip(begins, written, strict=True):
            at = position[column]
            cells[at] = GridCell(cell.text, place_of(index, at))
        spread_rows.append(tuple(cells))
    return Grid(tuple(spread_rows), place)


def _anchor(rows: Sequence[Sequence[SpanCell]], group_ends: Sequence[int]) -> list[list[int]]:
    """Return the column at which each cell of each row begins, passing over what spans down from above."""
    anchored: list[list[int]] = []
    reaching: list[tuple[int, int, int]] = []  # first column, column after the last, last row
    for index, cells in enumerate(rows):
        if reaching:
            reaching = sorted(span for span in reaching if span[2] >= index)
        above, column = tuple(reaching), 0
        reach = max((end for _, end, _ in above), default=0)
        begins: list[int] = []
        for cell in cells:
            if column < reach:
                for start, end, _ in above:
                    if start <= column < end:
                        column = end
            begins.append(column)
            if cell.columns == 1 and cell.rows == 1:
                column += 1
                continue
            after = column + min(cell.columns, MAX_SPAN)
            if cell.rows != 1:
                last = group_ends[index] if cell.rows == 0 else min(index + cell.rows - 1, group_ends[index])
                if last > index:
                    reaching.append((column, after, last))
            column = after
        anchored.append(begins)
    return anchored


def ragged(rows: Sequence[Sequence[GridCell]], place: Place, *, limit: int = MAX_CELLS) -> Grid:
    """Return the grid of rows of unlike length; what a short row lacks at its end is covered, not blank.

    Raises DocumentTooLarge("cells").
    """
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > limit:
        raise DocumentTooLarge("cells", limit)
    missing = GridCell("", place, covered=True)
    return Grid(tuple((*row, *[missing] * (width - len(row))) for row in rows), place)


def with_rows_joined(blocks: Sequence[TextBlock | Grid]) -> Sequence[TextBlock | Grid]:
    """Return the blocks, runs of tables of one row each, with nothing printed between, put together into one grid."""
    if sum(1 for block in blocks if _is_row(block)) < _LEAST_JOINED:
        return blocks
    result: list[TextBlock | Grid] = []
    run: list[Grid] = []
    waiting: list[TextBlock | Grid] = []  # the run as it stands, blank lines in it
    for block in (*blocks, None):
        if isinstance(block, Grid) and _is_row(block):
            run.append(block)
            waiting.append(block)
        elif run and isinstance(block, TextBlock) and not block.text:
            waiting.append(block)
        else:
            result.extend(_joined(run) if len(run) >= _LEAST_JOINED else waiting)
            run, waiting = [], []
            result.extend([] if block is None else [block])
    return result


def _joined(run: Sequence[Grid]) -> Iterator[Grid]:
    """Yield one grid; several where only the width tells that another table begins (every one has rows enough)."""
    stretches = [list(same) for _, same in groupby(run, key=lambda grid: len(grid.rows[0]))]
    if any(len(stretch) == 1 for stretch in stretches):  # spans: widths change from row to row
        stretches = [list(run)]
    for stretch in stretches:
        yield ragged([row for grid in stretch for row in grid.rows], stretch[0].place)


def _is_row(block: TextBlock | Grid) -> bool:
    return isinstance(block, Grid) and len(block.rows) == 1
