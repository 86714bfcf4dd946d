"""`duban rules`: the list, one rule explained, and a code that does not exist."""

from __future__ import annotations

import pytest

from duban.cli import run
from reports.rules import RULES

Capture = pytest.CaptureFixture[str]


def test_the_list_names_every_rule_and_ends_with_the_next_step(capsys: Capture) -> None:
    code = run(["rules"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines[:-1]] == [rule.code for rule in RULES]
    assert lines[-1].startswith(f"共 {len(RULES)} 条规则。下一步：")


def test_one_rule_is_explained_with_its_source_whatever_the_case_of_its_code(capsys: Capture) -> None:
    code = run(["rules", "a101"])

    shown = capsys.readouterr().out
    assert code == 0
    assert shown.startswith("A101（错误）收到与办理应平衡\n")
    assert "依据：国办公开办函" in shown


def test_english_is_spoken_when_asked_for(capsys: Capture) -> None:
    code = run(["--language", "en", "rules", "A101"])

    assert code == 0
    assert capsys.readouterr().out.startswith("A101 (error) Applications received and dealt with balance\n")


def test_a_misspelt_code_is_answered_with_a_near_one_and_exit_code_2(capsys: Capture) -> None:
    code = run(["rules", "A1O1"])

    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert "没有编号为 A1O1 的规则。是否指 A101" in told.err
