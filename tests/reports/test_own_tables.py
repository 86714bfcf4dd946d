"""What a section holds beside running text: tables of the agency's own, and pictures."""

from __future__ import annotations

from random import Random

from reports.codec import report_from_json, report_to_json
from reports.extract import extract
from reports.model import AnnualReport, SectionKey
from reports.readers import read
from reports.rules import Case, validate
from tests.rendering import RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen

PROBLEM, MEASURE = "公开目录更新不及时。", "建立月查制度。"


def _with_section_five(markup: str) -> AnnualReport:
    original = specimen(balanced(3))
    page = RENDERERS["clean.html"](original, Random(0)).decode()
    first, *_, last = original.sections["problems_and_improvements"]
    start = page.rindex("<p", 0, page.index(first))
    end = page.index("</p>", page.index(last)) + len("</p>")
    return extract(read((page[:start] + markup + page[end:]).encode(), filename="a.html"))


def _codes(report: AnnualReport) -> set[str]:
    return {finding.code for finding in validate(Case(report)).findings}


def test_a_section_written_as_a_table_of_its_own_has_content() -> None:
    report = _with_section_five(
        f"<table><tr><td>问题</td><td>改进</td></tr><tr><td>{PROBLEM}</td><td>{MEASURE}</td></tr></table>"
    )

    section = report.section(SectionKey.PROBLEMS_AND_IMPROVEMENTS)

    assert section is not None
    assert section.own_tables == f"问题\t改进\n{PROBLEM}\t{MEASURE}"
    assert "F012" not in _codes(report)
    assert report_from_json(report_to_json(report)) == report


def test_tables_of_the_form_are_none_of_a_sections_own() -> None:
    report = extract(read(RENDERERS["clean.html"](specimen(balanced(3)), Random(0)), filename="a.html"))

    assert {section.own_tables for section in report.sections} == {""}


def test_a_section_that_may_stand_in_a_picture_is_not_called_empty() -> None:
    report = _with_section_five('<img src="five.png" width="600" height="400">')

    assert report.unread_parts == ("1 张图片",)
    assert "F012" not in _codes(report)


def test_a_section_without_text_table_or_picture_is_empty() -> None:
    report = _with_section_five("")

    assert report.unread_parts == ()
    assert "F012" in _codes(report)
