"""Cases of N109: figures for documents, decisions and fees in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more issued than in the table",
        Case(telling("全年制发规范性文件7件。")),
        Expected.FIRES,
        places=("section.overview.normative_documents.issued.1",),
        level=Level.WARNING,
        says="“行政规范性文件·本年制发件数”为6",
    ),
    RuleCase(
        "one more decision",
        Case(telling("作出行政处罚决定34件。")),
        Expected.FIRES,
        places=("section.overview.penalties.1",),
        level=Level.WARNING,
    ),
    RuleCase("published is not issued", Case(telling("全年制发规范性文件6件，公开规范性文件12件。")), Expected.PASSES),
    RuleCase("in force", Case(telling("现行有效规范性文件45件。")), Expected.PASSES),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("制发规范性文件6件。"), TableKey.PROACTIVE, {"normative_documents": {"issued": unreadable()}}
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.normative_documents.issued.1",),
    ),
)
