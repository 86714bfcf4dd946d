"""`duban links`: the JSON contract for saved pages and addresses, the view, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from duban.cli import run
from tests.crawler import markup
from tests.crawler.site_server import Site, serving

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.9.1") as (only,):
        yield only


def links_json(capsys: Capture, *arguments: str | Path) -> tuple[int, Any]:
    code = run(["links", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_saved_column_is_shown_with_absolute_addresses(capsys: Capture, tmp_path: Path) -> None:
    saved = tmp_path / "column.html"
    pager = '<script>createPageHTML(2, 0, "index", "html");</script>'
    saved.write_text(markup.list_column(markup.entries_of(2025), pager=pager), "utf-8")

    code, shown = links_json(capsys, saved, "--base-url", "https://slj.example.gov.cn/zfxxgknb/")

    assert code == 0
    assert shown == {
        "page_kind": "list",
        "outcome": "complete",
        "family": "generic",
        "items": [
            {
                "title": markup.title_of(2025),
                "url": "https://slj.example.gov.cn/zfxxgknb/202601/t20260115_20257.html",
                "date": "2026-01-15",
            }
        ],
        "next_page": "https://slj.example.gov.cn/zfxxgknb/index_1.html",
        "requests": [],
    }


def test_saved_column_without_its_address_keeps_links_relative_to_the_site(capsys: Capture, tmp_path: Path) -> None:
    saved = tmp_path / "column.html"
    saved.write_text(
        markup.shanghai_column([markup.Entry(markup.title_of(2025), markup.shanghai_path(2025), "")]), "utf-8"
    )

    _, shown = links_json(capsys, saved)

    assert (shown["family"], shown["items"][0]["url"]) == ("shanghai", markup.shanghai_path(2025))


@pytest.mark.parametrize(
    ("text", "kind", "outcome"),
    [
        (markup.report(2025), "report", "complete"),
        (markup.RUISHU, "other", "challenge"),
        (markup.MAINTENANCE, "other", "error_page"),
        (markup.EMPTY_COLUMN, "other", "empty"),
    ],
)
def test_saved_page_of_another_kind_is_named(
    capsys: Capture, tmp_path: Path, text: str, kind: str, outcome: str
) -> None:
    saved = tmp_path / "page.html"
    saved.write_text(text, "utf-8")

    code, shown = links_json(capsys, saved)

    assert (code, shown["page_kind"], shown["outcome"]) == (0, kind, outcome)


def test_address_is_asked_by_the_rules_of_a_crawl(capsys: Capture, site: Site) -> None:
    site.page("/zfxxgknb/", markup.list_column(markup.entries_of(2025)))

    _, shown = links_json(capsys, site.root + "/zfxxgknb/", "--allow-loopback")

    assert [asked.path for asked in site.asked] == ["/robots.txt", "/zfxxgknb/"]
    assert shown["items"][0]["url"] == site.root + markup.path_of(2025)


def test_address_that_robots_txt_forbids_is_refused(capsys: Capture, site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /", media_type="text/plain")

    _, shown = links_json(capsys, site.root + "/zfxxgknb/", "--allow-loopback")

    assert shown["outcome"] == "refused"
    assert site.paths() == []


def test_loopback_is_refused_without_the_option(
    capsys: Capture, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('[crawler]\ncontact = "wangguan@example.cn"\n', "utf-8")

    _, shown = links_json(capsys, site.root + "/zfxxgknb/")

    assert shown["outcome"] == "unreachable"
    assert site.asked == []


def test_address_without_a_contact_set_says_what_to_write(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    code = run(["links", "https://wsb.sh.gov.cn/2020zfxxgknb/"])

    assert code == 2
    assert "crawler.contact" in capsys.readouterr().err


def test_view_marks_reports_and_ends_with_counts(capsys: Capture, tmp_path: Path) -> None:
    saved = tmp_path / "column.html"
    notice = markup.Entry("关于编制年报的通知", "./t1.html", "2026-01-02")
    saved.write_text(markup.list_column([*markup.entries_of(2025), notice]), "utf-8")

    run(["links", str(saved)])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("页面类型 list")
    assert f"* 2026-01-15  {markup.title_of(2025)}" in lines
    assert lines[-1].startswith("共 2 条，其中年度报告 1 条")


@pytest.mark.parametrize("content", [None, b"", b"  \n"])
def test_file_that_cannot_be_shown_ends_with_2_and_a_sentence(
    capsys: Capture, tmp_path: Path, content: bytes | None
) -> None:
    saved = tmp_path / "page.html"
    if content is not None:
        saved.write_bytes(content)

    code = run(["links", str(saved)])

    assert code == 2
    assert str(saved) in capsys.readouterr().err


def test_directory_ends_with_2_and_a_sentence(capsys: Capture, tmp_path: Path) -> None:
    assert run(["links", str(tmp_path)]) == 2
    assert "检查路径" in capsys.readouterr().err
