"""Which bodies a shared list shows, by report year; a body's own list shows none."""

from __future__ import annotations

from crawler.families import ListedItem
from crawler.own import bodies_shown


def entry(agency: str | None, year: int, *, is_report: bool = True) -> ListedItem:
    return ListedItem(f"{agency}{year}", f"http://127.0.0.1/{agency}{year}", None, agency, year, is_report)


def test_a_shared_list_tells_its_bodies_by_year_and_leaves_old_years_out() -> None:
    items = [
        entry("市水务局", 2025),
        entry("市财政局", 2025),
        entry("市水务局", 2025),
        entry("市水务局", 2024),
        entry("市教育局", 2023),
        entry(None, 2025),
        entry("市体育局", 2025, is_report=False),
    ]

    assert bodies_shown(items, since=2024) == {"2025": ["市水务局", "市财政局"], "2024": ["市水务局"]}


def test_a_body_s_own_list_is_not_shared() -> None:
    assert bodies_shown([entry("市水务局", 2025), entry("市水务局", 2024)], since=2024) == {}
