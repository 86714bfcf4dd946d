"""Every way in which a look can come out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler import settings
from crawler.messages import MESSAGES, Reason, describe
from reports.looks import LookOutcome
from tests.crawler import markup
from tests.crawler.house import house
from tests.crawler.markup import entries_of, list_column, path_of, report
from tests.crawler.site_server import Reply, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.3.1") as (only,):
        yield only


def html(text: str, *, status: int = 200, **headers: str) -> Reply:
    return Reply(text.encode(), status=status, headers=headers)


ANSWERS = (
    (html(markup.RUISHU, status=412), LookOutcome.CHALLENGE, "challenge_page"),
    (html(markup.RUISHU), LookOutcome.CHALLENGE, "challenge_page"),
    (html(markup.JIASULE, status=521), LookOutcome.CHALLENGE, "challenge_page"),
    (
        html("<html><script>x()</script></html>", status=403, **{"X-Via-JSL": "a1,-"}),
        LookOutcome.CHALLENGE,
        "challenge_page",
    ),
    (html("", status=202), LookOutcome.CHALLENGE, "challenge_page"),
    (html(markup.FIREWALL), LookOutcome.CHALLENGE, "challenge_page"),
    (html(markup.FIREWALL, status=405), LookOutcome.CHALLENGE, "challenge_page"),
    (html(markup.CAPTCHA), LookOutcome.CHALLENGE, "challenge_page"),
    (html("<h1>Forbidden</h1>", status=401), LookOutcome.REFUSED, "http_refused"),
    (html("<h1>Forbidden</h1>", status=403), LookOutcome.REFUSED, "http_refused"),
    (html("slow down", status=429), LookOutcome.REFUSED, "http_refused"),
    (html("<h1>404</h1>", status=404), LookOutcome.ERROR_PAGE, "http_error"),
    (html("<h1>Gone</h1>", status=410), LookOutcome.ERROR_PAGE, "http_error"),
    (html("<h1>Oops</h1>", status=500), LookOutcome.ERROR_PAGE, "http_error"),
    (html(markup.MAINTENANCE), LookOutcome.ERROR_PAGE, "error_text"),
    (html(markup.NOT_FOUND_200), LookOutcome.ERROR_PAGE, "error_text"),
    (Reply(b"%PDF-1.4\n", media_type="application/pdf"), LookOutcome.ERROR_PAGE, "not_a_page"),
    (html("", status=304), LookOutcome.ERROR_PAGE, "http_error"),
    (html(markup.EMPTY_COLUMN), LookOutcome.EMPTY, "no_entries"),
    (html(""), LookOutcome.EMPTY, "no_entries"),
    (Reply(silent=True), LookOutcome.UNREACHABLE, "failed"),
    (Reply(b"x" * 4000, cut_short=True), LookOutcome.UNREACHABLE, "cut_short"),
)


@pytest.mark.parametrize(("reply", "outcome", "reason"), ANSWERS)
def test_answer_is_judged_for_what_it_is(site: Site, reply: Reply, outcome: LookOutcome, reason: str) -> None:
    site.replies["/zfxxgknb/"] = reply

    with house(site) as home:
        counts = home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["reason"]) == (outcome, reason)
        assert (counts.sources, counts.bad, counts.crashed) == (1, 1, 0)


def test_server_that_is_not_there_is_unreachable(site: Site) -> None:
    with house(site, url="http://127.9.3.1:9/nb/") as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["reason"], look.answered_at) == (LookOutcome.UNREACHABLE, "no_connection", None)


def test_name_that_does_not_resolve_is_unreachable(site: Site) -> None:
    with house(site, url="http://no-such-host.invalid/nb/", hosts=["no-such-host.invalid"]) as home:
        home.crawl()

        assert (home.last_look().outcome, home.last_look().note["reason"]) == (LookOutcome.UNREACHABLE, "no_name")


def test_site_that_lets_us_wait_is_unreachable(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DOWNLOAD_TIMEOUT", 0.3)
    site.replies["/zfxxgknb/"] = Reply(b"late", wait_s=1.5)

    with house(site) as home:
        home.crawl()

        assert (home.last_look().outcome, home.last_look().note["reason"]) == (LookOutcome.UNREACHABLE, "timeout")


@pytest.mark.parametrize("stated", [True, False])
def test_page_over_the_size_limit_ends_as_a_look(site: Site, monkeypatch: pytest.MonkeyPatch, stated: bool) -> None:
    monkeypatch.setattr(settings, "DOWNLOAD_MAXSIZE", 2000)
    site.replies["/zfxxgknb/"] = Reply(b"y" * 50_000)

    with house(site) as home:
        home.crawl()

        assert (home.last_look().outcome, home.last_look().note["reason"]) == (LookOutcome.UNREACHABLE, "too_large")


def test_endless_redirect_is_unreachable(site: Site) -> None:
    site.replies["/zfxxgknb/"] = html("", status=302, Location="/zfxxgknb/?again=1")

    with house(site) as home:
        home.crawl()

        assert home.last_look().note["reason"] == "too_many_redirects"


def test_column_that_leads_to_another_host_has_moved(site: Site) -> None:
    with serving("127.9.3.2") as (other,):
        site.replies["/zfxxgknb/"] = html("", status=301, Location=f"{other.root}/new/")
        with house(site) as home:
            home.crawl()
            look = home.last_look()

    assert (look.outcome, look.note["reason"], look.note["detail"]) == (
        LookOutcome.MOVED,
        "other_host",
        f"{other.root}/new/",
    )
    assert other.asked == []


def test_redirect_on_the_same_host_is_followed_and_told(site: Site) -> None:
    site.replies["/zfxxgknb/"] = html("", status=302, Location="/nb/index.html")
    site.page("/nb/index.html", list_column(entries_of(2025)))
    site.page(path_of(2025, "/nb/"), report(2025))

    with house(site) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["redirected_to"]) == (LookOutcome.COMPLETE, site.root + "/nb/index.html")


def show(site: Site, *years: int) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(*years)))
    for year in years:
        site.page(path_of(year), report(year))


def test_lost_canary_truncates_the_look_and_keeps_the_old_validators(site: Site) -> None:
    show(site, 2024, 2023)

    with house(site) as home:
        home.crawl()
        before = home.source().body_hash
        site.page("/zfxxgknb/", list_column([markup.Entry("机关党建工作简报", "/a.html", "2026-01-02")]))
        home.crawl(hours_later=6)

        look = home.last_look()
        assert (look.outcome, look.note["reason"], look.canary) == (LookOutcome.TRUNCATED, "canary_lost", False)
        assert home.source().body_hash == before


def test_page_whose_full_look_was_not_good_repeats_that_outcome(site: Site) -> None:
    show(site, 2024, 2023)

    with house(site) as home:
        home.crawl()
        site.page_with_validators(
            "/zfxxgknb/", list_column([markup.Entry("机关党建工作简报", "/a.html", "2026-01-02")])
        )
        home.crawl(hours_later=6)
        home.crawl(hours_later=6)

        assert [look.outcome for look in home.looks()] == [
            LookOutcome.COMPLETE,
            LookOutcome.TRUNCATED,
            LookOutcome.TRUNCATED,
        ]


def test_page_that_is_again_what_it_was_at_the_complete_look_is_unchanged(site: Site) -> None:
    show(site, 2024, 2023)

    with house(site) as home:
        home.crawl()
        site.page("/zfxxgknb/", markup.MAINTENANCE)
        home.crawl(hours_later=6)
        show(site, 2024, 2023)
        home.crawl(hours_later=6)

        assert [look.outcome for look in home.looks()] == [
            LookOutcome.COMPLETE,
            LookOutcome.ERROR_PAGE,
            LookOutcome.UNCHANGED,
        ]


def test_list_that_halved_is_truncated(site: Site) -> None:
    show(site, 2025, 2024, 2023, 2022, 2021, 2020)

    with house(site) as home:
        home.crawl()
        show(site, 2025, 2024, 2023)
        home.crawl(hours_later=6)

        look = home.last_look()
        assert (look.outcome, look.note["before"], look.note["count"]) == (LookOutcome.TRUNCATED, 6, 3)


def test_short_list_that_lost_one_entry_is_complete(site: Site) -> None:
    show(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        show(site, 2024)
        home.crawl(hours_later=6)

        assert home.last_look().outcome is LookOutcome.COMPLETE


PAGER = '<div class="pages"><a href="index.html">首页</a><a href="index_1.html">下一页</a> 共2页</div>'


def test_all_pages_of_a_list_are_read(site: Site) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(2025, 2024), pager=PAGER))
    site.page("/zfxxgknb/index_1.html", list_column(entries_of(2023, 2022)))
    for year in (2025, 2024):
        site.page(path_of(year), report(year))

    with house(site) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.pages_read, len(look.links)) == (LookOutcome.COMPLETE, 2, 4)


def test_list_with_a_page_that_cannot_be_read_is_truncated(site: Site) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(2025, 2024), pager=PAGER))

    with house(site) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["reason"], look.note["page"]) == (LookOutcome.TRUNCATED, "page_missing", 2)
        assert home.source().body_hash is None


def test_list_that_says_it_has_more_pages_than_it_links_is_truncated(site: Site) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(2025, 2024), pager="<p>共 3 页</p>"))
    for year in (2025, 2024):
        site.page(path_of(year), report(year))

    with house(site) as home:
        home.crawl()

        assert home.last_look().note["reason"] == "page_missing"


def test_report_found_on_a_list_cut_short_is_fetched_all_the_same(site: Site) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(2025), pager="<p>共 3 页</p>"))
    site.page(path_of(2025), report(2025))

    with house(site) as home:
        home.crawl()

        assert [document.report_year for document in home.documents()] == [2025]


def test_confirmed_absence_of_earlier_reports_stands_in_for_the_canary(site: Site) -> None:
    from storage import sources

    site.page("/zfxxgknb/", list_column([markup.Entry("机关党建工作简报", "/a.html", "2026-01-02")] * 2))

    with house(site) as home:
        home.crawl()
        assert home.last_look().canary is False
        with home.database.write() as tx:
            sources.confirm_no_earlier_report(tx, source_id=home.source().id, by="督查岗", at=home.now)
        site.page("/zfxxgknb/", list_column([markup.Entry("机关党建工作要点", "/b.html", "2026-01-03")] * 2))
        home.crawl(hours_later=6)

        assert home.last_look().canary is True


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_both_languages(reason: Reason) -> None:
    said = describe(reason, {"status": 404, "count": 3, "before": 8, "page": 2, "detail": "x"})

    assert said.zh.endswith("。")
    assert said.en.endswith(".")
    assert "{" not in said.zh + said.en
    assert set(MESSAGES) == set(Reason)
