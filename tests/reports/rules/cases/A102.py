"""Cases of A102: outcomes_total = sum of the outcome rows."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    merged_otherwise_handled,
    report,
    unreadable,
    with_row_written,
    without_rows,
    without_table,
)

_ONE_PETITION = {
    "received": {"natural_person": 1, "total": 1},
    "outcomes_total": {"natural_person": 1, "total": 1},
}
_ONE_OTHER = {"otherwise_handled": {"natural_person": 1, "total": 1}}

CASES = (
    RuleCase(
        "the total is one more than its rows",
        Case(report(applications=_ONE_PETITION)),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        says="各项之和为0，而“（七）总计·自然人”写的是1，相差1",
    ),
    RuleCase(
        "a blank addend is 0, and the finding says so",
        Case(
            report(
                applications={
                    **_ONE_PETITION,
                    "partly_disclosed": {"natural_person": None, "total": 0},
                    "disclosed": {"commercial_enterprise": 0},
                }
            )
        ),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        also=("F007",),
        says="按0计",
    ),
    RuleCase(
        "the rows add up to the total",
        Case(report(applications={**_ONE_PETITION, "not_disclosed.state_secret": {"natural_person": 1, "total": 1}})),
        Expected.PASSES,
    ),
    RuleCase(
        "form 2019 counts its single row of what is otherwise handled",
        Case(report(form=FORM_2019, year=2020, applications={**_ONE_PETITION, **_ONE_OTHER})),
        Expected.PASSES,
    ),
    RuleCase(
        "a merged row counts in a table of form 2021 as well",
        Case(
            merged_otherwise_handled(report(applications=_ONE_PETITION), {"natural_person": 1, "total": 1}),
        ),
        Expected.PASSES,
        also=("F016",),
    ),
    RuleCase(
        "an outcome row is missing",
        Case(without_rows(report(), TableKey.APPLICATIONS, "partly_disclosed")),
        Expected.NOT_EVALUABLE,
        also=("F016",),
    ),
    RuleCase(
        "an outcome row that is blank throughout may hold the difference",
        Case(
            with_row_written(report(applications=_ONE_PETITION), TableKey.APPLICATIONS, "not_processed.repeated", None)
        ),
        Expected.NOT_EVALUABLE,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        also=("F007",),
    ),
    RuleCase(
        "an unreadable cell leaves its column open while another is found wrong",
        Case(
            report(
                applications={
                    "received": {"natural_person": 1, "commercial_enterprise": 0, "total": 1},
                    "disclosed": {"commercial_enterprise": unreadable()},
                    "outcomes_total": {"natural_person": 1, "total": 1},
                }
            )
        ),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        undecided=("applications.outcomes_total.commercial_enterprise",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
