"""Pages weighed by address, title and text together."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from reports.titles import Classification, classify

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PERIOD = "本报告数据统计期限为2023年1月1日至2023年12月31日。"
NAVIGATION = "首页\n政务公开\n政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n依申请公开\n"


def report_text(*headings: str, opening: str = PERIOD) -> str:
    """Return a report's text with these headings."""
    return "\n".join([opening, *(f"{heading}\n按要求开展了各项工作。" for heading in headings)])


def seen(text: str | None, *, title: str | None = None, url: str | None = None) -> Classification:
    return classify(url=url, title=title, text=text)


def test_title_and_text_together_are_nearly_sure() -> None:
    verdict = seen(report_text(*HEADINGS), title="青江市水务局2023年政府信息公开工作年度报告")

    assert (verdict.is_annual_report, verdict.agency, verdict.report_year) == (True, "青江市水务局", 2023)
    assert verdict.confidence > 0.95


@pytest.mark.parametrize("title", [None, "", "政务公开", "青江市人民政府门户网站", "详情", "政府信息公开年报"])
def test_useless_title_leaves_it_to_the_text(title: str | None) -> None:
    text = "青江市水务局\n2023年政府信息公开工作年度报告\n" + report_text(*HEADINGS)

    verdict = seen(text, title=title)

    assert (verdict.is_annual_report, verdict.agency, verdict.report_year) == (True, "青江市水务局", 2023)


def test_text_without_any_title_is_known_by_headings_and_period() -> None:
    verdict = seen(NAVIGATION + report_text(*HEADINGS))

    assert (verdict.is_annual_report, verdict.report_year) == (True, 2023)


def test_opening_sentence_names_agency_and_year() -> None:
    opening = "根据有关规定，现公布青江市人民政府办公室2022年政府信息公开工作年度报告。本报告由六部分组成。"

    verdict = seen(report_text(*HEADINGS[:4], opening=opening))

    assert (verdict.is_annual_report, verdict.agency, verdict.report_year) == (True, "青江市人民政府办公室", 2022)


def test_tables_alone_tell_a_report() -> None:
    labels = (
        "规章 本年制发件数 本年废止件数 现行有效件数\n商业企业 科研机构\n结转下年度继续办理\n未经复议直接起诉\n尚未审结"
    )

    assert seen(labels, title="2023年").is_annual_report


def test_report_of_the_years_before_the_form_is_known_by_its_outline() -> None:
    text = (
        "本年度报告由青江市教育局编制。\n一、概述\n全年工作平稳。\n二、主动公开政府信息的情况\n公开三百条。\n"
        "三、依申请公开政府信息情况\n受理五件。\n四、政府信息公开的收费及减免情况\n未收费。\n"
        "五、行政复议、提起行政诉讼情况\n无。\n六、存在的主要问题和改进措施\n加强培训。"
    )

    verdict = seen(text, title="青江市教育局2012年政府信息公开工作年度报告")

    assert (verdict.is_annual_report, verdict.report_year) == (True, 2012)


def test_heading_run_into_its_paragraph_is_still_a_heading() -> None:
    text = "\n".join(
        f"{heading}。本年度各项工作按计划完成，没有需要特别说明的情况，后续将继续改进工作方式方法。"
        for heading in HEADINGS
    )

    assert seen(PERIOD + "\n" + text).is_annual_report


COLUMN = NAVIGATION + "\n".join(
    f"青江市水务局{year}年政府信息公开工作年度报告\n{year + 1}-01-15" for year in range(2024, 2016, -1)
)


@pytest.mark.parametrize("title", [None, "政府信息公开年报", "政府信息公开工作年度报告", "青江市水务局_年报"])
def test_column_that_lists_reports_is_no_report(title: str | None) -> None:
    assert not seen(COLUMN, title=title, url="https://slj.example.gov.cn/zfxxgknb/").is_annual_report


def test_report_with_a_list_of_other_years_beside_it_stays_a_report() -> None:
    verdict = seen(report_text(*HEADINGS) + "\n" + COLUMN, title="青江市水务局2023年政府信息公开工作年度报告")

    assert (verdict.is_annual_report, verdict.report_year) == (True, 2023)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("图解：青江市2023年政府信息公开工作年度报告", report_text(*HEADINGS)),
        ("青江市2023年政府信息公开工作年度报告解读", report_text(*HEADINGS[:3])),
        (
            "关于做好2023年政府信息公开工作年度报告编制工作的通知",
            "各单位：\n请按以下提纲编制。\n" + "\n".join(HEADINGS),
        ),
        ("青江大学2022-2023学年信息公开年度报告", "我校按高等学校信息公开办法…\n" + "\n".join(HEADINGS[:3])),
        ("青江市水务局2023年法治政府建设年度报告", "法治政府建设" * 6 + "\n一、总体情况\n五、存在的主要问题"),
        ("青江市水务局政府信息公开指南", NAVIGATION + "一、公开内容\n二、公开形式\n三、依申请公开"),
        ("2023年政府网站工作年度报表", "网站名称 网站总访问量 信息发布总数"),
        ("我市公布政府信息公开年报", "近日，市政府公布了政府信息公开工作年度报告，全年收到申请三百件。"),
        ("首页", NAVIGATION),
        (None, "关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知\n" + "\n".join(HEADINGS)),
        (None, "XX政府信息公开工作年度报告\n" + "（文字描述）XX\n".join(["", *HEADINGS, ""])),
    ],
)
def test_page_that_only_looks_like_a_report_is_none(title: str | None, text: str) -> None:
    verdict = seen(text, title=title)

    assert not verdict.is_annual_report, verdict.why


def test_page_of_navigation_words_is_no_report() -> None:
    assert not seen(NAVIGATION * 3, title="政府信息公开年报").is_annual_report


def test_year_comes_from_the_address_where_nothing_else_tells() -> None:
    verdict = seen(
        report_text(*HEADINGS, opening=""), url="https://x.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11&fbtime=2021"
    )

    assert (verdict.is_annual_report, verdict.report_year) == (True, 2021)


FILE_NAMED_IN_CHINESE = "https://x.gov.cn/f/" + quote("水务局2021年政府信息公开年报.pdf")


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("https://x.gov.cn/nb/zfxxgknb.html?nbYear=2023", 2023),
        ("https://x.gov.cn/zfxxgk/fdzdgknr/ndbg/2022n/1234567890123456789.html", 2022),
        (FILE_NAMED_IN_CHINESE, 2021),
        ("https://x.gov.cn/zfxxgknb/202501/t20250117_123.html", None),
    ],
)
def test_address_tells_the_report_year_never_the_day_of_publishing(url: str, year: int | None) -> None:
    assert classify(url=url, title="政府信息公开工作年度报告", text=None).report_year == year


def test_nothing_at_all_is_no_report() -> None:
    assert not classify(url=None, title=None, text=None).is_annual_report
    assert not classify(url="https://x.gov.cn/", title="", text="").is_annual_report


def test_report_that_lost_its_line_breaks_is_still_read() -> None:
    text = NAVIGATION + "青江市水务局2023年政府信息公开工作年度报告\n2024-01-15\n" + report_text(*HEADINGS)

    verdict = seen(" ".join(text.split()), title="政务公开")

    assert (verdict.is_annual_report, verdict.agency, verdict.report_year) == (True, "青江市水务局", 2023)


def test_column_that_lost_its_line_breaks_is_still_a_column() -> None:
    assert not seen(" ".join(COLUMN.split()), title="政府信息公开工作年度报告").is_annual_report
