"""Every rule against its own case file: exactly the expected rules fire, at exactly the expected places."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from reports.model import SectionKey, SectionSpot, Spot, TableKey, TableSpot
from reports.rules import RULES, Rule, Validation, validate
from reports.rules.rule import finding_id
from tests.reports.building import Expected, RuleCase

CASES_DIR = Path(__file__).parent / "cases"
NEVER_UNDECIDED = {"D104", "D109"}  # whether a report is withdrawn, or a file is the same, is plain


def cases_of(rule: Rule) -> tuple[RuleCase, ...]:
    module = importlib.import_module(f"tests.reports.rules.cases.{rule.code}")
    cases: tuple[RuleCase, ...] = module.CASES
    return cases


ALL_CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{case.name.replace(' ', '_')}")
    for rule in RULES
    for case in cases_of(rule)
]


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_exactly_the_expected_rules_fire(rule: Rule, case: RuleCase) -> None:
    own = {rule.code} if case.expected is Expected.FIRES else set()

    result = validate(case.case)

    assert result.crashes == ()
    assert {finding.code for finding in result.findings} == own | set(case.also)


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_the_rule_answers_as_expected(rule: Rule, case: RuleCase) -> None:
    result = validate(case.case)

    assert _answer(rule, result) is case.expected


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_findings_and_open_questions_stand_where_expected(rule: Rule, case: RuleCase) -> None:
    result = validate(case.case)
    found = [finding for finding in result.findings if finding.code == rule.code]
    open_places = [note.place for note in result.not_evaluable if note.code == rule.code and note.place is not None]

    if case.expected is Expected.FIRES:
        assert open_places == list(case.undecided)
        if case.places is not None:
            assert [finding.id for finding in found] == [
                finding_id(rule.code, case.case, _spot(place)) for place in case.places
            ]
    elif case.places is not None:
        assert open_places == list(case.places)


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_findings_have_the_expected_level_and_sentence(rule: Rule, case: RuleCase) -> None:
    found = [finding for finding in validate(case.case).findings if finding.code == rule.code]

    assert case.level is None or {finding.level for finding in found} == {case.level}
    assert case.says is None or any(case.says in finding.message for finding in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_cases_of_every_answer_it_can_give(rule: Rule) -> None:
    expected = set(Expected) - ({Expected.NOT_EVALUABLE} if rule.code in NEVER_UNDECIDED else set())

    assert {case.expected for case in cases_of(rule)} == expected


def test_every_case_file_belongs_to_a_rule() -> None:
    files = {path.stem for path in CASES_DIR.glob("*.py")}

    assert files == {rule.code for rule in RULES}


@pytest.mark.parametrize(("rule", "case"), ALL_CASES)
def test_sentences_never_accuse_and_end_properly(rule: Rule, case: RuleCase) -> None:
    for finding in validate(case.case).findings:
        assert finding.message.endswith("。")
        assert finding.message_en.rstrip().endswith(".")
        assert not any(word in finding.message for word in ("违法", "造假", "倒签", "未提交", "瞒报"))
        assert finding.source


def _answer(rule: Rule, result: Validation) -> Expected:
    if any(finding.code == rule.code for finding in result.findings):
        return Expected.FIRES
    if rule.code in result.passed:
        return Expected.PASSES
    if any(note.code == rule.code for note in result.not_applicable):
        return Expected.NOT_APPLICABLE
    assert any(note.code == rule.code for note in result.not_evaluable)
    return Expected.NOT_EVALUABLE


def _spot(place: str) -> Spot | None:
    """Return the place written "table.row.column" or "section.key"; "*" stands for all of them, "" for the duty."""
    if not place:
        return None
    first, rest = place.split(".", 1)
    if first == "section":
        section, _, claim = rest.partition(".")
        return SectionSpot(None if section == "*" else SectionKey(section), claim=claim or None)
    row, column = rest.rsplit(".", 1)
    return TableSpot(TableKey(first), None if row == "*" else row, None if column == "*" else column)
