"""What rules about tables share: which tables are there, and which of their cells were read."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms import Form
from reports.model import AnnualReport, Cell, CellState, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Undecided
from reports.rules.wording import cells_are, form_of, table_name
from reports.states import Sentence

FIRST_YEAR_WITH_A_FORM = 2019


def report_of(case: Case) -> AnnualReport:
    """Return the report; raises NotApplicable where there is none."""
    if case.report is None:
        raise NotApplicable("没有报告可供检查。", "There is no report to check.")
    return case.report


def report_with_form(case: Case) -> AnnualReport:
    """Return the report; raises NotApplicable for report years in which no common form existed (before 2019)."""
    report = report_of(case)
    year = case.report_year if report.report_year is None else report.report_year
    if report.form is None and year is not None and year < FIRST_YEAR_WITH_A_FORM:
        raise NotApplicable(
            f"{year}年度没有全国统一格式，不作此项检查。",
            f"There was no common form for report year {year}; this is not checked.",
        )
    return report


def tables(report: AnnualReport, *, cells_matter: bool = True) -> Iterator[Table | Undecided]:
    """Yield the tables of the report, and what is undecided about them: a table that is not there, cells not read.

    `cells_matter` False leaves unread cells unmentioned (for rules about rows and columns).
    Raises NotEvaluable where none of the three tables is there.
    """
    if all(report.table(key) is None for key in TableKey):
        raise NotEvaluable("没有读到任何一张表格。", "None of the three tables was read.")
    form = form_of(report)
    for key in TableKey:
        table = report.table(key)
        if table is None:
            yield Undecided(TableSpot(key), missing_table(form, key))
            continue
        unreadable = sum(1 for _, _, cell in table.cells() if cell.state is CellState.UNREADABLE)
        if unreadable and cells_matter:
            name = table_name(form, key)
            yield Undecided(
                TableSpot(key),
                Sentence(
                    f"{name.zh}有{unreadable}个单元格没有读准。", f"In {name.en}, {cells_are(unreadable)} unread."
                ),
            )
        yield table


def missing_table(form: Form, key: TableKey) -> Sentence:
    """Return the sentence for a table that is not there."""
    name = table_name(form, key)
    return Sentence(f"没有读到{name.zh}。", f"There is no {name.en} to check.")


def cells_in_state(table: Table, state: CellState) -> tuple[tuple[TableSpot, Cell], ...]:
    """Return the cells of a table that were read that way, in the form's order."""
    return tuple(
        (TableSpot(table.key, row, column), cell) for row, column, cell in table.cells() if cell.state is state
    )
