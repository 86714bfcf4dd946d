"""The layout of the three tables, whatever of them was read."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019, FORM_2021
from reports.model import AnnualReport, Cell, CellState, Finding, Level, Spot, Table, TableKey, TableSpot
from status.places import place_of
from status.tables import TableView, gloss, lay_out
from tests.status.odd import odd_report
from tests.storage.figures import annual_report


def view(report: AnnualReport, key: TableKey, *spots: Spot) -> TableView:
    """Return one laid-out table of the report, with one finding about the spots."""
    finding = Finding("id", "A101", Level.ERROR, "", "", spots, None, None, None, "")
    return next(table for table in lay_out(report, [finding]) if table.key is key)


def report_of_2019() -> AnnualReport:
    """Return a report of the older form whose cells are all 1."""
    tables = {
        key: Table(
            key,
            {
                row.key: {column.key: Cell(1, "1", CellState.NUMBER) for column in row.columns}
                for row in FORM_2019.table(key).rows
            },
        )
        for key in TableKey
    }
    return replace(annual_report(), form="2019", report_year=2020, tables=tables)


def test_table_3_has_the_rows_of_its_form_in_order() -> None:
    rows = [row for block in view(annual_report(), TableKey.APPLICATIONS).blocks for row in block.rows]

    assert [row.label for row in rows] == [row.label for row in FORM_2021.table(TableKey.APPLICATIONS).rows]


def test_merged_labels_stand_once_above_their_rows() -> None:
    rows = [row for block in view(annual_report(), TableKey.APPLICATIONS).blocks for row in block.rows]

    assert [heading for row in rows for heading in row.headings] == [
        "三、本年度办理结果",
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "（六）其他处理",
    ]


def test_a_report_of_2019_is_laid_out_by_its_own_form() -> None:
    first, *_, last = view(report_of_2019(), TableKey.PROACTIVE).blocks

    assert [column.label for column in first.columns] == ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
    assert [row.label for row in last.rows] == ["政府集中采购"]


def test_columns_of_applicants_are_grouped() -> None:
    block = view(annual_report(), TableKey.APPLICATIONS).blocks[0]

    assert [(group.label, len(group.columns)) for group in block.groups] == [
        (None, 1),
        ("法人或其他组织", 5),
        (None, 1),
    ]


def test_marks_stand_at_cell_row_column_and_table() -> None:
    key = TableKey.PROACTIVE
    table = view(
        annual_report(),
        key,
        TableSpot(key),
        TableSpot(key, "government_rules"),
        TableSpot(key, None, "issued"),
        TableSpot(key, "government_rules", "issued"),
        TableSpot(key, "government_rules", "issued"),
    )

    row = table.blocks[0].rows[0]
    assert row.cells is not None
    marks = (table.marks, row.marks, table.blocks[0].columns[0].marks, row.cells[0].marks, row.cells[1].marks)
    assert marks == ((1,), (1,), (1,), (1,), ())


def test_a_table_that_was_not_read_has_no_rows() -> None:
    assert view(odd_report(), TableKey.REVIEW).blocks == ()


def test_a_missing_row_has_no_cells_and_a_missing_column_no_text() -> None:
    rows = {row.label: row for row in view(odd_report(), TableKey.APPLICATIONS).blocks[0].rows}

    merged = rows["（六）其他处理"].cells
    assert rows["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"].cells is None
    assert merged is not None
    assert [(cell.text, cell.word) for cell in merged[:2]] == [("7", ""), ("", "缺列")]


def test_a_place_is_told_in_the_words_of_the_form() -> None:
    place = place_of(TableSpot(TableKey.APPLICATIONS, "otherwise_handled", "total"), FORM_2021)

    assert place is not None
    assert (place.label, place.anchor) == ("（六）其他处理 · 总计", "cell-applications-otherwise_handled-total")


def test_keys_read_as_words() -> None:
    assert gloss("not_disclosed.state_secret") == "not disclosed: state secret"
