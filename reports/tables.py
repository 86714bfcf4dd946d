"""The located rows of one table read into cells: rows aligned to the form, values to its columns, doubts named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reports.align import Candidate, FormRows, align
from reports.columns import (
    Header,
    Tail,
    UnclearRowError,
    assign,
    first_printed,
    header_of,
    is_filled,
    settled,
    under_header,
)
from reports.forms import Row
from reports.labels import PLAIN_HEADS, Role
from reports.loose import own_cells, values_of
from reports.model import Cell, CellState, GridCell, Table, TableKey
from reports.numbers import read_cell
from reports.problems import ExtractionError, UnclearRow, UnreadableCell
from reports.rows import RowView, Word

_Make = tuple[int, int, int]


@dataclass(slots=True)
class TableReading:
    """A table as read, with what could not be: errors to be told as problems."""

    table: Table
    errors: list[ExtractionError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _DataRow:
    """A row that has a label: its leaf (the last label left of the values), what is behind it, the header above it."""

    view: RowView
    leaf: Word
    labels: tuple[str, ...]
    header: int

    @property
    def tail(self) -> Tail:
        return self.view.tail(self.leaf.position)

    def make(self, form_row: Row) -> _Make:
        """Rows of one make (length, position and depth of the label) have their values at the same offset."""
        return len(self.view.cells), self.leaf.position, len(form_row.groups)


def row_indexes(rows: Sequence[RowView], table: TableKey, form_rows: FormRows) -> list[int]:
    """Return the indexes of the form's rows that these rows are, in order."""
    data, _ = _data_rows(rows, table)
    return [index for index in _aligned(data, form_rows) if index is not None]


def read_rows(table: TableKey, rows: Sequence[RowView], form: FormRows) -> TableReading:
    """Return a table whose rows stand one below the other (tables 2 and 3, or table 4 set upright).

    A row of the form that is not there is None; a row whose cells cannot be told apart is unreadable and named.
    """
    data, heads = _data_rows(rows, table)
    form_rows = form.rows
    found = _aligned(data, form)
    headers = _headers(table, data, heads, found, form_rows)
    offsets: dict[_Make, list[int]] | None = None
    own = _own_cells(table, rows, data, found, form_rows) if rows[0].loose else {}
    cells: dict[str, dict[str, Cell | None] | None] = {row.key: None for row in form_rows}
    errors: list[ExtractionError] = []
    for row, index in zip(data, found, strict=True):
        if index is None:
            continue
        form_row = form_rows[index]
        keys = [column.key for column in form_row.columns]
        if not row.tail:  # one cell per line, and no line below the label
            cells[form_row.key] = blank_row(form_row, row.view)
            continue
        try:
            tail = values_of(row.tail, form_row, own.get(id(row.view))) if row.view.loose else row.tail
            header = headers.get((row.header, tuple(keys)))
            values = under_header(tail, keys, header)
            if values is None:
                offsets = _offsets(data, found, form_rows) if offsets is None else offsets
                values = assign(tail, keys, header=header, offsets=offsets.get(row.make(form_row), ()))
        except UnclearRowError:
            printed = " | ".join(cell.text for _, cell in row.tail)
            errors.append(UnclearRow(table, form_row.key, printed))
            cells[form_row.key] = unreadable_row(form_row, printed, row.view.cells)
            continue
        cells[form_row.key] = read_values(table, form_row, values, errors)
    extra_rows = tuple(_extra_rows(data, found))
    extra_columns = tuple(dict.fromkeys(text for head in headers.values() for text in _extras(head)))
    return TableReading(Table(table, cells, extra_rows, extra_columns), errors)


def read_values(
    table: TableKey, row: Row, values: dict[str, GridCell | None], errors: list[ExtractionError]
) -> dict[str, Cell | None]:
    """Return the cells of a row whose columns are certain; a doubtful number is added to `errors`."""
    cells: dict[str, Cell | None] = {}
    for column in row.columns:
        printed = values.get(column.key)
        if printed is None:
            cells[column.key] = None
            continue
        if printed.doubtful:
            cell = Cell(None, printed.text, CellState.UNREADABLE, printed.place)
        else:
            cell = read_cell(printed.text, column.kind, printed.place)
        if cell.state is CellState.UNREADABLE:
            errors.append(UnreadableCell(table, row.key, column.key, printed.text))
        cells[column.key] = cell
    return cells


def unreadable_row(row: Row, printed: str, cells: Tail) -> dict[str, Cell | None]:
    """Return a row of which every cell is unreadable, with all that was printed as the raw text of each."""
    place = cells[0][1].place if cells else None
    return {column.key: Cell(None, printed, CellState.UNREADABLE, place) for column in row.columns}


def blank_row(row: Row, view: RowView) -> dict[str, Cell | None]:
    """Return a row behind whose label nothing is printed."""
    place = view.cells[-1][1].place
    return {column.key: Cell(None, "", CellState.BLANK, place) for column in row.columns}


