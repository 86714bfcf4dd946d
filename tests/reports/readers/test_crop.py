"""The picture of a place: the box is outlined where it stands, on upright and on turned pages."""

from __future__ import annotations

import struct
import zlib

import pytest

from reports.errors import DamagedDocument, UnsupportedFormat
from reports.model import PagePlace
from reports.readers.crop import PlaceMissing, render_crop
from tests.status.originals import BOX, pdf

MARK = (0xD0, 0x4A, 0x02)
MARGIN = (50.0, 30.0)


def pixels(png: bytes) -> list[list[tuple[int, ...]]]:
    """Return the rows of a PNG of unfiltered RGB pixels."""
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", png[start - 8 : start - 4])
    raw = zlib.decompress(png[start : start + length])
    row = 3 * width + 1
    assert len(raw) == row * height
    return [[tuple(raw[at * row + 1 + 3 * x : at * row + 4 + 3 * x]) for x in range(width)] for at in range(height)]


def marked_box(rows: list[list[tuple[int, ...]]]) -> tuple[int, int, int, int]:
    """Return the outer edges of the mark in pixels: left, top, right, bottom."""
    found = [(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if pixel == MARK]
    return (
        min(x for x, _ in found),
        min(y for _, y in found),
        max(x for x, _ in found),
        max(y for _, y in found),
    )


def has_ink(rows: list[list[tuple[int, ...]]], box: tuple[int, int, int, int]) -> bool:
    """Return whether something dark is drawn inside the box."""
    return any(max(pixel) < 100 for row in rows[box[1] : box[3]] for pixel in row[box[0] : box[2]])


def test_the_box_is_outlined_with_its_number_inside() -> None:
    rows = pixels(render_crop(pdf(), PagePlace(1, BOX), margin=MARGIN, scale=2))

    assert (len(rows[0]), len(rows)) == (280, 160)
    assert marked_box(rows) == (95, 55, 184, 104)
    assert has_ink(rows, (110, 68, 170, 92))


def test_a_turned_page_is_shown_as_readers_see_it() -> None:
    turned = pdf().replace(b"/Contents", b"/Rotate 90/Contents")
    place = PagePlace(1, (842 - BOX[3], BOX[0], 842 - BOX[1], BOX[2]))

    rows = pixels(render_crop(turned, place, margin=MARGIN, scale=2))

    left, top, right, bottom = marked_box(rows)
    assert right - left < bottom - top
    assert has_ink(rows, (left + 12, top + 12, right - 12, bottom - 12))


def test_at_the_edge_of_the_page_the_picture_moves_inwards() -> None:
    rows = pixels(render_crop(pdf(), PagePlace(1, (580, 2, 594, 12)), margin=MARGIN, scale=1))

    assert (len(rows[0]), len(rows)) == (114, 70)
    assert marked_box(rows)[2] == 113


def test_a_huge_scale_is_lowered() -> None:
    rows = render_crop(pdf(), PagePlace(1, BOX), margin=(300, 300), scale=50)

    width, height = struct.unpack(">II", rows[16:24])
    assert width * height < 4_100_000


@pytest.mark.parametrize(
    "place", [PagePlace(2, BOX), PagePlace(0, BOX), PagePlace(1, (700, 10, 720, 20)), PagePlace(1, (9, 9, 9, 9))]
)
def test_a_place_that_is_not_there_is_refused(place: PagePlace) -> None:
    with pytest.raises(PlaceMissing):
        render_crop(pdf(), place, margin=MARGIN, scale=2)


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(DamagedDocument):
        render_crop(b"%PDF-1.7 cut off", PagePlace(1, BOX), margin=MARGIN, scale=2)


def test_a_page_of_the_web_has_no_picture() -> None:
    with pytest.raises(UnsupportedFormat):
        render_crop(b"<html><p>1</p></html>", PagePlace(1, BOX), margin=MARGIN, scale=2)


def test_a_scanned_picture_is_cut_at_its_own_resolution() -> None:
    images = pytest.importorskip("PIL.Image", reason="reading pictures needs the extra: pip install duban[ocr]")
    pytest.importorskip("cv2", reason="reading pictures needs the extra: pip install duban[ocr]")
    import io

    page = images.new("L", (1240, 1754), 255)
    page.paste(0, (500, 500, 520, 520))
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(150, 150))
    box = (492 * 72 / 150, 492 * 72 / 150, 528 * 72 / 150, 528 * 72 / 150)

    rows = pixels(render_crop(file.getvalue(), PagePlace(1, box), margin=MARGIN, scale=2))

    left, top, right, bottom = marked_box(rows)
    assert 40 <= right - left <= 50
    assert has_ink(rows, (left + 8, top + 8, right - 8, bottom - 8))
