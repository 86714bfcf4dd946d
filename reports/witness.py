"""Sums as a witness against the readings of a scan: where one fails, what was read less surely is no number any more.

A number is never repaired: it stays as the publisher printed it, or it is unreadable and a person looks at its picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from reports.model import AnnualReport, Cell, CellState, Place, Table, TableSpot
from reports.problems import UnreadableCell, problem_of
from reports.rules import Case
from reports.rules.arithmetic import applicants_add_up, applications_balance, outcomes_add_up, review_adds_up
from reports.rules.rule import NotApplicable, NotEvaluable, Observation

_NO_OUTCOMES: Final = frozenset({"received", "brought_forward", "carried_forward"})


def without_unsure(report: AnnualReport, unsure: Collection[Place]) -> AnnualReport:
    """Return the report with the cells at these places unreadable where they take part in a sum that fails."""
    if not unsure:
        return report
    failing = set(_in_failing_sums(report))
    doubted = {spot: cell for spot, cell in _cells(report) if spot in failing and cell.place in unsure}
    if not doubted:
        return report
    problems = (
        problem_of(UnreadableCell(spot.table, spot.row or "", spot.column or "", cell.raw))
        for spot, cell in doubted.items()
    )
    return replace(
        report,
        tables={key: None if table is None else _without(table, doubted) for key, table in report.tables.items()},
        problems=(*report.problems, *problems),
    )


def _in_failing_sums(report: AnnualReport) -> Iterator[TableSpot]:
    """Yield the cells of every sum that fails: columns of table 3, rows of table 3, blocks of table 4."""
    case = Case(report=report)
    for sums in (applications_balance, outcomes_add_up, applicants_add_up, review_adds_up):
        try:
            observed = [seen for seen in sums(case) if isinstance(seen, Observation)]
        except (NotApplicable, NotEvaluable):
            continue
        for seen in observed:
            yield from (spot for spot, _ in _cells(report) if _takes_part(spot, seen, down=sums is outcomes_add_up))


def _takes_part(spot: TableSpot, seen: Observation, *, down: bool) -> bool:
    """True for a cell that the sum is about: of its places if it names them, of its column, else of its row."""
    if seen.places:
        return spot in seen.places
    if not isinstance(seen.at, TableSpot) or spot.table is not seen.at.table:
        return False
    return spot.column == seen.at.column and spot.row not in _NO_OUTCOMES if down else spot.row == seen.at.row


def _cells(report: AnnualReport) -> Iterator[tuple[TableSpot, Cell]]:
    for key, table in report.tables.items():
        if table is not None:
            yield from ((TableSpot(key, row, column), cell) for row, column, cell in table.cells())


def _without(table: Table, doubted: Collection[TableSpot]) -> Table:
    def seen(row: str, column: str, cell: Cell | None) -> Cell | None:
        if cell is None or TableSpot(table.key, row, column) not in doubted:
            return cell
        return Cell(None, cell.raw, CellState.UNREADABLE, cell.place)

    rows = {
        row: None if cells is None else {column: seen(row, column, cell) for column, cell in cells.items()}
        for row, cells in table.rows.items()
    }
    return replace(table, rows=rows)
