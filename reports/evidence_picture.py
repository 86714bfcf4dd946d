"""A cell or paragraph as it stands on the page of a PDF: the page's picture, cut around the place, with a box drawn."""

from __future__ import annotations

import struct
import zlib
from typing import Final

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from reports.model import PagePlace
from reports.readers.pdf_file import open_pdf

MAX_PIXELS: Final = 16_000_000
_RED: Final = 0xFFD03030
_STROKE: Final = 0.9
_SPACE: Final = 1.5


class PlaceNotOnPage(ValueError):
    """The document has no such page, or nothing of the box is on it."""

    def __init__(self, place: PagePlace) -> None:
        super().__init__(place)
        self.place = place


def render_crop(data: bytes, place: PagePlace, *, margin: float = 36.0, scale: float = 2.0) -> bytes:
    """Return a PNG of what lies around a place, a red box drawn around the place itself.

    `margin` is what is shown on each side, in points; `scale` is pixels per point, less where the picture would pass
    MAX_PIXELS. Call it in a child process: the library is not safe against threads. Raises PlaceNotOnPage,
    EncryptedDocument or DamagedDocument.
    """
    with open_pdf(data) as pdf:
        if not 1 <= place.page <= len(pdf):
            raise PlaceNotOnPage(place)
        page = pdf[place.page - 1]
        width, height = page.get_size()
        left, top, right, bottom = place.box
        crop = (
            max(0.0, left - margin),
            max(0.0, top - margin),
            min(width, right + margin),
            min(height, bottom + margin),
        )
        across, down = crop[2] - crop[0], crop[3] - crop[1]
        if across <= 0 or down <= 0 or right < 0 or bottom < 0 or left > width or top > height:
            raise PlaceNotOnPage(place)
        scale = min(scale, (MAX_PIXELS / (across * down)) ** 0.5)
        bitmap = pdfium2.PdfBitmap.new_native(max(1, round(across * scale)), max(1, round(down * scale)), 4)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
        pdfium.FPDF_RenderPageBitmap(
            bitmap.raw,
            page.raw,
            -round(crop[0] * scale),
            -round(crop[1] * scale),
            round(width * scale),
            round(height * scale),
            0,
            pdfium.FPDF_ANNOT | pdfium.FPDF_LCD_TEXT,
        )
        box = (left - crop[0], top - crop[1], right - crop[0], bottom - crop[1])
        _draw_box(bitmap, [edge * scale for edge in box], max(1, round(_STROKE * scale)), round(_SPACE * scale))
        return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def _draw_box(bitmap: pdfium2.PdfBitmap, box: list[float], stroke: int, space: int) -> None:
    left, top, right, bottom = (
        round(box[0]) - space,
        round(box[1]) - space,
        round(box[2]) + space,
        round(box[3]) + space,
    )
    width, height = right - left + stroke, bottom - top + stroke
    for x, y, across, down in (
        (left, top, width, stroke),
        (left, bottom, width, stroke),
        (left, top, stroke, height),
        (right, top, stroke, height),
    ):
        pdfium.FPDFBitmap_FillRect(bitmap.raw, x, y, across, down, _RED)


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return the PNG of rows of blue, green, red and one unused byte per pixel, each row `stride` bytes long."""
    rows = bytearray()
    for y in range(height):
        row = pixels[y * stride : y * stride + 4 * width]
        line = bytearray(3 * width)
        line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + line
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows))),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
