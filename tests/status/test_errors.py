"""When something is wrong: plain words, what to do, and the right status."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.status.conftest import Served


@pytest.mark.parametrize(
    "path",
    [
        "/no-such-page",
        "/agencies/nobody",
        "/agencies/NO BODY",
        "/agencies/%00",
        "/reports/nobody/2025",
        "/reports/sh-waiban/1999",
        "/reports/sh-waiban/99999999999999999999999",
        "/reports/sh-waiban/last-year",
        "/reports/sh-waiban/2025?version=7",
        "/rules/X999",
        "/deliveries/%3Cnothing%3E",
        "/deliveries/%00",
        "/originals/" + "0" * 64,
        "/originals/..%2f..%2fetc%2fpasswd",
        "/static/../app.py",
        "/static/nothing.css",
    ],
)
def test_what_does_not_exist_gives_a_readable_page(page: Served, path: str) -> None:
    answer = page.get(path)

    assert answer.status_code == 404
    assert "返回总表" in answer.text
    assert "Traceback" not in answer.text


def test_a_missing_agency_is_named(page: Served) -> None:
    assert "名录中没有编号为“nobody”的单位。" in page.get("/agencies/nobody").text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("year=abc", "year"),
        ("year=1", "year"),
        ("year=99999999999999999999", "year"),
        ("state=fine", "state"),
        ("content=x", "content"),
        ("level=king", "level"),
        ("jurisdiction=../x", "jurisdiction"),
        ("after=somewhere", "after"),
        ("before=a.b.c", "before"),
        ("after=shanghai.99999999999.x", "after"),
        ("column=yes", "column"),
        ("q=" + "x" * 101, "q"),
        ("q=%00", "q"),
        ("lang=fr", "lang"),
        ("yaer=2025", "yaer"),
        ("page=2", "page"),
    ],
)
def test_a_wrong_parameter_is_named_on_a_readable_page(page: Served, query: str, named: str) -> None:
    answer = page.get(f"/?{query}")

    assert answer.status_code == 422
    assert f"“{named}”" in answer.text
    assert "请使用页面上的链接和筛选项" in answer.text


def test_empty_parameters_as_a_form_sends_them_count_as_not_given(page: Served) -> None:
    answer = page.get("/?q=&year=2025&jurisdiction=&state=&content=&level=&column=")

    assert answer.status_code == 200
    assert "清除筛选" not in answer.text


def test_a_wrong_value_that_is_markup_is_shown_as_text(page: Served) -> None:
    answer = page.get("/?state=<script>alert(1)</script>")

    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("path", ["/api/agencies/nobody", "/api/nothing", "/api/reports/sh-waiban/1999"])
def test_under_the_interface_an_error_is_json(page: Served, path: str) -> None:
    answer = page.get(path)

    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "advice", "details"}


def test_an_error_speaks_the_language_of_the_address(page: Served) -> None:
    answer = page.get("/api/agencies?lang=en&state=fine")

    assert answer.status_code == 422
    assert answer.json()["details"] == ["The value “fine” of the parameter “state” is not valid."]


def test_a_program_error_shows_no_traceback(own_page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("the secret of the house")

    monkeypatch.setattr("status.agency.overview.agency_detail", fail)
    answer = own_page.get("/agencies/sh-waiban")

    assert answer.status_code == 500
    assert "页面出错" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_database_that_cannot_be_read_is_said_in_plain_words(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        tx.execute(sa.text("DROP TABLE duty_counts"))

    answer = own_page.get("/")

    assert answer.status_code == 503
    assert "duban doctor" in answer.text


def test_an_original_missing_from_the_archive_is_said_in_plain_words(own_page: Served) -> None:
    sha256 = own_page.get("/api/reports/sh-waiban/2025").json()["documents"][0]["sha256"]
    for file in own_page.world.archive.root.rglob(f"{sha256}*"):
        file.unlink()

    answer = own_page.get(f"/originals/{sha256}")

    assert answer.status_code == 503
    assert "duban doctor" in answer.text


def test_facts_of_another_version_leave_the_rest_of_the_page(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        tx.execute(sa.text("UPDATE reports SET facts = json_set(facts, '$.facts_version', 99)"))

    answer = own_page.get("/reports/sh-waiban/2025")

    assert answer.status_code == 200
    assert "由另一版本的程序写入" in answer.text
    assert "下载原件" in answer.text
