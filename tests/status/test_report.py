"""The page of a report: tables as read, findings beside their cells, dates, versions, originals."""

from __future__ import annotations

import hashlib

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.model import Finding, Level
from storage import findings
from tests.status.conftest import Served
from tests.status.seeing import tree_of, words, words_of
from tests.storage.world import NOW

FAULTY = "/reports/sh-hezuo/2025"
ODD = "/reports/odd-one/2025"


def row_of(tree: LexborHTMLParser, table: str, label: str) -> list[LexborNode]:
    """Return the cells of the row with that label."""
    for row in tree.css(f"#table-{table} tr"):
        head = row.css_first("th[scope=row]")
        if head is not None and label in head.text():
            return row.css("td")
    raise AssertionError(f"no row {label}")


def test_all_two_hundred_numbers_of_the_form_stand_in_their_tables(page: Served) -> None:
    tree = tree_of(page, "/reports/sh-waiban/2025")

    def numbers(table: str) -> int:
        return len([cell for cell in tree.css(f"#table-{table} tr:not(.group) td") if words_of(cell)])

    assert [numbers(table) for table in ("proactive", "applications", "review")] == [10, 175, 15]


def test_a_finding_stands_as_a_footnote_in_the_cell_it_speaks_of(page: Served) -> None:
    tree = tree_of(page, FAULTY)

    total = row_of(tree, "applications", "（七）总计")
    assert [words_of(cell) for cell in total] == ["9 1", "0", "0", "0", "0", "0", "9 2"]
    assert total[0].css_first("sup a").attributes["href"] == "#finding-1"
    assert tree.css_first("#finding-1 a[href='#cell-applications-outcomes_total-natural_person']") is not None


def test_a_finding_names_code_sentence_figures_source_and_its_rule(page: Served) -> None:
    finding = tree_of(page, FAULTY).css_first("#finding-1")

    assert "新收 10 + 上年结转 0 ≠ 办理结果总计 9" in finding.text()
    assert words_of(finding.css_first("dl")).startswith("位置 （七）总计 · 自然人")
    assert "报告写明 9 应为 10 原文 9 依据 国办公开办函〔2021〕30号 表三注" in words_of(finding.css_first("dl"))
    assert finding.css_first("a[href='/rules/A101']") is not None


def test_the_gravest_findings_come_first(page: Served) -> None:
    codes = [item.css_first("a[href^='/rules/']").text() for item in tree_of(page, FAULTY).css(".findings > li")]

    assert codes == ["A101", "A101", "F007"]


@pytest.mark.parametrize(
    ("label", "place", "words", "css"),
    [
        ("规章", 0, "/ 占位符，按0计", "c-placeholder"),
        ("规章", 2, "17 （其中修订15件）", "c-remark"),
        ("行政许可", 0, "见附件 1 不是数字", "c-not_a_number"),
        ("行政处罚", 0, "3 4 无法读取", "c-unreadable"),
        ("行政强制", 0, "空白", "c-blank"),
        ("行政事业性收费", 0, "748.365", ""),
    ],
)
def test_blank_placeholder_remark_and_unreadable_look_different(
    page: Served, label: str, place: int, words: str, css: str
) -> None:
    cell = row_of(tree_of(page, ODD), "proactive", label)[place]

    assert words_of(cell) == words
    assert css in (cell.attributes.get("class") or "")


def test_a_row_that_the_report_lacks_says_so_and_shows_no_zero(page: Served) -> None:
    cells = row_of(tree_of(page, ODD), "applications", "部分公开")

    assert [words_of(cell) for cell in cells] == ["报告的表中没有这一行"]


def test_a_row_of_the_older_form_is_shown_in_its_place(page: Served) -> None:
    tree = tree_of(page, ODD)

    assert [words_of(cell) for cell in row_of(tree, "applications", "（六）其他处理")] == ["7", *["缺列"] * 6]


def test_a_table_that_was_not_read_shows_no_numbers(page: Served) -> None:
    tree = tree_of(page, ODD)

    assert "没有读取到这张表" in tree.css_first("#table-review").text()
    assert tree.css("#table-review td") == []


def test_parts_that_could_not_be_read_are_named(page: Served) -> None:
    text = page.get(ODD).text

    assert "没有找到表四。" in text
    assert "附件.pdf" in text
    assert "报告中没有找到：六、其他需要报告的事项" in text


