"""Cases of N105: figures for kinds of outcome in the text."""

from __future__ import annotations

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_cells
from tests.reports.claims.telling import telling

CASES = (
    RuleCase(
        "one more disclosed than in the table",
        Case(telling("收到政府信息公开申请40件，其中予以公开15件，部分公开4件。")),
        Expected.FIRES,
        places=("section.overview.disclosed.1",),
        level=Level.ERROR,
        says="“（一）予以公开·总计”为14",
    ),
    RuleCase(
        "two kinds together",
        Case(telling("收到政府信息公开申请40件，予以公开及部分公开19件。")),
        Expected.FIRES,
        places=("section.overview.disclosed_and_partly_disclosed.1",),
        level=Level.ERROR,
        says="之和为18",
    ),
    RuleCase(
        "withdrawn applications are part of “other”",
        Case(telling("收到政府信息公开申请40件，申请人主动撤回1件。")),
        Expected.PASSES,
    ),
    RuleCase(
        "a group by one of its reasons",
        Case(telling("收到政府信息公开申请40件，因本机关不掌握等原因无法提供10件。")),
        Expected.PASSES,
    ),
    RuleCase("the text states no such figure", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell to compare with was not read",
        Case(
            with_cells(
                telling("收到政府信息公开申请40件，予以公开15件。"),
                TableKey.APPLICATIONS,
                {"disclosed": {"total": unreadable()}},
            )
        ),
        Expected.NOT_EVALUABLE,
        places=("section.overview.disclosed.1",),
    ),
)
