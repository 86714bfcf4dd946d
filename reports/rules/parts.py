"""D113: two official documents of one report that show different numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reports.model import Disagreement, Level, TableSpot
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import cell_name, cells_are, form_of, listed, number, table_name
from reports.states import Sentence


def documents_agree(case: Case) -> Iterator[Observation | Undecided]:
    """D113: the page and its attachments, or two attachments, show different numbers in one table."""
    report = report_of(case)
    if not report.table_documents:
        raise NotApplicable(
            "只有一份文件，没有可对照的另一份。", "There is one document only, and none to compare with."
        )
    if report.unread_parts and not report.disagreements:
        raise NotEvaluable(
            "还有附件没有读取，暂时不能对照。", "Some of its documents are not read yet, so they cannot be compared."
        )
    form = form_of(report)
    by_table = sorted(report.disagreements, key=lambda found: (found.table, found.document))
    for (table, document), found in groupby(by_table, key=lambda found: (found.table, found.document)):
        cells = list(found)
        name = table_name(form, table)
        what = listed([_told(cell_name(form, _spot(cell)), cell) for cell in cells])
        yield Observation(
            TableSpot(table),
            Sentence(
                f"{name.zh}：同一份报告的两处文件有{len(cells)}处数字不一致：{what.zh}（另一处：{document}）。"
                "请核对哪一处为准，并统一更正。",
                f"{name.en}: two documents of this report differ in {cells_are(len(cells))}: {what.en} (the other one: "
                f"{document}). Please check which holds, and correct the other.",
            ),
            raw=document,
            places=tuple(_spot(cell) for cell in cells),
        )


def _spot(found: Disagreement) -> TableSpot:
    return TableSpot(found.table, found.row, found.column)


def _told(name: Sentence, found: Disagreement) -> Sentence:
    here, there = _shown(found.shown), _shown(found.elsewhere)
    return Sentence(f"{name.zh}写的是{here.zh}，另一处是{there.zh}", f"{name.en} says {here.en}, the other {there.en}")


def _shown(value: int | Decimal | None) -> Sentence:
    if value is None:
        return Sentence("空白", "nothing")
    text = number(value)
    return Sentence(text, text)


D113 = Rule(
    "D113",
    Level.WARNING,
    documents_agree,
    "同一报告的两处文件数字不一致",
    "Two official places show different numbers",
    "网页正文与附件（或两个附件）中同一张表的数字应当相同。以机器最易读的一份为准读取，其余逐格对照。",
    "The page and its attachments state the same numbers. The most machine-readable one is taken, the others are "
    "compared with it cell by cell.",
    ACCURACY,
    formula=Sentence(
        "网页正文的数字 = 附件的数字（逐格）",
        "number on the page = number in the attachment, cell by cell",
    ),
)