def test_findings_about_lines_tables_and_sections_are_marked_there(page: Served) -> None:
    tree = tree_of(page, ODD)

    assert len([mark for mark in tree.css("sup a") if mark.attributes["href"] == "#finding-1"]) == 5
    assert tree.css_first("#section-overview summary sup") is not None
    assert tree.css_first("#table-review sup") is not None


def test_the_three_clocks_stand_apart(page: Served) -> None:
    facts = words_of(tree_of(page, FAULTY).css_first(".pair dl"))

    assert "应公布日期 2026-01-31" in facts
    assert "页面载明的日期 2026-01-26" in facts
    assert "最近一次变化 2026-01-29 10:00" in facts
    assert "落款日期：2026年1月19日" in words_of(tree_of(page, ODD).css_first(".pair dl"))
    assert "首次见到后没有变化" in words_of(tree_of(page, ODD).css_first(".pair dl"))


def test_local_dates_stand_beside_the_statutory_one(page: Served) -> None:
    assert "本地日期 2026-01-26" in words_of(tree_of(page, "/reports/sh-waiban/2025").css_first(".pair dl"))


def test_an_earlier_version_is_shown_without_the_findings_of_the_current_one(page: Served) -> None:
    tree = tree_of(page, FAULTY + "?version=1")

    assert words_of(row_of(tree, "applications", "一、本年新收")[0]) == "9"
    assert tree.css(".findings > li") == []
    assert "这是以前的版本" in tree.css_first("main").text()


def test_the_reasons_for_the_state_are_told(page: Served) -> None:
    assert "期限已过，两次完整巡查未检索到。" in page.get("/reports/sh-dangan/2025").text


def test_a_year_without_a_report_shows_its_duty_and_incidents(page: Served) -> None:
    text = page.get("/reports/sh-dangan/2025").text

    assert "还没有读取到这个年度的报告。" in text
    assert "栏目未见·待核实" in text
    assert "待处理" in text


def test_a_finding_about_a_report_that_is_not_there_is_shown(own_page: Served) -> None:
    overdue = Finding("d101", "D101", Level.ERROR, "逾期未见报告。", "Overdue.", (), None, None, None, "条例第四十九条")
    with own_page.world.database.write() as tx:
        findings.sync(
            tx, agency_id="sh-dangan", report_year=2025, report_id=None, codes={"D101"}, found=[overdue], now=NOW
        )

    assert "D101 逾期未见报告。" in words(own_page, "/reports/sh-dangan/2025")


def test_a_report_only_as_pdf_offers_its_original_and_what_to_do(page: Served) -> None:
    text = page.get("/reports/sh-shi/2025").text

    assert "PDF 暂无法读取" in text
    assert "请人工查看原件" in text
    assert "/originals/" in text


def test_the_original_comes_as_an_attachment_of_no_type(page: Served) -> None:
    link = tree_of(page, "/reports/sh-waiban/2025").css_first("a[href^='/originals/']")
    answer = page.get(str(link.attributes["href"]))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="sh-waiban-2025-')
    assert answer.headers["content-disposition"].endswith('.html"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert hashlib.sha256(answer.content).hexdigest() in str(link.attributes["href"])


def test_bytes_that_no_document_points_to_never_leave_the_archive(page: Served) -> None:
    secret = page.world.archive.put(b"a picture for the office only")

    assert page.get(f"/originals/{secret}").status_code == 404


def test_the_words_of_two_versions_stand_side_by_side(own_page: Served) -> None:
    mine, other = "停水通知提前两天贴出。\n\n水质月报改为周报。", "停水通知提前二天贴出。"
    changed = Finding(
        "d106", "D106", Level.NOTICE, "公布后文字有更新。", "The text changed.", (), mine, other, None, "条例第四十七条"
    )
    with own_page.world.database.write() as tx:
        findings.sync(
            tx, agency_id="sh-dangan", report_year=2025, report_id=None, codes={"D106"}, found=[changed], now=NOW
        )

    table = tree_of(own_page, "/reports/sh-dangan/2025").css_first("table.beside")

    assert [words_of(row) for row in table.css("tr")] == [
        "现在的文字 原来的文字",
        "停水通知提前两天贴出。 停水通知提前二天贴出。",
        "水质月报改为周报。 —",
    ]
