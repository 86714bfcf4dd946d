"""`duban rules`: the list, one rule explained, and a code that does not exist."""

from __future__ import annotations

from pathlib import Path

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


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("A101", "公式：本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理（每一列）"),
        ("A101", "自 0.1.0 版起，规则第 1 版"),
        ("D101", "法定义务，不能豁免"),
        ("D104", "复核人员同意以前，不计入也不提示"),
        ("F023", "只供主管部门，不对外显示"),
    ],
)
def test_a_rule_says_its_formula_its_version_and_who_may_learn_of_it(capsys: Capture, code: str, line: str) -> None:
    run(["rules", code])

    assert line in capsys.readouterr().out.splitlines()


def test_the_example_is_the_one_of_the_page_of_rules(capsys: Capture) -> None:
    run(["rules", "A101"])

    (example,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("例：")]
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert f"> {example.removeprefix('例：')}\n" in page
