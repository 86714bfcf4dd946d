"""Picture files opened under limits: grey pixels and resolution of every page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from reports.errors import DamagedDocument, DocumentTooLarge

Pixels: TypeAlias = NDArray[np.uint8]
"""A grey picture: rows of pixels from 0 (black) to 255 (white)."""

MAX_PIXELS: Final = 60_000_000
"""An A3 page at 400 dpi has 31 million."""
MAX_PICTURES: Final = 60
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_LOWEST_DPI: Final = 50
_SHEET_INCHES: Final = 8.27
_SMALLEST, _LARGEST, _WIDEST = 4.0, 24.0, 17.0
"""Inches of the longer side of paper, and the most of its shorter side."""
_STRIP: Final = 1.8
_FINEST: Final = 300
"""More dots per inch only cost time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a picture and its resolution in dots per inch."""

    pixels: Pixels
    dpi: float

    @property
    def points(self) -> float:
        """Points of one pixel."""
        return 72.0 / self.dpi


def open_pictures(data: bytes) -> Iterator[Picture]:
    """Yield the pages of a picture file. Raises DamagedDocument or DocumentTooLarge ("pixels" or "pages")."""
    Image.MAX_IMAGE_PIXELS = None  # the limit below is stricter and says so in words
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            if pages > MAX_PICTURES:
                raise DocumentTooLarge("pages", MAX_PICTURES)
            for number in range(pages):
                file.seek(number)
                if file.width * file.height > MAX_PIXELS:
                    raise DocumentTooLarge("pixels", MAX_PIXELS)
                yield _picture(file)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedDocument("picture") from error


def _picture(file: Image.Image) -> Picture:
    turned = ImageOps.exif_transpose(file)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    pixels = np.asarray(turned.convert("L"), dtype=np.uint8)
    return at_most(Picture(pixels, _dpi(file.info.get("dpi"), turned.size)))


def _dpi(stated: object, size: tuple[int, int]) -> float:
    """Return the stated resolution if the page then has the size of paper, else that of a page as wide as A4.

    A picture much wider than high is a piece of a page, a table say: it is as wide as the page.
    """
    width, short, long = size[0], min(size), max(size)
    match stated:
        case (x, _) if isinstance(x, int | float) or hasattr(x, "__float__"):
            dpi = float(x)
            if dpi >= _LOWEST_DPI and _SMALLEST <= long / dpi <= _LARGEST and short / dpi <= _WIDEST:
                return dpi
        case _:
            pass
    return max(_LOWEST_DPI, (width if long > _STRIP * short else short) / _SHEET_INCHES)


def at_most(picture: Picture, finest: float = _FINEST) -> Picture:
    """Return the picture with no more dots than text needs."""
    if picture.dpi <= finest * 1.15:
        return picture
    scale = finest / picture.dpi
    height, width = picture.pixels.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Picture(cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA), finest)
