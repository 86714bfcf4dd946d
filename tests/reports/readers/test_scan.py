"""Scans and pictures: numbers read twice, blanks told from dirt, doubt instead of a guess."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: ./dev setup --ocr")
from PIL import Image, ImageDraw, ImageFilter

from reports.errors import DamagedDocument, DocumentTooLarge, OcrMissing, PicturesWait
from reports.model import Document, Grid, GridCell, PagePlace, TextBlock
from reports.readers import read, scan
from tests.rendering.drawn import FONT, SANS, shaded, smeared, table, written
from tests.rendering.scans import as_pdf, as_picture

pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="needs a Chinese font: apt-get install fonts-noto-cjk")

ROWS = (("行政许可", "一季度", "二季度", "三季度"), ("本年受理", "17", "", "3071"), ("本年办结", "0", "—", "1"))
NUMBERS = [["17", "", "3071"], ["0", "—", "1"]]


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row[1:]] for row in cells(document)[1:]]


def cells(document: Document) -> list[tuple[GridCell, ...]]:
    return [row for block in document.blocks if isinstance(block, Grid) for row in block.rows]


def test_the_cells_of_a_picture_are_read_with_blanks_kept_apart_from_zeros() -> None:
    page, _ = table(ROWS)

    document = read(as_picture(page, "PNG", 200))

    assert texts(document) == NUMBERS
    assert not any(cell.doubtful for row in cells(document) for cell in row)
    assert document.scanned_pages == (1,)


def test_a_piece_of_a_page_that_states_no_resolution_is_taken_to_be_as_wide_as_a_page() -> None:
    page, _ = table(ROWS, dpi=130)
    held = BytesIO()
    page.save(held, "PNG")

    document = read(held.getvalue())

    assert texts(document) == NUMBERS
    assert not any(cell.doubtful for row in cells(document) for cell in row)


def test_a_page_laid_askew_is_set_upright_and_its_places_are_those_of_the_page_as_it_came() -> None:
    page, boxes = table(ROWS)
    page = page.rotate(2.0, Image.Resampling.BICUBIC, fillcolor=255)

    document = read(as_picture(page, "JPEG", 200))

    assert texts(document) == NUMBERS
    place = cells(document)[1][3].place
    assert isinstance(place, PagePlace)
    # turned by 2 degrees about the middle of a page of 595 x 192 points
    left, top, right, bottom = (edge * 72 / 200 for edge in boxes[1][3])
    across, down = (left + right) / 2 - 297.5, (top + bottom) / 2 - 96
    seen = ((place.box[0] + place.box[2]) / 2 - 297.5, (place.box[1] + place.box[3]) / 2 - 96)
    assert seen == pytest.approx((across + 0.0349 * down, down - 0.0349 * across), abs=2.0)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turns: int) -> None:
    page, _ = table(ROWS)
    page = page.rotate(90 * turns, expand=True)

    document = read(as_picture(page, "PNG", 200))

    assert texts(document) == NUMBERS


def test_every_page_of_a_tiff_is_read() -> None:
    first, _ = table(ROWS[:2])
    second, _ = table((ROWS[0], ROWS[2]))

    document = read(as_picture(first, "TIFF", 200, [second]))

    assert document.scanned_pages == (1, 2)
    assert texts(document)[0][1:] == NUMBERS[0][1:]


def test_pages_of_a_pdf_that_are_pictures_are_read() -> None:
    page, _ = table(ROWS)

    document = read(as_pdf([page], 200))

    assert texts(document) == NUMBERS
    assert (document.scanned_pages, document.images) == ((1,), 0)


def test_a_number_under_a_blot_is_in_doubt() -> None:
    page, boxes = table(ROWS)
    smeared(page, boxes[1][3])

    cell = cells(read(as_picture(page, "PNG", 200)))[1][3]

    assert cell.doubtful


def test_a_smear_in_an_empty_cell_is_in_doubt_and_a_speck_of_dust_is_not() -> None:
    page, boxes = table(ROWS)
    left, top, _, _ = boxes[1][2]
    pen = ImageDraw.Draw(page)
    pen.point((left + 40, top + 30), fill=120)
    assert not cells(read(as_picture(page, "PNG", 200)))[1][2].doubtful

    pen.line((left + 60, top + 20, left + 68, top + 46), fill=190, width=3)

    assert cells(read(as_picture(page, "PNG", 200)))[1][2].doubtful


def test_an_empty_shaded_cell_is_blank_and_a_number_on_shading_is_read() -> None:
    page, boxes = table(ROWS)
    shaded(page, boxes[1][2])
    shaded(page, boxes[1][3])

    read_in = cells(read(as_picture(page, "PNG", 200)))[1]

    assert [(cell.text, cell.doubtful) for cell in read_in[2:]] == [("", False), ("3071", False)]


def test_the_stems_of_ones_in_low_rows_are_numbers_and_no_rules() -> None:
    rows = (("新收", "11", "1", "3071", "1"), ("办结", "1", "17", "1", "111"), ("结转", "0", "1", "1", "1"))
    page, _ = table(rows, size_pt=14, height_pt=16)

    document = read(as_picture(page, "PNG", 200))

    assert texts(document) == [list(row[1:]) for row in rows[1:]]
    assert not any(cell.doubtful for row in cells(document) for cell in row[1:])


def test_a_number_wrapped_in_a_narrow_cell_is_one_number_and_two_numbers_in_a_cell_are_in_doubt() -> None:
    page, boxes = table((("本年受理", "", ""), ("本年办结", "", "")), widths_pt=[120, 21, 60])
    written(page, boxes[0][1], "150", "2")
    written(page, boxes[1][1], "150", "203")
    written(page, boxes[0][2], "150", "2")

    first, second = cells(read(as_picture(page, "PNG", 200)))

    assert (first[1].text, first[1].doubtful) == ("1502", False)
    assert second[1].doubtful
    assert first[2].doubtful


def test_slashes_are_no_ones_and_hyphens_are_strokes_in_small_print_of_any_letters() -> None:
    page, boxes = table([["数量", "", "", "", "", ""]] * 3, height_pt=14)
    for row in boxes:
        for spot, sign in zip(row[1:], ("/", "1", "-", "——", "7"), strict=True):
            written(page, spot, sign, size_pt=8, font=SANS)
    page = page.filter(ImageFilter.GaussianBlur(0.5))

    rows = cells(read(as_picture(page, "JPEG", 200)))

    assert [[cell.text for cell in row[1:]] for row in rows] == [["/", "1", "—", "—", "7"]] * 3
    assert not any(cell.doubtful for row in rows for cell in row)


def test_full_width_digits_are_one_number_and_digits_of_two_numbers_are_in_doubt() -> None:
    page, _ = table(
        (
            ("本年受理", "３２６", "９９", "１７（含转来３件）"),
            ("本年办结", "41 2", "0", "１"),
        )
    )

    first, second = cells(read(as_picture(page, "PNG", 200)))

    assert [(cell.text, cell.doubtful) for cell in first[1:]] == [
        ("326", False), ("99", False), ("17(含转来3件)", False)
    ]  # fmt: skip
    assert [cell.text for cell in second[1:]] == ["41 2", "0", "1"]


def test_a_page_too_blurred_to_read_is_in_doubt_everywhere_or_has_no_table() -> None:
    page, _ = table(ROWS, dpi=100, size_pt=8)
    page = page.filter(ImageFilter.GaussianBlur(3.2))

    rows = cells(read(as_picture(page, "PNG", 100)))

    read_surely = [cell.text for row in rows for cell in row if cell.text.isdecimal() and not cell.doubtful]
    assert set(read_surely) <= {"17", "3071", "0", "1"}


def test_text_around_tables_becomes_lines() -> None:
    page, _ = table((("填报单位：临江市档案局",),) * 1, widths_pt=[400])

    document = read(as_picture(page, "PNG", 200))

    assert ["临江市档案局" in block.text for block in document.blocks if isinstance(block, TextBlock)] == [True]


def test_without_the_extra_a_scan_says_how_to_enable_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_NEEDED", ("no_such_package_anywhere",))
    page, _ = table(ROWS)

    for data in (as_picture(page, "PNG", 200), as_pdf([page], 200)):
        with pytest.raises(OcrMissing) as refused:
            read(data)
        assert "F013" in refused.value.message_zh
        assert "./dev setup --ocr" in refused.value.message_zh


def test_a_caller_who_wants_no_pictures_recognised_is_told_that_there_are_some() -> None:
    page, _ = table(ROWS)

    for data in (as_picture(page, "PNG", 200), as_pdf([page], 200)):
        with pytest.raises(PicturesWait):
            read(data, pictures=False)


def test_a_picture_cut_off_is_damaged() -> None:
    page, _ = table(ROWS)
    data = as_picture(page, "PNG", 200)

    with pytest.raises(DamagedDocument):
        read(data[: len(data) // 2])


def test_a_picture_that_unpacks_to_gigabytes_is_refused() -> None:
    side = 60_000
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(1_000_000))
    bomb = BytesIO(b"\x89PNG\r\n\x1a\n")
    bomb.seek(0, 2)
    for kind, body in ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b"")):
        bomb.write(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))

    with pytest.raises(DocumentTooLarge):
        read(bomb.getvalue())
