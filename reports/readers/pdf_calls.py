"""The library's calls that are made once per character or drawn object, with handles as plain numbers.

The library's own Python wrappers make an object of every pointer and check every argument; for these few calls that
would cost as much as all the rest of reading a page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as pdfium

_HANDLE: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int

Call = Callable[..., int]


def handle(pointer: Any) -> int:
    """Return the number of a pointer: of a page, its text, an object; it is good as long as that is open."""
    return ctypes.cast(pointer, _HANDLE).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Call:
    call: Call = ctypes.PYFUNCTYPE(result, *arguments)(handle(function))
    return call


page_object: Final = _plain(pdfium.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
form_object: Final = _plain(pdfium.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
object_kind: Final = _plain(pdfium.FPDFPageObj_GetType, _INT, _HANDLE)
object_bounds: Final = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, *[_HANDLE] * 4)
object_matrix: Final = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _HANDLE, _HANDLE)
form_objects: Final = _plain(pdfium.FPDFFormObj_CountObjects, _INT, _HANDLE)
text_mode: Final = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
path_segments: Final = _plain(pdfium.FPDFPath_CountSegments, _INT, _HANDLE)
path_segment: Final = _plain(pdfium.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
path_mode: Final = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
segment_kind: Final = _plain(pdfium.FPDFPathSegment_GetType, _INT, _HANDLE)
segment_point: Final = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)
segment_closes: Final = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _HANDLE)
character_box: Final = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
character_angle: Final[Callable[..., float]] = _plain(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _HANDLE, _INT)
character_object: Final = _plain(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
