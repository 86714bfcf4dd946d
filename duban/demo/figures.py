"""Turns compact figures into the three tables as an agency would print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duban.demo.script import FigureRow, Figures
from reports.forms import FORM_2021
from reports.model import TableKey

PROACTIVE_NAMES = {"fees": "administrative_fees"}
NOT_OUTCOMES = frozenset({"received", "brought_forward", "outcomes_total", "carried_forward"})


@dataclass(frozen=True, slots=True)
class PrintedTables:
    """Texts to print, by row and then column key, in the form's order; "" is a blank cell."""

    proactive: Mapping[str, Mapping[str, str]]
    applications: Mapping[str, Mapping[str, str]]
    review: Mapping[str, Mapping[str, str]]


def printed_tables(figures: Figures) -> PrintedTables:
    """Return the tables in full: missing rows are zero, totals are added up, then the planted faults are put in."""
    tables = {
        TableKey.PROACTIVE: _proactive(figures),
        TableKey.APPLICATIONS: _applications(figures),
        TableKey.REVIEW: _review(figures),
    }
    for place in figures.blank:
        table, row = place.split(".", 1)
        cells = tables[TableKey(table)][row]
        cells.update(dict.fromkeys(cells, ""))
    for place, text in figures.printed.items():
        head, column = place.rsplit(".", 1)
        table, row = head.split(".", 1)
        tables[TableKey(table)][row][column] = text
    return PrintedTables(tables[TableKey.PROACTIVE], tables[TableKey.APPLICATIONS], tables[TableKey.REVIEW])


def earlier_figures(figures: Figures, *, years_back: int) -> Figures:
    """Return an earlier report's figures: last year's carried forward is what this year's report brought forward."""
    nothing = [0] * 6
    carried = figures.earlier_carried_forward or figures.applications.get("brought_forward", nothing)
    carried = carried if years_back == 1 else nothing
    received = [number + 1 if index == 0 else number for index, number in enumerate(carried)]
    return Figures(
        applications={"received": received, "disclosed": [1, 0, 0, 0, 0, 0], "carried_forward": carried},
    )


def _proactive(figures: Figures) -> dict[str, dict[str, str]]:
    given = {PROACTIVE_NAMES.get(key, key): value for key, value in figures.proactive.items()}
    return {
        row.key: dict(
            zip([column.key for column in row.columns], _texts(given.get(row.key, 0), len(row.columns)), strict=True)
        )
        for row in FORM_2021.table(TableKey.PROACTIVE).rows
    }


def _applications(figures: Figures) -> dict[str, dict[str, str]]:
    rows = FORM_2021.table(TableKey.APPLICATIONS).rows
    numbers = {row.key: list(figures.applications.get(row.key, [0] * 6)) for row in rows}
    if "outcomes_total" not in figures.applications:
        parts = [cells for key, cells in numbers.items() if key not in NOT_OUTCOMES]
        numbers["outcomes_total"] = [sum(column) for column in zip(*parts, strict=True)]
    return {
        row.key: dict(zip([column.key for column in row.columns], _with_total(numbers[row.key]), strict=True))
        for row in rows
    }


def _review(figures: Figures) -> dict[str, dict[str, str]]:
    return {
        row.key: dict(
            zip(
                [column.key for column in row.columns],
                _with_total(figures.review.get(row.key, [0] * 4)),
                strict=True,
            )
        )
        for row in FORM_2021.table(TableKey.REVIEW).rows
    }


def _with_total(numbers: Sequence[int]) -> list[str]:
    return [str(number) for number in (*numbers, sum(numbers))]


def _texts(value: FigureRow, width: int) -> list[str]:
    values = value if isinstance(value, list) else [value] * width
    return [str(entry) for entry in values]
