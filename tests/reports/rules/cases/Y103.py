"""Cases of Y103: the tables are not those of last year."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable

_ONE = {"natural_person": 1, "total": 1}
_FOUR = {"natural_person": 3, "commercial_enterprise": 1, "total": 4}


def _busy(*, year: int, penalties: int = 36) -> AnnualReport:
    return report(
        year=year,
        proactive={"licences": {"decisions": 120}, "penalties": {"decisions": penalties}},
        applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), _FOUR),
    )


def _quiet(*, year: int) -> AnnualReport:
    return report(year=year, applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), _ONE))


def _damaged(*, year: int) -> AnnualReport:
    return report(year=year, proactive={"licences": {"decisions": unreadable()}})


CASES = (
    RuleCase(
        "all numbers are last year's",
        Case(_busy(year=2024), previous=(_busy(year=2023),)),
        Expected.FIRES,
        places=("",),
        level=Level.WARNING,
        says="不为0的数字有6个",
    ),
    RuleCase(
        "the newest version differs and an older one is the same",
        Case(_busy(year=2024), previous=(_busy(year=2023, penalties=35), _busy(year=2023))),
        Expected.FIRES,
    ),
    RuleCase(
        "one number differs",
        Case(_busy(year=2024), previous=(_busy(year=2023, penalties=35),)),
        Expected.PASSES,
    ),
    RuleCase(
        "one application each year fills six cells and may be chance",
        Case(_quiet(year=2024), previous=(_quiet(year=2023),)),
        Expected.PASSES,
    ),
    RuleCase("nothing in either year", Case(report(), previous=(report(year=2023),)), Expected.PASSES),
    RuleCase("no report of the year before", Case(_busy(year=2024)), Expected.NOT_APPLICABLE),
    RuleCase(
        "a cell of this year was not read",
        Case(_damaged(year=2024), previous=(_busy(year=2023),)),
        Expected.NOT_EVALUABLE,
    ),
    RuleCase(
        "last year's tables were not read",
        Case(_busy(year=2024), previous=(replace(report(year=2023), tables={}),)),
        Expected.NOT_EVALUABLE,
    ),
)
