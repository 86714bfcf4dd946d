"""What a DOCX shows is what is read: numbers that Word makes, text that it hides, pictures, fields, merges."""

from __future__ import annotations

import pytest

from reports.errors import DocumentTooLarge
from reports.model import Grid, TextBlock
from reports.readers import read
from tests.rendering.docx import cell, package, paragraph, run, table_of
from tests.rendering.layout import Box

PICTURE = "\ufffc"


def texts(body: str, **more: str) -> list[str]:
    return [block.text for block in read(package(body, **more)).blocks if isinstance(block, TextBlock)]


def grid(rows: str, *, columns: tuple[int, ...] = ()) -> list[str]:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    document = read(package(f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>"))
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return ["|".join("#" if cell.covered else cell.text for cell in row) for row in found.rows]


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def text_of_cell(inner: str) -> str:
    return grid(row(cell(Box("甲"), inner), cell(Box("乙"))))[0].partition("|")[0]


def test_a_struck_number_and_the_one_beside_it_are_two() -> None:
    assert text_of_cell(paragraph("", runs=run("12", "<w:strike/>") + run("15"))) == "12 15"


def test_a_raised_digit_is_not_the_last_digit_of_the_number_before_it() -> None:
    raised = run("2", '<w:vertAlign w:val="superscript"/>')

    assert text_of_cell(paragraph("", runs=run("5") + raised)) == "5²"


def test_hidden_text_is_left_out_unless_hiding_is_switched_off() -> None:
    runs = run("1") + run("2", "<w:vanish/>") + run("3", '<w:vanish w:val="0"/>')

    assert text_of_cell(paragraph("", runs=runs)) == "13"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='0'/></w:checkBox>", "□"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='是'/><w:listEntry w:val='否'/></w:ddList>", "否"),
    ],
)
def test_a_form_field_shows_its_state(field: str, shown: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r>'

    assert text_of_cell(paragraph("", runs=begin)) == shown


@pytest.mark.parametrize(("sign", "shown"), [("F0FE", "☑"), ("F0A8", "□"), ("F083", PICTURE)])
def test_a_sign_of_a_symbol_font_is_shown_or_openly_unreadable(sign: str, shown: str) -> None:
    symbol = f'<w:r><w:sym w:font="Wingdings" w:char="{sign}"/></w:r>'

    assert text_of_cell(paragraph("", runs=symbol)) == shown


def picture(kind: str, width: int) -> str:
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="{width}" cy="900000"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>'
    )


def test_a_picture_in_the_line_of_a_cell_is_not_blank() -> None:
    assert text_of_cell(paragraph("", runs=picture("inline", 300_000))) == PICTURE


def test_a_seal_that_floats_over_a_number_does_not_hide_it() -> None:
    assert text_of_cell(paragraph("", runs=run("7") + picture("anchor", 1_500_000))) == "7"


@pytest.mark.parametrize(("width", "counted"), [(5_000_000, 1), (900_000, 0)])
def test_only_pictures_that_could_hold_a_table_are_counted(width: int, counted: int) -> None:
    assert read(package(paragraph("", runs=picture("inline", width)))).images == counted


