"""The three tables of a report laid out for reading: labels of its form beside the cells as read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.forms import FORM_2021, FORMS, Column, Form, Row, TableForm
from reports.model import AnnualReport, Cell, CellState, Finding, SectionKey, Table, TableKey, TableSpot
from status.places import cell_anchor, cell_path, column_label, row_title, rows_of
from status.words import CELL_WORDS, N_

Marks = tuple[int, ...]  # numbers of the findings that speak of this place, as footnotes


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as shown; `state` None: the document lacks its column. `text` is never made up.

    `word` is a source string that says what is unusual about the cell, `css` the same for the eye; "" for a number.
    `path` is the end of the address of the cell's own page, "" where there is no cell.
    """

    text: str
    state: CellState | None
    word: str
    css: str
    remark: str | None
    marks: Marks
    anchor: str
    path: str


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A cell whose number is not known: where it stands in words, and what is the matter with it, a source string."""

    label: str
    word: str
    path: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column; `gloss` is its key in words, for readers without Chinese."""

    label: str
    gloss: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Neighbouring columns under one heading, or under none."""

    label: str | None
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the form; `cells` None: the document's table lacks it.

    Merged labels left of the row stand in table 3 as lines of their own: `headings` are those that begin above it.
    In the other tables they are short and stand before the row's label, as `lead`.
    """

    label: str
    gloss: str
    lead: str
    depth: int
    headings: tuple[str, ...]
    cells: tuple[CellView, ...] | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class BlockView:
    """Rows under the same column headings."""

    groups: tuple[ColumnGroup, ...]
    rows: tuple[RowView, ...]

    @property
    def columns(self) -> tuple[ColumnView, ...]:
        """Return the columns of all groups, left to right."""
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def has_groups(self) -> bool:
        """Return whether a second line of headings is needed."""
        return any(group.label is not None for group in self.groups)


@dataclass(frozen=True, slots=True)
class TableView:
    """A whole table; `blocks` is empty where nothing stood for the table in the document."""

    key: TableKey
    heading: str
    width: int
    blocks: tuple[BlockView, ...]
    marks: Marks
    extra_rows: tuple[str, ...]
    extra_columns: tuple[str, ...]


class Footnotes:
    """Which numbered findings speak of which place of which table."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._marks: dict[TableSpot, list[int]] = {}
        for number, finding in enumerate(findings, start=1):
            for spot in dict.fromkeys(finding.places):
                if isinstance(spot, TableSpot):
                    self._marks.setdefault(spot, []).append(number)

    def at(self, table: TableKey, row: str | None = None, column: str | None = None) -> Marks:
        """Return the numbers of the findings about exactly this cell, row, column or table, ascending."""
        return tuple(self._marks.get(TableSpot(table, row, column), ()))


def form_of(report: AnnualReport) -> Form:
    """Return the form the report follows; the current one where no table told it."""
    return next((form for form in FORMS if form.name == report.form), FORM_2021)


def lay_out(report: AnnualReport, findings: Sequence[Finding]) -> tuple[TableView, ...]:
    """Return the three tables in the form's order; `findings` in the order of their footnote numbers, from 1."""
    form = form_of(report)
    notes = Footnotes(findings)
    return tuple(_table(form, key, report.table(key), notes) for key in TableKey)


def doubts_of(report: AnnualReport) -> tuple[DoubtView, ...]:
    """Return the cells that could not be read or are no numbers, in the form's order."""
    form = form_of(report)
    return tuple(
        DoubtView(
            f"{row_title(key, row, form)} · {column_label(key, column, form)}",
            CELL_WORDS[cell.state],
            cell_path(key, row, column),
        )
        for key in TableKey
        if (table := report.table(key)) is not None
        for row, column, cell in table.cells()
        if cell.state in (CellState.UNREADABLE, CellState.NOT_A_NUMBER)
    )


def _table(of: Form, key: TableKey, table: Table | None, notes: Footnotes) -> TableView:
    form = of.table(key)
    blocks: tuple[BlockView, ...] = ()
    if table is not None:
        by_columns = groupby(_rows_in_order(form, table, of), key=lambda row: row.columns)
        blocks = tuple(_block(columns, tuple(rows), table, notes) for columns, rows in by_columns)
    return TableView(
        key=form.key,
        heading=of.headings[SectionKey(key)],
        width=max(len(row.columns) for row in form.rows),
        blocks=blocks,
        marks=notes.at(form.key),
        extra_rows=() if table is None else table.extra_rows,
        extra_columns=() if table is None else table.extra_columns,
    )


def _rows_in_order(form: TableForm, table: Table, of: Form) -> list[Row]:
    """Return the form's rows, and after its neighbour every row read that another edition of the form has.

    Reports of 2021 and later are seen with the single row （六）其他处理 of form 2019.
    """
    rows = list(form.rows)
    neighbour: str | None = None
    for key in table.rows:
        if all(row.key != key for row in rows):
            stray = next((row for row in rows_of(form.key, of) if row.key == key), None)
            if stray is not None:
                after = next((index for index, row in enumerate(rows, start=1) if row.key == neighbour), 0)
                rows.insert(after, stray)
        neighbour = key
    return rows


def _block(columns: tuple[Column, ...], rows: tuple[Row, ...], table: Table, notes: Footnotes) -> BlockView:
    views = []
    above: tuple[str, ...] = ()
    for row in rows:
        views.append(_row(row, above, table, notes))
        above = row.groups
    return BlockView(
        groups=tuple(
            ColumnGroup(label, tuple(_column(column, table.key, notes) for column in under))
            for label, under in groupby(columns, key=lambda column: column.group)
        ),
        rows=tuple(views),
    )


def _column(column: Column, table: TableKey, notes: Footnotes) -> ColumnView:
    return ColumnView(column.label, gloss(column.key), notes.at(table, column=column.key))


def gloss(key: str) -> str:
    """Return a key of the form in words ("not disclosed: state secret")."""
    return key.replace(".", ": ").replace("_", " ")


def _row(row: Row, above: tuple[str, ...], table: Table, notes: Footnotes) -> RowView:
    shared = 0
    while shared < min(len(above), len(row.groups)) and above[shared] == row.groups[shared]:
        shared += 1
    read = table.rows.get(row.key)
    cells = None
    if read is not None:
        cells = tuple(
            _cell(
                read.get(column.key),
                notes.at(table.key, row.key, column.key),
                cell_anchor(table.key, row.key, column.key),
                cell_path(table.key, row.key, column.key),
            )
            for column in row.columns
        )
    by_line = table.key is TableKey.APPLICATIONS
    return RowView(
        label=row.label,
        gloss=gloss(row.key),
        lead="" if by_line else " ".join(row.groups),
        depth=len(row.groups) if by_line else 0,
        headings=row.groups[shared:] if by_line else (),
        cells=cells,
        marks=notes.at(table.key, row.key),
    )


def _cell(cell: Cell | None, marks: Marks, anchor: str, path: str) -> CellView:
    if cell is None:
        return CellView("", None, N_("缺列"), "c-gone", None, marks, anchor, "")
    # The number is what was understood; where there is none, the page shows what is printed.
    shown = str(cell.value) if cell.state is CellState.NUMBER and cell.value is not None else cell.raw
    css = f"c-{cell.state}" if cell.state is not CellState.NUMBER else "c-remark" if cell.remark else ""
    return CellView(shown.strip(), cell.state, CELL_WORDS.get(cell.state, ""), css, cell.remark, marks, anchor, path)
