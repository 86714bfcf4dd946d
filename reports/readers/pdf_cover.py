"""Pictures that hide what is drawn below them."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium

_LARGEST: Final = 4_000_000
"""Square points of a page; a larger one is a poster, and drawing it takes too much memory."""
_MOSTLY: Final = 0.95
_CHANNELS: Final = 4


def is_opaque(pdf: Any, page: Any, item: int, area: float) -> bool:
    """Return whether a picture of so many square points can be looked through nowhere but at its edges."""
    if area > _LARGEST:
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(pdf.raw, page, ctypes.cast(item, pdfium.FPDF_PAGEOBJECT))
    if not bitmap:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return True
        size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
        alphas = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)[_CHANNELS - 1 :: _CHANNELS]
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return alphas.count(255) >= _MOSTLY * len(alphas)
