"""What is not in a report is named as missing: never a zero, never a number from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from reports.extract import extract
from reports.model import AnnualReport, CellState, SectionKey, TableKey
from reports.readers import read
from tests.rendering import RENDERERS
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Shown, balanced
from tests.rendering.specimen import Specimen, specimen

SHAPES = ("tabs.txt", "cell-per-line.txt", "pipes.md", "clean.html", "wps.html", "divs.html", "site.html")

every_shape = pytest.mark.parametrize("shape", SHAPES)


def read_back(report: Specimen, shape: str) -> AnnualReport:
    return extract(read(RENDERERS[shape](report, Random(0)), filename=shape))


def text_without(*labels: str) -> AnnualReport:
    """Return the report read from tab-separated text of which the lines with these labels were cut out."""
    lines = RENDERERS["tabs.txt"](specimen(balanced(6)), Random(0)).decode().split("\n")
    kept = [line for line in lines if not any(label in line for label in labels)]
    return extract(read("\n".join(kept).encode(), filename="report.txt"))


@every_shape
@pytest.mark.parametrize("lost", list(TableKey))
def test_a_table_that_is_not_there_is_none_and_named(lost: TableKey, shape: str) -> None:
    report = read_back(replace(specimen(balanced(4)), lost_tables=frozenset({lost.value})), shape)

    assert [key for key in TableKey if report.table(key) is None] == [lost]
    assert any(lost.value in problem.part for problem in report.problems)


@every_shape
@pytest.mark.parametrize("lost", [SectionKey.OVERVIEW, SectionKey.PROBLEMS_AND_IMPROVEMENTS, SectionKey.OTHER_MATTERS])
def test_a_section_that_is_not_there_is_none_and_named(lost: SectionKey, shape: str) -> None:
    whole = specimen(balanced(4))
    left = {key: paragraphs for key, paragraphs in whole.sections.items() if key != lost}

    report = read_back(replace(whole, sections=left), shape)

    assert [key for key in SectionKey if report.section(key) is None] == [lost]
    assert any(lost.value in problem.part for problem in report.problems)


@every_shape
def test_a_section_and_its_table_lost_together_leave_the_others_as_they_are(shape: str) -> None:
    whole = specimen(balanced(4))
    left = {key: paragraphs for key, paragraphs in whole.sections.items() if key != "applications"}

    report = read_back(replace(whole, sections=left), shape)

    assert report.table(TableKey.APPLICATIONS) is None
    assert report.section(SectionKey.APPLICATIONS) is None
    assert report.table(TableKey.PROACTIVE) is not None
    assert report.table(TableKey.REVIEW) is not None


@pytest.mark.parametrize(
    ("table", "row", "label"),
    [
        (TableKey.PROACTIVE, "licences", "行政许可"),
        (TableKey.APPLICATIONS, "brought_forward", "二、上年结转"),
        (TableKey.APPLICATIONS, "not_processed.repeated", "2.重复申请"),
        (TableKey.APPLICATIONS, "outcomes_total", "（七）总计"),
    ],
)
def test_a_missing_row_is_none_and_its_neighbours_keep_their_numbers(table: TableKey, row: str, label: str) -> None:
    expected = printed_numbers(balanced(6))
    rows = expected[table]
    assert rows is not None
    rows[row] = None

    assert read_numbers(text_without(label)) == expected


@every_shape
def test_a_table_without_any_number_is_blank_and_not_missing(shape: str) -> None:
    blank = specimen(balanced(1).mapped(lambda _table, _row, _column, _cell: Shown("", None)))

    report = read_back(blank, shape)

    for key in TableKey:
        table = report.table(key)
        assert table is not None, key
        assert {cell.state for _row, _column, cell in table.cells()} == {CellState.BLANK}


@every_shape
def test_text_in_a_number_cell_is_not_a_number_and_keeps_its_raw_text(shape: str) -> None:
    figures = balanced(1).mapped(
        lambda _t, row, column, cell: Shown("见附件", None) if (row, column) == ("received", "total") else cell
    )

    table = read_back(specimen(figures), shape).table(TableKey.APPLICATIONS)

    assert table is not None
    cell = table.cell("received", "total")
    assert cell is not None
    assert (cell.value, cell.raw.strip()) == (None, "见附件")
    assert cell.state in {CellState.NOT_A_NUMBER, CellState.UNREADABLE}


@pytest.mark.parametrize(
    ("shape", "own", "heading"),
    [
        ("tabs.txt", "英文字数\t日文字数\t总计\n762\t260\t1022", "二、主动公开政府信息情况"),
        ("clean.html", "<table><tr><td>年份</td><td>2024</td></tr></table>", "<h2>二、主动公开政府信息情况"),
        ("clean.html", "<table><tr><td>行政许可</td><td>9</td></tr></table>", "<h2>二、主动公开政府信息情况"),
        ("pipes.md", "| 渠道 | 条数 |\n| --- | --- |\n| 网站 | 12 |", "## 四、政府信息公开行政复议"),
    ],
)
def test_a_table_of_the_agency_s_own_is_not_taken_for_one_of_the_form(shape: str, own: str, heading: str) -> None:
    figures = balanced(4)
    data = RENDERERS[shape](specimen(figures), Random(0)).decode()
    with_own_table = data.replace(f"\n{heading}", f"\n{own}\n\n{heading}", 1)

    report = extract(read(with_own_table.encode(), filename=shape))

    assert read_numbers(report) == printed_numbers(figures)


LOST = 987_654
CELL_MARKUP = {
    "tabs.txt": "\t{}",
    "cell-per-line.txt": "\t{}\n",
    "pipes.md": "| {} ",
    "clean.html": "<td>{}</td>",
    "blank-cells.html": "<td>{}</td>",
    "lost-spans.html": "<td>{}</td>",
    "divs.html": '<div class="cell">{}</div>',
    "cell-per-paragraph.html": "<p>{}</p>",
}


@pytest.mark.parametrize("shape", CELL_MARKUP)
@pytest.mark.parametrize("row", ["received", "disclosed", "unable_to_provide.requires_creation", "carried_forward"])
@pytest.mark.parametrize("column", ["natural_person", "public_welfare_organization", "total"])
def test_a_row_that_lost_one_of_its_cells_is_not_guessed(row: str, column: str, shape: str) -> None:
    figures = balanced(0).mapped(
        lambda table, r, c, cell: Shown(str(LOST), LOST) if (table, r, c) == ("applications", row, column) else cell
    )
    text = RENDERERS[shape](specimen(figures), Random(0)).decode()
    assert text.count(CELL_MARKUP[shape].format(LOST)) == 1
    damaged = text.replace(CELL_MARKUP[shape].format(LOST), "")

    report = extract(read(damaged.encode(), filename=shape))

    for key, table in report.tables.items():
        for r, c, cell in table.cells() if table is not None else ():
            true = figures.values()[key.value][r][c]
            assert cell.value is None or cell.value == (Decimal(true) if isinstance(true, str) else true), (r, c)
