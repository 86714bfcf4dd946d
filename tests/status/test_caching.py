"""ETags: asked again, a page that still holds costs nothing; a change of data, language or time is never missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.states import Content, Timeliness
from status.memory import MOST, Memory
from tests.status.conftest import Served
from tests.storage.world import NOW, settle

PATHS = ["/", "/agencies/sh-waiban", "/reports/sh-hezuo/2025", "/incidents", "/rules", "/api/agencies", "/api/counts"]


def tag(served: Served, path: str) -> str:
    """Return the ETag of a path."""
    return served.get(path).headers["etag"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_still_holds_is_answered_without_a_body(page: Served, path: str) -> None:
    first = page.get(path)
    again = page.get(path, **{"If-None-Match": f'"other", {first.headers["etag"]}'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert "default-src 'none'" in again.headers["content-security-policy"]


def test_the_browser_asks_each_time(page: Served) -> None:
    assert page.get("/").headers["cache-control"] == "private, no-cache"


def test_query_and_language_make_another_page(page: Served) -> None:
    tags = [tag(page, path) for path in ("/", "/?state=late", "/?lang=en", "/?year=2024", "/incidents")]

    assert len(set(tags)) == len(tags)


def test_a_change_of_the_data_is_seen_at_once(own_page: Served) -> None:
    before = own_page.get("/")
    with own_page.world.database.write() as tx:
        settle(tx, "sh-dangan", Timeliness.LATE, Content.CLEAN, at=NOW)

    after = own_page.get("/", **{"If-None-Match": before.headers["etag"]})

    assert after.status_code == 200
    assert before.text.count("逾期发布</a>") == 1
    assert after.text.count("逾期发布</a>") == 2


def test_silence_of_a_process_changes_the_page_although_no_data_changed(own_page: Served) -> None:
    before = own_page.get("/")
    own_page.clock.moment = NOW + timedelta(minutes=6)

    after = own_page.get("/", **{"If-None-Match": before.headers["etag"]})

    assert after.status_code == 200
    assert "调度进程自2026年2月10日15:59起没有动静" in after.text
    assert "没有动静" not in before.text


def test_a_new_day_makes_another_page(own_page: Served) -> None:
    before = tag(own_page, "/")
    own_page.clock.moment = NOW + timedelta(days=300)

    assert tag(own_page, "/") != before


def test_an_original_may_be_kept_for_ever(page: Served) -> None:
    sha256 = page.get("/api/reports/sh-waiban/2025").json()["documents"][0]["sha256"]

    answer = page.get(f"/originals/{sha256}")

    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["etag"] == f'"{sha256}"'


def test_what_was_made_is_kept_until_the_data_changes() -> None:
    memory = Memory()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [memory.get(version, "totals", make) for version in (1, 1, 2, 2)] == [1, 1, 2, 2]


def test_an_answer_of_older_data_is_not_kept_over_a_newer_one() -> None:
    memory = Memory()
    memory.get(2, "totals", lambda: "new")

    assert memory.get(1, "totals", lambda: "old") == "old"
    assert memory.get(2, "totals", lambda: "made again") == "new"


def test_only_so_many_answers_are_kept_and_the_latest_used_stay() -> None:
    memory = Memory()
    for number in range(MOST + 1):
        memory.get(1, 0, lambda: "first")
        memory.get(1, number, lambda: "later")

    assert memory.get(1, 0, lambda: "made again") == "first"
    assert memory.get(1, 1, lambda: "made again") == "made again"
