"""A column, its reports and their attachments, from the first look to the unchanged one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reports.looks import LookOutcome
from storage.records import DocumentRole, DocumentState, LookKind
from tests.crawler.house import House, house
from tests.crawler.markup import entries_of, list_column, path_of, report, shanghai_column, shanghai_path, title_of
from tests.crawler.markup import Entry
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
