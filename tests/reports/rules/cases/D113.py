"""Cases of D113: two documents of one report show different numbers."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Disagreement, Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report

_ATTACHMENT = "http://example.invalid/fujian.docx"


def _of_two_documents(*found: Disagreement) -> AnnualReport:
    documents = dict.fromkeys(TableKey, "0" * 64)
    return replace(report(), table_documents=documents, disagreements=found)


CASES = (
    RuleCase(
        "an attachment states another number",
        Case(_of_two_documents(Disagreement(TableKey.APPLICATIONS, "received", "total", 0, 3, _ATTACHMENT))),
        Expected.FIRES,
        places=("applications.*.*",),
        level=Level.WARNING,
        says="写的是0，另一处是3",
    ),
    RuleCase("the documents agree", Case(_of_two_documents()), Expected.PASSES),
    RuleCase("there is one document only", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "an attachment is not read yet",
        Case(replace(_of_two_documents(), unread_parts=(_ATTACHMENT,))),
        Expected.NOT_EVALUABLE,
    ),
)
