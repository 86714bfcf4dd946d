"""Cases of Y101: last year's carried_forward = this year's brought_forward."""

from __future__ import annotations

from reports.forms import FORM_2019
from reports.model import AnnualReport, Level, TableKey
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, Written, report, without_table


def _carrying(number: Written, *, year: int = 2023, total: Written = None) -> AnnualReport:
    """Return last year's report: so many of natural persons carried forward."""
    total = number if total is None else total
    cells = {"natural_person": number, "total": total}
    return report(year=year, applications={"received": cells, "carried_forward": cells})


def _bringing(number: Written) -> AnnualReport:
    cells = {"natural_person": number, "total": number}
    return report(applications=dict.fromkeys(("brought_forward", "disclosed", "outcomes_total"), cells))


_BODY = BodyFacts("some-office", "某市某局")

CASES = (
    RuleCase(
        "three were carried forward, two brought forward: an error in the total, a warning in the column",
        Case(_bringing(2), previous=(_carrying(3),)),
        Expected.FIRES,
        places=("applications.brought_forward.natural_person", "applications.brought_forward.total"),
        says="上一年度报告“四、结转下年度继续办理·自然人”写的是3",
    ),
    RuleCase(
        "only one column differs, which is a warning",
        Case(
            report(
                applications={
                    row: {"commercial_enterprise": 2, "total": 2}
                    for row in ("brought_forward", "disclosed", "outcomes_total")
                }
            ),
            previous=(_carrying(2),),
        ),
        Expected.FIRES,
        places=("applications.brought_forward.natural_person", "applications.brought_forward.commercial_enterprise"),
        level=Level.WARNING,
    ),
    RuleCase("two carried, two brought", Case(_bringing(2), previous=(_carrying(2),)), Expected.PASSES),
    RuleCase(
        "an older version of last year's report matches",
        Case(_bringing(2), previous=(_carrying(2), _carrying(3))),
        Expected.PASSES,
    ),
    RuleCase(
        "form 2019 of the year before compares as well",
        Case(report(year=2021), previous=(report(form=FORM_2019, year=2020),)),
        Expected.PASSES,
    ),
    RuleCase("no report of the year before is known", Case(_bringing(2)), Expected.NOT_APPLICABLE),
    RuleCase(
        "the only other report is of another year",
        Case(_bringing(2), previous=(_carrying(3, year=2022),)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "the body was merged last year",
        Case(
            _bringing(2),
            agency=BodyFacts("some-office", "某市某局", coverage_changed=(2023,)),
            previous=(_carrying(3),),
        ),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "table 3 of the year before was not read",
        Case(_bringing(2), agency=_BODY, previous=(without_table(_carrying(3), TableKey.APPLICATIONS),)),
        Expected.NOT_EVALUABLE,
    ),
    RuleCase(
        "the cells of the year before are blank",
        Case(
            report(),
            previous=(
                report(
                    year=2023,
                    applications={
                        "carried_forward": dict.fromkeys(
                            [column.key for column in FORM_2019.table(TableKey.APPLICATIONS).rows[0].columns]
                        )
                    },
                ),
            ),
        ),
        Expected.NOT_EVALUABLE,
        places=tuple(
            f"applications.brought_forward.{column.key}"
            for column in FORM_2019.table(TableKey.APPLICATIONS).rows[0].columns
        ),
    ),
    RuleCase(
        "one version differs and another, unread, might match",
        Case(
            report(),
            previous=(
                _carrying(1),
                report(year=2023, applications={"carried_forward": {"natural_person": None, "total": None}}),
            ),
        ),
        Expected.NOT_EVALUABLE,
        places=("applications.brought_forward.natural_person", "applications.brought_forward.total"),
    ),
)
