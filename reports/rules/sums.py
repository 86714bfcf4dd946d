"""Sums over printed numbers: what counts as zero, and when a sum cannot be judged at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.forms import Form
from reports.model import Cell, CellState, Table, TableSpot
from reports.rules.wording import cell_name, column_name, listed, number, row_name
from reports.states import Sentence

Number = int | Decimal


class Line(StrEnum):
    """Along what a sum runs: down a column, or along a row (a block of table 4 is a row here)."""

    COLUMN = "column"
    ROW = "row"


class SumUndecided(Exception):
    """The sum cannot be judged: an input is missing, unread or no number, or the whole line is blank."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Sentence(zh, en)


@dataclass(frozen=True, slots=True)
class Total:
    """One side of a sum: its value, its addends in order, and which of them were blank and read as 0."""

    value: Number
    addends: tuple[tuple[TableSpot, Number], ...]
    blanks: tuple[TableSpot, ...]

    def written(self, form: Form, *, by: Line) -> Sentence:
        """Return the addends that are not zero in brackets, with their names ("“自然人”2、“商业企业”1"), or nothing."""
        parts = [_named_value(form, spot, value, by=by) for spot, value in self.addends if value != 0]
        if not parts:
            return Sentence("", "")
        named = listed(parts)
        return Sentence(f"（{named.zh}）", f" ({named.en})")

    def blanks_written(self, form: Form) -> Sentence:
        """Return what was blank and read as 0, as half a sentence; nothing if no addend was blank."""
        if not self.blanks:
            return Sentence("", "")
        named = listed([cell_name(form, spot) for spot in self.blanks])
        return Sentence(f"（空白的{named.zh}按0计）", f" (the blank {named.en} read as 0)")


def _named_value(form: Form, spot: TableSpot, value: Number, *, by: Line) -> Sentence:
    row, column = spot.row or "", spot.column or ""
    match by:
        case Line.COLUMN:
            name = row_name(form, spot.table, row)
        case Line.ROW:
            name = column_name(form, spot.table, row, column)
    return Sentence(f"“{name.zh}”{number(value)}", f"{name.en} {number(value)}")


def distance(one: Number, other: Number) -> Number:
    """Return by how much two numbers differ."""
    return one - other if one > other else other - one


def printed(table: Table, spot: TableSpot, *, form: Form) -> Number | None:
    """Return the number of a cell as printed, None where it is blank; raises SumUndecided for anything else."""
    cell = _cell(table, spot)
    if cell is None:
        name = cell_name(form, spot)
        raise SumUndecided(f"表中没有{name.zh}。", f"The table has no {name.en}.")
    if cell.state is CellState.BLANK:
        return None
    if cell.value is None or cell.state in (CellState.UNREADABLE, CellState.NOT_A_NUMBER):
        name = cell_name(form, spot)
        raise SumUndecided(f"{name.zh}没有读出数字。", f"No number could be read in {name.en}.")
    return cell.value


def result(table: Table, spot: TableSpot, *, form: Form) -> Number:
    """Return the number of a result cell; raises SumUndecided where it is blank: a total is never guessed."""
    value = printed(table, spot, form=form)
    if value is None:
        name = cell_name(form, spot)
        raise SumUndecided(f"{name.zh}空白，无法核对。", f"The cell {name.en} is blank and cannot be checked.")
    return value


def total_of(table: Table, spots: Sequence[TableSpot], *, form: Form) -> Total:
    """Return the sum of the cells; a blank addend is 0 for the sum only."""
    values = [(spot, printed(table, spot, form=form)) for spot in spots]
    addends = tuple((spot, 0 if value is None else value) for spot, value in values)
    blanks = tuple(spot for spot, value in values if value is None)
    return Total(sum((value for _, value in addends), start=0), addends, blanks)


def require_a_number(table: Table, spots: Iterable[TableSpot], *, what: Sentence) -> None:
    """Raise SumUndecided where the line along which the sum runs has no number at all."""
    cells = [_cell(table, spot) for spot in spots]
    if all(cell is None or cell.state is CellState.BLANK for cell in cells):
        raise SumUndecided(
            f"{what.zh}全部空白，无法核对。", f"The {what.en} is blank throughout and cannot be checked."
        )


def blank_crossing(table: Table, blanks: Iterable[TableSpot], *, along: Line) -> TableSpot | None:
    """Return the first blank addend whose row (in a column's sum) or column (in a row's) is all blank, else None.

    The numbers that such a line lacks may be the very difference: a sum that does not add up then accuses nobody.
    """
    for spot in blanks:
        match along:
            case Line.COLUMN:
                crossing = [cell for row, _, cell in table.cells() if row == spot.row]
            case Line.ROW:
                crossing = [cell for _, column, cell in table.cells() if column == spot.column]
        if all(cell.state is CellState.BLANK for cell in crossing):
            return spot
    return None


def _cell(table: Table, spot: TableSpot) -> Cell | None:
    return table.cell(spot.row or "", spot.column or "")
