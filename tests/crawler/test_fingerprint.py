"""The hash of a page that ignores what changes at every visit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.challenge import is_challenge
from crawler.error_pages import is_error_page
from crawler.fingerprint import fingerprint
from tests.crawler.markup import entries_of, list_column, report

PAGE = list_column(entries_of(2025, 2024))


def with_footer(text: str) -> str:
    return PAGE.replace("</body>", f"{text}</body>")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("浏览次数：<span id=hits>17</span>", "浏览次数：<span id=hits>18</span>"),
        ("<p>访问量: 1,234</p>", "<p>访问量: 1,299</p>"),
        ("点击数[3]", "点击数[4]"),
        ("今天是2026年1月20日 星期二", "今天是2026年1月21日 星期三"),
        ("当前时间：2026-01-20 08:30:01", "当前时间：2026-01-21 09:31:07"),
        ("页面生成时间 2026-01-20 08:30:01", "页面生成时间 2026-01-20 09:00:00"),
        ("<!-- 2026-01-20 node 3 -->", "<!-- 2026-01-21 node 1 -->"),
        ('<input type="hidden" name="_csrf" value="a1b2">', '<input type="hidden" name="_csrf" value="c3d4">'),
        ('<script nonce="abc">x()</script>', '<script nonce="xyz">x()</script>'),
        ("<script src=/a.js?v=1768870000123></script>", "<script src=/a.js?v=1768890000456></script>"),
        ('<a href="/x;jsessionid=AB12.n1">x</a>', '<a href="/x;jsessionid=CD34.n2">x</a>'),
        ("var token = 'k2j3h4';", "var token = 'p9o8i7';"),
    ],
)
def test_counters_clocks_and_tokens_do_not_count(first: str, second: str) -> None:
    assert fingerprint(with_footer(first)) == fingerprint(with_footer(second))


def test_blanks_between_elements_do_not_count() -> None:
    assert fingerprint(PAGE) == fingerprint(PAGE.replace("\n", "\r\n  "))


@pytest.mark.parametrize(
    "changed",
    [
        list_column(entries_of(2025, 2024, 2023)),
        list_column(entries_of(2024)),
        PAGE.replace("2026-01-15</span>", "2026-01-16</span>"),
        PAGE.replace("_20257.html", "_20258.html"),
        PAGE.replace("2025年政府", "2024年政府"),
    ],
)
def test_change_of_the_list_counts(changed: str) -> None:
    assert fingerprint(changed) != fingerprint(PAGE)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_change_of_a_figure_in_a_report_counts(first: int, second: int) -> None:
    same = fingerprint(report(2025, received=first)) == fingerprint(report(2025, received=second))

    assert same == (first == second)


@pytest.mark.parametrize(
    "piece", ["<input ", "<!--", "<script", "<meta ", "浏览", "nonce='", "<", "document.cookie=", "<a "]
)
def test_hostile_markup_cannot_hang_the_patterns(piece: str) -> None:
    text = piece * 30_000

    fingerprint(text)
    is_challenge(status=200, headers={}, text=text)
    is_error_page(f"<title>{text}")
