"""OFD: pages of placed characters and strokes, handed to the geometry that PDF shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.errors import DocumentTooLarge
from reports.model import Document, PagePlace
from reports.readers.ofd_file import OfdFile, OfdPage
from reports.readers.ofd_objects import Drawing, Painter
from reports.readers.paper.compose import compose
from reports.readers.paper.marks import Box, Sheet
from reports.readers.sniff import OFD

MAX_CHARACTERS: Final = 2_000_000
_POINTS: Final = 72 / 25.4
_PICTURE: Final = 0.1
"""A picture that takes this part of its page may hold a table; smaller ones are seals and emblems."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A page turned by quarters so that its text stands upright; width and height are those of the page as drawn."""

    page: int
    quarters: int
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """Return where a box of the drawn page stands on the upright one."""
        return _turned(box, self.quarters, self.width, self.height)

    def place(self, box: Box) -> PagePlace:
        """Return the place on the page as drawn of a box on the upright one."""
        sideways = self.quarters % 2 == 1
        width, height = (self.height, self.width) if sideways else (self.width, self.height)
        return PagePlace(self.page, _turned(box, -self.quarters % 4, width, height))


def read_ofd(data: bytes) -> Document:
    """Return the document of an OFD: paragraphs and grids in reading order, page numbers and running heads left out.

    Places are page and box in points; seals and notes are left out. Raises DamagedDocument, EncryptedDocument,
    UnsafeDocument or DocumentTooLarge.
    """
    file = OfdFile(data)
    painter = Painter(file.units)
    sheets: list[Sheet] = []
    characters = images = 0
    for page in file.pages():
        drawing = painter.draw(page.contents, page.box[0], page.box[1])
        characters += len(drawing.glyphs)
        if characters > MAX_CHARACTERS:
            raise DocumentTooLarge("characters", MAX_CHARACTERS)
        area = page.box[2] * page.box[3] * _POINTS * _POINTS
        images += sum(1 for picture in drawing.pictures if picture >= _PICTURE * area)
        if drawing.glyphs:
            sheets.append(_sheet(page, drawing))
    blocks, heads = compose(sheets)
    title = file.title or next(iter(heads), "")
    return Document(OFD, tuple(blocks), {"title": title} if title else {}, images=images)


def _sheet(page: OfdPage, drawing: Drawing) -> Sheet:
    quarters = max(range(4), key=lambda turn: drawing.quarters[turn])
    turn = _Turn(page.number, quarters, page.box[2] * _POINTS, page.box[3] * _POINTS)
    width, height = (turn.height, turn.width) if quarters % 2 == 1 else (turn.width, turn.height)
    sheet = Sheet(page.number, width, height, turn.place)
    sheet.glyphs = [(glyph[0], *turn.upright(glyph[1:])) for glyph in drawing.glyphs]
    boxes = [(start, y, end, y) for y, start, end in drawing.horizontal]
    boxes += [(x, start, x, end) for x, start, end in drawing.vertical]
    for left, top, right, bottom in map(turn.upright, boxes):
        if right - left >= bottom - top:
            sheet.horizontal.append((top, left, right))
        else:
            sheet.vertical.append((left, top, bottom))
    return sheet


def _turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """Return the box after a page of that size was turned back by quarters, counted clockwise."""
    left, top, right, bottom = box
    match quarters:
        case 1:
            return top, width - right, bottom, width - left
        case 2:
            return width - right, height - bottom, width - left, height - top
        case 3:
            return height - bottom, left, height - top, right
        case _:
            return box
