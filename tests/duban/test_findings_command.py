"""`duban findings` and `duban waivers`: what the office says, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.cli import run
from storage.archive import Archive
from storage.session import Database
from tests.storage.world import fill_world

A101 = "a101-sh-hezuo-2025-total"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Return the database of a working directory with default settings and the small world in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    database = Database.open(f"sqlite:///{tmp_path / 'data' / 'duban.db'}", create=True)
    fill_world(database, Archive(tmp_path / "data" / "originals"))
    return database


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(arguments) == 0
    return capsys.readouterr().out.splitlines()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    return capsys.readouterr().err


def waive(code: str, *scope: str, until: str = "2199-12-31") -> tuple[str, ...]:
    return ("waivers", "add", code, *scope, "--until", until, "--by", "张三", "--reason", "系统升级")


def test_findings_are_listed_with_how_they_stand_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "findings", "list")

    assert [line.split("\t")[1:6] for line in lines[:3]] == [
        ["A101", "错误", "未处理", "sh-hezuo 上海市人民政府合作交流办公室", "2025"],
        ["A101", "错误", "未处理", "sh-hezuo 上海市人民政府合作交流办公室", "2025"],
        ["F007", "疑点", "未处理", "sh-hezuo 上海市人民政府合作交流办公室", "2025"],
    ]
    assert lines[3].startswith("共 3 条：未处理 3，待复核 0，已答复 0，已豁免 0。")


def test_an_answer_is_recorded_under_its_chinese_name_and_shown_again(capsys: pytest.CaptureFixture[str]) -> None:
    answered = said(capsys, "findings", "answer", A101, "单位说明属实", "--by", "张三", "--note", "已核对台账")
    shown = said(capsys, "findings", "show", A101)

    assert "现为“已答复”" in answered[0]
    assert any(line.endswith("张三  单位说明属实: 已核对台账") for line in shown)
    assert "答复 1 次" in shown[-1]
    assert "已答复 1" in said(capsys, "findings", "list")[-1]


def test_earlier_answers_stay(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "findings", "answer", A101, "已反馈", "--by", "张三")
    said(capsys, "findings", "answer", A101, "passed", "--by", "李四")

    shown = said(capsys, "findings", "show", A101)

    assert [line.split()[2:] for line in shown if "张三" in line or "李四" in line] == [
        ["张三", "已反馈"],
        ["李四", "复核通过"],
    ]


def test_unknown_words_name_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert "不予认定" in refused(capsys, "findings", "answer", A101, "好的", "--by", "张三")
    assert "待复核" in refused(capsys, "findings", "list", "--standing", "好的")
    assert "finding nothing" in refused(capsys, "findings", "show", "nothing")


def test_a_waiver_is_recorded_listed_and_ended(capsys: pytest.CaptureFixture[str]) -> None:
    added = said(capsys, *waive("F007", "--jurisdiction", "shanghai"))
    listed = said(capsys, "waivers", "list")
    waived = said(capsys, "findings", "list", "--standing", "已豁免")
    ended = said(capsys, "waivers", "end", "1", "--by", "李四")

    assert "现覆盖 1 条疑点" in added[0]
    assert listed[0].split("\t") == [
        "1", "F007", "辖区 shanghai", "全部年度", "至 2199-12-31", "张三", "系统升级", "有效，覆盖 1 条疑点",
    ]  # fmt: skip
    assert len(waived) == 2
    assert "已终止（李四）" in ended[0]
    assert said(capsys, "waivers", "list")[-1].startswith("共 0 条豁免")
    assert "已由李四终止" in said(capsys, "waivers", "list", "--all")[0]


@pytest.mark.parametrize("code", ["D101", "d102"])
def test_a_statutory_duty_cannot_be_waived_and_the_sentence_says_what_to_use(
    capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert "不适用" in refused(capsys, *waive(code, "--jurisdiction", "shanghai"))


def test_a_waiver_wants_one_scope_and_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert "只写一个范围" in refused(capsys, *waive("F007"))
    assert "只写一个范围" in refused(capsys, *waive("F007", "--agency", "sh-shi", "--jurisdiction", "shanghai"))
    assert "2026-12-31" in refused(capsys, *waive("F007", "--agency", "sh-shi", until="明年"))
    assert "已经过了" in refused(capsys, *waive("F007", "--agency", "sh-shi", until="2020-01-01"))
