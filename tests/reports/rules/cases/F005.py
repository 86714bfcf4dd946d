"""Cases of F005: the stated period is not the report year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reports.model import AnnualReport, Period
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, report


def _stating(start: date | None, end: date | None) -> AnnualReport:
    return replace(report(), period=Period(start, end, "自某日起至某日止"))


_FROM_MARCH = _stating(date(2024, 3, 1), date(2024, 12, 31))

CASES = (
    RuleCase(
        "the period is that of the year before",
        Case(_stating(date(2023, 1, 1), date(2023, 12, 31))),
        Expected.FIRES,
        places=("section.overview",),
        says="2024年度报告应为2024年1月1日至2024年12月31日",
    ),
    RuleCase("the period begins in March", Case(_FROM_MARCH), Expected.FIRES),
    RuleCase("the period is the whole year", Case(report()), Expected.PASSES),
    RuleCase(
        "the body was founded in that year",
        Case(_FROM_MARCH, agency=BodyFacts("new-office", "某市某局", founded=2024)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("the end of the period is damaged", Case(_stating(date(2023, 1, 1), None)), Expected.NOT_EVALUABLE),
    RuleCase("no period is stated", Case(replace(report(), period=None)), Expected.NOT_EVALUABLE),
    RuleCase("the report year is not known", Case(replace(report(), report_year=None)), Expected.NOT_EVALUABLE),
)
