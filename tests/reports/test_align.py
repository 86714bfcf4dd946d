"""Rows of a document are matched to rows of the form in order, damaged labels by likeness, never by mere position."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.align import Candidate, FormRows, align
from reports.forms import FORM_2021
from reports.labels import fold
from reports.model import TableKey

APPLICATIONS = FormRows(FORM_2021.table(TableKey.APPLICATIONS).rows)
KEYS = [row.key for row in APPLICATIONS.rows]
LABELS = [row.label for row in APPLICATIONS.rows]


def matched(labels: list[str], *, numbers: bool = True) -> list[str | None]:
    candidates = [Candidate((fold(label),), numbers, label) for label in labels]
    return [None if index is None else KEYS[index] for index in align(candidates, APPLICATIONS)]


def test_the_form_s_own_labels_match_their_rows() -> None:
    assert matched(LABELS) == KEYS


def test_a_row_the_form_does_not_have_matches_nothing() -> None:
    assert matched([LABELS[0], "其中：网上申请", LABELS[1]]) == ["received", None, "brought_forward"]


def test_damaged_labels_match_by_likeness() -> None:
    assert matched(["一、本年新收政府信息公幵申请数里", "二、上年结转政府信恩公开申请数量"]) == [
        "received",
        "brought_forward",
    ]


def test_a_label_cut_by_the_end_of_a_page_matches_by_its_half() -> None:
    assert matched(["3.要求提供公", "4.无正当理由大"]) == [
        "not_processed.public_publication",
        "not_processed.excessive_without_reason",
    ]


def test_a_half_that_two_labels_share_matches_neither() -> None:
    assert matched(["行政机关不再处理其政府信息公开申请"]) == [None]


def test_a_short_label_matches_by_equality_alone() -> None:
    assert matched(["3.其它", "（七）小计"]) == ["otherwise_handled.other", None]


def test_a_damaged_short_label_matches_where_it_is_the_only_row_missing() -> None:
    around = [*LABELS[20:23], "（七）总汁", LABELS[24]]

    assert matched(around)[3] == "outcomes_total"


def test_another_row_in_the_place_of_a_missing_one_is_not_taken_for_it() -> None:
    around = [*LABELS[:3], "其中：网上申请", *LABELS[4:]]

    assert matched(around)[3] is None


def test_a_repeated_label_goes_to_the_row_that_holds_numbers() -> None:
    candidates = [
        Candidate((fold(LABELS[0]),), False, LABELS[0]),
        Candidate((fold(LABELS[0]),), True, LABELS[0]),
    ]

    assert align(candidates, APPLICATIONS) == (None, 0)


@given(st.sets(st.sampled_from(range(len(KEYS)))))
def test_any_selection_of_rows_in_order_matches_itself(chosen: set[int]) -> None:
    order = sorted(chosen)

    assert matched([LABELS[index] for index in order]) == [KEYS[index] for index in order]