def _data_rows(rows: Sequence[RowView], table: TableKey) -> tuple[list[_DataRow], list[list[RowView]]]:
    """Return the rows with a label, and the header rows by header number (0: no header seen yet).

    A header counts for the rows below it in its own grid, and in a next grid of the same width without one.
    """
    data: list[_DataRow] = []
    heads: list[list[RowView]] = [[]]
    open_head = False
    pending = ""
    last: RowView | None = None
    for view in rows:
        if last is not None and last.grid != view.grid and last.width != view.width:
            heads.append([])
        last = view
        if _is_head(view, table):
            if not open_head:
                heads.append([])
            heads[-1].append(view)
            open_head, pending = True, ""
            continue
        if not view.words:
            continue
        open_head = False
        leaf = _leaf(view, table)
        labels = (leaf.folded, pending + leaf.folded) if pending else (leaf.folded,)
        data.append(_DataRow(view, leaf, labels, len(heads) - 1))
        known = any(hit.table is table for hit in leaf.hits)
        pending = "" if view.numbers or known else leaf.folded
    return data, heads


def _is_head(view: RowView, table: TableKey) -> bool:
    """True for a row of column labels."""
    if view.numbers:
        return False
    keys = [key for word in view.words if (key := word.means(table, Role.COLUMN)) is not None]
    columns = len(keys) if len(keys) == len(view.words) else len(set(keys))  # a merged label may stand in every cell
    rows = sum(1 for word in view.words if _only_row(word, table))
    return columns > rows and (columns >= 2 or table is TableKey.PROACTIVE or columns == len(view.words) > 1)


def _only_row(word: Word, table: TableKey) -> bool:
    return word.means(table, Role.ROW) is not None and word.means(table, Role.COLUMN) is None


def _leaf(view: RowView, table: TableKey) -> Word:
    """Return the label that names the row: the last one that the form knows, else the last before the values."""
    known = [word for word in view.words if word.means(table, Role.ROW) is not None]
    if known:
        return known[-1]
    first_number = next(
        (
            at
            for at, (_, cell) in enumerate(view.cells)
            if is_filled(cell) and all(at != word.position for word in view.words)
        ),
        len(view.cells),
    )
    before = [word for word in view.words if word.position < first_number]
    return before[-1] if before else view.words[0]


def _aligned(data: Sequence[_DataRow], form: FormRows) -> tuple[int | None, ...]:
    return align([Candidate(row.labels, row.view.numbers > 0, row.leaf.text) for row in data], form)


def _headers(
    table: TableKey,
    data: Sequence[_DataRow],
    heads: Sequence[Sequence[RowView]],
    found: Sequence[int | None],
    form_rows: Sequence[Row],
) -> dict[tuple[int, tuple[str, ...]], Header | None]:
    """Return, per header and set of columns, what the header says if the rows below bear it out."""
    tails: dict[tuple[int, tuple[str, ...]], list[Tail]] = {}
    for row, index in zip(data, found, strict=True):
        if index is not None:
            keys = tuple(column.key for column in form_rows[index].columns)
            tails.setdefault((row.header, keys), []).append(row.tail)
    headers: dict[tuple[int, tuple[str, ...]], Header | None] = {}
    for (number, keys), below in tails.items():
        header = header_of(heads[number], table, keys, ignored=PLAIN_HEADS)
        headers[number, keys] = settled(header, below, keys)
    return headers


def _offsets(data: Sequence[_DataRow], found: Sequence[int | None], form_rows: Sequence[Row]) -> dict[_Make, list[int]]:
    """Return where the values begin in rows of each make, as complete rows show it."""
    seen: dict[_Make, list[int]] = {}
    for row, index in zip(data, found, strict=True):
        if index is None:
            continue
        count = len(form_rows[index].columns)
        if sum(1 for _, cell in row.tail if is_filled(cell)) == count:
            start = first_printed(row.tail, count)
            if start is not None:
                seen.setdefault(row.make(form_rows[index]), []).append(start)
    return seen


def _own_cells(
    table: TableKey,
    rows: Sequence[RowView],
    data: Sequence[_DataRow],
    found: Sequence[int | None],
    form_rows: Sequence[Row],
) -> dict[int, Tail]:
    """Return the cells of each row of a table put together from lines, by the id of its view."""
    positions = {id(view): at for at, view in enumerate(rows)}
    tails = {
        positions[id(row.view)]: (row.tail, form_rows[index])
        for row, index in zip(data, found, strict=True)
        if index is not None
    }
    depths = {row.key: len(row.groups) for row in form_rows}
    return {id(rows[at]): cells for at, cells in own_cells(rows, tails, table, depths).items()}


def _extra_rows(data: Sequence[_DataRow], found: Sequence[int | None]) -> Iterator[str]:
    """Yield the labels of rows with numbers that are none of the form's."""
    for row, index in zip(data, found, strict=True):
        if index is None and row.view.numbers:
            yield "".join(row.leaf.text.split())


def _extras(header: Header | None) -> Iterator[str]:
    if header is not None:
        yield from ("".join(text.split()) for text in header.extra.values())
