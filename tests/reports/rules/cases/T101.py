"""Cases of T101: a government states no less than the bodies that it includes."""

from __future__ import annotations

from reports.model import AnnualReport, Level
from reports.rules import AgencyLevel, BodyFacts, Case
from reports.rules.surroundings import Member
from tests.reports.building import Expected, RuleCase, Written, report

_CITY = BodyFacts("some-city", "某市人民政府", level=AgencyLevel.GOVERNMENT)


def _received(number: Written) -> AnnualReport:
    cells = {"natural_person": number, "total": number}
    return report(applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), cells))


def _documents(number: int) -> AnnualReport:
    return report(proactive={"normative_documents": {"issued": number, "in_force": number}})


def _reconsidered(number: int) -> AnnualReport:
    return report(review={"reconsideration": {"upheld": number, "total": number}})


def _water(its_report: AnnualReport | None) -> Member:
    return Member("water", "某市水务局", its_report)


_FINANCE = Member("finance", "某市财政局", _received(3))

CASES = (
    RuleCase(
        "the city received four, one of its offices alone received five",
        Case(_received(4), agency=_CITY, members=(_water(_received(5)), _FINANCE)),
        Expected.FIRES,
        places=("applications.*.*",),
        level=Level.WARNING,
        says="“一、本年新收政府信息公开申请数量·总计”写的是4，某市水务局为5",
    ),
    RuleCase(
        "a document of an office is not among the city's",
        Case(_documents(2), agency=_CITY, members=(_water(_documents(3)),)),
        Expected.FIRES,
        places=("proactive.*.*",),
        says="请核对是否漏汇总",
    ),
    RuleCase(
        "fewer reconsiderations than one of its offices",
        Case(_reconsidered(1), agency=_CITY, members=(_water(_reconsidered(2)),)),
        Expected.FIRES,
        places=("review.*.*",),
    ),
    RuleCase(
        "less than the sum of all is in order",
        Case(_received(5), agency=_CITY, members=(_water(_received(5)), _FINANCE)),
        Expected.PASSES,
    ),
    RuleCase(
        "licences are for information only",
        Case(
            report(proactive={"licences": {"decisions": 1}}),
            agency=_CITY,
            members=(_water(report(proactive={"licences": {"decisions": 900}})),),
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "a lawsuit may have the city itself as defendant",
        Case(
            report(),
            agency=_CITY,
            members=(_water(report(review={"litigation_direct": {"upheld": 2, "total": 2}})),),
        ),
        Expected.PASSES,
    ),
    RuleCase("no coverage is declared", Case(_received(4), agency=_CITY), Expected.NOT_APPLICABLE),
    RuleCase(
        "no report of a member was read yet",
        Case(_received(4), agency=_CITY, members=(_water(None),)),
        Expected.NOT_EVALUABLE,
    ),
)
