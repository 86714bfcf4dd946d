"""Cases of F009: a number with a remark or unit in its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.model import Cell, CellState, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells, without_table

_REVISED = Cell(17, "17（其中修订15件）", CellState.NUMBER, remark="（其中修订15件）")
_IN_YUAN = Cell(Decimal("251000"), "251000元", CellState.NUMBER, remark="元")

CASES = (
    RuleCase(
        "two cells of one table carry remarks, which makes one finding",
        Case(
            with_cells(
                report(),
                TableKey.PROACTIVE,
                {"normative_documents": {"issued": _REVISED}, "administrative_fees": {"wan_yuan": _IN_YUAN}},
            )
        ),
        Expected.FIRES,
        places=("proactive.*.*",),
        says="“17（其中修订15件）”",
    ),
    RuleCase("all numbers stand alone", Case(report()), Expected.PASSES),
    RuleCase(
        "an unreadable cell leaves its table open",
        Case(with_cells(report(), TableKey.PROACTIVE, {"penalties": {"decisions": unreadable()}})),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2017), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
