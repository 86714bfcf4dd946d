"""What a PDF page hides, cuts off or sets in unusual fonts: it is read whole, or openly unread, never as blank."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import sync_playwright

from reports.extract import extract
from reports.model import AnnualReport, CellState, Grid, TableKey, TextBlock
from reports.readers import read
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Shown, balanced
from tests.rendering.pdf_file import Canvas, pdf_file
from tests.rendering.print_html import Style, print_html
from tests.rendering.printed import LEVEL, NONE, Print, pages_of, printed, two_up
from tests.rendering.specimen import specimen

FIGURES = balanced(1)
REPORT = specimen(FIGURES)
HEADS = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务", "其他", "总计"]
ROWS = {
    "一、本年新收政府信息公开申请数量": "3000003",
    "二、上年结转政府信息公开申请数量": "1000001",
    "（一）予以公开": "",
    "（二）部分公开": "2000002",
}
"""A row of table 3 for each label, a digit for each column; one is blank."""
ACROSS = [230.0 + 45 * column for column in range(len(HEADS))]


def states(report: AnnualReport, row: str) -> set[CellState]:
    table = report.tables[TableKey.APPLICATIONS]
    assert table is not None
    return {cell.state for key, _, cell in table.cells() if key == row}


def table_page() -> Canvas:
    page = Canvas()
    for x, head in zip(ACROSS, HEADS, strict=True):
        page.text(x, 80, head, 9)
    for y, (label, digits) in enumerate(ROWS.items()):
        page.text(40, 110 + 24 * y, label, 9)
        for x, digit in zip(ACROSS, digits, strict=False):
            page.text(x + 12, 110 + 24 * y, digit, 9)
    return page


def test_a_blank_row_of_a_table_without_rules_is_blank() -> None:
    report = extract(read(pdf_file([table_page()])))

    assert states(report, "disclosed") == {CellState.BLANK}


def test_a_heading_over_two_lines_above_a_table_without_rules_is_no_part_of_the_table() -> None:
    page = Canvas()
    page.text(40, 12, "三、收到和处理政府信息公开申请", 30)
    page.text(40, 46, "情况", 30)
    page.content += table_page().content

    report = extract(read(pdf_file([page])))

    assert [section.key.value for section in report.sections] == ["applications"]
    assert states(report, "received") == {CellState.NUMBER}


def test_a_line_of_figures_that_no_row_took_makes_the_blanks_of_its_table_doubtful() -> None:
    page = table_page()
    page.text(60, 500, "经统计，上述数据均由各科室报送并经分管负责人签字确认，如有出入以书面材料为准。", 10)
    for x in ACROSS:
        page.text(x + 12, 540, "4", 9)

    report = extract(read(pdf_file([page])))

    assert states(report, "received") == {CellState.NUMBER}
    assert states(report, "disclosed") == {CellState.UNREADABLE}


def test_figures_on_a_level_of_their_own_between_two_rows_never_leave_a_row_blank() -> None:
    page = table_page()
    for x in ACROSS:
        page.text(x + 12, 110 + 24 * 2 + 11, "7", 9)

    report = extract(read(pdf_file([page])))

    assert CellState.BLANK not in states(report, "disclosed")


@pytest.mark.parametrize("rules", [LEVEL, NONE])
@pytest.mark.parametrize("seed", range(3))
def test_two_pages_to_a_sheet_are_told_where_a_half_is_all_table(rules: str, seed: int) -> None:
    figures = balanced(seed)
    pages = pages_of(
        specimen(figures), Print(rules=rules, width=520, height=700, margin=36, size=8, page_numbers=False)
    )

    report = extract(read(pdf_file(two_up(pages))))

    assert read_numbers(report) == printed_numbers(figures)
    assert {section.key.value: section.text for section in report.sections} == {
        key: "\n".join(paragraphs) for key, paragraphs in specimen(figures).sections.items()
    }


def test_a_wide_table_alone_on_a_sheet_is_not_parted_in_its_middle() -> None:
    page = Canvas(842, 595)
    for x, head in enumerate(HEADS):
        page.text(200 + 88 * x, 80, head, 9)
    for y, (label, digits) in enumerate(ROWS.items()):
        page.text(20, 110 + 24 * y, label, 9)
        for x, digit in enumerate(digits):
            page.text(212 + 88 * x, 110 + 24 * y, digit, 9)

    report = extract(read(pdf_file([page])))

    assert states(report, "received") == states(report, "partly_disclosed") == {CellState.NUMBER}


def test_a_blank_row_that_the_page_end_parts_from_its_ruled_table_is_blank() -> None:
    figures = FIGURES.mapped(lambda table, _r, _c, cell: Shown("", None) if table == "review" else cell)
    heights = range(560, 860, 6)  # one of these ends right above the row of table 4

    for height in heights:
        report = extract(read(printed(specimen(figures), Print(height=height, size=9))))

        assert read_numbers(report) == printed_numbers(figures), height


def test_what_a_page_edge_cuts_is_unread_and_the_rest_of_the_table_is_read() -> None:
    page = table_page()
    for y in range(len(ROWS) + 2):
        page.rule(30, 74 + 24 * y, 560, 74 + 24 * y)
    for x in (30, *(at - 4 for at in ACROSS)):
        page.rule(x, 74, x, 74 + 24 * (len(ROWS) + 1))
    page.text(40, 300, "五、存在的主要问题及改进情况", 12)
    page.text(60, 330, "个别科室报送不够及时。", 10)
    cut = replace(page, width=ACROSS[-1] + 8)

    document = read(pdf_file([cut]))

    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.rows[1][1:7]] == list("300000")
    assert not any(cell.doubtful for cell in grid.rows[1][:7])
    assert all(row[7].doubtful for row in grid.rows)
    assert [block.text for block in document.blocks if isinstance(block, TextBlock)] == [
        "五、存在的主要问题及改进情况",
        "个别科室报送不够及时。",
    ]


@pytest.fixture(scope="module")
def browser_prints(chromium_path: str) -> dict[str, bytes]:
    """Return the report as the browser prints it, by the rules of its tables."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page()
        made = {}
        for rules in ("ruled", "level", "none"):
            page.set_content(print_html(REPORT, Style(rules)).decode())
            made[rules] = page.pdf(prefer_css_page_size=True)
        browser.close()
    return made


def test_what_a_browser_prints_is_read_in_its_fonts(browser_prints: dict[str, bytes]) -> None:
    reports = {rules: extract(read(data)) for rules, data in browser_prints.items()}

    for rules, report in reports.items():
        assert read_numbers(report) == printed_numbers(FIGURES), rules
        assert [section.key.value for section in report.sections] == list(REPORT.sections), rules
