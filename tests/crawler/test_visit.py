"""A column, its reports and their attachments, from the first look to the unchanged one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reports.looks import LookOutcome
from storage.records import DocumentRole, DocumentState, LookKind
from tests.crawler.house import house
from tests.crawler.markup import (
    AGENCY,
    Entry,
    entries_of,
    list_column,
    path_of,
    report,
    shanghai_column,
    shanghai_path,
    title_of,
)
from tests.crawler.site_server import Reply, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.1.1") as (only,):
        yield only


def with_reports(site: Site, *years: int) -> None:
    site.page("/zfxxgknb/", list_column(entries_of(*years)))
    for year in years:
        site.page(path_of(year), report(year))


def test_new_report_is_kept_as_it_came_and_waits_for_reading(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()

        kept = home.documents()
        assert [(document.report_year, document.state) for document in kept] == [
            (2025, DocumentState.PENDING),
            (2024, DocumentState.PENDING),
        ]
        assert home.archive.get(kept[0].sha256) == report(2025).encode()
        assert (kept[0].title, str(kept[0].listed_date)) == (title_of(2025), "2026-01-15")


def test_complete_look_remembers_links_canary_and_pages(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.canary, look.pages_read, look.http_status) == (LookOutcome.COMPLETE, True, 1, 200)
        assert [(link.report_year, link.is_report) for link in look.links] == [(2025, True), (2024, True)]
        assert look.links[0].url == site.root + path_of(2025)


def test_only_wanted_years_and_the_latest_earlier_one_are_fetched(site: Site) -> None:
    with_reports(site, 2025, 2024, 2023, 2022)

    with house(site) as home:
        home.crawl()

        assert site.paths() == ["/zfxxgknb/", path_of(2025), path_of(2024)]


def test_all_years_from_watch_from_on_are_fetched(site: Site) -> None:
    with_reports(site, 2025, 2024, 2023, 2022)

    with house(site, watch_from=2023) as home:
        home.crawl()

        assert [document.report_year for document in home.documents()] == [2025, 2024, 2023, 2022]


def test_unchanged_column_costs_one_question_and_keeps_the_report_in_sight(site: Site) -> None:
    site.page_with_validators("/zfxxgknb/", list_column(entries_of(2025, 2024)))
    site.page_with_validators(path_of(2025), report(2025), modified=1_768_000_000)
    site.page(path_of(2024), report(2024))

    with house(site) as home:
        home.crawl()
        site.forget()
        home.crawl(hours_later=6)

        assert site.paths() == ["/zfxxgknb/", path_of(2025)]
        assert home.last_look().outcome is LookOutcome.UNCHANGED
        assert home.last_look().http_status == 304
        again = home.looks(kind=LookKind.REPORT)[-1]
        assert (again.outcome, again.http_status, again.report_year) == (LookOutcome.UNCHANGED, 304, 2025)


def test_validators_are_sent_only_after_a_complete_look(site: Site) -> None:
    site.page_with_validators("/zfxxgknb/", list_column(entries_of(2025, 2024)), modified=1_768_000_000)
    site.page(path_of(2025), report(2025))
    site.page(path_of(2024), report(2024))

    with house(site) as home:
        home.crawl()
        first = site.asked[1].headers
        site.forget()
        home.crawl(hours_later=6)
        second = site.asked[0].headers

    assert "If-None-Match" not in first
    assert {"If-None-Match", "If-Modified-Since"} <= set(second)


def test_site_without_validators_is_unchanged_by_the_hash_of_its_text(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        home.crawl(hours_later=6)

        look = home.last_look()
        assert (look.outcome, look.http_status, look.note["reason"]) == (LookOutcome.UNCHANGED, 200, "same_content")
        assert len(home.documents()) == 2


def test_counters_and_clocks_do_not_make_a_page_changed(site: Site) -> None:
    for round_number in (1, 2):
        counter = f"<span>访问量：<i>{17_000 + round_number}</i></span> 今天是2026年1月2{round_number}日 星期二"
        token = f'<input type="hidden" name="csrf" value="{round_number * 7919}">'
        site.replies[f"round{round_number}"] = Reply(
            list_column(entries_of(2025, 2024), counter=counter + token).encode()
        )
    site.page(path_of(2025), report(2025))
    site.page(path_of(2024), report(2024))

    with house(site) as home:
        site.replies["/zfxxgknb/"] = site.replies["round1"]
        home.crawl()
        site.replies["/zfxxgknb/"] = site.replies["round2"]
        home.crawl(hours_later=6)

        assert home.last_look().outcome is LookOutcome.UNCHANGED


def test_new_entry_makes_a_page_changed(site: Site) -> None:
    with_reports(site, 2024, 2023)

    with house(site) as home:
        home.crawl()
        with_reports(site, 2025, 2024, 2023)
        home.crawl(hours_later=6)

        assert home.last_look().outcome is LookOutcome.COMPLETE
        assert [document.report_year for document in home.documents()] == [2024, 2025]


def test_changed_report_is_kept_beside_the_earlier_one(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        site.page(path_of(2025), report(2025, received=4))
        home.crawl(hours_later=6)

        kept = [document for document in home.documents() if document.report_year == 2025]
        assert [home.archive.get(document.sha256) for document in kept] == [
            report(2025).encode(),
            report(2025, received=4).encode(),
        ]
        assert home.looks(kind=LookKind.REPORT)[-1].outcome is LookOutcome.COMPLETE


@pytest.mark.parametrize("status", [404, 410])
def test_withdrawn_report_gives_a_look_with_its_status_and_no_document(site: Site, status: int) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        site.page(path_of(2025), "<h1>gone</h1>", status=status)
        home.crawl(hours_later=6)

        look = home.looks(kind=LookKind.REPORT)[-1]
        assert (look.outcome, look.http_status, look.report_year) == (LookOutcome.ERROR_PAGE, status, 2025)
        assert len(home.documents()) == 2


def test_report_address_that_shows_something_else_is_no_new_version(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        site.page(path_of(2025), list_column(entries_of(2024, 2023, 2022), name="首页"))
        home.crawl(hours_later=6)

        look = home.looks(kind=LookKind.REPORT)[-1]
        assert (look.outcome, look.note["reason"]) == (LookOutcome.ERROR_PAGE, "no_longer_a_report")
        assert len(home.documents()) == 2


def test_report_that_could_not_be_fetched_is_tried_again_although_the_column_did_not_change(site: Site) -> None:
    with_reports(site, 2025, 2024)
    site.page(path_of(2025), "busy", status=500)

    with house(site) as home:
        home.crawl()
        assert [document.report_year for document in home.documents()] == [2024]
        site.page(path_of(2025), report(2025))
        home.crawl(hours_later=6)

        assert [document.report_year for document in home.documents()] == [2024, 2025]
        assert home.looks(kind=LookKind.REPORT)[0].http_status == 500


def test_known_reports_are_not_asked_when_nothing_on_the_host_answers(site: Site) -> None:
    with_reports(site, 2025, 2024)

    with house(site) as home:
        home.crawl()
        site.replies["/zfxxgknb/"] = Reply(silent=True)
        site.forget()
        home.crawl(hours_later=6)

        assert set(site.paths()) <= {"/zfxxgknb/", path_of(2025)}
        assert home.last_look().outcome is LookOutcome.UNREACHABLE


def test_column_that_is_itself_the_report_is_kept_as_one(site: Site) -> None:
    site.page("/zfxxgknb/", report(2025))

    with house(site) as home:
        home.crawl()

        (kept,) = home.documents()
        assert (kept.url, kept.report_year, kept.role) == (site.root + "/zfxxgknb/", 2025, DocumentRole.REPORT)
        look = home.last_look()
        assert (look.outcome, look.note["reason"], look.links[0].report_year) == (
            LookOutcome.COMPLETE,
            "report_itself",
            2025,
        )


def test_new_report_in_the_place_of_the_old_one_loses_nothing(site: Site) -> None:
    site.page("/zfxxgknb/", report(2024))

    with house(site) as home:
        home.crawl()
        site.page("/zfxxgknb/", report(2025))
        home.crawl(hours_later=6)

        assert home.last_look().outcome is LookOutcome.COMPLETE
        assert [document.report_year for document in home.documents()] == [2024, 2025]


def test_shanghai_column_is_followed(site: Site) -> None:
    entries = [Entry(title_of(year), shanghai_path(year), f"{year + 1}-01-13") for year in (2025, 2024)]
    site.page("/2020zfxxgknb/", shanghai_column(entries))
    for year in (2025, 2024):
        site.page(shanghai_path(year), report(year))

    with house(site, column="/2020zfxxgknb/") as home:
        home.crawl()

        assert [document.title for document in home.documents()] == [title_of(2025), title_of(2024)]


def test_doubtful_title_is_settled_by_its_page_once(site: Site) -> None:
    entries = [Entry("2025年度报告", f"./t20260115_{number}.html", "2026-01-15") for number in (1, 2)]
    other = Entry("关于召开会议的通知", "./t3.html", "2026-01-16")
    site.page("/zwgk/", list_column(entries, name="政务公开"))
    site.page("/zwgk/t20260115_1.html", report(2025))
    site.page(
        "/zwgk/t20260115_2.html", f"<html><body><h1>2025年度报告</h1><p>{'基金会年检情况。' * 60}</p></body></html>"
    )

    with house(site, column="/zwgk/") as home:
        home.crawl()
        first = home.last_look()
        assert sorted(site.paths()) == ["/zwgk/", "/zwgk/t20260115_1.html", "/zwgk/t20260115_2.html"]
        site.page("/zwgk/", list_column([*entries, other], name="政务公开"))
        site.forget()
        home.crawl(hours_later=6)

        assert [(link.is_report, link.report_year) for link in first.links] == [(True, 2025), (False, 2025)]
        assert site.paths() == ["/zwgk/", "/zwgk/t20260115_1.html"]


def test_report_offered_as_a_file_in_the_list_is_kept_with_its_kind(site: Site) -> None:
    entries = [Entry(title_of(2025), "./P020260115.pdf", "2026-01-15"), *entries_of(2024)]
    site.page("/zfxxgknb/", list_column(entries))
    site.page("/zfxxgknb/P020260115.pdf", b"%PDF-1.4\nnot much", media_type="application/octet-stream")
    site.page(path_of(2024), report(2024))

    with house(site) as home:
        home.crawl()

        kept = home.documents()[0]
        assert (kept.media_type, kept.report_year, kept.role) == ("application/pdf", 2025, DocumentRole.REPORT)


def test_shared_list_gives_only_the_agency_s_own_reports(site: Site) -> None:
    others = [Entry(title_of(year, "青江市教育局"), f"./e{year}.html", "2026-01-09") for year in (2025, 2024)]
    entries = [*entries_of(2025, 2024), *others]
    site.page("/zfxxgknb/", list_column(entries))
    site.page(path_of(2025), report(2025))
    site.page(path_of(2024), report(2024))

    with house(site) as home:
        home.crawl()

        assert [document.url for document in home.documents()] == [site.root + path_of(2025), site.root + path_of(2024)]
        assert len(home.last_look().links) == 2


def test_next_check_and_health_are_set_with_the_look(site: Site) -> None:
    site.page("/zfxxgknb/", "busy", status=500)

    with house(site) as home:
        home.crawl()
        source = home.source()

    assert (source.failures, source.last_outcome, source.lease_until) == (1, LookOutcome.ERROR_PAGE, None)
    assert source.next_check_at is not None
    assert source.next_check_at > home.now


def test_list_in_a_frame_is_read_and_read_again_although_the_page_around_it_is_the_same(site: Site) -> None:
    site.page(
        "/zfxxgknb/", '<html><body><div class="nav"><a href="/">首页</a></div><iframe src="/in/nb.html"></iframe>'
    )
    site.page("/in/nb.html", list_column(entries_of(2024)))
    site.page(path_of(2024, "/in/"), report(2024))
    site.page(path_of(2025, "/in/"), report(2025))

    with house(site) as home:
        home.crawl()
        site.page("/in/nb.html", list_column(entries_of(2025, 2024)))
        home.crawl(hours_later=6)

        assert [look.outcome for look in home.looks()] == [LookOutcome.COMPLETE, LookOutcome.COMPLETE]
        assert [document.report_year for document in home.documents()] == [2024, 2025]


def test_doubt_that_could_not_be_settled_is_tried_again(site: Site) -> None:
    site.page("/zwgk/", list_column([Entry("2025年度报告", "./t1.html", "2026-01-15")] * 2, name="政务公开"))

    with house(site, column="/zwgk/") as home:
        home.crawl()
        assert (home.documents(), home.last_look().outcome) == ([], LookOutcome.COMPLETE)
        site.page("/zwgk/t1.html", report(2025))
        home.crawl(hours_later=6)

        assert [document.report_year for document in home.documents()] == [2025]


def test_a_list_of_several_bodies_is_remembered_with_their_names_by_year(site: Site) -> None:
    others = ("青江市财政局", "青江市教育局")
    shared = [entry for agency in (AGENCY, *others) for entry in entries_of(2025, agency=agency)]
    site.page("/zfxxgknb/", list_column([replace(entry, href=f"./{n}.html") for n, entry in enumerate(shared)]))
    site.page("/zfxxgknb/0.html", report(2025))

    with house(site) as home:
        home.crawl()

        assert home.last_look().note["bodies"] == {"2025": [AGENCY, *others]}
