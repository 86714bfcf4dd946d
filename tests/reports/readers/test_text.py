"""Plain text and markdown: which lines are rows or cells of a table, and where everything stands."""

from __future__ import annotations

from reports.model import Document, Grid, LinkKind, TextBlock, TextPlace
from reports.readers import read


def rows(document: Document) -> list[list[list[str]]]:
    """Return the rows of each grid, covered cells left out."""
    return [
        [[cell.text for cell in row if not cell.covered] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock) and block.text]


def test_tab_separated_lines_are_rows_and_blank_fields_are_cells() -> None:
    assert rows(read("规章\t0\t\t1\n行政许可\t2\t\t".encode())) == [[["规章", "0", "", "1"], ["行政许可", "2", "", ""]]]


def test_the_end_of_a_page_between_rows_does_not_end_the_table() -> None:
    assert rows(read("规章\t0\t1\n\n\f\n行政许可\t2\t3".encode())) == [[["规章", "0", "1"], ["行政许可", "2", "3"]]]


def test_a_cell_knows_its_line_and_column() -> None:
    (grid,) = read("甲\n\n规章\t0\t17\n行政许可\t2\t3".encode()).blocks[2:]

    assert isinstance(grid, Grid)
    assert [cell.place for cell in grid.rows[0]] == [TextPlace(3, 1), TextPlace(3, 4), TextPlace(3, 6)]


def test_one_cell_per_line_behind_a_tab_makes_a_row_of_each_paragraph() -> None:
    text = "\t规章\n\t17\n\t\n\t251\n\n\t行政规范性文件\n\t668\n\t640\n\t2\n\n\t行政许可\n\t5\n"

    assert rows(read(text.encode())) == [
        [["规章", "17", "", "251"], ["行政规范性文件", "668", "640", "2"], ["行政许可", "5"]]
    ]


def test_a_line_without_a_tab_goes_on_with_the_cell_above() -> None:
    text = "\t规章\n\t结果\n纠正\n\n\t行政规范性文件\n\t1\n\n\t行政许可\n\t5\n"

    assert rows(read(text.encode()))[0][0] == ["规章", "结果\n纠正"]


def test_paragraphs_indented_by_a_tab_are_text() -> None:
    text = "\t一、总体情况\n\t今年按目录逐月更新栏目。\n\t公布之后附上解读。\n"

    document = read(text.encode())

    assert lines(document) == ["一、总体情况", "今年按目录逐月更新栏目。", "公布之后附上解读。"]
    assert rows(document) == []


def test_a_heading_right_above_cells_is_no_cell() -> None:
    document = read(
        "三、收到和处理政府信息公开申请情况\n\t申请人情况\n\t自然人\n\t总计\n\n\t商业企业\n\t科研机构\n\n\t其他\n\t1\n".encode()
    )

    assert lines(document) == ["三、收到和处理政府信息公开申请情况"]


def test_pipe_tables_lose_their_rules_and_outer_pipes() -> None:
    text = "| 规章 | **0** | |\n|:---|---:|---|\n| 结果<br>维持 | a\\|b | 2 |\n"

    assert rows(read(text.encode())) == [[["规章", "0", ""], ["结果\n维持", "a|b", "2"]]]


def test_markdown_marks_are_no_part_of_the_text() -> None:
    document = read(
        "# 报告\n\n**一是**强化。见[附件](a.pdf)。\n\n![表](t.png)\n\n## 二\n".encode(), url="https://a.gov.cn/x/"
    )

    assert lines(document) == ["报告", "一是强化。见附件。", "二"]
    assert [(link.url, link.kind) for link in document.links] == [("https://a.gov.cn/x/a.pdf", LinkKind.ATTACHMENT)]
    assert document.images == 1


def test_a_markdown_heading_is_marked_as_one() -> None:
    first = read("## 一、总体情况\n\n## 二\n".encode()).blocks[0]

    assert isinstance(first, TextBlock)
    assert first.heading


def test_a_table_written_as_html_inside_markdown_is_a_table() -> None:
    document = read(
        "# 报告\n\n## 二\n\n<table><tr><td colspan=2>规章</td></tr><tr><td>1<td>2</table>\n\n完。\n".encode()
    )

    assert rows(document) == [[["规章"], ["1", "2"]]]
    assert lines(document) == ["报告", "二", "完。"]


def test_windows_line_ends_count_lines_as_editors_do() -> None:
    last = read("甲\r\n\r\n乙\x0b\u2028丙\r丁".encode()).blocks[-1]

    assert last.place == TextPlace(4, 1)


def test_a_table_drawn_with_plus_and_minus_is_one_grid() -> None:
    drawn = ["+--------+------+", "| 规章   | 3    |", "+========+======+", "| 行政许可 | 4    |", "+--------+------+"]

    document = read("\n".join(drawn).encode(), filename="a.md")

    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grids[0].rows] == [["规章", "3"], ["行政许可", "4"]]


def test_a_row_of_dashes_for_nothing_rules_no_table() -> None:
    rows = ["| 结果维持 | 结果纠正 |", "| - | - |", "| - | - |", "| 1 | - |"]

    document = read("\n".join(rows).encode(), filename="a.md")

    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grids[0].rows][1:] == [["-", "-"], ["1", "-"]]


def test_markdown_with_bold_headings_and_tables_as_elements_is_markdown() -> None:
    table = "<table>" + "<tr><td>规章</td><td>1</td></tr>" * 9 + "</table>"

    document = read(f"# 某局年度报告\n\n**一、总体情况**\n\n{table}\n".encode(), filename="a.md")

    assert document.media_type == "text/markdown"


def test_a_blank_first_cell_stays_a_cell_where_no_pipe_opens_the_rows() -> None:
    rows = ["一 | 甲 | 乙", "---|---|---", " | 1 | 2", "三 | 3 |  "]

    document = read("\n".join(rows).encode(), filename="a.md")

    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grids[0].rows] == [
        ["一", "甲", "乙"],
        ["", "1", "2"],
        ["三", "3", ""],
    ]


def test_outer_pipes_are_told_row_by_row_where_the_rule_gives_the_columns() -> None:
    text = "项目 | 甲 | 乙\n--- | --- | ---\n规章 | 1 | 2\n| | 3 | 4 |\n许可 | 5 |\n"

    assert rows(read(text.encode())) == [[["项目", "甲", "乙"], ["规章", "1", "2"], ["", "3", "4"], ["许可", "5", ""]]]
