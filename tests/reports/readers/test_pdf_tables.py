"""The figures of printed reports, with rules around every cell, with level rules and with none, cut by pages or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.extract import extract
from reports.model import AnnualReport, CellState, Grid, TableKey
from reports.readers import read
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.pdf_file import Canvas, pdf_file
from tests.rendering.printed import LEVEL, NONE, RULED, Print, printed
from tests.rendering.specimen import specimen
from tests.rendering.spelling import SPELLINGS, with_blanks

SMALL = Print(width=420, height=595, margin=36, size=8)
WIDE = Print(width=842, height=595, margin=50, size=11)
every_kind_of_rules = pytest.mark.parametrize("rules", [RULED, LEVEL, NONE])


def assert_nothing_wrong(figures: Figures, report: AnnualReport) -> None:
    """Every cell is what was printed, or openly unreadable."""
    truth = figures.values()
    for key, table in report.tables.items():
        for row, column, cell in table.cells() if table is not None else ():
            if cell.state is CellState.UNREADABLE:
                continue
            true = truth[key.value][row][column]
            assert cell.value == (Decimal(true) if isinstance(true, str) else true), (row, column)


def mostly_blank(figures: Figures, seed: int) -> Figures:
    rng = Random(seed)
    return figures.mapped(lambda _t, _r, _c, cell: cell if rng.random() < 0.06 else Shown("", None))


@every_kind_of_rules
@pytest.mark.parametrize("number", ["left", "centre", "right"])
@pytest.mark.parametrize("top", [False, True])
@pytest.mark.parametrize("paper", [Print(), SMALL, WIDE], ids=["portrait", "small", "wide"])
def test_the_figures_are_read_wherever_they_stand_in_their_cells(
    paper: Print, top: bool, number: str, rules: str
) -> None:
    figures = balanced(3, largest=800)

    report = extract(read(printed(specimen(figures), replace(paper, rules=rules, number=number, top=top))))

    assert read_numbers(report) == printed_numbers(figures)
    assert report.problems == ()


@every_kind_of_rules
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_way_of_printing_a_number_is_read(spelling: Callable[[Figures], Figures], form: str, rules: str) -> None:
    figures = spelling(balanced(6, form=form, largest=400))

    report = extract(read(printed(specimen(figures), Print(rules=rules))))

    assert report.form == form
    assert read_numbers(report) == printed_numbers(figures)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**9),
    st.sampled_from([RULED, LEVEL, NONE]),
    st.floats(480, 1100),
    st.floats(7, 11),
    st.sampled_from(["left", "centre", "right"]),
    st.booleans(),
)
def test_wherever_the_page_ends_the_figures_are_read(
    seed: int, rules: str, height: float, size: float, number: str, top: bool
) -> None:
    figures = balanced(seed, largest=300)
    how = Print(rules=rules, width=520, height=height, margin=40, size=size, number=number, top=top)

    report = extract(read(printed(specimen(figures), how)))

    assert read_numbers(report) == printed_numbers(figures)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([LEVEL, NONE]), st.sampled_from(["left", "centre", "right"]))
def test_a_figure_whose_column_cannot_be_told_is_never_guessed(seed: int, rules: str, number: str) -> None:
    figures = mostly_blank(balanced(seed, largest=5000), seed)

    report = extract(read(printed(specimen(figures), Print(rules=rules, number=number))))

    assert_nothing_wrong(figures, report)


@pytest.mark.parametrize("seed", range(5))
def test_blank_cells_are_blank_and_not_zero_in_ruled_tables(seed: int) -> None:
    figures = with_blanks(mostly_blank(balanced(seed), seed))

    report = extract(read(printed(specimen(figures), SMALL)))

    assert read_numbers(report) == printed_numbers(figures)


def table(rows: list[list[str]], widths: list[float], top: float, page: Canvas) -> None:
    xs = [60.0]
    for width in widths:
        xs.append(xs[-1] + width)
    for y, row in enumerate(rows):
        upper, lower = top + 24 * y, top + 24 * (y + 1)
        for x, text in enumerate(row):
            page.rule(xs[x], upper, xs[x + 1], upper)
            page.rule(xs[x], lower, xs[x + 1], lower)
            page.rule(xs[x], upper, xs[x], lower)
            page.rule(xs[x + 1], upper, xs[x + 1], lower)
            page.text(xs[x] + 3, upper + 7, text, 9)


def fragments(*pages: list[list[str]]) -> bytes:
    canvases = []
    for number, rows in enumerate(pages):
        page = Canvas()
        table(rows, [160.0, *[50.0] * 7], 842 - 60 - 24 * len(rows) if number == 0 else 60, page)
        canvases.append(page)
    return pdf_file(canvases)


HEADS = ["", "自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他", "总计"]
ROWS = [
    ["一、本年新收政府信息公开申请数量", "3", "0", "0", "0", "0", "0", "3"],
    ["二、上年结转政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"],
    ["（一）予以公开", "4", "0", "0", "0", "0", "0", "4"],
]


def test_a_header_alone_at_the_end_of_a_page_heads_the_rows_of_the_next() -> None:
    report = extract(read(fragments([HEADS], ROWS)))

    received = report.table(TableKey.APPLICATIONS)
    assert received is not None
    assert [cell.value for _, _, cell in received.cells()][:7] == [3, 0, 0, 0, 0, 0, 3]


def test_a_single_row_on_a_page_of_its_own_is_kept() -> None:
    report = extract(read(fragments([HEADS, *ROWS[:2]], ROWS[2:])))

    disclosed = report.table(TableKey.APPLICATIONS)
    assert disclosed is not None
    cell = disclosed.cell("disclosed", "total")
    assert cell is not None
    assert cell.value == 4


@pytest.mark.parametrize("above", [True, False])
def test_a_row_whose_label_is_cut_by_the_page_end_keeps_its_figures(above: bool) -> None:
    figures, none = ROWS[1][1:], [""] * 7
    first = ["二、上年结转政府", *(figures if above else none)]
    rest = ["信息公开申请数量", *(none if above else figures)]

    report = extract(read(fragments([HEADS, ROWS[0], first], [rest, ROWS[2]])))

    forward = report.table(TableKey.APPLICATIONS)
    assert forward is not None
    row = forward.rows["brought_forward"]
    assert row is not None
    assert [None if cell is None else cell.value for cell in row.values()] == [1, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(("begun", "whole"), [("12345678", "1234567890"), ("1234", "1234\n90")])
def test_digits_that_the_page_end_wraps_are_one_number_if_there_was_no_room_for_more(begun: str, whole: str) -> None:
    first = ["二、上年结转政府信息公开申请数量", begun, "0", "0", "0", "0", "0", begun]
    rest = ["", "90", "", "", "", "", "", "90"]

    document = read(fragments([HEADS, ROWS[0], first], [rest, ROWS[2]]))

    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.rows[2]][1:] == [whole, "0", "0", "0", "0", "0", whole]


def test_a_table_without_rules_whose_rows_do_not_add_up_one_after_the_other_is_not_believed() -> None:
    figures = balanced(8, largest=900).mapped(
        lambda name, _r, column, cell: Shown("7", 7) if name == "applications" and column == "total" else cell
    )

    report = extract(read(printed(specimen(figures), Print(rules=NONE))))

    applications = report.table(TableKey.APPLICATIONS)
    assert applications is not None
    assert {cell.state for _, _, cell in applications.cells()} == {CellState.UNREADABLE}
    assert any(problem.code == "cell_unreadable" for problem in report.problems)


def test_a_ruled_table_that_does_not_add_up_is_read_as_printed() -> None:
    figures = balanced(8, largest=900).mapped(
        lambda name, _r, column, cell: Shown("7", 7) if name == "applications" and column == "total" else cell
    )

    report = extract(read(printed(specimen(figures), Print(rules=RULED))))

    assert read_numbers(report) == printed_numbers(figures)


def test_one_wrong_total_of_the_publisher_does_not_cast_doubt_on_the_table() -> None:
    figures = balanced(8, largest=900).mapped(
        lambda _t, row, column, cell: Shown("4711", 4711) if (row, column) == ("received", "total") else cell
    )

    report = extract(read(printed(specimen(figures), Print(rules=NONE))))

    assert read_numbers(report) == printed_numbers(figures)
