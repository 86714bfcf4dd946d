"""Corrected figures: proposed where two sums point at one cell, never where more than one slip could explain them."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reports.checking import read_report
from reports.corrections import corrections
from reports.model import AnnualReport, TableKey, TableSpot
from tests.rendering import RENDERERS
from tests.rendering.figures import APPLICANTS, Figures, Shown, application_rows, balanced
from tests.rendering.specimen import specimen

ROWS, COLUMNS = application_rows("2021"), list(APPLICANTS)


def report_of(figures: Figures) -> AnnualReport:
    return read_report(RENDERERS["clean.html"](specimen(figures), Random(0)))[1]


def changed(figures: Figures, changes: dict[tuple[str, str], int]) -> Figures:
    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        added = changes.get((row, column), 0) if table == "applications" else 0
        return Shown(str(int(cell.text) + added), int(cell.text) + added) if added else cell

    return figures.mapped(change)


def test_a_consistent_report_needs_no_correction() -> None:
    assert corrections(report_of(balanced(3))) == ()


@given(seed=st.integers(0, 50), row=st.sampled_from(ROWS), column=st.sampled_from(COLUMNS), slip=st.integers(1, 500))
def test_one_slip_anywhere_in_table_3_is_put_right(seed: int, row: str, column: str, slip: int) -> None:
    figures = balanced(seed)
    right = int(figures.applications[row][column].text)

    found = corrections(report_of(changed(figures, {(row, column): slip})))

    spot = TableSpot(TableKey.APPLICATIONS, row, column)
    assert [(one.spot, one.printed, one.corrected) for one in found] == [(spot, right + slip, right)]


def test_two_slips_in_one_row_are_not_guessed_at() -> None:
    figures = changed(balanced(3), {("disclosed", "natural_person"): 4, ("disclosed", "total"): 9})

    assert corrections(report_of(figures)) == ()


def test_slips_far_from_each_other_are_both_put_right() -> None:
    figures = balanced(3)
    changes = {("disclosed", "natural_person"): 4, ("not_disclosed.state_secret", "commercial_enterprise"): 2}

    found = corrections(report_of(changed(figures, changes)))

    assert {(one.spot.row, one.spot.column) for one in found} == set(changes)
    assert all(
        one.corrected == int(figures.applications[one.spot.row or ""][one.spot.column or ""].text) for one in found
    )