def test_an_embedded_workbook_is_named_as_an_unread_part() -> None:
    embedded = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rIdBook"/></w:object></w:r>'

    document = read(package(paragraph("", runs=embedded), relations={"rIdBook": ("package", "embeddings/Book1.xlsx")}))

    assert [link.url for link in document.links] == ["word/embeddings/Book1.xlsx"]


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def listed(text: str, number: int = 1, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_numbers_count_on_and_begin_anew_below_each_higher_level() -> None:
    body = (
        listed("甲")
        + listed("子", level=1)
        + listed("丑", level=1)
        + paragraph("无")
        + listed("乙")
        + listed("寅", level=1)
    )

    assert texts(body, numbering=LEVELS) == ["一、甲", "一.1 子", "一.2 丑", "无", "二、乙", "二.1 寅"]


def test_a_list_can_start_at_another_number_and_number_0_is_none() -> None:
    body = listed("甲", 2) + listed("乙", 2) + listed("丙", 0)

    assert texts(body, numbering=LEVELS) == ["五、甲", "六、乙", "丙"]


def test_text_in_a_cell_that_goes_on_from_above_does_not_show() -> None:
    above, below = cell(Box("上", rows=2)), cell(Box(""), continued=True).replace(paragraph(""), paragraph("藏"))

    assert grid(row(above, cell(Box("1"))) + row(below, cell(Box("2")))) == ["上|1", "#|2"]


def test_a_merge_that_begins_nowhere_is_a_cell_of_its_own_if_it_holds_text() -> None:
    lost = cell(Box(""), continued=True).replace(paragraph(""), paragraph("露"))

    assert grid(row(lost, cell(Box("1"))) + row(cell(Box("下")), cell(Box("2")))) == ["露|1", "下|2"]


def test_cells_merged_sideways_in_the_old_way_are_one() -> None:
    first = cell(Box("甲")).replace("</w:tcPr>", '<w:hMerge w:val="restart"/></w:tcPr>')
    second = cell(Box("")).replace("</w:tcPr>", "<w:hMerge/></w:tcPr>")

    assert grid(row(first, second, cell(Box("1"))) + row(cell(Box("乙")), cell(Box("2")), cell(Box("3")))) == [
        "甲|#|1",
        "乙|2|3",
    ]


def test_columns_a_hair_apart_are_one() -> None:
    wide = row(cell(Box("甲", columns=2)), cell(Box("1")))
    narrow = row(cell(Box("乙")), cell(Box("2", columns=2)))

    assert grid(wide + narrow, columns=(900, 20, 900)) == ["甲|1", "乙|2"]


def test_a_narrow_column_that_holds_a_number_stays() -> None:
    rows = row(cell(Box("甲")), cell(Box("1")), cell(Box("2"))) * 2

    assert grid(rows, columns=(900, 20, 900)) == ["甲|1|2"] * 2


def test_a_row_with_a_paragraph_across_a_table_is_text_between_two_grids() -> None:
    rows = row(cell(Box("自然人")), cell(Box("1"))), row(cell(Box("说明文字，不是标签。", columns=2)))

    blocks = read(package(table_of(rows[0] + rows[1] + rows[0], 2))).blocks

    assert [type(block).__name__ for block in blocks] == ["Grid", "TextBlock", "Grid"]


def test_headers_and_footnotes_are_left_out() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    more = {"word/footnotes.xml": "<w:footnotes/>", "word/header1.xml": "<w:hdr/>"}

    document = read(package(paragraph("", runs=run("正文") + note), more=more))

    assert [block.text for block in document.blocks if isinstance(block, TextBlock)] == ["正文"]


def test_the_title_of_the_properties_is_kept() -> None:
    assert read(package(paragraph("正文"), title="某局2024年年报")).metas == {"title": "某局2024年年报"}


def test_paragraphs_and_broken_lines_of_a_cell_are_lines() -> None:
    assert text_of_cell(paragraph("甲") + paragraph("") + paragraph("乙\n丙")) == "甲\n乙\n丙"


def test_a_span_from_before_a_tracked_change_does_not_count() -> None:
    former = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>'
    changed = cell(Box("1")).replace("</w:tcPr>", f"{former}</w:tcPr>")

    assert grid(row(changed, cell(Box("2"))) + row(cell(Box("3")), cell(Box("4")))) == ["1|2", "3|4"]


@pytest.mark.parametrize("properties", ['<w:strike w:val="0"/>', '<w:vertAlign w:val="baseline"/>'])
def test_formatting_that_is_switched_off_changes_nothing(properties: str) -> None:
    assert text_of_cell(paragraph("", runs=run("1", properties) + run("2"))) == "12"


def test_a_table_inside_a_cell_leaves_the_cells_beside_it_as_they_are() -> None:
    inner = table_of(row(cell(Box("内"))), 1) + paragraph("")
    labels = row(*(cell(Box(text)) for text in ("规章", "行政规范性文件", "行政许可", "行政处罚")))

    assert grid(labels + row(cell(Box("1")), cell(Box("2")), cell(Box("3")), cell(Box(""), inner)))[1] == "1|2|3|内"


@pytest.mark.parametrize(
    ("cells", "limit"),
    [("<w:tr><w:tc/></w:tr>" * 200_001, "cells"), (f"<w:tr><w:tc>{'<w:p/>' * 200_002}</w:tc></w:tr>", "paragraphs")],
)
def test_a_table_of_plain_cells_keeps_the_limits(cells: str, limit: str) -> None:
    with pytest.raises(DocumentTooLarge) as raised:
        read(package(f"<w:tbl>{cells}</w:tbl>"))

    assert raised.value.what == limit
