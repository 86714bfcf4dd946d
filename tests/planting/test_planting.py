"""The rules are silent on what is right, and tell each planted mistake by exactly its codes."""

from __future__ import annotations

import pytest

from tests.planting.defects import DEFECTS
from tests.planting.measure import changed_cells, false_alarms, recall
from tests.planting.template import Defect


def test_reports_that_are_right_give_no_error_and_no_warning() -> None:
    assert list(false_alarms(range(60))) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_mistake_is_told_by_exactly_its_codes(defect: Defect) -> None:
    found = recall(range(3), defects=[defect])
    if not found.planted:  # few reports have a place for it
        found = recall(range(3, 30), defects=[defect])

    assert found.wrong == []
    assert sum(found.told.values()) > 0


@pytest.mark.parametrize("together", [2, 3])
def test_several_mistakes_at_once_are_told_as_if_each_were_alone(together: int) -> None:
    assert recall(range(3), together=together).wrong == []


def test_every_number_of_tables_3_and_4_is_guarded_by_a_rule() -> None:
    unguarded = [(row, column) for table, row, column, told in changed_cells(1) if not told and table != "proactive"]

    assert unguarded == []


@pytest.mark.soak
def test_two_thousand_reports_that_are_right_give_no_error_and_no_warning() -> None:
    assert list(false_alarms(range(2000))) == []


@pytest.mark.soak
def test_every_mistake_is_told_in_many_reports() -> None:
    assert [recall(range(60), together=together).wrong for together in (1, 2, 3)] == [[], [], []]
