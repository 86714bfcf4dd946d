"""Cases of F010: a row or column that the form does not have."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells, with_table, without_table


def _with_extra(base: AnnualReport, *, rows: tuple[str, ...] = (), columns: tuple[str, ...] = ()) -> AnnualReport:
    table = base.tables[TableKey.PROACTIVE]
    assert table is not None
    return with_table(base, replace(table, extra_rows=rows, extra_columns=columns))


CASES = (
    RuleCase(
        "table 2 has a row of its own",
        Case(_with_extra(report(), rows=("行政检查",))),
        Expected.FIRES,
        places=("proactive.*.*",),
        says="格式之外的“行政检查”行",
    ),
    RuleCase(
        "a row and a column make one finding",
        Case(_with_extra(report(), rows=("政府集中采购",), columns=("同比增减",))),
        Expected.FIRES,
        places=("proactive.*.*",),
        says="“同比增减”列",
    ),
    RuleCase("tables keep to the form", Case(report()), Expected.PASSES),
    RuleCase(
        "a label of the form was cut, another has a word beside it",
        Case(_with_extra(report(), rows=("行政事业性", "行政许可小计", "3"))),
        Expected.PASSES,
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "in a table that was not read whole nothing is concluded",
        Case(
            with_cells(
                _with_extra(report(), rows=("行政检查",)), TableKey.PROACTIVE, {"licences": {"decisions": unreadable()}}
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("proactive.*.*",),
    ),
)
