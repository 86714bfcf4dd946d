"""The page of the rules is written from the rules, and CI sees when it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reports.rules import RULES, Audience
from reports.rules.document import CASES, EXAMPLES, PAGE, load_examples, main
from reports.rules.examples import examples
from reports.rules.masking import masked

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the case files and the page, as the working directory."""
    shutil.copytree(ROOT / CASES, tmp_path / CASES)
    (tmp_path / PAGE).parent.mkdir()
    shutil.copy(ROOT / PAGE, tmp_path / PAGE)
    (tmp_path / EXAMPLES).parent.mkdir(parents=True)
    shutil.copy(ROOT / EXAMPLES, tmp_path / EXAMPLES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("tree")
def test_the_page_in_the_tree_is_current() -> None:
    assert main(["--check"]) == 0


def test_a_page_edited_by_hand_is_noticed_and_says_what_to_do(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / PAGE).write_text("# The rules\n", encoding="utf-8")

    assert main(["--check"]) == 1
    assert "run python -m reports.rules.document" in capsys.readouterr().err


def test_a_missing_page_is_noticed_and_written(tree: Path) -> None:
    (tree / PAGE).unlink()

    assert main(["--check"]) == 1
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_outside_the_source_tree_it_says_where_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([]) == 2
    assert "top of the source tree" in capsys.readouterr().err


def test_every_rule_has_an_example_of_its_own() -> None:
    examples = load_examples(RULES, ROOT / CASES)

    assert {code: finding.code for code, finding in examples.items()} == {rule.code: rule.code for rule in RULES}


def test_every_rule_says_as_a_formula_what_must_hold_and_has_an_example() -> None:
    without = [rule.code for rule in RULES if rule.formula is None or rule.code not in examples()]

    assert without == []


def test_examples_and_sentences_of_private_rules_hold_no_long_number() -> None:
    private = [rule.code for rule in RULES if rule.audience is Audience.PRIVATE]

    assert all(masked(examples()[code].zh) == examples()[code].zh for code in private)
