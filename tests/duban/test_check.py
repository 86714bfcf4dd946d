"""`duban check`: exit codes, the JSON contract, the view for a person, and files that are no reports."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duban.cli import run
from tests.rendering import RENDERERS
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.specimen import specimen

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reports"
CLEAN = FIXTURES / "shanghai-wsb-2024" / "input.txt"
BLANKS = FIXTURES / "shanghai-hzjl-2024" / "input.md"
LOST_TABLES = FIXTURES / "shanghai-wsb-2020" / "input.md"

Capture = pytest.CaptureFixture[str]


def one_more_received(figures: Figures) -> Figures:
    """Return the figures with 1 added to the total of the applications received."""

    def change(_table: str, row: str, column: str, cell: Shown) -> Shown:
        number = int(cell.text) + 1 if (row, column) == ("received", "total") else None
        return cell if number is None else Shown(str(number), number)

    return figures.mapped(change)


@pytest.fixture
def unbalanced(tmp_path: Path) -> Path:
    path = tmp_path / "unbalanced.html"
    path.write_bytes(RENDERERS["clean.html"](specimen(one_more_received(balanced(1))), Random(0)))
    return path


def checked_json(capsys: Capture, *arguments: str | Path) -> tuple[int, Any]:
    code = run(["check", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_report_without_errors_ends_with_0(capsys: Capture) -> None:
    code = run(["check", str(CLEAN)])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("检查 1 份，未能检查 0 份：错误 0，")


def test_a_broken_sum_ends_with_1(capsys: Capture, unbalanced: Path) -> None:
    code, told = checked_json(capsys, unbalanced)

    assert code == 1
    assert {"A101", "A103"} <= {finding["code"] for finding in told["findings"] if finding["level"] == "error"}


def test_a_missing_table_ends_with_1(capsys: Capture) -> None:
    code, told = checked_json(capsys, LOST_TABLES)

    assert code == 1
    assert (told["tables"]["applications"], told["tables"]["review"]) == (None, None)


def test_blank_cells_alone_are_no_error(capsys: Capture) -> None:
    code, told = checked_json(capsys, BLANKS)

    assert code == 0
    assert "F007" in {finding["code"] for finding in told["findings"]}
    assert not [finding for finding in told["findings"] if finding["code"][0] in "AR"]


def test_the_exit_code_is_the_worst_of_all_files(capsys: Capture, unbalanced: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.touch()

    assert run(["check", str(CLEAN), str(unbalanced)]) == 1
    assert run(["check", str(nothing), str(unbalanced), str(CLEAN)]) == 2


def test_json_of_one_file_has_every_key_of_the_contract(capsys: Capture) -> None:
    _, told = checked_json(capsys, CLEAN)

    assert told.keys() >= {
        "file",
        "sha256",
        "media_type",
        "title",
        "agency",
        "agency_id",
        "report_year",
        "form",
        "published",
        "sections",
        "tables",
        "findings",
        "not_evaluable",
        "problems",
    }
    assert told["file"] == str(CLEAN)
    assert told["sha256"] == hashlib.sha256(CLEAN.read_bytes()).hexdigest()
    assert (told["media_type"], told["agency_id"]) == ("text/plain", None)
    assert told["tables"]["proactive"]["administrative_fees"]["wan_yuan"]["value"] == "748.365"
    received = told["tables"]["applications"]["received"]["natural_person"]
    assert (received["value"], received["raw"], received["place"].keys()) == (2, "2", {"line", "column"})


def test_json_of_a_finding_has_every_key_of_the_contract(capsys: Capture, unbalanced: Path) -> None:
    _, told = checked_json(capsys, unbalanced)

    row_sum = next(finding for finding in told["findings"] if finding["code"] == "A103")
    assert row_sum.keys() >= {
        "id",
        "code",
        "level",
        "message",
        "message_en",
        "places",
        "stated",
        "expected",
        "source",
    }
    assert {"table": "applications", "row": "received", "column": "total"} in row_sum["places"]
    assert row_sum["stated"] == row_sum["expected"] + 1


def test_json_of_several_files_is_a_list_in_the_order_given(capsys: Capture) -> None:
    _, told = checked_json(capsys, BLANKS, CLEAN)

    assert [report["file"] for report in told] == [str(BLANKS), str(CLEAN)]


def test_a_refused_file_among_others_stands_in_the_json_with_its_reason(capsys: Capture, tmp_path: Path) -> None:
    missing = tmp_path / "missing.html"

    code, told = checked_json(capsys, missing, CLEAN)

    assert code == 2
    assert set(told[0]["tables"].values()) == {None}
    assert told[0]["problems"][0].keys() >= {"code", "part", "message"}
    assert told[0].keys() == told[1].keys()
    assert told[1]["tables"]["review"] is not None


def test_progress_over_several_files_goes_to_standard_error(capsys: Capture) -> None:
    run(["check", str(CLEAN), str(BLANKS), "--json"])

    assert f"2/2 {BLANKS}" in capsys.readouterr().err


def test_the_view_shows_every_table_with_marks_and_findings_by_section(capsys: Capture, unbalanced: Path) -> None:
    run(["check", str(unbalanced)])

    shown = capsys.readouterr().out
    for heading in (
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ):
        assert heading in shown
    received = next(line for line in shown.splitlines() if "一、本年新收" in line)
    assert "✗1" in received
    assert shown.index("✗1 错误 A1") < shown.rindex("未能判断")
    assert shown.splitlines()[-1].endswith("对照原文改正标有 ✗ 的地方，再检查一次。")


def test_the_view_names_a_table_that_was_not_found(capsys: Capture) -> None:
    run(["check", str(LOST_TABLES)])

    heading = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("三、收到和处理"))
    assert heading.endswith("没有找到这张表")


def test_no_number_is_cut_where_the_output_is_no_terminal(capsys: Capture) -> None:
    run(["check", str(FIXTURES / "shanghai-2024" / "input.txt")])

    shown = capsys.readouterr().out
    for number in ("21045877", "19169431", "1285805.6", "40234", "17（其中修订15件）"):
        assert number in shown


def test_brackets_in_a_name_are_printed_as_they_are(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "[bold]report.txt"
    path.write_bytes(RENDERERS["tabs.txt"](specimen(balanced(1)), Random(0)))

    run(["check", str(path)])

    assert "[bold]report.txt" in capsys.readouterr().out


def test_the_view_speaks_english_where_it_is_asked_to(capsys: Capture) -> None:
    run(["--language", "en", "check", str(CLEAN)])

    assert capsys.readouterr().out.splitlines()[-1].startswith("1 report(s) checked, 0 refused: 0 errors")


def test_agency_and_year_fill_what_the_report_does_not_say(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "untitled.html"
    page = RENDERERS["clean.html"](specimen(balanced(1)), Random(0)).decode()
    body = page[page.index("<h2>二、") : page.index("<h2>五、")]
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")

    _, told = checked_json(capsys, path, "--agency", "临江市教育局", "--year", "2023")

    assert (told["agency"], told["report_year"]) == ("临江市教育局", 2023)


def test_last_year_s_report_is_compared(capsys: Capture, tmp_path: Path) -> None:
    this_year, last_year = tmp_path / "2024.html", tmp_path / "2023.html"
    this_year.write_bytes(RENDERERS["clean.html"](specimen(balanced(1)), Random(0)))
    last_year.write_bytes(RENDERERS["clean.html"](specimen(balanced(2), year=2023), Random(0)))

    _, alone = checked_json(capsys, this_year)
    _, compared = checked_json(capsys, this_year, "--previous", last_year)

    assert "Y101" not in {finding["code"] for finding in alone["findings"]}
    assert "Y101" in {finding["code"] for finding in compared["findings"]}


def test_a_previous_report_of_another_year_is_not_compared_and_that_is_said(capsys: Capture, tmp_path: Path) -> None:
    this_year, older = tmp_path / "2024.html", tmp_path / "2021.html"
    this_year.write_bytes(RENDERERS["clean.html"](specimen(balanced(1)), Random(0)))
    older.write_bytes(RENDERERS["clean.html"](specimen(balanced(2), year=2021), Random(0)))

    code = run(["check", str(this_year), "--previous", str(older)])

    assert code == 0
    assert "--previous 是 2021 年度的报告" in capsys.readouterr().err


def test_options_that_do_not_fit_the_report_are_said(capsys: Capture) -> None:
    run(["check", str(CLEAN), "--year", "2023", "--agency", "临江市教育局"])

    told = capsys.readouterr().err
    assert "与 --year 2023 不同" in told
    assert "与 --agency 临江市教育局 不同" in told


def test_an_unusable_previous_report_ends_with_2_and_says_so(capsys: Capture, tmp_path: Path) -> None:
    code = run(["check", str(CLEAN), "--previous", str(tmp_path / "2023.html")])

    assert code == 2
    assert "--previous" in capsys.readouterr().err


# --- the real command ------------------------------------------------------------------------------


def duban(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "duban", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_the_command_prints_nothing_but_json_on_standard_output() -> None:
    done = duban("check", CLEAN, BLANKS, "--json")

    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 2


def test_the_command_without_a_file_ends_with_2() -> None:
    done = duban("check")

    assert done.returncode == 2
    assert "--help" in done.stderr
