"""Claims against damaged tables: what cannot be read contradicts nobody."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.claims import Verdict, author_of, judged_claims
from reports.model import AnnualReport, Cell, CellState, SectionKey, TableKey
from tests.reports.building import (
    Written,
    placeholder,
    unreadable,
    with_cells,
    with_column_written,
    without_rows,
    without_table,
)
from tests.reports.claims.phrasings import CONSISTENT
from tests.reports.claims.telling import OFFICE_APPLICATIONS, REVIEW, telling

ROWS = sorted({*OFFICE_APPLICATIONS, "not_disclosed.third_party_rights", "otherwise_handled.fee_unpaid"})
COLUMNS = ("natural_person", "commercial_enterprise", "legal_service_institution", "other_organization", "total")
damage = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)),
    st.sampled_from((None, unreadable(), "若干")),
    max_size=12,
)
blocks = st.dictionaries(
    st.tuples(st.sampled_from(sorted(REVIEW)), st.sampled_from(("upheld", "corrected", "total"))),
    st.sampled_from((None, unreadable())),
    max_size=5,
)


def verdict(report: AnnualReport, name: str) -> Verdict:
    return next(one.verdict for one in judged_claims(report, author_of(report)) if one.claim.name == name)


def said(text: str) -> AnnualReport:
    return telling(text, key=SectionKey.APPLICATIONS)


@given(st.sampled_from(CONSISTENT), damage, blocks)
@settings(max_examples=250, deadline=None)
def test_cells_that_lack_their_number_never_make_a_true_text_wrong(
    text: str, lost: dict[tuple[str, str], Written], gone: dict[tuple[str, str], Written]
) -> None:
    report = telling(text)
    for (row, column), written in lost.items():
        report = with_cells(report, TableKey.APPLICATIONS, {row: {column: written}})
    for (row, column), written in gone.items():
        report = with_cells(report, TableKey.REVIEW, {row: {column: written}})

    judged = judged_claims(report, author_of(report))

    assert [one.claim.quote for one in judged if one.verdict is Verdict.CONTRADICTED] == []


def test_without_the_table_nothing_is_judged() -> None:
    report = without_table(said("收到政府信息公开申请41件，行政复议11件。"), TableKey.APPLICATIONS)

    assert verdict(report, "received.1") is Verdict.OPEN
    assert verdict(report, "reconsideration.total.1") is Verdict.CONTRADICTED


def test_blank_cells_beside_a_total_are_zeros() -> None:
    report = with_column_written(said("收到政府信息公开申请41件。"), TableKey.APPLICATIONS, "other_organization", None)

    assert verdict(report, "received.1") is Verdict.CONTRADICTED


def test_blank_columns_of_some_applicants_decide_nothing() -> None:
    report = with_cells(
        said("收到政府信息公开申请40件，其中法人或其他组织11件。"),
        TableKey.APPLICATIONS,
        {"received": {"other_organization": None}},
    )

    assert verdict(report, "applicants.legal_persons.1") is Verdict.OPEN


def test_a_dash_in_place_of_zero_is_zero() -> None:
    report = with_cells(
        said("政府信息公开申请中，因逾期未按收费通知要求缴纳费用不再处理0件。"),
        TableKey.APPLICATIONS,
        {"otherwise_handled.fee_unpaid": {"total": placeholder()}},
    )

    assert verdict(report, "otherwise_handled.fee_unpaid.1") is Verdict.CONFIRMED


@pytest.mark.parametrize("stated", [2, 4, 6])
def test_a_remark_beside_a_number_lets_several_figures_be_right(stated: int) -> None:
    remarked = Cell(6, "6（其中修订2件）", CellState.NUMBER, remark="（其中修订2件）")
    report = with_cells(
        said(f"制发行政规范性文件{stated}件。"), TableKey.PROACTIVE, {"normative_documents": {"issued": remarked}}
    )

    assert verdict(report, "normative_documents.issued.1") is Verdict.CONFIRMED


def test_another_figure_beside_a_remark_stays_open() -> None:
    remarked = Cell(6, "6（含转发文件）", CellState.NUMBER, remark="（含转发文件）")
    report = with_cells(
        said("制发行政规范性文件9件。"), TableKey.PROACTIVE, {"normative_documents": {"issued": remarked}}
    )

    assert verdict(report, "normative_documents.issued.1") is Verdict.OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政事业性收费748.365万元。", Verdict.CONFIRMED),
        ("行政事业性收费7483650元。", Verdict.CONFIRMED),
        ("行政事业性收费748.4万元。", Verdict.CONFIRMED),
        ("行政事业性收费约750万元。", Verdict.OPEN),
        ("行政事业性收费784.365万元。", Verdict.CONTRADICTED),
    ],
)
def test_fees_are_compared_in_yuan_at_the_printed_digits(text: str, expected: Verdict) -> None:
    report = with_cells(said(text), TableKey.PROACTIVE, {"administrative_fees": {"wan_yuan": Decimal("748.365")}})

    assert verdict(report, "fees.1") is expected


def test_a_row_that_the_table_lacks_decides_nothing() -> None:
    report = without_rows(said("收到政府信息公开申请41件。"), TableKey.APPLICATIONS, "received")

    assert verdict(report, "received.1") is Verdict.OPEN


@pytest.mark.parametrize("share", ["47.36", "47.37", "47.4", "47.3", "47"])
def test_a_share_may_be_rounded_or_cut_off(share: str) -> None:
    report = said(f"办结政府信息公开申请38件，予以公开及部分公开18件，占{share}%。")

    assert verdict(report, "share.1") is Verdict.CONFIRMED


@pytest.mark.parametrize("share", ["47.38", "47.5", "48", "4.74"])
def test_another_share_is_contradicted(share: str) -> None:
    report = said(f"办结政府信息公开申请38件，予以公开及部分公开18件，占{share}%。")

    assert verdict(report, "share.1") is Verdict.CONTRADICTED
