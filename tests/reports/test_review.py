"""Table 4 in the shapes that sites give it: blocks side by side, one below the other, or in tables of their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reports.extract import extract
from reports.model import CellState, TableKey
from reports.readers import read

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
COLUMNS = ("upheld", "corrected", "other_result", "pending", "total")
BLOCKS = {
    "reconsideration": ("行政复议", (1, 2, 0, 3, 6)),
    "litigation_direct": ("未经复议直接起诉", (4, 0, 0, 1, 5)),
    "litigation_after_reconsideration": ("复议后起诉", (0, 0, 7, 0, 7)),
}


def _table(rows: Sequence[Sequence[object]], *, before: int = 0) -> str:
    width = max(len(row) for row in rows)
    lines = ["".join(f"<td>{cell}</td>" for cell in [*[""] * before, *row, *[""] * (width - len(row))]) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _numbers(page: str, name: str = "a.html") -> dict[str, list[object]]:
    table = extract(read(page.encode(), filename=name)).table(TableKey.REVIEW)
    assert table is not None
    return {
        block: [None if (cell := table.cell(block, column)) is None else cell.value for column in COLUMNS]
        for block in BLOCKS
    }


EXPECTED = {block: list(numbers) for block, (_, numbers) in BLOCKS.items()}


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_table_for_each_block_is_read_whatever_blank_columns_stand_before(before: int) -> None:
    tables = [_table([[label], RESULTS, numbers], before=before) for label, numbers in BLOCKS.values()]

    assert _numbers("<p>四、政府信息公开行政复议、行政诉讼情况</p>" + "".join(tables)) == EXPECTED


def test_a_table_for_reconsideration_and_one_for_litigation_are_one_table_of_the_form() -> None:
    (first, one), (second, two), (third, three) = BLOCKS.values()
    tables = _table([[first], RESULTS, one]) + _table(
        [["行政诉讼"], [second, "", "", "", "", third], [*RESULTS, *RESULTS], [*two, *three]]
    )

    assert _numbers("<p>四、政府信息公开行政复议、行政诉讼情况</p>" + tables) == EXPECTED


def test_a_block_alone_in_a_wide_table_does_not_make_the_others_blank() -> None:
    label, numbers = BLOCKS["reconsideration"]
    page = _table([[label, *[""] * 14], [*RESULTS, *[""] * 10], [*numbers, *[""] * 10]])

    assert _numbers("<p>四、政府信息公开行政复议、行政诉讼情况</p>" + page) == EXPECTED | {
        "litigation_direct": [None] * 5,
        "litigation_after_reconsideration": [None] * 5,
    }
    table = extract(read(page.encode(), filename="a.html")).table(TableKey.REVIEW)
    assert table is not None
    assert table.rows["litigation_direct"] is None


def test_a_block_name_that_lost_its_tabs_still_begins_the_table() -> None:
    lines = ["四、政府信息公开行政复议、行政诉讼情况", ""]
    for label, numbers in BLOCKS.values():
        lines += [label, "\t".join(RESULTS), "\t".join(map(str, numbers)), ""]

    assert _numbers("\n".join(lines), "a.txt") == EXPECTED


def test_a_blank_line_behind_the_last_number_is_not_taken_for_the_missing_one() -> None:
    names = [label for label, _ in BLOCKS.values()]
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        *names,
        *RESULTS * 3,
        *["1"] * 14,
        "",
        "五、存在的主要问题及改进情况",
    ]
    table = extract(read("\n".join(lines).encode(), filename="a.txt")).table(TableKey.REVIEW)

    assert table is not None
    assert {cell.state for _, _, cell in table.cells()} == {CellState.UNREADABLE}


def test_blocks_set_as_lines_below_a_row_of_heads_are_read() -> None:
    lines = ["四、政府信息公开行政复议、行政诉讼情况", " ".join(["类别", *RESULTS])]
    lines += [" ".join([label, *map(str, numbers)]) for label, numbers in BLOCKS.values()]

    assert _numbers("\n".join(lines), "a.txt") == EXPECTED


def test_a_small_table_of_elements_with_two_full_rows_is_read() -> None:
    label, numbers = BLOCKS["reconsideration"]
    rows = [[label], RESULTS, numbers]
    page = "".join("<div>" + "".join(f"<div>{cell}</div>" for cell in row) + "</div>" for row in rows)

    read_back = _numbers(f"<p>四、政府信息公开行政复议、行政诉讼情况</p><div>{page}</div>")

    assert read_back["reconsideration"] == list(numbers)


def test_a_line_longer_than_the_blocks_that_its_header_names_is_not_guessed() -> None:
    heads = (
        "结果维持\t结果\t其他结果\t尚未审结\t总计\t结果\t结果\t其他结果\t尚未\t总计\t"
        "结果维持\t结果纠正\t其他\t尚未\t总计\n"
    )
    blocks = "\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n"
    numbers = "1\t1\t0\t0\t2\t0\t1\t0\t1\t2\t\t\t\t\t\n"

    report = extract(read(f"四、政府信息公开行政复议、行政诉讼情况\n\n{blocks}{heads}{numbers}\n".encode()))

    table = report.table(TableKey.REVIEW)
    assert table is not None
    assert {cell.value for _row, _column, cell in table.cells()} == {None}


def test_a_page_end_below_the_first_line_of_the_header_parts_nothing() -> None:
    top = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n"
    blocks = "\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n"
    heads = "\t".join(["结果维持\t结果\t其他结果\t尚未\t总计"] * 3) + "\n"
    numbers = "\t".join(map(str, range(15))) + "\n"

    report = extract(
        read(f"四、政府信息公开行政复议、行政诉讼情况\n\n{top}\n- 5 -\n\n{blocks}{heads}{numbers}\n".encode())
    )

    table = report.table(TableKey.REVIEW)
    assert table is not None
    assert [cell.value for _row, _column, cell in table.cells()] == list(range(15))
