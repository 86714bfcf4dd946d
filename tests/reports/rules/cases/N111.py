"""Cases of N111: changes on last year in the text."""

from __future__ import annotations

from reports.model import AnnualReport, Level, TableKey
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_row_written
from tests.reports.claims.telling import telling

_DOWN_A_FIFTH = "2024年共收到政府信息公开申请40件，较上年下降20%。"


def _last_year(received: int) -> AnnualReport:
    """Return last year's report with so many received; all else goes on as this year's table has it."""
    counts = {"received": received, "disclosed": received - 5, "outcomes_total": received - 5, "carried_forward": 5}
    return report(
        year=2023,
        applications={row: {"natural_person": number, "total": number} for row, number in counts.items()},
        proactive={"government_rules": {"in_force": 10}, "normative_documents": {"in_force": 42}},
    )


CASES = (
    RuleCase(
        "less than last year by another share",
        Case(telling("2023年收到政府信息公开申请50件，2024年收到40件，同比下降25%。")),
        Expected.FIRES,
        places=("section.overview.change.1",),
        level=Level.NOTICE,
        says="本年40、上年50，应为下降20%",
    ),
    RuleCase(
        "last year's report gives the other direction",
        Case(telling(_DOWN_A_FIFTH), previous=(_last_year(32),)),
        Expected.FIRES,
        says="本年40、上年32，应为上升25%",
    ),
    RuleCase(
        "a number instead of a share",
        Case(telling("2024年共收到政府信息公开申请40件，比上年增加9件。"), previous=(_last_year(32),)),
        Expected.FIRES,
        says="本年40、上年32，应为增加8件",
    ),
    RuleCase(
        "one of last year's versions gives it",
        Case(telling(_DOWN_A_FIFTH), previous=(_last_year(32), _last_year(50))),
        Expected.PASSES,
    ),
    RuleCase(
        "as the text itself gives it",
        Case(telling("2024年收到政府信息公开申请40件，比2023年的32件增长25%。")),
        Expected.PASSES,
    ),
    RuleCase("nothing to compare with", Case(telling(_DOWN_A_FIFTH)), Expected.PASSES),
    RuleCase(
        "what the report covers has changed",
        Case(
            telling(_DOWN_A_FIFTH),
            agency=BodyFacts("ys-jyj", "云山市教育局", coverage_changed=(2024,)),
            previous=(_last_year(32),),
        ),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "last year's row was not read",
        Case(
            telling(_DOWN_A_FIFTH),
            previous=(with_row_written(_last_year(50), TableKey.APPLICATIONS, "received", unreadable()),),
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.change.1",),
    ),
)
