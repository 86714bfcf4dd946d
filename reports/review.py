"""Table 4 read into cells: three blocks side by side, one below the other, or each in a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from reports.align import FormRows
from reports.columns import Header, Tail, UnclearRowError, assign, is_filled, make_header, under_header
from reports.forms import Row
from reports.labels import Role
from reports.model import Cell, Table, TableKey
from reports.problems import ExtractionError, UnclearRow
from reports.rows import RowView
from reports.tables import TableReading, blank_row, read_rows, read_values, unreadable_row

_REVIEW = TableKey.REVIEW
_RESULTS = 5


def read_review(rows: Sequence[RowView], form: FormRows) -> TableReading:
    """Return table 4; a block is None where its line of numbers is not there.

    Shape: 3 blocks of 5, in one line of fifteen, one below the other, or in smaller tables of their own. Where a line
    has neither as many cells as its blocks want nor a header to place them, every cell of them is unreadable.
    """
    if _is_upright(rows):
        return read_rows(_REVIEW, rows, form)
    cells: dict[str, dict[str, Cell | None] | None] = {row.key: None for row in form.rows}
    errors: list[ExtractionError] = []
    for lines, blocks in _parts(rows, form.rows):
        _read_line(lines, blocks, cells, errors)
    return TableReading(Table(_REVIEW, cells), errors)


def _read_line(
    rows: Sequence[RowView],
    blocks: Sequence[Row],
    cells: dict[str, dict[str, Cell | None] | None],
    errors: list[ExtractionError],
) -> None:
    """Add the cells of these blocks, whose numbers stand in one line below one header."""
    keys = [f"{row.key}.{column.key}" for row in blocks for column in row.columns]
    line = _line_of_numbers(rows, len(keys))
    if line is None:
        if rows[-1].loose:  # told by the labels alone: where nothing is printed behind them, nothing was filled in
            cells.update((row.key, blank_row(row, rows[-1])) for row in blocks)
        return
    line = _without_empty_columns(line, rows, len(keys))
    try:
        if rows[-1].loose and len(line) == len(keys) and not is_filled(line[-1][1]):
            raise UnclearRowError  # the last line may be a blank cell, or only set the text below apart
        header = _header(rows, keys)
        if len(line) > len(keys) and under_header(line, keys, header) is None:
            raise UnclearRowError  # a stretch as long as wanted may begin anywhere
        found = assign(line, keys, header=header, offsets=_offsets(line, len(keys)) if rows[-1].loose else ())
    except UnclearRowError:
        printed = " | ".join(cell.text for _, cell in line)
        for row in blocks:
            errors.append(UnclearRow(_REVIEW, row.key, printed))
            cells[row.key] = unreadable_row(row, printed, line)
        return
    for row in blocks:
        values = {column.key: found[f"{row.key}.{column.key}"] for column in row.columns}
        cells[row.key] = read_values(_REVIEW, row, values, errors)


def _without_empty_columns(line: Tail, rows: Sequence[RowView], count: int) -> Tail:
    """Return the cells without those of columns in which no row prints anything, if as many as wanted are left."""
    if len(line) <= count:
        return line
    grids = {row.grid for row in rows if row.numbers}
    printed = {column for row in rows if row.grid in grids for column, cell in row.cells if is_filled(cell)}
    left = [(column, cell) for column, cell in line if column in printed]
    return left if len(left) == count else line


def _parts(rows: Sequence[RowView], blocks: Sequence[Row]) -> list[tuple[Sequence[RowView], Sequence[Row]]]:
    """Return the table cut where a header follows numbers, each part with the blocks that its header names.

    All of it is one part with all blocks unless every part names blocks of its own under five results each.
    """
    starts, numbers, headed = [0], False, False
    for at, row in enumerate(rows):
        if numbers and not row.numbers and any(hit.table is _REVIEW for word in row.words for hit in word.hits):
            starts.append(at)
            numbers = headed = False
        headed = headed or any(word.means(_REVIEW, Role.COLUMN) is not None for word in row.words)
        numbers = numbers or row.numbers > 0 or (headed and _is_blank_line(row))
    parts = [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    named = [_named_blocks(part, blocks) for part in parts]
    keys = [row.key for found in named for row in found]
    if all(named) and len(keys) == len(set(keys)):
        return list(zip(parts, named, strict=True))
    return [(rows, blocks)]


def _is_blank_line(row: RowView) -> bool:
    """True for a line in which a block's results could stand, and nothing does."""
    return len(row.cells) >= _RESULTS and not any(is_filled(cell) for _, cell in row.cells)


def _named_blocks(rows: Sequence[RowView], blocks: Sequence[Row]) -> Sequence[Row]:
    """Return the blocks that these rows name, () unless there are five results for each of them."""
    names = {word.means(_REVIEW, Role.ROW) for row in rows for word in row.words}
    results = sum(1 for row in rows for word in row.words if word.means(_REVIEW, Role.COLUMN) is not None)
    found = [row for row in blocks if row.key in names]
    return found if results == sum(len(row.columns) for row in found) else ()


def _is_upright(rows: Sequence[RowView]) -> bool:
    """True where at least two blocks have a line of their own with cells behind their name."""
    lines = 0
    for at, row in enumerate(rows):
        names = [word for word in row.words if word.means(_REVIEW, Role.ROW) is not None]
        results = any(word.means(_REVIEW, Role.COLUMN) is not None for word in row.words)
        if len(names) != 1 or results:
            continue
        if row.numbers or (len(row.tail(names[0].position)) >= 5 and not _heads_results(rows[at + 1 : at + 2])):
            lines += 1
    return lines >= 2


def _heads_results(below: Sequence[RowView]) -> bool:
    """True where the next row names results: the name above them is their heading, no line of its own."""
    return any(word.means(_REVIEW, Role.COLUMN) is not None for row in below for word in row.words)


def _line_of_numbers(rows: Sequence[RowView], count: int) -> Tail | None:
    """Return the cells of the first line below a header that holds numbers, else of the first blank one long enough."""
    blank: Tail | None = None
    headed = False
    for row in rows:
        results = sum(1 for word in row.words if any(hit.table is _REVIEW for hit in word.hits))
        headed = headed or results > 0
        if not headed:
            continue
        line = _values(row)
        if row.numbers and any(is_filled(cell) for _, cell in line):  # a number before the labels only counts the rows
            return line
        if blank is None and not any(is_filled(cell) for _, cell in line) and len(line) >= count:
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
