"""Cases of F015: a placeholder where the form wants 0."""

from __future__ import annotations

from dataclasses import replace

from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    placeholder,
    report,
    unreadable,
    with_cells,
    with_row_written,
    without_table,
)

CASES = (
    RuleCase(
        "a whole row of dashes makes one finding, and its sums are judged with 0",
        Case(with_row_written(report(), TableKey.REVIEW, "litigation_direct", placeholder("—"))),
        Expected.FIRES,
        places=("review.*.*",),
        says="有5个单元格用符号或“无”代替0",
    ),
    RuleCase("zeros are printed as 0", Case(report()), Expected.PASSES),
    RuleCase(
        "a blank cell is no placeholder",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": None}})),
        Expected.PASSES,
        also=("F007",),
    ),
    RuleCase(
        "an unreadable cell leaves its table open",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": unreadable("一")}})),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2012), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
