"""Cases of F008: a cell that is certainly not a number."""

from __future__ import annotations

from dataclasses import replace

from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells, without_table

CASES = (
    RuleCase(
        "a word stands where a number belongs",
        Case(with_cells(report(), TableKey.PROACTIVE, {"penalties": {"decisions": "若干"}})),
        Expected.FIRES,
        places=("proactive.penalties.decisions",),
        says="写的是“若干”，不是数字",
    ),
    RuleCase("all cells are numbers", Case(report()), Expected.PASSES),
    RuleCase(
        "a cell whose place or text is doubtful is left open",
        Case(with_cells(report(), TableKey.PROACTIVE, {"penalties": {"decisions": unreadable("若干")}})),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2017), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
