"""What makes two readings the same report: figures and words, never where or how they are printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.model import AnnualReport, Cell, CellState, HtmlPlace, SectionKey, TableKey, TextPlace
from storage.facts import facts_hash, hot_values, numbers_hash, text_hash
from tests.storage.figures import BLANK, annual_report, number, without_table

FEES = (TableKey.PROACTIVE, "administrative_fees", "wan_yuan")
RECEIVED = (TableKey.APPLICATIONS, "received", "total")


def _with(cell: Cell) -> AnnualReport:
    return annual_report(cells={FEES: cell})


def test_a_number_printed_in_another_way_at_another_place_is_the_same_fact() -> None:
    plain = _with(Cell(Decimal("1748.50"), "1748.50", CellState.NUMBER, TextPlace(3, 1)))
    other = _with(Cell(Decimal("1748.5"), "１，７４８．５", CellState.NUMBER, HtmlPlace("td", 0, 1, 2)))

    assert facts_hash(plain) == facts_hash(other)


def test_blank_zero_placeholder_and_unreadable_are_four_different_facts() -> None:
    cells = [
        BLANK,
        number(0),
        Cell(0, "/", CellState.PLACEHOLDER),
        Cell(None, "若干", CellState.UNREADABLE),
    ]

    assert len({numbers_hash(_with(cell)) for cell in cells}) == 4


def test_a_remark_is_part_of_the_fact() -> None:
    remarked = Cell(Decimal(3), "3（万元）", CellState.NUMBER, remark="（万元）")

    assert numbers_hash(_with(number(Decimal(3)))) != numbers_hash(_with(remarked))


def test_a_missing_table_is_not_a_table_of_zeros() -> None:
    report = annual_report(received=0)

    assert numbers_hash(report) != numbers_hash(without_table(report, TableKey.REVIEW))


def test_spacing_and_full_width_forms_do_not_change_the_text() -> None:
    one = annual_report(words={SectionKey.OVERVIEW: "新收 3 件。\n均已答复。"})
    two = annual_report(words={SectionKey.OVERVIEW: "新收３件。均已答复。"})

    assert text_hash(one) == text_hash(two)


def test_another_word_changes_the_text_and_not_the_numbers() -> None:
    one = annual_report()
    two = annual_report(words={SectionKey.OVERVIEW: "内容更正。"})

    assert text_hash(one) != text_hash(two)
    assert numbers_hash(one) == numbers_hash(two)
    assert facts_hash(one) != facts_hash(two)


def test_the_title_is_no_part_of_the_facts() -> None:
    report = annual_report()

    assert facts_hash(report) == facts_hash(replace(report, title="另一个标题"))


def test_the_totals_kept_as_columns_are_those_of_the_tables() -> None:
    litigation = {
        (TableKey.REVIEW, "litigation_direct", "total"): number(2),
        (TableKey.REVIEW, "litigation_after_reconsideration", "total"): number(3),
    }

    values = hot_values(annual_report(received=7, cells=litigation))

    assert values == {
        "received_total": 7,
        "brought_forward_total": 0,
        "outcomes_total": 7,
        "carried_forward_total": 0,
        "reconsideration_total": 0,
        "litigation_total": 5,
    }


def test_a_total_that_was_not_read_is_unknown_and_not_zero() -> None:
    blank = hot_values(annual_report(cells={RECEIVED: BLANK}))
    half = hot_values(annual_report(cells={(TableKey.REVIEW, "litigation_direct", "total"): BLANK}))
    gone = hot_values(without_table(annual_report(), TableKey.REVIEW))

    assert blank["received_total"] is None
    assert half["litigation_total"] is None
    assert gone["reconsideration_total"] is None
    assert gone["received_total"] == 4


def test_a_figure_too_large_for_a_column_stands_in_the_facts_alone() -> None:
    assert hot_values(annual_report(received=10**30))["received_total"] is None
    assert hot_values(annual_report(received=2**63 - 1))["received_total"] == 2**63 - 1
