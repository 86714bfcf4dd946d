"""Cases of F011: a negative count, or a count with decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.forms import FORM_2019
from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells, without_table

CASES = (
    RuleCase(
        "a count is negative",
        Case(with_cells(report(), TableKey.PROACTIVE, {"penalties": {"decisions": -3}})),
        Expected.FIRES,
        places=("proactive.penalties.decisions",),
        says="件数不应为负数",
    ),
    RuleCase(
        "a count has decimals",
        Case(with_cells(report(), TableKey.PROACTIVE, {"licences": {"decisions": Decimal("2.5")}})),
        Expected.FIRES,
        places=("proactive.licences.decisions",),
        says="件数应为整数",
    ),
    RuleCase(
        "the last year's items of form 2019 are negative",
        Case(report(form=FORM_2019, year=2020, proactive={"licences": {"items_last_year": -1}})),
        Expected.FIRES,
        places=("proactive.licences.items_last_year",),
    ),
    RuleCase(
        "fees have decimals",
        Case(with_cells(report(), TableKey.PROACTIVE, {"administrative_fees": {"wan_yuan": Decimal("748.365")}})),
        Expected.PASSES,
    ),
    RuleCase(
        "the change of form 2019 may be negative",
        Case(report(form=FORM_2019, year=2020, proactive={"licences": {"change": -2}, "penalties": {"change": 3}})),
        Expected.PASSES,
    ),
    RuleCase(
        "an unreadable cell leaves its table open",
        Case(with_cells(report(), TableKey.PROACTIVE, {"penalties": {"decisions": unreadable("-?")}})),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2013), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
