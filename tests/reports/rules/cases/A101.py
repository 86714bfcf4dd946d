"""Cases of A101: received + brought_forward = outcomes_total + carried_forward."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import AnnualReport, TableKey
from reports.rules import Case
from tests.reports.building import (
    Expected,
    RuleCase,
    Values,
    Written,
    placeholder,
    report,
    unreadable,
    with_column_written,
    without_table,
)


def _natural_persons(
    *, received: Written = 2, brought_forward: Written = 1, total: Written = 3, carried_forward: Written = 0
) -> AnnualReport:
    """Return a report in which natural persons alone applied; by default 2 + 1 = 3 + 0, all disclosed."""
    values: Values = {
        row: {"natural_person": written, "total": written}
        for row, written in (
            ("received", received),
            ("brought_forward", brought_forward),
            ("disclosed", total),
            ("outcomes_total", total),
            ("carried_forward", carried_forward),
        )
    }
    return report(applications=values)


CASES = (
    RuleCase(
        "one application too few was dealt with, in the column and in the total",
        Case(_natural_persons(received=3)),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        says="第一项加第二项为4",
    ),
    RuleCase(
        "a blank addend is 0, and the finding says so",
        Case(
            report(
                applications={
                    "received": {"natural_person": 2, "total": 2},
                    "carried_forward": {"natural_person": None, "total": 0},
                }
            )
        ),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        also=("F007",),
        says="空白的“四、结转下年度继续办理·自然人”按0计",
    ),
    RuleCase("two and one are three", Case(_natural_persons()), Expected.PASSES),
    RuleCase("no application at all", Case(report()), Expected.PASSES),
    RuleCase("form 2019 balances as well", Case(report(form=FORM_2019, year=2020)), Expected.PASSES),
    RuleCase(
        "a sign for nothing is 0",
        Case(_natural_persons(carried_forward=placeholder())),
        Expected.PASSES,
        also=("F015",),
    ),
    RuleCase(
        "a blank total is never guessed",
        Case(
            report(
                applications={
                    "received": {"natural_person": 2, "total": 2},
                    "disclosed": {"natural_person": 2, "total": 2},
                    "outcomes_total": {"natural_person": None, "total": 2},
                }
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("applications.outcomes_total.natural_person",),
        also=("A103", "F007"),
    ),
    RuleCase(
        "a column without any number is not judged, the others are",
        Case(with_column_written(_natural_persons(received=3), TableKey.APPLICATIONS, "research_institution", None)),
        Expected.FIRES,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        undecided=("applications.outcomes_total.research_institution",),
        also=("F007",),
    ),
    RuleCase(
        "a row that is blank throughout may hold the difference",
        Case(
            report(
                applications={
                    "received": {"natural_person": 2, "total": 2},
                    "brought_forward": dict.fromkeys(
                        [column.key for column in FORM_2019.table(TableKey.APPLICATIONS).rows[0].columns]
                    ),
                    "disclosed": {"natural_person": 3, "total": 3},
                    "outcomes_total": {"natural_person": 3, "total": 3},
                }
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("applications.outcomes_total.natural_person", "applications.outcomes_total.total"),
        also=("F007",),
    ),
    RuleCase(
        "an unreadable cell leaves its column open",
        Case(report(applications={"received": {"natural_person": unreadable("8?")}})),
        Expected.NOT_EVALUABLE,
        places=("applications.outcomes_total.natural_person",),
    ),
    RuleCase(
        "there is no table 3",
        Case(without_table(report(), TableKey.APPLICATIONS)),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
