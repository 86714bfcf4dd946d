"""Cases of F006: the layout of the form of 2019 from report year 2021 on."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, with_table, without_table

_OLD_TABLE = report(form=FORM_2019).tables[TableKey.PROACTIVE]
assert _OLD_TABLE is not None

CASES = (
    RuleCase(
        "the whole report follows the form of 2019",
        Case(report(form=FORM_2019)),
        Expected.FIRES,
        places=("proactive.*.*",),
        says="用的是2019年格式",
    ),
    RuleCase("table 2 alone follows it", Case(with_table(report(), _OLD_TABLE)), Expected.FIRES),
    RuleCase("the form of 2021 is used", Case(report()), Expected.PASSES),
    RuleCase("the form of 2019 is right for 2020", Case(report(form=FORM_2019, year=2020)), Expected.NOT_APPLICABLE),
    RuleCase("the newer form is used early", Case(report(year=2020)), Expected.NOT_APPLICABLE),
    RuleCase(
        "table 2 is not there",
        Case(without_table(report(), TableKey.PROACTIVE)),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
    RuleCase(
        "nothing tells the report year",
        Case(replace(report(), title=None, report_year=None, period=None, published=None)),
        Expected.NOT_EVALUABLE,
        also=("F004",),
    ),
)
