"""What a reading gives in the tables of a report, or why it gives nothing: blank and unread cells are never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.claims.model import Reading, Term
from reports.claims.readings import COLUMNS
from reports.model import AnnualReport, Cell, CellState, Spot, Table, TableKey, TableSpot

_WAN = Decimal(10_000)
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A reading's value; None where a cell is blank, missing or unread.

    `incomplete`: a blank among some of the columns was read as 0, which may confirm but never contradict.
    `others` are further values that a remark beside the number allows (17（其中修订15件）: 15, 2, 32); money in yuan.
    """

    number: Decimal | None
    spots: tuple[Spot, ...]
    others: tuple[Decimal, ...] = ()
    remarked: bool = False
    incomplete: bool = False


def evaluate(reading: Reading, report: AnnualReport) -> Value:
    """Return what the reading gives in the report's table."""
    table = report.table(reading.table)
    if table is None:
        return Value(None, ())
    total = Decimal(0)
    spots: list[Spot] = []
    numbers = 0
    blank = False
    remarks: list[tuple[Decimal, Cell]] = []
    for term in reading.terms:
        for row in _rows(table, term):
            spot = TableSpot(table.key, row, term.column)
            spots.append(spot)
            cell = table.cell(row, term.column)
            if cell is None or cell.state in (CellState.UNREADABLE, CellState.NOT_A_NUMBER):
                return Value(None, tuple(spots))
            if cell.value is None:
                blank = True
                continue
            numbers += 1
            total += term.sign * _scaled(table, cell.value)
            if cell.remark is not None:
                remarks.append((_scaled(table, cell.value), cell))
    columns = {term.column for term in reading.terms}
    adds_columns = len(columns) > 1
    if not spots or (blank and not (adds_columns and numbers > 0)):
        return Value(None, tuple(spots))
    incomplete = blank and not columns >= set(COLUMNS)
    return Value(total, tuple(spots), others=_others(remarks), remarked=bool(remarks), incomplete=incomplete)


def _rows(table: Table, term: Term) -> tuple[str, ...]:
    """Return the row itself, or the rows of a group that the table has no single row for."""
    if table.rows.get(term.row) is not None:
        return (term.row,)
    parts = tuple(row for row in table.rows if row.startswith(f"{term.row}."))
    return parts or (term.row,)


def _scaled(table: Table, value: int | Decimal) -> Decimal:
    """Return a count as it is, and an amount of table 2 (the only decimal ones) in yuan."""
    return Decimal(value) * _WAN if table.key is TableKey.PROACTIVE and isinstance(value, Decimal) else Decimal(value)


def _others(remarks: list[tuple[Decimal, Cell]]) -> tuple[Decimal, ...]:
    if len(remarks) != 1:
        return ()
    value, cell = remarks[0]
    named = [Decimal(number) for number in _NUMBER.findall(cell.remark or "")[:6]]
    return tuple(other for number in named for other in (number, value - number, value + number))
