"""Cases of F002: sections doubled, out of order, numbered twice, or without heading."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Section, SectionKey, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, without_table


def _reordered(*keys: SectionKey) -> AnnualReport:
    by_key = {section.key: section for section in report().sections}
    return replace(report(), sections=tuple(by_key[key] for key in keys))


def _changed(key: SectionKey, **changes: object) -> AnnualReport:
    sections = (replace(s, **changes) if s.key == key else s for s in report().sections)  # type: ignore[arg-type] # fields of Section
    return replace(report(), sections=tuple(sections))


_FIVE_BEFORE_THREE = _reordered(
    SectionKey.OVERVIEW,
    SectionKey.PROACTIVE,
    SectionKey.PROBLEMS_AND_IMPROVEMENTS,
    SectionKey.APPLICATIONS,
    SectionKey.REVIEW,
    SectionKey.OTHER_MATTERS,
)

CASES = (
    RuleCase(
        "section five stands before section three, and only it is named",
        Case(_FIVE_BEFORE_THREE),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        says="次序与格式不一致",
    ),
    RuleCase(
        "section one stands twice",
        Case(replace(report(), sections=(report().sections[0], *report().sections))),
        Expected.FIRES,
        places=("section.overview",),
        says="出现了不止一次",
    ),
    RuleCase(
        "sections five and six both carry number five",
        Case(_changed(SectionKey.OTHER_MATTERS, number=5)),
        Expected.FIRES,
        places=("section.problems_and_improvements", "section.other_matters"),
        says="序号相同",
    ),
    RuleCase(
        "the content of section one stands there without heading",
        Case(_changed(SectionKey.OVERVIEW, heading=None, number=None)),
        Expected.FIRES,
        places=("section.overview",),
        says="没有标题",
    ),
    RuleCase("all sections stand in order", Case(report()), Expected.PASSES),
    RuleCase(
        "headings without any number are as good",
        Case(replace(report(), sections=tuple(Section(s.key, s.text, s.heading) for s in report().sections))),
        Expected.PASSES,
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2018), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "a heading is not found while a picture is unread",
        Case(replace(_changed(SectionKey.OVERVIEW, heading=None, number=None), unread_parts=("图片1",))),
        Expected.NOT_EVALUABLE,
        places=("section.overview",),
    ),
    RuleCase(
        "no section was recognised at all",
        Case(replace(without_table(report(), *TableKey), sections=())),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
)
