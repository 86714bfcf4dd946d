"""Cases of Y201: no leap against the body's own history."""

from __future__ import annotations

from reports.model import AnnualReport, Level
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, Written, report


def _received(number: Written, *, year: int = 2024) -> AnnualReport:
    cells = {"natural_person": number, "total": number}
    return report(year=year, applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), cells))


def _licences(number: Written, *, year: int = 2024) -> AnnualReport:
    return report(year=year, proactive={"licences": {"decisions": number}})


def _review(reconsideration: int, litigation: int, *, year: int = 2024) -> AnnualReport:
    return report(
        year=year,
        review={
            "reconsideration": {"upheld": reconsideration, "total": reconsideration},
            "litigation_direct": {"upheld": litigation, "total": litigation},
        },
    )


_STEADY = Case(
    _received(500),
    previous=(_received(110, year=2023),),
    history=(_received(100, year=2022), _received(120, year=2021)),
)


def _with(current: AnnualReport, *, agency: BodyFacts | None = None) -> Case:
    return Case(current, agency=agency, previous=_STEADY.previous, history=_STEADY.history)


CASES = (
    RuleCase(
        "five times as many applications as ever",
        _STEADY,
        Expected.FIRES,
        places=("applications.received.total",),
        level=Level.NOTICE,
        says="中位数为110，最低100、最高120",
    ),
    RuleCase(
        "hardly any where there were a hundred",
        _with(_received(3)),
        Expected.FIRES,
        places=("applications.received.total",),
    ),
    RuleCase("twice as many is ordinary", _with(_received(230)), Expected.PASSES),
    RuleCase(
        "small numbers jump by chance",
        Case(
            _received(21),
            previous=(_received(2, year=2023),),
            history=(_received(1, year=2022), _received(0, year=2021), _received(3, year=2020)),
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "a body whose numbers always jump",
        Case(
            _licences(9000),
            previous=(_licences(40, year=2023),),
            history=(_licences(3000, year=2022), _licences(150, year=2021), _licences(900, year=2020)),
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "lawsuits that became reconsiderations",
        Case(
            _review(150, 5),
            previous=(_review(40, 110, year=2023),),
            history=(_review(45, 100, year=2022), _review(50, 105, year=2021)),
        ),
        Expected.PASSES,
    ),
    RuleCase(
        "two earlier reports are no history", Case(_received(500), previous=_STEADY.previous), Expected.NOT_APPLICABLE
    ),
    RuleCase(
        "before its merger it was another body",
        _with(_received(500), agency=BodyFacts("some-office", "某市某局", coverage_changed=(2022,))),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "this year's number is blank",
        Case(
            _licences(None),
            previous=(_licences(3, year=2023),),
            history=(_licences(4, year=2022), _licences(2, year=2021)),
        ),
        Expected.NOT_EVALUABLE,
        places=("proactive.licences.decisions",),
        also=("F007",),
    ),
)
