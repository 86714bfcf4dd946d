"""What an OFD page draws: each character where its deltas put it, straight strokes as rules, pictures by their size."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from reports.errors import DocumentTooLarge
from reports.readers.ofd_file import child, children, local_name, numbers
from reports.readers.package import Element
from reports.readers.paper.characters import plain_characters
from reports.readers.paper.marks import Glyph, Rule

MAX_OBJECTS: Final = 200_000
_MAX_STROKES: Final = 100_000
_DEEPEST: Final = 8
_POINTS: Final = 72 / 25.4  # in a millimetre
_ABOVE: Final = 0.86
_BELOW: Final = 0.14
"""How far letters reach above and below the line that they stand on, in parts of their size."""

_THIN: Final = 3.0
_STRAIGHT: Final = 0.5
_STEP = re.compile(r"([A-Za-z])|(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)")
_ARGUMENTS: Final[Mapping[str, int]] = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where a point of an object stands on the page, in points: (a·x + c·y + e, b·x + d·y + f)."""

    a: float = _POINTS
    b: float = 0.0
    c: float = 0.0
    d: float = _POINTS
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """Return the point on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, left: float, top: float, ctm: list[float]) -> Matrix:
        """Return the matrix of an object whose box begins there and that is transformed by its own CTM."""
        a, b, c, d, e, f = ctm if len(ctm) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        x, y = self.at(e + left, f + top)
        return Matrix(
            self.a * a + self.c * b, self.b * a + self.d * b, self.a * c + self.c * d, self.b * c + self.d * d, x, y
        )


@dataclass(slots=True)
class Drawing:
    """Everything on a page in points; `quarters` counts characters by the quarter turns that they stand at."""

    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)  # areas
    quarters: list[int] = field(default_factory=lambda: [0, 0, 0, 0])


class Painter:
    """Draws the pages of one file; `units` are drawings that objects refer to by number."""

    def __init__(self, units: Mapping[str, Element]) -> None:
        self._units = units
        self._objects = 0

    def draw(self, contents: tuple[Element, ...], left: float, top: float) -> Drawing:
        """Return what is drawn on a page whose box begins at (left, top) mm. Raises DocumentTooLarge."""
        drawing = Drawing()
        matrix = Matrix(e=-left * _POINTS, f=-top * _POINTS)
        for content in contents:
            self._draw(content, matrix, drawing, 0)
        return drawing

    def _draw(self, parent: Element, matrix: Matrix, drawing: Drawing, depth: int) -> None:
        for node in parent:
            self._objects += 1
            if self._objects > MAX_OBJECTS:
                raise DocumentTooLarge("objects", MAX_OBJECTS)
            name = local_name(node)
            if node.get("Visible", "true").lower() in ("false", "0"):
                continue
            if name in ("Layer", "PageBlock"):
                self._draw(node, matrix, drawing, depth)
            elif name in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                box = numbers(node.get("Boundary"))
                if len(box) != 4 or node.get("Alpha") == "0":
                    continue
                inner = matrix.inside(box[0], box[1], numbers(node.get("CTM")))
                if name == "TextObject":
                    _text(node, inner, drawing)
                elif name == "PathObject":
                    _path(node, inner, drawing)
                elif name == "ImageObject":
                    drawing.pictures.append(abs(box[2] * box[3]) * abs(matrix.a * matrix.d - matrix.b * matrix.c))
                elif depth < _DEEPEST and (unit := self._units.get(node.get("ResourceID", ""))) is not None:
                    for content in children(unit, "Content"):
                        self._draw(content, inner, drawing, depth + 1)


def _text(node: Element, matrix: Matrix, drawing: Drawing) -> None:
    size = (numbers(node.get("Size")) or [0.0])[0]
    stretch = (numbers(node.get("HScale")) or [1.0])[0]
    if size <= 0:
        return
    for code in children(node, "TextCode"):
        printed = (code.text or "").strip("\r\n")
        text = plain_characters(printed)
        text = text if len(text) == len(printed) else printed  # the deltas count what is printed
        x = (numbers(code.get("X")) or [0.0])[0]
        y = (numbers(code.get("Y")) or [size])[0]
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        upright = down is not None and across is None
        for index, character in enumerate(text):
            natural = size * stretch * (1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5)
            step = across[index] if across is not None and index < len(across) else None
            width = step if step is not None and 0.4 * natural < step < natural else natural
            if not character.isspace():
                _glyph(character, (x, y, width, size), matrix, drawing)
            if step is not None:
                x += step
            elif not upright:
                x += natural
            if down is not None and index < len(down):
                y += down[index]


def _glyph(character: str, where: tuple[float, float, float, float], matrix: Matrix, drawing: Drawing) -> None:
    x, y, width, size = where
    corners = [matrix.at(across, down) for across in (x, x + width) for down in (y - _ABOVE * size, y + _BELOW * size)]
    xs, ys = [point[0] for point in corners], [point[1] for point in corners]
    drawing.glyphs.append((character, min(xs), min(ys), max(xs), max(ys)))
    if abs(matrix.b) < abs(matrix.a):
        drawing.quarters[0 if matrix.a > 0 else 2] += 1
    else:
        drawing.quarters[1 if matrix.b > 0 else 3] += 1


def _deltas(written: str | None, count: int) -> list[float] | None:
    """Return the steps from each character to the next; "g 3 4.5" stands for 4.5 4.5 4.5. None where none are given."""
    if written is None or not written.strip():
        return None
    parts = written.split()
    steps: list[float] = []
    at = 0
    while at < len(parts) and len(steps) < count:
        if parts[at].lower() == "g" and at + 2 < len(parts):
            repeated = numbers(f"{parts[at + 1]} {parts[at + 2]}")
            if len(repeated) == 2 and 0 < repeated[0] <= MAX_OBJECTS:
                steps += [repeated[1]] * min(int(repeated[0]), count - len(steps))
            at += 3
        else:
            steps += numbers(parts[at])
            at += 1
    return steps


def _path(node: Element, matrix: Matrix, drawing: Drawing) -> None:
    """Straight strokes are rules; a filled shape is one only where it is as thin as a rule: others are shading."""
    data = child(node, "AbbreviatedData")
    if data is None or not data.text:
        return
    stroked = node.get("Stroke", "true").lower() in ("true", "1")
    points: list[Point] = []
    for start, end in _segments(data.text):
        first, last = matrix.at(*start), matrix.at(*end)
        points += [first, last]
        if stroked:
            _add_rule(first, last, drawing)
    if not stroked and points and node.get("Fill", "false").lower() in ("true", "1"):
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        if bottom - top <= _THIN < right - left:
            _add_rule((left, (top + bottom) / 2), (right, (top + bottom) / 2), drawing)
        elif right - left <= _THIN < bottom - top:
            _add_rule(((left + right) / 2, top), ((left + right) / 2, bottom), drawing)


def _add_rule(first: Point, last: Point, drawing: Drawing) -> None:
    if abs(first[1] - last[1]) <= _STRAIGHT:
        drawing.horizontal.append(((first[1] + last[1]) / 2, min(first[0], last[0]), max(first[0], last[0])))
    elif abs(first[0] - last[0]) <= _STRAIGHT:
        drawing.vertical.append(((first[0] + last[0]) / 2, min(first[1], last[1]), max(first[1], last[1])))
    if len(drawing.horizontal) + len(drawing.vertical) > _MAX_STROKES:
        raise DocumentTooLarge("rules", _MAX_STROKES)


def _segments(outline: str) -> Iterator[tuple[Point, Point]]:
    """Yield the straight pieces of an outline; curves only move on."""
    operator = ""
    arguments: list[float] = []
    start = here = (0.0, 0.0)
    for match in _STEP.finditer(outline):
        if match[1] is not None:
            operator, arguments = match[1].upper(), []
            if operator == "C":
                yield here, start
                here = start
            continue
        arguments.append(float(match[2]))
        if operator == "" or len(arguments) < _ARGUMENTS.get(operator, 2) or not arguments:
            continue
        there = arguments[-2], arguments[-1]
        if operator == "L":
            yield here, there
        elif operator in ("M", "S"):
            start = there
        here, arguments = there, []
