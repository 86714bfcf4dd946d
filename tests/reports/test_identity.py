"""Whose report it is and for which year, from the witnesses in their order."""

from __future__ import annotations

import pytest

from reports.extract import extract
from reports.model import AnnualReport
from reports.readers import read

OUTLINE = "".join(
    f"<h2>{heading}</h2><p>本年度按要求开展。</p>"
    for heading in (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
)


def report(
    before: str, *, after: str = "", head: str = "", agency: str | None = None, year: int | None = None
) -> AnnualReport:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{before}{OUTLINE}{after}</body></html>"
    return extract(read(page.encode()), agency=agency, report_year=year)


@pytest.mark.parametrize(
    "lines",
    [
        ("临江市档案局2024年政府信息公开工作年度报告",),
        ("2024年度临江市档案局 政府信息公开 工作年度报告",),
        ("临江市档案局", "2024年政府信息公开工作年度报告"),
        ("2024年临江市档案局政府信息", "公开工作年度报告"),
        ("临江市档案局政府信息公开工作年度报告", "（2024年）"),
        ("2024年政府信息公开工作年度报告", "临江市档案局"),
        ("现将临江市档案局2024年度政府信息公开工作年度报告公布如下。",),
    ],
)
def test_agency_and_year_are_read_from_a_title_however_it_is_set(lines: tuple[str, ...]) -> None:
    read_back = report("".join(f"<p>{line}</p>" for line in lines))

    assert (read_back.agency, read_back.report_year) == ("临江市档案局", 2024)


def test_a_title_over_two_lines_is_one_title() -> None:
    assert report("<p>2024 年临江市档案局</p><p>政府信息公开工作年度报告</p>").title == (
        "2024年临江市档案局政府信息公开工作年度报告"
    )


def test_links_to_other_years_are_not_the_title() -> None:
    others = "<ul><li><a href=1>临江市档案局2023年政府信息公开工作年度报告</a></li></ul>"

    assert report(others + "<h1>临江市档案局2024年政府信息公开工作年度报告</h1>").report_year == 2024


def test_a_trail_of_links_is_not_the_title() -> None:
    trail = "<div>当前位置：首页 &gt; 年报 &gt; 临江市档案局2023年政府信息公开工作年度报告</div>"

    assert report(trail + "<h3>2024年政府信息公开工作年度报告</h3>").report_year == 2024


def test_the_page_s_data_tell_what_the_text_does_not() -> None:
    head = '<title>临江市</title><meta name="ArticleTitle" content="临江市档案局2023年政府信息公开工作年度报告">'

    read_back = report("", head=head)

    assert (read_back.agency, read_back.report_year) == ("临江市档案局", 2023)


def test_the_signature_tells_the_agency_that_the_title_leaves_out() -> None:
    after = "<p>临江市档案局</p><p>2025年1月20日</p>"

    assert report("<h1>2024年政府信息公开工作年度报告</h1>", after=after).agency == "临江市档案局"


def test_what_the_caller_knows_fills_only_what_is_open() -> None:
    read_back = report("<h1>2024年政府信息公开工作年度报告</h1>", agency="甲局", year=2019)

    assert (read_back.agency, read_back.report_year) == ("甲局", 2024)


def test_title_and_period_of_different_years_are_told_as_a_problem() -> None:
    read_back = report(
        "<h1>临江市档案局2024年政府信息公开工作年度报告</h1><p>统计期限自2023年1月1日起至2023年12月31日止。</p>"
    )

    assert read_back.report_year == 2024
    assert "year_disagreement" in [problem.code for problem in read_back.problems]


def test_a_document_that_names_nobody_says_so() -> None:
    codes = [problem.code for problem in report("").problems]

    assert "agency_unknown" in codes
    assert "year_unknown" in codes


def test_a_page_without_anything_of_the_form_is_not_a_report() -> None:
    read_back = extract(read("<html><body><p>临江市法治政府建设年度报告</p></body></html>".encode()))

    assert read_back.problems[0].code == "not_a_report"
