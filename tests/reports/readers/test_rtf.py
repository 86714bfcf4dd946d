"""RTF as LibreOffice writes it in every layout, and as Word and WPS write what LibreOffice does not."""

from __future__ import annotations

import pytest

from reports.errors import DocumentTooLarge
from reports.extract import extract
from reports.model import Document, Grid, TextBlock
from reports.readers import read
from tests.rendering.specimen import specimen
from tests.reports.readers.conftest import OFFICE_LAYOUTS, SEEDS, Made
from tests.reports.readers.layouts import assert_all_figures, assert_all_text, figures_of

LOST_BY_OFFICE = frozenset({"text-boxes.docx", "tracked-changes.docx", "deep-numbers.docx"})
"""LibreOffice writes no text boxes into RTF, and marks more text as deleted than was."""

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f13\fcharset134 \'cb\'ce\'cc\'e5;}{\f3\fcharset2 Wingdings;}}"


@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_figures_and_text_are_read_from_every_layout(made_by_office: Made, layout: str, seed: int) -> None:
    data = made_by_office("rtf")[layout, seed]

    document = read(data)
    report = extract(document)

    assert document.media_type == "application/rtf"
    assert_all_figures(figures_of(seed), report)
    if layout not in LOST_BY_OFFICE:
        assert_all_text(specimen(figures_of(seed)), report)


def written(body: str, *, head: str = r"\ansi\ansicpg936\deff0\uc1") -> Document:
    return read(f"{{\\rtf1{head}{FONTS}{body}}}".encode("latin-1"))


def escaped(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def rows(document: Document) -> list[str]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return ["|".join("#" if cell.covered else cell.text for cell in row) for row in grid.rows]


def test_double_bytes_are_read_by_the_font() -> None:
    body = rf"{{\f13 {escaped('总体情况')}}}{{\f0 2024}}\par"

    assert lines(written(body, head=r"\ansi\ansicpg1252")) == ["总体情况2024"]


def test_double_bytes_in_a_western_font_are_read_by_the_code_page() -> None:
    assert lines(written(rf"\f0 {escaped('总体情况')}\par")) == ["总体情况"]


def test_a_second_byte_may_be_a_plain_letter_or_a_backslash() -> None:
    assert lines(written(r"\f13 \'81@\'95\\\par")) == [b"\x81@\x95\\".decode("gbk")]


def test_unicode_passes_over_what_stands_for_it_in_old_readers() -> None:
    body = r"\u24635\'d7\'dc\u20307 ?{\uc2\u24773\'c7\'e9}{\uc0\u20917}\u-244 ?\par"

    assert lines(written(body, head=r"\ansi\ansicpg936\uc2")) == ["总体情况，"]


def test_halves_of_a_rare_character_are_joined() -> None:
    assert lines(written(r"\u-10176 ?\u-9216 ?\par")) == ["\U00020000"]


def test_merged_cells_are_one() -> None:
    first = r"\trowd\trleft0\clvmgf\cellx900\clmgf\cellx1800\clmrg\cellx2700\pard\intbl a\cell b\cell\cell\row"
    second = r"\trowd\trleft0\clvmrg\cellx900\cellx1800\cellx2700\pard\intbl\cell 1\cell 2\cell\row"

    assert rows(written(first + second + r"\pard x\par")) == ["a|b|#", "#|1|2"]


def test_a_row_definition_holds_until_the_next() -> None:
    row = r"\pard\intbl a\cell b\cell\row"

    assert rows(written(rf"\trowd\cellx900\cellx1800{row}{row}\pard\par")) == ["a|b", "a|b"]


def test_a_table_inside_a_cell_is_read_in_its_place() -> None:
    inner = (
        r"\pard\intbl\itap2 x\nestcell y\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    )
    body = rf"\trowd\cellx5000\cellx9000\pard\intbl before\par{inner}{inner}\pard\intbl\cell 7\cell\row\pard\par"

    document = written(body)

    assert lines(document)[0] == "before"
    assert rows(document) == ["x|y", "x|y"]


def test_deleted_and_hidden_text_is_left_out_and_struck_text_set_apart() -> None:
    assert lines(written(r"1{\deleted 2}{\v 3}{\v0 4}{\strike 5}\par")) == ["14 5"]


def test_a_raised_digit_is_not_the_last_digit_of_the_number_before_it() -> None:
    assert lines(written(r"5{\super 2}\par")) == ["5²"]


def test_a_list_number_stands_before_its_paragraph_and_a_bullet_does_not() -> None:
    body = rf"{{\listtext\f13 {escaped('一、')}\tab}}\f13 {escaped('总体情况')}\par{{\pntext\f3\'b7\tab}}a\par"

    assert lines(written(body)) == ["一、总体情况", "a"]


def test_a_field_shows_its_result() -> None:
    field = r"{\field{\*\fldinst{ =SUM(LEFT) }}{\fldrslt 12}}"

    assert lines(written(field + r"\par")) == ["12"]


def test_a_field_without_a_result_is_not_blank() -> None:
    body = r"\trowd\cellx900\cellx1800\pard\intbl a\cell{\field{\*\fldinst EQ \\o(1,2)}}\cell\row\pard\par"

    assert rows(written(body)) == ["a|\ufffc"]


def test_a_text_box_is_read_once_behind_the_paragraph_that_it_hangs_on() -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard inside\par}}{\shprslt{\pard inside\par}}}"

    assert lines(written(rf"anchor{shape}\par after\par")) == ["anchor", "inside", "after"]


def test_headers_notes_pictures_and_unknown_groups_are_left_out() -> None:
    body = (
        r"{\header h\par}{\footer f\par}{\info{\title T}{\author A}}{\*\unknown u}text{\footnote n}"
        r"{\pict\picwgoal6000\picscalex100 ffd8ff}\par"
    )

    document = written(body)

    assert lines(document) == ["text"]
    assert document.metas == {"title": "T"}
    assert document.images == 1


def test_binary_data_is_passed_over() -> None:
    data = b"{\\rtf1 a{\\pict\\bin5 {{}}\\}b\\par}"

    assert lines(read(data)) == ["ab"]


def test_lines_of_a_table_of_contents_are_left_out() -> None:
    styles = r"{\stylesheet{\s20 toc 1;}{\s1 heading 1;}}"

    document = written(rf"{styles}\pard\s20 one\tab 3\par\pard\s1 one\par")

    assert [(block.text, block.heading) for block in document.blocks if isinstance(block, TextBlock)] == [("one", True)]


def test_groups_nested_without_end_are_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="depth"):
        written("{" * 5_000)


def test_a_file_cut_off_is_read_as_far_as_it_goes() -> None:
    assert lines(read(b"{\\rtf1 first\\par second")) == ["first", "second"]


def test_a_file_cut_inside_a_row_keeps_its_cells() -> None:
    row = "\\trowd\\cellx900\\cellx1800\\pard\\intbl "
    data = f"{{\\rtf1{row}a\\cell 1\\cell\\row{row}b\\cell 2"

    assert rows(read(data.encode())) == ["a|1", "b|2"]
