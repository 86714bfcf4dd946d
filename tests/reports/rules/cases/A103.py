"""Cases of A103: total = sum of the six applicant columns."""

from __future__ import annotations

from dataclasses import replace

from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    merged_otherwise_handled,
    report,
    unreadable,
    with_column_written,
    with_row_written,
    without_rows,
    without_table,
)

_RECEIVED_AND_DISCLOSED = {
    row: {"natural_person": 2, "commercial_enterprise": 1, "total": 3}
    for row in ("received", "disclosed", "outcomes_total")
}

CASES = (
    RuleCase(
        "the total of a row is one less than its columns",
        Case(
            report(
                applications={
                    **_RECEIVED_AND_DISCLOSED,
                    "not_processed.repeated": {"natural_person": 1, "total": 0},
                    "not_disclosed.internal_affairs": {"natural_person": 0, "total": 0},
                }
            )
        ),
        Expected.FIRES,
        places=("applications.not_processed.repeated.total",),
        also=("A102",),
        says="“（五）不予处理2.重复申请”行：各项之和为1（“自然人”1）",
    ),
    RuleCase("two and one are three", Case(report(applications=_RECEIVED_AND_DISCLOSED)), Expected.PASSES),
    RuleCase(
        "one row for what is otherwise handled is judged as it stands",
        Case(merged_otherwise_handled(report(), {"natural_person": 1})),
        Expected.FIRES,
        places=("applications.otherwise_handled.total",),
        also=("A102", "F016"),
    ),
    RuleCase(
        "a row without any number is not judged",
        Case(with_row_written(report(), TableKey.APPLICATIONS, "not_processed.repeated", None)),
        Expected.NOT_EVALUABLE,
        places=("applications.not_processed.repeated.total",),
        also=("F007",),
    ),
    RuleCase(
        "a column that is blank throughout may hold the difference",
        Case(
            with_column_written(
                report(
                    applications={
                        row: {"natural_person": 2, "total": 3} for row in ("received", "disclosed", "outcomes_total")
                    }
                ),
                TableKey.APPLICATIONS,
                "other_organization",
                None,
            )
        ),
        Expected.NOT_EVALUABLE,
        places=(
            "applications.received.total",
            "applications.disclosed.total",
            "applications.outcomes_total.total",
        ),
        also=("F007",),
    ),
    RuleCase(
        "a row is missing",
        Case(without_rows(report(), TableKey.APPLICATIONS, "received")),
        Expected.NOT_EVALUABLE,
        places=("applications.received.total",),
        also=("F016",),
    ),
    RuleCase(
        "an unreadable cell leaves its row open",
        Case(report(applications={"received": {"other_organization": unreadable()}})),
        Expected.NOT_EVALUABLE,
        places=("applications.received.total",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
