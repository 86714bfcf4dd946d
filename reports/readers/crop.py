"""The piece of a page on which something stands, as a picture with its box marked: evidence for a person's eye."""

from __future__ import annotations

import math
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from reports.errors import ReadError, UnsupportedFormat
from reports.model import PagePlace
from reports.readers.sniff import PDF, PICTURES, sniff_binary

MAX_PIXELS: Final = 4_000_000
"""Of one piece; a larger one is drawn more coarsely."""

_MARK: Final = b"\xd0\x4a\x02"
_THICKNESS: Final = 3
_AIR: Final = 2
"""Pixels of the mark, and between the box and its mark."""

Box = tuple[float, float, float, float]


class PlaceMissing(ReadError):
    """The document has no such page, or the box lies outside of it."""

    code = "place_missing"

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page

    @property
    def message_zh(self) -> str:
        """Return what is wrong and what to do."""
        return f"原件中没有第 {self.page} 页的这个位置。请下载原件核对，或运行 duban reprocess 重新读取。"

    @property
    def message_en(self) -> str:
        """Return the same in English."""
        return f"The original has no such place on page {self.page}; look at it yourself, or run duban reprocess."


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of RGB pixels, and where in them the box stands."""

    rows: list[bytearray]
    box: tuple[int, int, int, int]


def render_crop(data: bytes, place: PagePlace, *, margin: tuple[float, float], scale: float) -> bytes:
    """Return a PNG of the page around the place, its box outlined; `margin` (sideways, up and down) in points.

    `scale` is pixels per point; pictures keep their own resolution. Raises PlaceMissing, UnsupportedFormat for what has
    no pages, and the errors of opening a PDF or picture.
    """
    kind = sniff_binary(data)
    if kind == PDF:
        piece = _of_pdf(data, place, margin, scale)
    elif kind in PICTURES:
        piece = _of_picture(data, place, margin)
    else:
        raise UnsupportedFormat(kind or "text")
    _outline(piece)
    return _png(piece.rows)


def _around(place: PagePlace, margin: tuple[float, float], width: float, height: float) -> Box:
    """Return the box with its margin, moved inwards at the edges of the page. Raises PlaceMissing."""
    left, top, right, bottom = place.box
    if not (left < right and top < bottom and left < width and top < height and right > 0 and bottom > 0):
        raise PlaceMissing(place.page)
    first, last = _within(left - margin[0], right + margin[0], width)
    upper, lower = _within(top - margin[1], bottom + margin[1], height)
    return first, upper, last, lower


def _within(start: float, end: float, length: float) -> tuple[float, float]:
    """Return the stretch moved to lie on the page: what is lost at one edge is won at the other."""
    start -= max(0.0, end - length)
    end -= min(0.0, start)
    return max(0.0, start), min(length, end)


def _of_pdf(data: bytes, place: PagePlace, margin: tuple[float, float], scale: float) -> _Piece:
    from reports.readers.pdf_file import open_pdf

    with open_pdf(data) as pdf:
        if not 1 <= place.page <= len(pdf):
            raise PlaceMissing(place.page)
        page = pdf[place.page - 1]
        width, height = page.get_size()
        left, top, right, bottom = _around(place, margin, width, height)
        scale = min(scale, math.sqrt(MAX_PIXELS / max(1.0, (right - left) * (bottom - top))))
        outside = (left, height - bottom, width - right, top)
        bitmap = page.render(scale=scale, crop=outside, rev_byteorder=True, may_draw_forms=False)
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
        rows = [bytearray(pixels[at : at + 3 * bitmap.width]) for at in range(0, stride * bitmap.height, stride)]
        bitmap.close()
        page.close()
    return _Piece(rows, _scaled(place.box, left, top, scale))


def _of_picture(data: bytes, place: PagePlace, margin: tuple[float, float]) -> _Piece:
    from reports.readers.scanned.pictures import open_pictures

    picture = next((own for number, own in enumerate(open_pictures(data), start=1) if number == place.page), None)
    if picture is None:
        raise PlaceMissing(place.page)
    scale = picture.dpi / 72
    height, width = picture.pixels.shape
    left, top, right, bottom = _around(place, margin, width / scale, height / scale)
    first = _scaled((left, top, right, bottom), 0, 0, scale)
    step = math.ceil(math.sqrt(max(1.0, (first[2] - first[0]) * (first[3] - first[1]) / MAX_PIXELS)))
    seen = picture.pixels[first[1] : first[3] : step, first[0] : first[2] : step]
    return _Piece([_grey(row.tobytes()) for row in seen], _scaled(place.box, left, top, scale / step))


def _scaled(box: Box, left: float, top: float, scale: float) -> tuple[int, int, int, int]:
    edges = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
    return (
        math.floor(edges[0] * scale),
        math.floor(edges[1] * scale),
        math.ceil(edges[2] * scale),
        math.ceil(edges[3] * scale),
    )


def _grey(row: bytes) -> bytearray:
    coloured = bytearray(3 * len(row))
    for channel in range(3):
        coloured[channel::3] = row
    return coloured


def _outline(piece: _Piece) -> None:
    """Draw the mark around the box; where the piece ends, the mark ends."""
    rows, width = piece.rows, len(piece.rows[0]) // 3
    inner = _grown(piece.box, _AIR, width, len(rows))
    outer = _grown(piece.box, _AIR + _THICKNESS, width, len(rows))
    for at in range(outer[1], outer[3]):
        if inner[1] <= at < inner[3]:
            _fill(rows[at], outer[0], inner[0])
            _fill(rows[at], inner[2], outer[2])
        else:
            _fill(rows[at], outer[0], outer[2])


def _grown(box: tuple[int, int, int, int], by: int, width: int, height: int) -> tuple[int, int, int, int]:
    return max(0, box[0] - by), max(0, box[1] - by), min(width, box[2] + by), min(height, box[3] + by)


def _fill(row: bytearray, first: int, last: int) -> None:
    row[3 * first : 3 * last] = _MARK * max(0, last - first)


def _png(rows: list[bytearray]) -> bytes:
    """Return the rows of RGB pixels as a PNG, without a library: this is all that is needed of one."""
    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
