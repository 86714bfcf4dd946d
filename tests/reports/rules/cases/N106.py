"""Cases of N106: figures for applicants in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, with_row_written
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "fewer natural persons than in the table",
        Case(telling("收到政府信息公开申请40件，其中自然人申请28件。")),
        Expected.FIRES,
        places=("section.overview.applicants.natural_person.1",),
        level=Level.WARNING,
        says="“一、本年新收政府信息公开申请数量·自然人”为30",
    ),
    RuleCase(
        "not all are natural persons",
        Case(telling("收到政府信息公开申请40件，全部为自然人申请。")),
        Expected.FIRES,
        places=("section.overview.only.natural_person.1",),
        level=Level.WARNING,
    ),
    RuleCase(
        "both kinds of applicants",
        Case(telling("收到政府信息公开申请40件，其中自然人30件，法人或其他组织10件。")),
        Expected.PASSES,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the row to compare with is blank",
        Case(
            with_row_written(
                telling("收到政府信息公开申请40件，自然人申请28件。"), TableKey.APPLICATIONS, "received", None
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.applicants.natural_person.1",),
        also=("F007",),
    ),
)
