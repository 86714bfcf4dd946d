"""Crawls over many sources, again and again in one process."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import os
import threading
from pathlib import Path

import pytest
from scrapy.core import downloader

from crawler import column, tasks
from crawler.run import crawl
from reports.looks import LookOutcome
from storage import archive as stored_archive
from storage import sources
from storage.records import DocumentState
from tests.crawler.house import House, house
from tests.crawler.markup import entries_of, list_column, path_of, report
from tests.crawler.site_server import Reply, Site, serving


def fill(*sites: Site, years: tuple[int, ...] = (2025, 2024)) -> None:
    for site in sites:
        site.page_with_validators("/zfxxgknb/", list_column(entries_of(*years)))
        for year in years:
            site.page(path_of(year), report(year))


def test_thirty_crawls_in_one_process_leave_nothing_behind() -> None:
    with serving("127.9.6.1") as (site,):
        fill(site)
        with house(site) as home:
            for _ in range(3):
                home.crawl(hours_later=1)
            gc.collect()
            open_files, objects = len(os.listdir("/proc/self/fd")), len(gc.get_objects())
            for _ in range(27):
                home.crawl(hours_later=1)
            gc.collect()

            assert len(home.looks()) == 30
            assert len(os.listdir("/proc/self/fd")) <= open_files + 3
            assert len(gc.get_objects()) < objects * 1.1


def test_crawls_can_follow_each_other_in_one_loop() -> None:
    with serving("127.9.6.2") as (site,):
        fill(site)
        with house(site) as home:

            async def twice() -> list[int]:
                done = []
                for _ in range(2):
                    with home.database.read() as tx:
                        work = tasks.load(tx, source_ids=[home.source().id], now=home.now)
                    counts = await crawl(
                        work,
                        database=home.database,
                        archive=home.archive,
                        now=lambda: home.now,
                        contact="a@example.cn",
                        allow_loopback=True,
                        delay_s=0,
                    )
                    done.append(counts.sources)
                return done

            assert asyncio.run(twice()) == [1, 1]


def test_one_host_is_never_asked_twice_at_once() -> None:
    with serving("127.9.6.3") as (site,):
        fill(site)
        for reply in list(site.replies):
            slow = site.replies[reply]
            if isinstance(slow, Reply):
                site.replies[reply] = Reply(slow.body, wait_s=0.05)
        with house(site, site, site, site) as home:
            home.crawl()

        assert site.most_together == 1
        assert len(site.paths()) == 4 * 3


def test_different_hosts_are_asked_at_the_same_time() -> None:
    with serving("127.9.6.4", "127.9.6.5") as sites:
        meeting = threading.Barrier(2, timeout=5)
        for site in sites:
            html = list_column(entries_of(2025)).encode()

            def answer(_: object, html: bytes = html) -> Reply:
                meeting.wait()  # passes only when both sites are being asked
                return Reply(html)

            site.replies["/zfxxgknb/"] = answer
            site.page(path_of(2025), report(2025))
        with house(*sites) as home:
            home.crawl()

            assert [home.last_look(agency).outcome for agency in ("a0", "a1")] == [LookOutcome.COMPLETE] * 2


def test_pause_between_two_questions_to_one_host_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    real = downloader.call_later

    def noted(delay: float, *arguments: object) -> object:
        waits.append(delay)
        return real(delay, *arguments)

    monkeypatch.setattr(downloader, "call_later", noted)
    with serving("127.9.6.6") as (site,):
        fill(site)
        with house(site) as home:
            home.crawl(delay_s=0.05)

    assert len(waits) >= 3  # robots.txt, the column, two reports
    assert max(waits) <= 0.05 * 1.3


def test_visit_that_fails_through_our_fault_still_has_a_look(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(column, "judge_list", broken)
    with serving("127.9.6.7") as (site,):
        fill(site)
        with house(site) as home, caplog.at_level(logging.WARNING):
            counts = home.crawl()

            look = home.last_look()
            assert (look.outcome, look.note["reason"]) == (LookOutcome.UNREACHABLE, "crashed")
            assert (counts.crashed, home.source().failures) == (1, 1)
            assert "a fault of ours" in caplog.text


def test_full_disk_loses_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    real = stored_archive._write_once

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with serving("127.9.6.8") as (site,):
        fill(site)
        with house(site) as home:
            monkeypatch.setattr(stored_archive, "_write_once", full)
            home.crawl()
            assert home.documents() == []
            assert home.last_look().note["unfinished"] is True

            monkeypatch.setattr(stored_archive, "_write_once", real)
            home.crawl(hours_later=6)

            assert [document.report_year for document in home.documents()] == [2025, 2024]


def stopped_midway(home: House, site: Site) -> None:
    async def begin_and_stop() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def answer(_: object) -> Reply:
            loop.call_soon_threadsafe(stop.set)
            return Reply(list_column(entries_of(2025, 2024)).encode(), wait_s=0.1)

        site.replies["/zfxxgknb/"] = answer
        with home.database.read() as tx:
            work = tasks.load(tx, source_ids=[source.id for source in sources.of_agencies(tx)], now=home.now)
        counts = await crawl(
            work,
            database=home.database,
            archive=home.archive,
            now=lambda: home.now,
            contact="a@example.cn",
            allow_loopback=True,
            delay_s=0,
            stop=stop,
        )
        assert counts.left > 0
        assert counts.crashed == 0

    asyncio.run(begin_and_stop())


def test_stopped_crawl_leaves_the_rest_without_a_look(caplog: pytest.LogCaptureFixture) -> None:
    with serving("127.9.6.9") as (site,):
        fill(site)
        with house(site, site, site) as home, caplog.at_level(logging.ERROR):
            stopped_midway(home, site)

            assert home.looks("a2") == []
            assert caplog.text == ""


def test_counts_say_what_was_done() -> None:
    with serving("127.9.6.10", "127.9.6.11") as sites:
        fill(*sites)
        sites[1].page("/zfxxgknb/", "busy", status=500)
        with house(*sites) as home:
            counts = home.crawl()

            assert counts.as_mapping() == {
                "sources": 2,
                "good": 1,
                "bad": 1,
                "crashed": 0,
                "left": 0,
                "report_looks": 0,
                "documents": 2,
                "new_documents": 2,
            }


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_page_in_gbk_under_a_lying_header_is_read(declared: str) -> None:
    with serving("127.9.6.12") as (site,):
        site.page(
            "/zfxxgknb/", list_column(entries_of(2025)).encode("gbk"), media_type=f"text/html; charset={declared}"
        )
        site.page(path_of(2025), report(2025).encode("gb18030"), media_type=f"text/html; charset={declared}")
        with house(site) as home:
            home.crawl()

            (kept,) = home.documents()
            assert (kept.title, kept.report_year) == ("青江市水务局2025年政府信息公开工作年度报告", 2025)
            assert home.archive.get(kept.sha256) == report(2025).encode("gb18030")
            assert kept.state is DocumentState.PENDING
