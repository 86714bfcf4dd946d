"""`duban classify`: JSON lines in, one verdict a line out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from duban.cli import run

Capture = pytest.CaptureFixture[str]


def classified(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *lines: bytes) -> tuple[int, list[Any], str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))
    code = run(["classify"])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], told.err


def page(title: str | None, text: str | None = None, url: str | None = None) -> bytes:
    return json.dumps({"url": url, "title": title, "text": text}, ensure_ascii=False).encode()


def test_each_line_gets_its_verdict_with_the_keys_of_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    code, verdicts, _ = classified(
        monkeypatch,
        capsys,
        page("临江市档案局2024年政府信息公开工作年度报告"),
        page("临江市档案局2024年法治政府建设年度报告"),
    )

    assert code == 0
    assert [verdict["is_annual_report"] for verdict in verdicts] == [True, False]
    assert all(
        verdict.keys() == {"is_annual_report", "agency", "report_year", "confidence", "why"} for verdict in verdicts
    )
    assert (verdicts[0]["agency"], verdicts[0]["report_year"]) == ("临江市档案局", 2024)


def test_missing_fields_count_as_unknown(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    code, verdicts, _ = classified(monkeypatch, capsys, b'{"title": "2024\xe5\xb9\xb4"}', b"{}")

    assert (code, len(verdicts)) == (0, 2)


@pytest.mark.parametrize(
    "line", [b"not json", b"[1]", b'"text"', b'{"title": 7}', b"\xff\xfe", b'{"url": []}', b"[" * 100_000]
)
def test_a_bad_line_keeps_its_place_and_says_why(line: bytes, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    good = page("临江市档案局2024年政府信息公开工作年度报告")

    code, verdicts, told = classified(monkeypatch, capsys, good, line, good)

    assert code == 2
    assert [verdict["is_annual_report"] for verdict in verdicts] == [True, None, True]
    assert verdicts[1]["why"].startswith("error: line 2: ")
    assert "3 行中有 1 行" in told


def test_no_input_gives_no_output(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert classified(monkeypatch, capsys, b"", b"  ") == (0, [], "")


def test_the_real_command_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "duban", "classify"],
        input=page("临江市档案局2024年政府信息公开工作年度报告"),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert json.loads(done.stdout)["report_year"] == 2024
