"""Pages of a PDF as pictures, at the resolution of the scan that they hold."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium

from reports.errors import DocumentTooLarge
from reports.readers.scanned.pictures import MAX_PIXELS, Picture

_COARSEST: Final = 150.0
_FINEST: Final = 300.0


def rendered(pdf: Any, number: int) -> Picture:
    """Return a page in grey as it is shown. Raises DocumentTooLarge("pixels")."""
    page = pdf[number - 1]
    try:
        dpi = min(max(_resolution(page), _COARSEST), _FINEST)
        if page.get_width() * page.get_height() * (dpi / 72) ** 2 > MAX_PIXELS:
            raise DocumentTooLarge("pixels", MAX_PIXELS)
        bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False)
        try:
            pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
        finally:
            bitmap.close()
    finally:
        page.close()
    return Picture(pixels if pixels.ndim == 2 else pixels[:, :, 0], dpi)


def _resolution(page: Any) -> float:
    """Return the dots per inch of the page's largest picture, the finest useful where there is none."""
    largest, dpi = 0.0, _FINEST
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        if width * height > largest:
            largest = width * height
            dpi = 72 * max(item.get_px_size()) / max(width, height)
    return dpi
