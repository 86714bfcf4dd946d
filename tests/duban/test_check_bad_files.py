"""`duban check` with files that are no reports: each is told in both languages, and the others are still checked."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duban.cli import run
from reports.checking import Checked, check_bytes
from tests.rendering import RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen

CLEAN = Path(__file__).parents[1] / "fixtures" / "reports" / "shanghai-wsb-2024" / "input.txt"

Capture = pytest.CaptureFixture[str]


def checked_json(capsys: Capture, *arguments: str | Path) -> tuple[int, Any]:
    code = run(["check", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def empty(path: Path) -> None:
    path.touch()


def only_white_space(path: Path) -> None:
    path.write_text(" \n\t\n\u3000\n", encoding="utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def absent(path: Path) -> None:
    path.unlink(missing_ok=True)


def huge(path: Path) -> None:
    """A file with a hole: reading it whole would take 200 GB of memory."""
    with path.open("wb") as file:
        file.truncate(200 * 1024**3)


def over_the_limit(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)


def junk(path: Path) -> None:
    path.write_bytes(Random(3).randbytes(50_000))


def cut_off_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


def archive(path: Path) -> None:
    path.write_bytes(gzip.compress(b"<html><body>report</body></html>"))


def page_without_report(path: Path) -> None:
    path.write_text(
        "<html><head><title>办事指南</title></head><body><h1>办事指南</h1><p>周一至周五九时至十七时受理。</p></body></html>",
        encoding="utf-8",
    )


def report_of_another_kind(path: Path) -> None:
    path.write_text(
        "<html><head><title>临江市档案局2024年法治政府建设年度报告</title></head><body>"
        "<h1>临江市档案局2024年法治政府建设年度报告</h1><p>一、主要举措</p><p>全年组织学法四次。</p>"
        "<p>二、存在不足</p><p>执法人员培训不够。</p><p>三、下一年安排</p><p>继续开展普法。</p></body></html>",
        encoding="utf-8",
    )


def list_of_reports(path: Path) -> None:
    items = "".join(
        f'<li><a href="/{y}.html">临江市档案局{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-20</span></li>'
        for y in range(2019, 2025)
    )
    path.write_text(f"<html><head><title>政府信息公开年报</title></head><body><ul>{items}</ul></body></html>", "utf-8")


BAD_FILES: tuple[tuple[Callable[[Path], None], str, str, str], ...] = (
    (empty, "a.html", "文件是空的", "empty"),
    (only_white_space, "a.txt", "文件是空的", "empty"),
    (folder, "a.html", "文件夹", "folder"),
    (absent, "a.html", "找不到这个文件", "no such file"),
    (huge, "a.html", "超过上限", "limit"),
    (over_the_limit, "a.txt", "超过上限", "limit"),
    (junk, "a.html", "重新获取原文件", "fetch the original"),
    (cut_off_pdf, "a.pdf", "另存一份", "save a copy"),
    (cut_off_pdf, "a.html", "另存一份", "save a copy"),
    (archive, "a.gz", "暂不支持", "cannot be read yet"),
    (archive, "a.html", "暂不支持", "cannot be read yet"),
    (page_without_report, "a.html", "这不是政府信息公开工作年度报告", "not an annual report"),
    (report_of_another_kind, "a.html", "法治政府建设年度报告", "not an annual report"),
    (list_of_reports, "a.html", "这不是政府信息公开工作年度报告", "not an annual report"),
)

every_bad_file = pytest.mark.parametrize(
    ("make", "name", "zh", "en"), BAD_FILES, ids=[f"{make.__name__}-{name}" for make, name, _, _ in BAD_FILES]
)


@every_bad_file
def test_a_bad_file_ends_with_2_and_a_message_in_both_languages(
    make: Callable[[Path], None], name: str, zh: str, en: str, capsys: Capture, tmp_path: Path
) -> None:
    make(tmp_path / name)

    code = run(["check", str(tmp_path / name)])

    told = capsys.readouterr()
    assert code == 2
    assert zh in told.err
    assert en in told.err
    assert "Traceback" not in told.err
    assert told.out.startswith("检查 0 份，未能检查 1 份：")


@every_bad_file
def test_a_bad_file_does_not_stop_the_others(
    make: Callable[[Path], None], name: str, zh: str, en: str, capsys: Capture, tmp_path: Path
) -> None:
    make(tmp_path / name)

    code, told = checked_json(capsys, tmp_path / name, CLEAN)

    assert code == 2
    assert [len(report["problems"]) for report in told] == [1, 0]
    assert zh in told[0]["problems"][0]["message"]
    assert en in told[0]["problems"][0]["message_en"]


def test_a_page_under_a_wrong_ending_is_read_by_its_content(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(RENDERERS["clean.html"](specimen(balanced(1)), Random(0)))

    code, told = checked_json(capsys, path)

    assert (code, told["media_type"]) == (0, "text/html")


def test_a_report_page_whose_tables_are_elsewhere_is_a_report(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    whole = specimen(balanced(1))
    without = replace(whole, lost_tables=frozenset({"proactive", "applications", "review"}))
    path.write_bytes(RENDERERS["clean.html"](without, Random(0)))

    code, told = checked_json(capsys, path)

    assert code == 1
    assert set(told["tables"].values()) == {None}
    assert told["sections"]["overview"]


def test_a_file_on_which_the_program_fails_does_not_stop_the_others(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "strange.html").write_text("strange", encoding="utf-8")

    def fails_on_strange(data: bytes, **known: Any) -> Checked:
        if data == b"strange":
            raise KeyError("x")
        return check_bytes(data, **known)

    monkeypatch.setattr("duban.report_files.check_bytes", fails_on_strange)

    code, told = checked_json(capsys, tmp_path / "strange.html", CLEAN)

    assert code == 2
    assert [problem["code"] for problem in told[0]["problems"]] == ["reading_crashed"]
    assert told[1]["problems"] == []
