"""Reports whose tables stand beside others like them, are blank, in parts, or have damaged labels."""

from __future__ import annotations

from html import escape

from reports.extract import extract
from reports.model import AnnualReport, CellState, SectionKey, TableKey
from reports.readers import read
from tests.rendering import layout
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.html import article, page, table_with_spans
from tests.rendering.layout import Box, Layout, spread
from tests.rendering.specimen import Specimen, specimen

FIGURES = balanced(21, largest=80)
PROBLEMS = "一年来，公开目录的更新还不够均衡，部分解读材料读起来仍显生硬。"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def blank(figures: Figures) -> Figures:
    return figures.mapped(lambda _t, _r, _c, _cell: Shown("", None))


def read_page(report: Specimen, body: str) -> AnnualReport:
    return extract(read(page(report, body)))


def rows_of_page(rows: list[list[str]]) -> str:
    written = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in written) + "</table>"


def rectangle(table: Layout) -> list[list[str]]:
    return [[at.text for at in row] for row in spread(table)]


def test_last_years_table_in_another_section_does_not_stand_in() -> None:
    report = specimen(FIGURES)
    earlier = table_with_spans(layout.applications(balanced(22)))
    damaged = article(report, table_with_spans).replace("<td>自然人", "<td>其中：").replace("<td>1.属于", "<td>属")

    found = read_page(report, damaged.replace(PROBLEMS, f"{PROBLEMS}</p><p>附：上年情况</p>{earlier}<p>", 1))

    received = found.tables[TableKey.APPLICATIONS]
    assert received is not None
    cell = received.cell("received", "total")
    assert cell is not None
    assert cell.raw == FIGURES.applications["received"]["total"].text


def test_a_table_like_table_four_does_not_stand_in_for_the_blank_one() -> None:
    report = specimen(blank(FIGURES))
    other = rows_of_page([["类型", *RESULTS], ["上年行政复议", "1", "0", "2", "0", "3"]])

    found = read_page(report, article(report, table_with_spans).replace(PROBLEMS, f"{PROBLEMS}</p>{other}<p>", 1))

    review = found.tables[TableKey.REVIEW]
    assert review is not None
    assert {cell.state for _, _, cell in review.cells()} == {CellState.BLANK}


def test_blank_blocks_of_table_four_in_tables_of_their_own_are_blank_not_missing() -> None:
    report = specimen(blank(FIGURES))
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    blocks = [[[Box(name, columns=5)], [Box(head) for head in RESULTS], [Box("")] * 5] for name in names]

    def table(written: Layout) -> str:
        return "".join(map(table_with_spans, blocks)) if len(written) == 4 else table_with_spans(written)

    found = read_page(report, article(report, table))

    assert read_numbers(found) == printed_numbers(report.figures)


def test_numbers_that_count_the_rows_of_the_header_are_not_its_line_of_numbers() -> None:
    report = specimen(FIGURES)

    def table(written: Layout) -> str:
        rows = rectangle(written)
        return rows_of_page([[str(number), *row] for number, row in enumerate(rows, 1)] if len(rows) == 4 else rows)

    review = read_page(report, article(report, table)).tables[TableKey.REVIEW]

    assert review is not None
    truth = report.figures.values()["review"]
    assert all(cell.value in (None, truth[row][column]) for row, column, cell in review.cells())
    assert CellState.BLANK not in {cell.state for _, _, cell in review.cells()}


def test_table_two_of_form_2019_cut_by_pages_keeps_its_end() -> None:
    report = specimen(balanced(23, form="2019"), year=2020)

    def table(written: Layout) -> str:
        rows = rectangle(written)
        if len(rows[0]) != 4:
            return rows_of_page(rows)
        return "<p>— 3 —</p>".join(map(rows_of_page, (rows[:8], rows[8:11], rows[11:])))

    found = read_page(report, article(report, table))

    assert read_numbers(found)["proactive"] == printed_numbers(report.figures)["proactive"]


def test_a_table_of_the_agencys_own_below_a_table_for_every_row_adds_no_rows() -> None:
    report = specimen(FIGURES)
    own = [["申请方式", "网上", "信函", "总计"], ["数量（件）", "3", "1", "4"]]

    def table(written: Layout) -> str:
        rows = rectangle(written)
        more = rows_of_page(own) if len(rows) > 20 else ""
        return "".join(rows_of_page([row]) for row in rows) + more

    found = read_page(report, article(report, table))

    assert read_numbers(found) == printed_numbers(FIGURES)
    assert all(table is not None and not table.extra_rows for table in found.tables.values())


def test_a_damaged_label_before_a_line_of_numbers_is_still_its_row() -> None:
    report = specimen(FIGURES)

    def table(written: Layout) -> str:
        rows = [" ".join(box.text for box in row if box.text) for row in written]
        return "".join(f"<p>{escape(row)}</p>" for row in rows).replace("不掌握相关政府信息", "不掌握有关政府信息")

    applications = read_page(report, article(report, table)).tables[TableKey.APPLICATIONS]

    assert applications is not None
    cell = applications.cell("unable_to_provide.not_held", "total")
    assert cell is not None
    assert cell.raw == FIGURES.applications["unable_to_provide.not_held"]["total"].text


def test_a_short_heading_without_number_before_numbered_ones_begins_the_first_section() -> None:
    report = specimen(FIGURES)
    body = article(report, table_with_spans).replace("<h2>一、总体情况</h2>", "<p>工作总体情况</p>")

    overview = read_page(report, body).section(SectionKey.OVERVIEW)

    assert overview is not None
    assert (overview.heading, overview.number) == ("工作总体情况", None)
    assert all(paragraph in overview.text for paragraph in report.sections["overview"])


def test_a_blank_sizing_row_above_a_part_of_table_four_is_no_line_of_it() -> None:
    report = specimen(FIGURES)
    lines = {
        name: [Box(FIGURES.review[name][result].text) for result in FIGURES.review[name]] for name in FIGURES.review
    }
    first, second, third = lines.values()
    heads = [Box(head) for head in RESULTS]
    parts = (
        [[Box("")] * 5, [Box("行政复议", columns=5)], heads, first],
        [
            [Box("")] * 10,
            [Box("未经复议直接起诉", columns=5), Box("复议后起诉", columns=5)],
            heads * 2,
            [*second, *third],
        ],
    )

    def table(written: Layout) -> str:
        return "".join(map(table_with_spans, parts)) if len(written) == 4 else table_with_spans(written)

    found = read_page(report, article(report, table))

    assert read_numbers(found) == printed_numbers(FIGURES)


def test_numbers_behind_a_damaged_label_do_not_pass_for_blank() -> None:
    report = specimen(FIGURES.mapped(lambda _t, _r, _c, cell: Shown("", None) if cell.text == "0" else cell))

    def table(written: Layout) -> str:
        rows = [" ".join(box.text for box in row if box.text) for row in written]
        return "".join(f"<p>{escape(row)}</p>" for row in rows).replace("要求提供公开出版物", "要求提供公开的出版物")

    applications = read_page(report, article(report, table)).tables[TableKey.APPLICATIONS]

    assert applications is not None
    truth = report.figures.values()["applications"]
    for row, column, cell in applications.cells():
        assert cell.state is CellState.UNREADABLE or cell.value == truth[row][column]
