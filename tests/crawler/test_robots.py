"""robots.txt: asked once, kept, obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from crawler.robots import PRODUCT, rules_of
from reports.looks import LookOutcome
from storage.records import RobotsFile
from tests.crawler import markup
from tests.crawler.house import START, house
from tests.crawler.markup import entries_of, list_column, path_of, report
from tests.crawler.site_server import Reply, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.5.1") as (only,):
        only.page("/zfxxgknb/", list_column(entries_of(2025)))
        only.page(path_of(2025), report(2025))
        yield only


def robots(text: str, *, status: int = 200) -> Reply:
    return Reply(text.encode(), status=status, media_type="text/plain")


def times_asked(site: Site) -> int:
    return sum(1 for asked in site.asked if asked.path == "/robots.txt")


def test_robots_is_asked_before_anything_else_with_our_name_and_contact(site: Site) -> None:
    with house(site) as home:
        home.crawl()

    assert [asked.path for asked in site.asked][:2] == ["/robots.txt", "/zfxxgknb/"]
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith("Duban/")
        assert asked.headers["User-Agent"].endswith(" (+wangguan@example.cn)")
        assert asked.headers["Accept-Language"].startswith("zh-CN")


@pytest.mark.parametrize("text", ["User-agent: *\nDisallow: /zfxxgknb/", "User-agent: Duban\nDisallow: /"])
def test_forbidden_column_is_refused_and_not_asked(site: Site, text: str) -> None:
    site.replies["/robots.txt"] = robots(text)

    with house(site) as home:
        home.crawl()

        assert (home.last_look().outcome, home.last_look().note["reason"]) == (LookOutcome.REFUSED, "robots_denied")
        assert site.paths() == []


def test_forbidden_report_is_not_asked_and_not_retried(site: Site) -> None:
    site.replies["/robots.txt"] = robots("User-agent: *\nDisallow: /zfxxgknb/2026")

    with house(site) as home:
        home.crawl()

        assert site.paths() == ["/zfxxgknb/"]
        assert home.last_look().outcome is LookOutcome.COMPLETE
        assert home.source().body_hash is not None


@pytest.mark.parametrize("status", [404, 401, 403])
def test_site_without_a_robots_file_is_open(site: Site, status: int) -> None:
    site.replies["/robots.txt"] = robots("User-agent: *\nDisallow: /", status=status)

    with house(site) as home:
        home.crawl()

        assert home.last_look().outcome is LookOutcome.COMPLETE


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_read_means_not_this_time(site: Site, status: int) -> None:
    site.replies["/robots.txt"] = robots("busy", status=status)

    with house(site) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["reason"]) == (LookOutcome.UNREACHABLE, "robots_unavailable")
        assert site.paths() == []


def test_challenge_in_the_place_of_robots_is_a_challenge(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(markup.JIASULE.encode(), status=521)

    with house(site) as home:
        home.crawl()

        assert home.last_look().outcome is LookOutcome.CHALLENGE


def test_robots_is_asked_once_a_day(site: Site) -> None:
    with house(site) as home:
        home.crawl()
        home.crawl(hours_later=12)
        assert times_asked(site) == 1

        home.crawl(hours_later=13)

    assert times_asked(site) == 2


def test_failed_robots_is_asked_again_after_an_hour(site: Site) -> None:
    site.replies["/robots.txt"] = robots("busy", status=500)

    with house(site) as home:
        home.crawl()
        home.crawl(hours_later=0.5)
        assert times_asked(site) == 1
        site.replies["/robots.txt"] = robots("")
        home.crawl(hours_later=1)

        assert home.last_look().outcome is LookOutcome.COMPLETE


def test_robots_redirected_off_the_source_counts_as_no_file(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=302, headers={"Location": "http://other.example/robots.txt"})

    with house(site) as home:
        home.crawl()

        assert home.last_look().outcome is LookOutcome.COMPLETE


def file(text: str, *, status: int | None = 200) -> RobotsFile:
    return RobotsFile("https://a.cn", status, text.encode(), START, START + timedelta(hours=24))


def test_crawl_delay_is_taken_over_up_to_a_limit() -> None:
    assert rules_of(file("User-agent: *\nCrawl-delay: 5")).crawl_delay_s == 5
    assert rules_of(file("User-agent: *\nCrawl-delay: 86400")).crawl_delay_s == 20
    assert rules_of(file("User-agent: *\nDisallow:")).crawl_delay_s is None


def test_rules_for_our_name_go_before_those_for_everybody() -> None:
    rules = rules_of(file(f"User-agent: *\nDisallow: /\n\nUser-agent: {PRODUCT}\nDisallow: /admin/"))

    rules.check("https://a.cn/zfxxgknb/")


def test_page_in_the_place_of_robots_forbids_nothing() -> None:
    rules_of(file("<!DOCTYPE html><html><body>首页 Disallow</body></html>")).check("https://a.cn/x")
