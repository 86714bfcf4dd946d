"""Table 4 read into cells: fifteen numbers in one line under three blocks, or the blocks set one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from reports.align import FormRows
from reports.columns import Header, Tail, UnclearRowError, assign, is_filled, make_header
from reports.labels import Role
from reports.model import Cell, Table, TableKey
from reports.problems import ExtractionError, UnclearRow
from reports.rows import RowView
from reports.tables import TableReading, read_rows, read_values, unreadable_row

_REVIEW = TableKey.REVIEW


def read_review(rows: Sequence[RowView], form: FormRows) -> TableReading:
    """Return table 4; its rows are None where the line of numbers is not there.

    Shape: 3 blocks of 5. Where the line has neither fifteen cells nor a header to place them, every cell is unreadable.
    """
    if _is_upright(rows):
        return read_rows(_REVIEW, rows, form)
    cells: dict[str, dict[str, Cell | None] | None] = {row.key: None for row in form.rows}
    errors: list[ExtractionError] = []
    line = _line_of_numbers(rows)
    if line is None:
        return TableReading(Table(_REVIEW, cells), errors)
    keys = [f"{row.key}.{column.key}" for row in form.rows for column in row.columns]
    try:
        found = assign(
            line, keys, header=_header(rows, keys), offsets=_offsets(line, len(keys)) if rows[-1].loose else ()
        )
    except UnclearRowError:
        printed = " | ".join(cell.text for _, cell in line)
        for row in form.rows:
            errors.append(UnclearRow(_REVIEW, row.key, printed))
            cells[row.key] = unreadable_row(row, printed, line)
        return TableReading(Table(_REVIEW, cells), errors)
    for row in form.rows:
        values = {column.key: found[f"{row.key}.{column.key}"] for column in row.columns}
        cells[row.key] = read_values(_REVIEW, row, values, errors)
    return TableReading(Table(_REVIEW, cells), errors)


def _is_upright(rows: Sequence[RowView]) -> bool:
    """True where at least two blocks have a line of their own with cells behind their name."""
    lines = 0
    for row in rows:
        names = [word for word in row.words if word.means(_REVIEW, Role.ROW) is not None]
        results = any(word.means(_REVIEW, Role.COLUMN) is not None for word in row.words)
        if len(names) == 1 and not results and (row.numbers or len(row.tail(names[0].position)) >= 5):
            lines += 1
    return lines >= 2


def _line_of_numbers(rows: Sequence[RowView]) -> Tail | None:
    """Return the cells of the first line below a header that holds numbers, else of the first blank one long enough."""
    blank: Tail | None = None
    headed = False
    for row in rows:
        results = sum(1 for word in row.words if any(hit.table is _REVIEW for hit in word.hits))
        headed = headed or results > 0
        if not headed:
            continue
        line = _values(row)
        if row.numbers and line:
            return line
        if blank is None and not any(is_filled(cell) for _, cell in line) and len(line) >= 15:
            blank = line
    return blank


def _values(row: RowView) -> Tail:
    """Return the cells behind the row's label; all cells if it has none, or if a word stands among the numbers."""
    if not row.words:
        return row.cells
    known = [word.position for word in row.words if word.hits]
    if known:
        return row.tail(known[-1])
    first = row.words[0].position
    if len(row.cells) == 15 or first > 0:
        return row.cells
    return row.tail(first)


def _header(rows: Sequence[RowView], keys: Sequence[str]) -> Header | None:
    """Return the fifteen columns that have a result written above them, None where there are more or fewer."""
    grids = {row.grid for row in rows if row.numbers}
    columns = sorted(
        {
            word.column
            for row in rows
            for word in row.words
            if (not grids or row.grid in grids) and word.means(_REVIEW, Role.COLUMN) is not None
        }
    )
    if len(columns) != len(keys):
        return None
    return make_header({key: (column,) for key, column in zip(keys, columns, strict=True)}, {})


def _offsets(line: Tail, count: int) -> tuple[int, ...]:
    """Cells told by a header's end (one cell per line) begin at once if the last number then is the last cell."""
    filled = [index for index, (_, cell) in enumerate(line) if is_filled(cell)]
    return (0, 0) if filled and filled[-1] == count - 1 else ()
