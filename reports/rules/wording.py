"""How tables, cells and numbers are named in sentences; the labels come from the forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reports.forms import FORM_2021, FORMS, Form, Row
from reports.forms.common import OTHERWISE_HANDLED
from reports.model import AnnualReport, SectionKey, Table, TableKey, TableSpot
from reports.states import Sentence

LISTED_AT_MOST = 8
_REMARK = re.compile(r"(?<=.)（[^（）]*）$")  # "（二）部分公开（区分处理的，…）"

_TABLES_EN = {
    TableKey.PROACTIVE: "table 2 (proactive disclosure)",
    TableKey.APPLICATIONS: "table 3 (applications)",
    TableKey.REVIEW: "table 4 (reconsideration and litigation)",
}


def form_of(report: AnnualReport) -> Form:
    """Return the edition of the form that the report's tables follow; the current one where none was recognised."""
    return next((form for form in FORMS if form.name == report.form), FORM_2021)


def form_of_table(report: AnnualReport, table: Table) -> Form:
    """Return the edition of the form that this table follows; a report may carry an old table among new ones."""
    named = form_of(report)
    others = (form for form in FORMS if form is not named)
    return next((form for form in (named, *others) if _knows(form, table)), named)


def _knows(form: Form, table: Table) -> bool:
    columns = {row.key: {column.key for column in row.columns} for row in form.table(table.key).rows}
    if table.key is TableKey.APPLICATIONS:
        columns[OTHERWISE_HANDLED.key] = {column.key for column in OTHERWISE_HANDLED.columns}
    return all(row in columns and columns[row].issuperset(cells or ()) for row, cells in table.rows.items())


def form_row(form: Form, table: TableKey, row: str) -> Row:
    """Return the row of the form, or the merged （六）其他处理 that reports of any edition may carry."""
    if table is TableKey.APPLICATIONS and row == OTHERWISE_HANDLED.key:
        return OTHERWISE_HANDLED
    return form.table(table).row(row)


def table_name(form: Form, table: TableKey) -> Sentence:
    """Return the name of a table: the heading of its section in Chinese, its number in English."""
    return Sentence(f"“{form.headings[SectionKey(table.value)]}”表", _TABLES_EN[table])


def section_name(form: Form, section: SectionKey) -> Sentence:
    """Return the name of a section as the form prints it."""
    return Sentence(f"“{form.headings[section]}”", f"“{english(section.value)}”")


def row_name(form: Form, table: TableKey, row: str) -> Sentence:
    """Return the name of a row with the group it stands in, where the label alone does not say it."""
    known = form_row(form, table, row)
    group = known.groups[-1] if table is TableKey.APPLICATIONS and len(known.groups) > 1 else ""
    return Sentence(f"{group}{_REMARK.sub('', known.label)}", english(row))


def column_name(form: Form, table: TableKey, row: str, column: str) -> Sentence:
    """Return the name of a column as the row of the form has it."""
    return Sentence(form_row(form, table, row).column(column).label, english(column))


def cell_name(form: Form, spot: TableSpot) -> Sentence:
    """Return the name of a cell; of a whole row or column where the other is None."""
    if spot.row is None:
        columns = (column for row in form.table(spot.table).rows for column in row.columns)
        label = next(column.label for column in columns if column.key == spot.column)
        return Sentence(f"“{label}”列", f"column “{english(spot.column or '')}”")
    row = row_name(form, spot.table, spot.row)
    if spot.column is None:
        return Sentence(f"“{row.zh}”行", f"row “{row.en}”")
    column = column_name(form, spot.table, spot.row, spot.column)
    return Sentence(f"“{row.zh}·{column.zh}”", f"“{row.en}, {column.en}”")


def english(key: str) -> str:
    """Return a key as English words: "not_disclosed.state_secret" is "not disclosed: state secret"."""
    return key.replace(".", ": ").replace("_", " ")


def listed(names: Sequence[Sentence]) -> Sentence:
    """Return the names as a list; a long one is cut with its full count stated."""
    shown = names[:LISTED_AT_MOST]
    zh, en = "、".join(name.zh for name in shown), ", ".join(name.en for name in shown)
    if len(names) > len(shown):
        return Sentence(f"{zh}等{len(names)}处", f"{en} and {len(names) - len(shown)} more")
    return Sentence(zh, en)


def cells_are(count: int) -> str:
    """Return "1 cell is" or "5 cells are"."""
    return "1 cell is" if count == 1 else f"{count} cells are"


def number(value: int | Decimal) -> str:
    """Return a number as people write it, without exponent."""
    return str(value) if isinstance(value, int) else f"{value:f}"
