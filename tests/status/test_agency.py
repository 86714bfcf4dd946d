"""The page of an agency: years, columns, originals, looks, changes."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from tests.status.conftest import Served
from tests.status.seeing import words


def test_every_year_is_listed_newest_first_with_its_dates(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/agencies/sh-waiban").text)

    years = [link.text() for link in tree.css("section:first-of-type tbody th a")]
    assert years == ["2025", "2024", "2023"]
    assert "2025 ✓ 按时发布 ✓ 未见问题 2026-01-31 2026-01-13 10:00 2026-01-13" in words(page, "/agencies/sh-waiban")


def test_aliases_level_and_basis_stand_under_the_name(page: Served) -> None:
    assert "部门 · 法定义务（政府部门） · 自2023报告年度起监测 · 又称 上海市外办、市政府外办" in words(
        page, "/agencies/sh-waiban"
    )


def test_contacts_of_persons_are_not_shown(page: Served) -> None:
    assert "021-12345678" not in page.get("/agencies/sh-waiban").text
    assert "021-12345678" not in page.get("/api/agencies/sh-waiban").text


def test_a_column_that_cannot_be_read_says_since_when(page: Served) -> None:
    (column,) = page.get("/api/agencies/sh-guozi").json()["sources"]

    text = words(page, "/agencies/sh-guozi")

    assert "网站要求浏览器验证" in text
    assert f"自2026-01-20 09:00起，连续{column['failures']}次" in text
    assert "HTTP 412" in text


def test_looks_tell_what_was_asked_what_came_and_how_complete(page: Served) -> None:
    assert "2026-02-09 09:00 栏目 完整读取 HTTP 200 1页，1条链接 以前年度的报告仍在 http://127.0.1.2/nb/" in words(
        page, "/agencies/sh-waiban"
    )


def test_a_quarantined_document_says_step_reason_and_what_to_do(page: Served) -> None:
    text = words(page, "/agencies/sy-waiban")

    assert "读取失败，已隔离 步骤： read · 不是可识别的文件 原件已保存，没有丢失。" in text
    assert "duban documents retry" in text


def test_changes_of_state_are_listed_newest_first(page: Served) -> None:
    text = words(page, "/agencies/sy-waiban")

    assert text.index("✓ 按时发布 ⊘ 已撤下") < text.index("○ 未到期 ✓ 按时发布") < text.index("义务已登记")


def test_an_agency_without_a_column_says_how_to_give_one(page: Served) -> None:
    assert "请在名录文件的 sources 中填写，再运行 duban agencies import。" in words(page, "/agencies/sh-lishi")


def test_an_address_that_is_no_web_address_is_not_a_link(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/agencies/odd-one").text)

    assert "javascript:alert(3)" in tree.body.text() if tree.body is not None else False
    assert [link for link in tree.css("a") if "javascript" in str(link.attributes.get("href"))] == []
