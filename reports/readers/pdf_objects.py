"""What a PDF page draws: thin boxes and strokes that may be rules, pictures, and which text is not shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, Final

import pypdfium2.raw as pdfium

from reports.errors import DocumentTooLarge
from reports.readers.pdf_calls import (
    form_object,
    form_objects,
    handle,
    object_bounds,
    object_kind,
    object_matrix,
    page_object,
    path_mode,
    path_segment,
    path_segments,
    segment_closes,
    segment_kind,
    segment_point,
    text_mode,
)
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
    """The thin boxes of a page, the boxes of its pictures, and its text objects, good while the page is open."""

    strokes: list[UserBox] = field(default_factory=list)
    pictures: list[UserBox] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    covers: list[tuple[int, UserBox, int]] = field(default_factory=list)
    """Pictures of the page itself with their boxes, and how many text objects were drawn before each."""
    shapes: int = 0  # paths that are no rules: drawings, shading, or letters drawn as outlines

    def unseen(self) -> frozenset[int]:
        """Return the text objects that are not painted; asked while the page is open."""
        return frozenset(item for item in self.texts if text_mode(item) in _UNSEEN)


class ObjectWalker:
    """Walks the objects of pages, counting over the whole document. Raises DocumentTooLarge("objects")."""

    def __init__(self, *, limit: int = MAX_OBJECTS) -> None:
        self._left = limit
        self._limit = limit
        self._floats = (ctypes.c_float * 6)()
        at = ctypes.addressof(self._floats)
        self._at = [at + 4 * index for index in range(4)]
        self._fill = ctypes.c_int()
        self._stroke = ctypes.c_int()

    def walk(self, page: Any) -> Drawing:
        """Return what the page draws, in its own space."""
        drawing = Drawing()
        count = pdfium.FPDFPage_CountObjects(page)
        self._spend(count)
        items = list(map(page_object, repeat(handle(page)), range(count)))
        kinds = list(map(object_kind, items))
        text = pdfium.FPDF_PAGEOBJ_TEXT
        drawing.texts = [item for item, kind in zip(items, kinds, strict=True) if kind == text]
        if pdfium.FPDF_PAGEOBJ_IMAGE in kinds:
            drawing.covers = list(self._covers(items, kinds))
        if len(drawing.texts) < count:
            for item, kind in zip(items, kinds, strict=True):
                if kind != text:
                    self._take(item, kind, _IDENTITY, 0, drawing)
        return drawing

    def _covers(self, items: list[int], kinds: list[int]) -> Iterator[tuple[int, UserBox, int]]:
        for index, (item, kind) in enumerate(zip(items, kinds, strict=True)):
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE and (box := self._bounds(item, _IDENTITY)) is not None:
                yield item, box, kinds[:index].count(pdfium.FPDF_PAGEOBJ_TEXT)

    def _spend(self, count: int) -> None:
        self._left -= max(0, count)
        if self._left < 0:
            raise DocumentTooLarge("objects", self._limit)

    def _take(self, item: int, kind: int, matrix: Matrix, depth: int, drawing: Drawing) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.texts.append(item)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(item, matrix, drawing)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _times(self._matrix_of(item), matrix)
                count = form_objects(item)
                self._spend(count)
                for index in range(count):
                    part = form_object(item, index)
                    self._take(part, object_kind(part), inner, depth + 1, drawing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and (box := self._bounds(item, matrix)) is not None:
            drawing.pictures.append(box)

    def _take_path(self, item: int, matrix: Matrix, drawing: Drawing) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        if box[2] - box[0] <= _THICKEST or box[3] - box[1] <= _THICKEST:
            drawing.strokes.append(box)
            return
        drawing.shapes += 1
        segments = path_segments(item)
        path_mode(item, ctypes.addressof(self._fill), ctypes.addressof(self._stroke))
        if not 2 <= segments <= _MOST_SEGMENTS or (not self._stroke.value and segments <= 5):
            return
        self._spend(segments)
        inner = _times(self._matrix_of(item), matrix)
        for outline in self._outlines(item, segments, inner):
            if self._stroke.value:
                drawing.strokes.extend(_straight(outline))
            elif (thin := _around(outline)) is not None:
                drawing.strokes.append(thin)

    def _bounds(self, item: int, matrix: Matrix) -> UserBox | None:
        if not object_bounds(item, *self._at):
            return None
        left, bottom, right, top = self._floats[:4]
        if matrix is _IDENTITY:
            return left, bottom, right, top
        corners = [_moved(x, y, matrix) for x, y in ((left, bottom), (right, bottom), (left, top), (right, top))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _matrix_of(self, item: int) -> Matrix:
        if not object_matrix(item, self._at[0]):
            return _IDENTITY
        a, b, c, d, e, f = self._floats
        return a, b, c, d, e, f

    def _outlines(self, item: int, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float] | None]]:
        """Yield the corners of each outline of a path; None stands before a corner that a curve leads to."""
        outline: list[tuple[float, float] | None] = []
        for index in range(count):
            segment = path_segment(item, index)
            kind = segment_kind(segment)
            segment_point(segment, self._at[0], self._at[1])
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(outline) > 1:
                    yield outline
                outline = []
            elif kind != pdfium.FPDF_SEGMENT_LINETO:
                outline.append(None)
            outline.append(_moved(self._floats[0], self._floats[1], matrix))
            if segment_closes(segment):
                outline.append(outline[0])
        if len(outline) > 1:
            yield outline


def _straight(outline: list[tuple[float, float] | None]) -> Iterator[UserBox]:
    """Yield the upright and level strokes of an outline as boxes without thickness."""
    for start, end in pairwise(outline):
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
