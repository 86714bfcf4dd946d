"""The engine: crashes stay apart, ids are stable, every rule answers, and the tuple is in order."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.forms import FORM_2019
from reports.model import CellState, Level, TableKey, TableSpot, TextPlace
from reports.rules import RULES, BodyFacts, Case, DutyFacts, Rule, validate
from reports.rules.rule import Observation, Undecided
from reports.states import Sentence, Timeliness
from tests.reports.building import cell, report, table, with_table

_UNBALANCED = report(review={"reconsideration": {"upheld": 2, "total": 1}})


def _crash(case: Case) -> Iterator[Observation | Undecided]:
    yield Observation(None, Sentence("前半句。", "Half of it."))
    raise ZeroDivisionError("by a mistake of ours")


_CRASHING = Rule("X999", Level.ERROR, _crash, "会出错的规则", "a rule that fails", "", "", "")


def test_a_crash_is_no_finding_and_takes_no_other_rule_along(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        result = validate(Case(_UNBALANCED), rules=(_CRASHING, *RULES))

    assert [crash.code for crash in result.crashes] == ["X999"]
    assert "by a mistake of ours" in result.crashes[0].error
    assert [finding.code for finding in result.findings] == ["R101"]
    assert "X999" in caplog.text


def test_every_rule_answers_in_one_way_at_least() -> None:
    result = validate(Case(report()))
    noted = {note.code for note in (*result.not_applicable, *result.not_evaluable)}

    assert {*result.passed, *noted, *(finding.code for finding in result.findings)} == {rule.code for rule in RULES}


def test_an_empty_case_makes_every_rule_not_applicable() -> None:
    result = validate(Case())

    assert [note.code for note in result.not_applicable] == [rule.code for rule in RULES]
    assert result.findings == ()


def test_the_id_of_a_finding_outlives_other_numbers_and_other_places_in_the_document() -> None:
    elsewhere = replace(cell(7), place=TextPlace(99, 1))
    again = report(review={"reconsideration": {"upheld": elsewhere, "total": 3}})

    first, second = validate(Case(_UNBALANCED)).findings, validate(Case(again)).findings

    assert [finding.id for finding in first] == [finding.id for finding in second]
    assert first[0].message != second[0].message


def test_ids_differ_by_agency_year_and_place() -> None:
    two_blocks = report(review={block: {"total": 1} for block in ("reconsideration", "litigation_direct")})
    cases = (
        Case(two_blocks),
        Case(two_blocks, agency=BodyFacts("other-office", "某市某局")),
        Case(replace(two_blocks, report_year=2023)),
        Case(two_blocks, duty=DutyFacts(2022, Timeliness.ON_TIME, None)),
    )

    ids = [finding.id for case in cases for finding in validate(case).findings if finding.code == "R101"]

    assert len(ids) == 8
    assert len(set(ids)) == 8


def test_a_waiting_place_is_named_by_the_id_its_finding_would_have() -> None:
    blank = report(review={"reconsideration": {"upheld": 2, "total": None}})

    waiting = [note.finding_id for note in validate(Case(blank)).not_evaluable if note.code == "R101"]

    assert waiting == [finding.id for finding in validate(Case(_UNBALANCED)).findings]


def test_a_decimal_sum_is_stated_as_text() -> None:
    result = validate(Case(report(review={"reconsideration": {"upheld": Decimal("1.5"), "total": 1}})))

    assert [(f.stated, f.expected) for f in result.findings if f.code == "R101"] == [(1, "1.5")]


def test_a_placeholder_is_zero_in_a_sum() -> None:
    dash = replace(cell(0), raw="—", state=CellState.PLACEHOLDER)

    result = validate(Case(report(review={"reconsideration": {"upheld": dash, "total": 1}})))

    assert [(f.code, f.expected) for f in result.findings if f.code == "R101"] == [("R101", 0)]


def test_a_table_of_the_old_form_among_new_ones_is_read_as_what_it_is() -> None:
    old = table(TableKey.PROACTIVE, {"licences": {"change": -2, "decisions": None}}, form=FORM_2019)

    result = validate(Case(with_table(report(), old)))

    assert result.crashes == ()
    assert [(f.code, f.places) for f in result.findings] == [
        ("F006", (TableSpot(TableKey.PROACTIVE),)),
        ("F007", (TableSpot(TableKey.PROACTIVE, "licences", "decisions"),)),
    ]


def test_codes_are_unique_and_well_formed() -> None:
    codes = [rule.code for rule in RULES]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_in_both_languages_what_it_checks_and_by_which_source(rule: Rule) -> None:
    assert rule.title_zh
    assert rule.title_en
    assert rule.explanation_zh.endswith("。")
    assert rule.explanation_en.endswith(".")
    assert rule.source
    assert rule.check.__doc__ is not None
    assert rule.check.__doc__.startswith(f"{rule.code}: ")
