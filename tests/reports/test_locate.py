"""The form's tables are told from others, and joined where pages cut them."""

from __future__ import annotations

from reports.extract import extract
from reports.model import AnnualReport, TableKey
from reports.readers import read

PROACTIVE = (
    "第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t1\t2\n行政规范性文件\t3\t4\t5\n"
    "第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t6\t\t\n"
    "第二十条第（六）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政处罚\t7\t\t\n行政强制\t8\t\t\n"
    "第二十条第（八）项\t\t\t\n信息内容\t本年收费金额（单位：万元）\t\t\n行政事业性收费\t9.5\t\t\n"
)
REVIEW_HEAD = (
    "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n"
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n"
    "\t\t\t\t\t" + "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2) + "\n"
)
NUMBERS = "\t".join(map(str, range(15))) + "\n"


def report(text: str) -> AnnualReport:
    return extract(read(text.encode()))


def values(read_back: AnnualReport, table: TableKey) -> list[object]:
    found = read_back.table(table)
    assert found is not None
    return [cell.value for _row, _column, cell in found.cells()]


def test_last_year_s_figures_in_a_table_of_the_agency_s_own_are_not_taken() -> None:
    own = "年度\t规章\t行政规范性文件\t行政许可\n2022\t91\t92\t93\n2023\t94\t95\t96\n"

    before = report(f"一、总体情况\n\n{own}\n二、主动公开政府信息情况\n\n{PROACTIVE}\n")
    behind = report(f"二、主动公开政府信息情况\n\n{PROACTIVE}\n如下表。\n\n{own}\n")

    assert values(before, TableKey.PROACTIVE) == values(behind, TableKey.PROACTIVE)
    assert values(before, TableKey.PROACTIVE)[:3] == [0, 1, 2]


def test_rows_of_the_form_in_another_section_are_not_joined_to_its_table() -> None:
    own = "信息内容\t2023年\n规章\t91\n行政规范性文件\t92\n行政许可\t93\n行政处罚\t94\n行政强制\t95\n"

    read_back = report(f"一、总体情况\n\n{own}\n二、主动公开政府信息情况\n\n{PROACTIVE}\n")

    assert values(read_back, TableKey.PROACTIVE)[:6] == [0, 1, 2, 3, 4, 5]


def test_a_table_cut_by_a_page_with_its_number_between_is_one_table() -> None:
    top, bottom = PROACTIVE.split("第二十条第（六）项")

    cut = report(f"二、主动公开政府信息情况\n\n{top}\n— 3 —\n\n第二十条第（六）项{bottom}\n")

    assert values(cut, TableKey.PROACTIVE) == values(report(PROACTIVE), TableKey.PROACTIVE)


def test_the_line_of_numbers_alone_on_the_next_page_belongs_to_the_header_above() -> None:
    read_back = report(f"四、政府信息公开行政复议、行政诉讼情况\n\n{REVIEW_HEAD}\n- 5 -\n\n{NUMBERS}\n")

    assert values(read_back, TableKey.REVIEW) == list(range(15))


def test_a_line_of_numbers_without_a_header_is_no_table_of_the_form() -> None:
    assert report(f"四、政府信息公开行政复议、行政诉讼情况\n\n{NUMBERS}{NUMBERS}\n").table(TableKey.REVIEW) is None


def test_rows_and_columns_that_the_form_does_not_have_are_named() -> None:
    table = report(PROACTIVE.replace("行政处罚\t7", "行政检查\t70\t\t\n行政处罚\t7")).table(TableKey.PROACTIVE)

    assert table is not None
    assert table.extra_rows == ("行政检查",)
    cell = table.cell("penalties", "decisions")
    assert cell is not None
    assert cell.value == 7


def test_the_form_is_known_by_its_labels_and_not_by_the_year() -> None:
    early = "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t0\t1\t2\n规范性文件\t3\t4\t5\n"

    assert report(f"某局2024年政府信息公开工作年度报告\n\n{early}").form == "2019"
    assert report(f"某局2020年政府信息公开工作年度报告\n\n{PROACTIVE}").form == "2021"


def test_one_row_for_what_is_otherwise_handled_stands_beside_the_missing_sub_rows() -> None:
    numbers = "\t0" * 7
    rows = ("（一）予以公开", "（二）部分公开", "（六）其他处理", "（七）总计", "四、结转下年度继续办理")
    applications = "".join(f"{label}{numbers}\n" for label in rows)

    table = report(f"{PROACTIVE}\n三、收到和处理政府信息公开申请情况\n\n{applications}").table(TableKey.APPLICATIONS)

    assert table is not None
    assert table.rows["otherwise_handled"] is not None
    assert table.rows["otherwise_handled.other"] is None


def test_rows_in_tables_of_their_own_are_read_though_their_label_stands_in_two_tables() -> None:
    heads = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [
        "<tr>" + "".join(f"<td>{head}</td>" for head in heads) + "</tr>",
        "<tr><td>一、本年新收政府信息公开申请数量</td>" + "<td>1</td>" * 7 + "</tr>",
        "<tr><td>二、上年结转政府信息公开申请数量</td>" + "<td>2</td>" * 7 + "</tr>",
        "<tr><td>2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>"
        + "<td>3</td>" * 7
        + "</tr>",
        "<tr><td>3.其他</td>" + "<td>4</td>" * 7 + "</tr>",
        "<tr><td>（七）总计</td>" + "<td>5</td>" * 7 + "</tr>",
    ]

    table = report("".join(f"<table>{row}</table>" for row in rows)).table(TableKey.APPLICATIONS)

    assert table is not None
    for row, value in (("otherwise_handled.other", 4), ("outcomes_total", 5)):
        assert {cell.value for cell in (table.rows[row] or {}).values() if cell is not None} == {value}


def test_a_page_end_between_the_blocks_of_table_4_and_their_results_parts_nothing() -> None:
    blocks = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n"
    results = "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 3) + "\n"

    read_back = report(f"四、政府信息公开行政复议、行政诉讼情况\n\n{blocks}\n- 5 -\n\n{results}{NUMBERS}\n")

    assert values(read_back, TableKey.REVIEW) == list(range(15))
