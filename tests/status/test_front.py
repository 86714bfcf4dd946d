"""The matrix: what it shows, counts, filters, search, pages of rows."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from status.config import StatusConfig
from tests.status.conftest import Served, serving


def names(text: str) -> list[str]:
    """Return the names of the agencies shown, from top to bottom."""
    return [link.text() for link in LexborHTMLParser(text).css(".matrix tbody th > a")]


def cells(text: str, agency_id: str) -> list[str]:
    """Return the words in the agency's row, newest year first, "" where nothing was owed."""
    row = next(
        row
        for row in LexborHTMLParser(text).css(".matrix tbody tr")
        if row.css_first(f'th > a[href^="/agencies/{agency_id}"]')
    )
    return [cell.text(separator=" ", strip=True) for cell in row.css("td")]


def heads(text: str) -> list[str]:
    """Return the words over the columns."""
    return [head.text(separator=" ", strip=True) for head in LexborHTMLParser(text).css(".matrix thead th")]


def counts(text: str) -> dict[str, int]:
    """Return the numbers on top by their words."""
    links = LexborHTMLParser(text).css(".counts a")
    return {link.css_first(".tag").text(): int(link.css_first("b").text()) for link in links}


def test_a_cell_shows_icon_and_word_of_both_axes(page: Served) -> None:
    text = page.get("/").text

    assert cells(text, "sh-tongji")[0] == "▲ 逾期发布"
    assert cells(text, "sh-dangan")[0] == "◇ 栏目未见·待核实"
    assert cells(text, "sh-hezuo")[0] == "✓ 按时发布 ! 有疑点"


def test_a_year_in_which_nothing_was_owed_stays_empty(page: Served) -> None:
    assert cells(page.get("/").text, "sh-tongji") == ["▲ 逾期发布", "", ""]


def test_years_before_the_watch_are_marked_for_reference_only(page: Served) -> None:
    assert heads(page.get("/").text) == ["单位", "2025", "2024 仅供参考", "2023 仅供参考"]


def test_an_agency_without_a_column_asks_for_its_address(page: Served) -> None:
    rows = LexborHTMLParser(page.get("/").text).css(".matrix tbody tr")

    asking = [row.css_first("th > a").text() for row in rows if "需要栏目地址" in row.text()]
    assert asking == ["上海市地方志办公室"]


def test_each_cell_leads_to_its_report(page: Served) -> None:
    links = LexborHTMLParser(page.get("/").text).css(".matrix td a")

    assert "/reports/sh-hezuo/2025" in [link.attributes["href"] for link in links]
    assert all(page.get(str(link.attributes["href"])).status_code == 200 for link in links)


def test_the_counts_are_those_of_the_chosen_year(page: Served) -> None:
    now, before = counts(page.get("/").text), counts(page.get("/?year=2024").text)

    assert now["▲ 逾期发布"] == 1
    assert now["! 有疑点"] == 2
    assert "▲ 逾期发布" not in before


def test_a_count_leads_to_exactly_those_agencies(page: Served) -> None:
    for link in LexborHTMLParser(page.get("/").text).css(".counts a"):
        shown = names(page.get(str(link.attributes["href"])).text)

        assert len(shown) == int(link.css_first("b").text())


def test_a_count_that_filters_already_takes_the_filter_away(page: Served) -> None:
    (link,) = LexborHTMLParser(page.get("/?state=late").text).css(".counts a[aria-current]")

    assert link.attributes["href"] == "/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=late", ["上海市统计局"]),
        ("state=on_time&content=unread", ["上海市人民政府"]),
        ("content=findings&jurisdiction=shanghai", ["上海市人民政府合作交流办公室"]),
        ("level=government", ["上海市人民政府"]),
        ("column=missing", ["上海市地方志办公室"]),
        ("q=统计", ["上海市统计局"]),
        ("q=国资委", ["上海市国有资产监督管理委员会"]),
        ("q=%25", []),
        ("jurisdiction=nowhere", []),
        ("year=2024&state=on_time", ["上海市人民政府外事办公室"]),
    ],
)
def test_filters_leave_what_they_say(page: Served, query: str, expected: list[str]) -> None:
    assert names(page.get(f"/?{query}").text) == expected


def test_a_search_without_result_says_so_and_leads_back(page: Served) -> None:
    text = page.get("/?q=不存在的单位").text

    assert "没有符合条件的单位。" in text
    assert "清除筛选" in text


def test_the_filter_form_shows_what_was_chosen(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/?q=上海&year=2025&state=late&level=department").text)

    assert tree.css_first("input[name=q]").attributes["value"] == "上海"
    assert [option.text() for option in tree.css("option[selected]")] == ["2025", ["▲", "逾期发布"][1], "部门"]


def test_pages_of_rows_are_linked_forth_and_back_without_gap_or_repeat(page: Served) -> None:
    everything = names(page.get("/").text)
    with serving(page.world, StatusConfig(page_size=4)) as served:
        forth = walk(served, "/", "next")
        last = served.get(forth[-1][0])
        back = walk(served, forth[-1][0], "prev")

    assert [name for _, shown in forth for name in shown] == everything
    assert [name for _, shown in reversed(back) for name in shown] == everything
    assert 'rel="next"' not in last.text


def walk(served: Served, path: str, relation: str) -> list[tuple[str, list[str]]]:
    """Return (address, names) of every page from the one at the path on, following the links of that relation."""
    found = []
    while True:
        text = served.get(path).text
        found.append((path, names(text)))
        link = LexborHTMLParser(text).css_first(f"a[rel={relation}]")
        if link is None:
            return found
        path = str(link.attributes["href"])


def test_paging_keeps_the_filters_and_the_language(page: Served) -> None:
    with serving(page.world, StatusConfig(page_size=2)) as served:
        text = served.get("/?jurisdiction=shanghai&lang=en").text

    link = str(LexborHTMLParser(text).css_first("a[rel=next]").attributes["href"])
    assert "jurisdiction=shanghai" in link
    assert "lang=en" in link
    assert "after=shanghai." in link


def test_a_year_outside_the_latest_eight_moves_the_columns(page: Served) -> None:
    with serving(page.world, StatusConfig(years_shown=2)) as served:
        text = served.get("/?year=2023").text

    assert heads(text)[1:] == ["2024 仅供参考", "2023 仅供参考"]


def test_a_fresh_install_says_what_to_do_first(empty_page: Served) -> None:
    text = empty_page.get("/").text

    assert "还没有登记任何单位" in text
    assert re.search(r"duban agencies import .*duban alerts test.*duban crawl\s+duban run", text, re.DOTALL)


def test_every_state_is_explained(page: Served) -> None:
    text = page.get("/").text

    assert "期限已过，但没有足够的完整巡查" in text
    assert "自动检查未见问题。" in text
