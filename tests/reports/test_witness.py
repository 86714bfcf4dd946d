"""Sums as a witness against what was recognised: doubt where one fails, nothing repaired, nothing else touched."""

from __future__ import annotations

from reports.model import Cell, CellState, PagePlace, TableKey
from reports.witness import without_unsure
from tests.reports.building import Written, report

HERE = PagePlace(2, (10.0, 10.0, 20.0, 20.0))
THERE = PagePlace(2, (30.0, 10.0, 40.0, 20.0))
BALANCED: dict[str, dict[str, Written]] = {
    row: {"natural_person": 7, "commercial_enterprise": 1, "total": 8}
    for row in ("received", "disclosed", "outcomes_total")
}


def recognised(value: int, place: PagePlace = HERE) -> Cell:
    return Cell(value, str(value), CellState.NUMBER, place)


def with_cells(**cells: Cell) -> dict[str, dict[str, Written]]:
    """Return the balanced table with cells of the row of what was disclosed, by column."""
    return {**BALANCED, "disclosed": {**BALANCED["disclosed"], **cells}}


def test_a_cell_read_less_surely_is_unreadable_where_its_sum_fails() -> None:
    read = report(applications=with_cells(natural_person=recognised(1)))

    seen = without_unsure(read, {HERE})

    table = seen.table(TableKey.APPLICATIONS)
    assert table is not None
    assert table.cell("disclosed", "natural_person") == Cell(None, "1", CellState.UNREADABLE, HERE)
    assert [(problem.code, problem.part) for problem in seen.problems] == [
        ("cell_unreadable", "applications.disclosed.natural_person")
    ]


def test_cells_read_surely_stay_as_printed_where_a_sum_fails() -> None:
    cells = with_cells(natural_person=recognised(1), commercial_enterprise=recognised(1, THERE))
    read = report(applications=cells)

    table = without_unsure(read, {THERE}).table(TableKey.APPLICATIONS)

    assert table is not None
    printed, doubted = table.cell("disclosed", "natural_person"), table.cell("disclosed", "commercial_enterprise")
    assert printed == recognised(1)
    assert doubted is not None
    assert doubted.state is CellState.UNREADABLE


def test_a_cell_read_less_surely_stays_where_its_sums_hold() -> None:
    read = report(applications=with_cells(natural_person=recognised(7)))

    assert without_unsure(read, {HERE}) is read


def test_a_failing_sum_says_nothing_of_cells_that_take_no_part_in_it() -> None:
    cells = with_cells(natural_person=recognised(1))
    cells["not_disclosed.state_secret"] = {"other_organization": recognised(0, THERE)}
    read = report(applications=cells)

    table = without_unsure(read, {THERE}).table(TableKey.APPLICATIONS)

    assert table is not None
    assert table.cell("not_disclosed.state_secret", "other_organization") == recognised(0, THERE)


def test_a_block_of_table_4_that_fails_doubts_its_own_cells_alone() -> None:
    review: dict[str, dict[str, Written]] = {
        "reconsideration": {"upheld": recognised(3), "total": 8},
        "litigation_direct": {"upheld": recognised(3, THERE), "total": 3},
    }
    read = report(review=review)

    table = without_unsure(read, {HERE, THERE}).table(TableKey.REVIEW)

    assert table is not None
    states = [
        cell and cell.state
        for cell in (table.cell("reconsideration", "upheld"), table.cell("litigation_direct", "upheld"))
    ]
    assert states == [CellState.UNREADABLE, CellState.NUMBER]
