"""Which single cell, if put right, makes every broken sum of its table hold: what an author may be told to write.

A sum that fails says that something is wrong, not where. A cell of table 3 stands in two sums at least, one along its
row and one down its column. Where both miss by the same amount, and no other cell explains any of them, the corrected
figure is certain as far as one slip was made; in every other case nothing is proposed. Table 4's blocks have one sum
each, so nothing can be told there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.forms import Form
from reports.forms.common import APPLICANTS
from reports.model import AnnualReport, CellState, Table, TableKey, TableSpot
from reports.rules.arithmetic import A101, A102, A103, outcome_rows
from reports.rules.wording import form_of_table

FEWEST_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell, the number printed in it (None: blank) and the one that makes its sums hold.

    `mends` names those sums by the code of their rule and the cell of their total.
    """

    spot: TableSpot
    printed: int | None
    corrected: int
    mends: frozenset[tuple[str, TableSpot]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """One sum of the form as an equation: the signed cells give 0 where it holds."""

    name: tuple[str, TableSpot]
    signs: Mapping[TableSpot, int]


def corrections(report: AnnualReport) -> tuple[Correction, ...]:
    """Return the certain corrections of table 3, in the form's order; empty where nothing is certain."""
    table = report.table(TableKey.APPLICATIONS)
    if table is None:
        return ()
    values = {
        TableSpot(TableKey.APPLICATIONS, row, column): 0 if cell.value is None else int(cell.value)
        for row, column, cell in table.cells()
        if cell.state is CellState.BLANK or isinstance(cell.value, int)
    }
    sums = [known for known in _sums(table, form_of_table(report, table)) if known.signs.keys() <= values.keys()]
    by_cell: dict[TableSpot, list[_Sum]] = defaultdict(list)
    for equation in sums:
        for spot in equation.signs:
            by_cell[spot].append(equation)
    missing = {equation.name: -sum(sign * values[spot] for spot, sign in equation.signs.items()) for equation in sums}
    changes = {spot: change for spot in values if (change := _change(spot, by_cell[spot], missing)) is not None}
    explained = Counter(equation.name for spot in changes for equation in by_cell[spot])
    return tuple(
        Correction(
            spot, _printed(table, spot), values[spot] + change, frozenset(equation.name for equation in by_cell[spot])
        )
        for spot, change in changes.items()
        if values[spot] + change >= 0 and all(explained[equation.name] == 1 for equation in by_cell[spot])
    )


def _change(spot: TableSpot, sums: Sequence[_Sum], missing: Mapping[tuple[str, TableSpot], int]) -> int | None:
    """Return what must be added to the cell so that all of its sums hold, None where no number does that."""
    needed = {equation.signs[spot] * missing[equation.name] for equation in sums}
    return needed.pop() if len(sums) >= FEWEST_WITNESSES and len(needed) == 1 and needed != {0} else None


def _printed(table: Table, spot: TableSpot) -> int | None:
    cell = table.cell(spot.row or "", spot.column or "")
    return cell.value if cell is not None and isinstance(cell.value, int) else None


def _sums(table: Table, form: Form) -> Iterator[_Sum]:
    outcomes = outcome_rows(table, form)
    columns = [column.key for column in APPLICANTS]

    def at(row: str, column: str) -> TableSpot:
        return TableSpot(TableKey.APPLICATIONS, row, column)

    for column in columns:
        came = {at("received", column): 1, at("brought_forward", column): 1}
        total = at("outcomes_total", column)
        yield _Sum((A101.code, total), came | {total: -1, at("carried_forward", column): -1})
        yield _Sum((A102.code, total), {at(row, column): 1 for row in outcomes} | {total: -1})
    for row in ("received", "brought_forward", *outcomes, "outcomes_total", "carried_forward"):
        parts = {at(row, column): 1 for column in columns[:-1]}
        yield _Sum((A103.code, at(row, "total")), parts | {at(row, "total"): -1})
