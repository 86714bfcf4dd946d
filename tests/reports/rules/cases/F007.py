"""Cases of F007: cells left blank."""

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
        "the five cells of one block are blank, which makes one finding",
        Case(with_row_written(report(), TableKey.REVIEW, "reconsideration", None)),
        Expected.FIRES,
        places=("review.*.*",),
        says="有5个单元格空白",
    ),
    RuleCase(
        "blank cells in two tables make two findings",
        Case(
            with_cells(
                with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": None}}),
                TableKey.APPLICATIONS,
                {"disclosed": {"research_institution": None}},
            )
        ),
        Expected.FIRES,
        places=("proactive.*.*", "applications.*.*"),
    ),
    RuleCase("zeros are not blank", Case(report()), Expected.PASSES),
    RuleCase(
        "a sign for nothing is not blank",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": placeholder()}})),
        Expected.PASSES,
        also=("F015",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2014), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "an unreadable cell is not called blank",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": unreadable()}})),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "a table that is not there leaves only itself open",
        Case(without_table(report(), TableKey.REVIEW)),
        Expected.NOT_EVALUABLE,
        places=("review.*.*",),
        also=("F003",),
    ),
)
