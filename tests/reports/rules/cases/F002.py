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


def _five_headed(line: str) -> AnnualReport:
    """Return a report whose section five was taken for the end of section four, as its heading is not known."""
    five = next(s for s in report().sections if s.key is SectionKey.PROBLEMS_AND_IMPROVEMENTS)
    sections = (
        replace(s, text=f"{s.text}\n{line}\n{five.text}") if s.key is SectionKey.REVIEW else s
        for s in report().sections
        if s.key is not five.key
    )
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
    RuleCase(
        "section five has quite another heading",
        Case(_five_headed("五、不足与努力方向")),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        says="标题与格式不同（“五、不足与努力方向”）",
    ),
    RuleCase(
        "numbers start anew at one",
        Case(
            replace(report(), sections=tuple(replace(s, number=(at % 4) + 1) for at, s in enumerate(report().sections)))
        ),
        Expected.PASSES,
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
