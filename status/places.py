"""Where a finding points to, in the words of the form, with the anchor of the place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from reports.forms import FORMS, Form, Row
from reports.model import SectionKey, SectionSpot, Spot, TableKey, TableSpot


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in words; `anchor` is the id of the element that shows it."""

    label: str
    anchor: str


def cell_anchor(table: TableKey, row: str, column: str) -> str:
    """Return the id of the cell that a finding speaks of."""
    return f"cell-{table}-{row}-{column}"


def cell_path(table: TableKey | str, row: str, column: str) -> str:
    """Return the end of the address of a cell's own page, after the report's."""
    return f"cells/{table}/{row}/{column}"


def table_anchor(table: TableKey) -> str:
    """Return the id of a whole table."""
    return f"table-{table}"


def section_anchor(section: SectionKey) -> str:
    """Return the id of a section's text."""
    return f"section-{section}"


def place_of(spot: Spot, form: Form) -> PlaceView | None:
    """Return the place in words ("表 · 行 · 列"), None for the report as a whole."""
    match spot:
        case TableSpot(table, None, None):
            return PlaceView(form.headings[SectionKey(table)], table_anchor(table))
        case TableSpot(table, row, column):
            labels = [
                *([] if row is None else [_row_label(table, row, form)]),
                *([] if column is None else [column_label(table, column, form)]),
            ]
            anchor = table_anchor(table) if row is None or column is None else cell_anchor(table, row, column)
            return PlaceView(" · ".join(labels), anchor)
        case SectionSpot(section):
            return None if section is None else PlaceView(form.headings[section], section_anchor(section))
        case _:
            assert_never(spot)


def rows_of(table: TableKey, form: Form) -> list[Row]:
    """Return the table's rows in the form, then those of the other editions: a report may mix them."""
    return [row for edition in (form, *FORMS) for row in edition.table(table).rows]


def row_title(table: TableKey, key: str, form: Form) -> str:
    """Return the label of a row with those of the groups it stands in, its key where no form has it."""
    found = next((row for row in rows_of(table, form) if row.key == key), None)
    return key if found is None else " ".join((*found.groups, found.label))


def _row_label(table: TableKey, key: str, form: Form) -> str:
    return next((row.label for row in rows_of(table, form) if row.key == key), key)


def column_label(table: TableKey, key: str, form: Form) -> str:
    """Return the label of a column, its key where no form has it."""
    columns = (column for row in rows_of(table, form) for column in row.columns)
    return next((column.label for column in columns if column.key == key), key)
