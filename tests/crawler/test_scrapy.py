"""The Scrapy project as Scrapy's own command line sees it, and the settings that an unattended program needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.run import project_settings
from crawler.settings import user_agent
from crawler.spiders.annual_reports import AnnualReports
from tests.crawler.markup import entries_of, list_column, path_of, report
from tests.crawler.site_server import serving

ROOT = Path(__file__).parents[2]


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_project_has_one_spider() -> None:
    assert scrapy("list").stdout.split() == ["annual_reports"]


def test_spider_prints_what_it_finds_without_a_database() -> None:
    with serving("127.9.10.1") as (site,):
        site.page("/zfxxgknb/", list_column(entries_of(2025, 2024)))
        for year in (2025, 2024):
            site.page(path_of(year), report(year))
        done = scrapy(
            "crawl", "annual_reports", "-a", f"url={site.root}/zfxxgknb/",
            "-s", "DUBAN_ALLOW_LOOPBACK=1", "-s", "DOWNLOAD_DELAY=0",
        )  # fmt: skip

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["outcome"] for item in found if "look" in item] == ["complete"]
    assert next(item["document"] for item in found if "document" in item) == site.root + path_of(2025)


def test_spider_without_an_address_says_what_to_give() -> None:
    assert "-a url=" in scrapy("crawl", "annual_reports").stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWISTED_REACTOR_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("CONCURRENT_ITEMS", 1),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_MAXSIZE", 64 * 1024 * 1024),
        ("DOWNLOAD_TIMEOUT", 30),
        ("REDIRECT_MAX_TIMES", 5),
        ("COOKIES_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("STATS_DUMP", False),
        ("DUBAN_ALLOW_LOOPBACK", False),
    ],
)
def test_default_that_is_wrong_for_an_unattended_program_is_set(name: str, value: object) -> None:
    settings = project_settings(contact="a@example.cn", allow_loopback=False, delay_s=1)

    assert settings[name] == value


def test_every_request_goes_through_our_handler_and_no_other_scheme_is_served() -> None:
    crawler = Crawler(AnnualReports, project_settings(contact="a@example.cn", allow_loopback=False, delay_s=1))
    crawler._apply_reactorless_default_settings()  # what Scrapy itself does before a crawl

    handlers = crawler.settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, path in handlers.items() if path is not None} == {"http", "https"}
    assert {load_object(handlers[scheme]).__name__ for scheme in ("http", "https")} == {"GuardedHandler"}


def test_user_agent_says_who_asks_and_how_to_reach_them() -> None:
    name, _, contact = user_agent("wangguan@example.cn").partition(" ")

    assert name.startswith("Duban/")
    assert contact == "(+wangguan@example.cn)"
