"""Cases of Y102: the documents in force follow from last year's."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import AnnualReport, Cell, CellState, Level, Section, SectionKey, TableKey
from reports.rules import BodyFacts, Case
from tests.reports.building import Expected, RuleCase, Written, report, without_table


def _documents(issued: Written, repealed: Written, in_force: Written, *, year: int = 2024) -> AnnualReport:
    cells = {"issued": issued, "repealed": repealed, "in_force": in_force}
    return report(year=year, proactive={"normative_documents": cells})


def _saying(text: str, base: AnnualReport) -> AnnualReport:
    sections = (Section(SectionKey.OVERVIEW, text, heading="一、总体情况", number=1), *base.sections[1:])
    return replace(base, sections=sections)


_LAST = _documents(1, 0, 20, year=2023)
_BODY = BodyFacts("some-office", "某市某局", coverage_changed=(2024,))

CASES = (
    RuleCase(
        "twenty were in force, three came and two went, and now there are thirty",
        Case(_documents(3, 2, 30), previous=(_LAST,)),
        Expected.FIRES,
        places=("proactive.normative_documents.in_force",),
        level=Level.NOTICE,
        says="都在18至23之间",
    ),
    RuleCase(
        "half of them vanish without a word",
        Case(_documents(3, 2, 10), previous=(_LAST,)),
        Expected.FIRES,
        says="如有自然失效、清理或划转，建议在表格或正文中注明",
    ),
    RuleCase("three came, two went", Case(_documents(3, 2, 21), previous=(_LAST,)), Expected.PASSES),
    RuleCase(
        "all three that were issued replace others", Case(_documents(3, 2, 18), previous=(_LAST,)), Expected.PASSES
    ),
    RuleCase("what was repealed had expired before", Case(_documents(3, 2, 23), previous=(_LAST,)), Expected.PASSES),
    RuleCase(
        "an older version of last year's report fits",
        Case(_documents(3, 2, 31), previous=(_LAST, _documents(1, 0, 30, year=2023))),
        Expected.PASSES,
    ),
    RuleCase(
        "the text speaks of a clean-up",
        Case(_saying("年内完成规范性文件清理，9件宣布失效。", _documents(3, 2, 10)), previous=(_LAST,)),
        Expected.PASSES,
        also=("F019",),
    ),
    RuleCase(
        "a remark stands in the cell",
        Case(
            _documents(3, Cell(2, "2（另有9件失效）", CellState.NUMBER, remark="（另有9件失效）"), 10),
            previous=(_LAST,),
        ),
        Expected.PASSES,
        also=("F009",),
    ),
    RuleCase("no report of the year before", Case(_documents(3, 2, 30)), Expected.NOT_APPLICABLE),
    RuleCase(
        "the report of the year before follows the older form",
        Case(report(year=2021), previous=(report(form=FORM_2019, year=2020),)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "the body was merged", Case(_documents(3, 2, 30), agency=_BODY, previous=(_LAST,)), Expected.NOT_APPLICABLE
    ),
    RuleCase(
        "the number in force is blank",
        Case(_documents(3, 2, None), previous=(_LAST,)),
        Expected.NOT_EVALUABLE,
        places=("proactive.normative_documents.in_force",),
        also=("F007",),
    ),
    RuleCase(
        "table 2 was not read",
        Case(replace(without_table(report(), TableKey.PROACTIVE), unread_parts=("附件.pdf",)), previous=(_LAST,)),
        Expected.NOT_EVALUABLE,
    ),
)
