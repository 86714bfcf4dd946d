"""Cases of P103: fees ten thousand times the body's own."""

from __future__ import annotations

from decimal import Decimal

from reports.forms import FORM_2019
from reports.model import AnnualReport
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, Written, report


def _fees(wan_yuan: Written, *, year: int = 2024) -> AnnualReport:
    return report(year=year, proactive={"administrative_fees": {"wan_yuan": wan_yuan}})


_LAST_YEAR = (_fees(Decimal("25.1"), year=2023),)

CASES = (
    RuleCase(
        "251000 after 25.1",
        Case(_fees(Decimal(251000)), previous=_LAST_YEAR),
        Expected.FIRES,
        places=("proactive.administrative_fees.wan_yuan",),
        says="相差约一万倍，可能是以元为单位填写",
    ),
    RuleCase("0.0026 after 25.1", Case(_fees(Decimal("0.0026")), previous=_LAST_YEAR), Expected.FIRES),
    RuleCase(
        "the year before last tells",
        Case(_fees(Decimal(251000)), history=(_fees(Decimal(20), year=2022),)),
        Expected.FIRES,
    ),
    RuleCase("100 times is no unit slip", Case(_fees(Decimal(2510)), previous=_LAST_YEAR), Expected.PASSES),
    RuleCase(
        "one earlier report is of the same size",
        Case(_fees(Decimal(251000)), previous=_LAST_YEAR, history=(_fees(Decimal(190000), year=2022),)),
        Expected.PASSES,
    ),
    RuleCase("there are no fees", Case(_fees(0), previous=_LAST_YEAR), Expected.NOT_APPLICABLE),
    RuleCase("there is no earlier report", Case(_fees(Decimal(251000))), Expected.NOT_APPLICABLE),
    RuleCase(
        "last year's form had no fees",
        Case(_fees(Decimal(251000)), previous=(report(form=FORM_2019, year=2023),)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("the cell is blank", Case(_fees(None)), Expected.NOT_EVALUABLE, also=("F007",)),
)
