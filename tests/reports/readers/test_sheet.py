"""Workbooks: every layout as XLSX and as LibreOffice's XLS, and what a sheet shows of what it holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.errors import DamagedDocument, EncryptedDocument, UnsupportedFormat
from reports.extract import extract
from reports.model import Grid, HtmlPlace, TextBlock
from reports.readers import read
from reports.readers.sheets.model import date_text, is_date_format, number_text
from tests.rendering.docx import zipped
from tests.rendering.office_program import converted
from tests.rendering.ole import container
from tests.rendering.specimen import specimen
from tests.rendering.xlsx import XLSX_RENDERERS, Paper, workbook
from tests.reports.readers.layouts import assert_all_figures, assert_all_text, figures_of, read_back

every_layout = pytest.mark.parametrize("layout", XLSX_RENDERERS)


@every_layout
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("seed", range(6))
def test_random_figures_and_text_are_read_from_every_layout(seed: int, form: str, layout: str) -> None:
    figures = figures_of(seed, form=form)

    original, report = read_back(XLSX_RENDERERS[layout], figures, seed)

    assert report.form == form
    assert_all_figures(figures, report)
    assert_all_text(original, report)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(XLSX_RENDERERS)))
def test_any_figures_are_read_from_any_layout(seed: int, layout: str) -> None:
    figures = figures_of(seed)

    _, report = read_back(XLSX_RENDERERS[layout], figures, seed)

    assert_all_figures(figures, report)


def test_figures_and_text_are_read_from_every_layout_as_xls(tmp_path: Path) -> None:
    files = {
        f"{n}.xlsx": render(specimen(figures_of(n)), Random(n)) for n, render in enumerate(XLSX_RENDERERS.values())
    }

    made = converted(files, "xls", tmp_path)

    assert len(made) == len(files)
    for name, data in made.items():
        document = read(data)
        assert document.media_type == "application/vnd.ms-excel"
        assert_all_figures(figures_of(int(name)), extract(document))
        assert_all_text(specimen(figures_of(int(name))), extract(document))


def rows(data: bytes) -> list[str]:
    grids = [block for block in read(data).blocks if isinstance(block, Grid)]
    return ["|".join("#" if cell.covered else cell.text for cell in row) for grid in grids for row in grid.rows]


def sheet(markup: str) -> bytes:
    """Return a workbook whose only sheet holds these rows as they are."""
    data = workbook([Paper("S", {(0, 0): "x"})], shared=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{main}"><sheetData>{markup}</sheetData></worksheet>'
    return zipped(parts)


def test_a_formula_without_a_saved_result_is_not_blank() -> None:
    assert rows(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f></c></row>')) == ["1|\ufffc"]


def test_rows_and_cells_without_names_follow_each_other() -> None:
    assert rows(sheet("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>")) == [
        "1||2",
        "3|4|",
    ]


def test_a_string_that_is_not_there_is_not_blank() -> None:
    assert rows(sheet('<row><c><v>1</v></c><c t="s"><v>99</v></c></row>')) == ["1|\ufffc"]


def test_a_cell_has_the_place_that_people_call_it_by() -> None:
    (grid,) = (block for block in read(sheet('<row r="7"><c r="C7"><v>1</v></c></row>')).blocks)

    assert isinstance(grid, Grid)
    assert grid.rows[0][0].place == HtmlPlace("S!C7", 0, 0, 0)


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    cells = '<row><c t="str"><v>总计</v></c><c/></row><row><c><v>1</v></c><c><v>2</v></c></row>'
    merge = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'

    assert rows(sheet(cells + merge)) == ["总计|#", "#|#"]


def test_a_cell_far_away_makes_no_grid_of_millions() -> None:
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    assert len(rows(data)) == 2


def test_a_lone_text_in_a_row_is_text() -> None:
    blocks = read(workbook([Paper("S", {(0, 0): "一、总体情况"})])).blocks

    assert [block.text for block in blocks if isinstance(block, TextBlock)] == ["一、总体情况"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12.0, "12"),
        (748.365, "748.365"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-3.0, "-3"),
        (float("nan"), "\ufffc"),
    ],
)
def test_numbers_are_shown_without_noise_and_exponents(value: float, shown: str) -> None:
    assert number_text(value) == shown


@pytest.mark.parametrize(
    ("code", "built_in", "is_date"),
    [
        (None, 14, True),
        (None, 31, True),
        (None, 1, False),
        ('yyyy"年"m"月"d"日"', 176, True),
        ('0.00"yd"', 177, False),
        ("[Red]0", 178, False),
        ('_ * #,##0_ ;_ * "-"??_ ', 41, False),
        ("h:mm", 20, False),
    ],
)
def test_only_formats_with_a_day_make_a_number_a_date(code: str | None, built_in: int, is_date: bool) -> None:
    assert is_date_format(code, built_in) is is_date


@pytest.mark.parametrize(
    ("value", "from_1904", "day"), [(45673.0, False, "2025年1月16日"), (44211.0, True, "2025年1月16日")]
)
def test_days_are_counted_from_the_workbook_s_own_beginning(value: float, from_1904: bool, day: str) -> None:
    assert date_text(value, from_1904=from_1904) == day


def test_a_binary_workbook_is_named_as_unsupported() -> None:
    with pytest.raises(UnsupportedFormat, match="binary"):
        read(zipped({"xl/workbook.bin": b"x"}))


def test_a_workbook_with_a_password_is_refused_by_name() -> None:
    with pytest.raises(EncryptedDocument):
        read(container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_xls_ends_in_a_named_error(seed: int) -> None:
    with pytest.raises(DamagedDocument):
        read(container({"Workbook": Random(seed).randbytes(9_000)}))
