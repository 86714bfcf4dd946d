"""What a PDF page draws besides text: thin boxes and strokes that may be rules, pictures, and text that is not shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as pdfium

from reports.errors import DocumentTooLarge
from reports.readers.pdf_frame import UserBox

MAX_OBJECTS: Final = 400_000
"""Drawn objects of one document; the largest real reports have under 20,000."""
_THICKEST: Final = 3.0
"""A thicker filled box is shading, no rule."""
_MOST_SEGMENTS: Final = 4_000
_DEEPEST: Final = 12
_UNSEEN: Final = frozenset((3, 7))  # text rendering modes: invisible, and used for clipping alone

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """The thin boxes of a page, the boxes of its pictures, how much text it has and which of it is not shown."""

    strokes: list[UserBox] = field(default_factory=list)
    pictures: list[UserBox] = field(default_factory=list)
    texts: int = 0
    shapes: int = 0  # paths that are no rules: drawings, shading, or letters drawn as outlines
    unseen: set[int] = field(default_factory=set)  # addresses of text objects


class ObjectWalker:
    """Walks the objects of pages, counting over the whole document. Raises DocumentTooLarge("objects")."""

    def __init__(self, *, limit: int = MAX_OBJECTS) -> None:
        self._left = limit
        self._limit = limit
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._at = [ctypes.byref(value) for value in self._floats]
        self._matrix = pdfium.FS_MATRIX()
        self._fill = ctypes.c_int()
        self._stroke = ctypes.c_int()

    def walk(self, page: Any) -> Drawing:
        """Return what the page draws, in its own space."""
        drawing = Drawing()
        count = pdfium.FPDFPage_CountObjects(page)
        self._spend(count)
        for index in range(count):
            self._take(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0, drawing)
        return drawing

    def _spend(self, count: int) -> None:
        self._left -= max(0, count)
        if self._left < 0:
            raise DocumentTooLarge("objects", self._limit)

    def _take(self, item: Any, matrix: Matrix, depth: int, drawing: Drawing) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.texts += 1
            if pdfium.FPDFTextObj_GetTextRenderMode(item) in _UNSEEN:
                drawing.unseen.add(ctypes.addressof(item.contents))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(item, matrix, drawing)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _times(self._matrix_of(item), matrix)
                count = pdfium.FPDFFormObj_CountObjects(item)
                self._spend(count)
                for index in range(count):
                    self._take(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1, drawing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and (box := self._bounds(item, matrix)) is not None:
            drawing.pictures.append(box)

    def _take_path(self, item: Any, matrix: Matrix, drawing: Drawing) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        if box[2] - box[0] <= _THICKEST or box[3] - box[1] <= _THICKEST:
            drawing.strokes.append(box)
            return
        drawing.shapes += 1
        segments = pdfium.FPDFPath_CountSegments(item)
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(self._fill), ctypes.byref(self._stroke))
        if not 2 <= segments <= _MOST_SEGMENTS or (not self._stroke.value and segments <= 5):
            return
        self._spend(segments)
        inner = _times(self._matrix_of(item), matrix)
        for outline in self._outlines(item, segments, inner):
            if self._stroke.value:
                drawing.strokes.extend(_straight(outline))
            elif (thin := _around(outline)) is not None:
                drawing.strokes.append(thin)

    def _bounds(self, item: Any, matrix: Matrix) -> UserBox | None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._at):
            return None
        left, bottom, right, top = (value.value for value in self._floats)
        if matrix is _IDENTITY:
            return left, bottom, right, top
        corners = [_moved(x, y, matrix) for x, y in ((left, bottom), (right, bottom), (left, top), (right, top))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _matrix_of(self, item: Any) -> Matrix:
        found = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(item, found):
            return _IDENTITY
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _outlines(self, item: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float] | None]]:
        """Yield the corners of each outline of a path; None stands before a corner that a curve leads to."""
        x, y = self._floats[:2]
        outline: list[tuple[float, float] | None] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, self._at[0], self._at[1])
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(outline) > 1:
                    yield outline
                outline = []
            elif kind != pdfium.FPDF_SEGMENT_LINETO:
                outline.append(None)
            outline.append(_moved(x.value, y.value, matrix))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        if len(outline) > 1:
            yield outline


def _straight(outline: list[tuple[float, float] | None]) -> Iterator[UserBox]:
    """Yield the upright and level strokes of an outline as boxes without thickness."""
    for start, end in zip(outline, outline[1:], strict=False):
        if start is None or end is None:
            continue
        across, along = abs(end[0] - start[0]), abs(end[1] - start[1])
        if min(across, along) <= 0.5 < max(across, along):
            yield min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


def _around(outline: list[tuple[float, float] | None]) -> UserBox | None:
    """Return the box of a filled outline if it is thin enough for a rule."""
    corners = [corner for corner in outline if corner is not None]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = min(xs), min(ys), max(xs), max(ys)
    return box if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST else None


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that moves by the first, then by the second."""
    if second is _IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
