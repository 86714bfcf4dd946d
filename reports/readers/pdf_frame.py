"""From the space in which a PDF draws to the page as shown, and to the page turned so that its text is upright."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.model import PagePlace
from reports.readers.paper.marks import Box, Glyph

UserBox = tuple[float, float, float, float]
"""left, bottom, right, top in the page's own space, y upwards."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, seen after so many quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """Width as seen."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as seen."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def seen(self, boxes: Iterable[UserBox]) -> list[Box]:
        """Return where these boxes of the page's own space are seen: left, top, right, bottom from the top left."""
        match self.quarters % 4:
            case 0:
                x, y = self.left, self.top
                return [(left - x, y - top, right - x, y - bottom) for left, bottom, right, top in boxes]
            case 1:
                x, y = self.left, self.bottom
                return [(bottom - y, left - x, top - y, right - x) for left, bottom, right, top in boxes]
            case 2:
                x, y = self.right, self.bottom
                return [(x - right, bottom - y, x - left, top - y) for left, bottom, right, top in boxes]
            case _:
                x, y = self.right, self.top
                return [(y - top, x - right, y - bottom, x - left) for left, bottom, right, top in boxes]

    def holds(
        self, lefts: Sequence[float], tops: Sequence[float], rights: Sequence[float], bottoms: Sequence[float]
    ) -> bool:
        """Return whether all of these boxes of the page's own space lie wholly inside."""
        return not lefts or (
            min(lefts) >= self.left
            and max(rights) <= self.right
            and min(bottoms) >= self.bottom
            and max(tops) <= self.top
        )

    def glyphs(
        self,
        characters: Sequence[str],
        lefts: Sequence[float],
        tops: Sequence[float],
        rights: Sequence[float],
        bottoms: Sequence[float],
    ) -> list[Glyph]:
        """Return the characters with the boxes in which they are seen, given the edges in the page's own space."""
        if self.quarters % 4 == 0:
            x, y = self.left, self.top
            if x:
                lefts, rights = [left - x for left in lefts], [right - x for right in rights]
            uppers, lowers = [y - top for top in tops], [y - bottom for bottom in bottoms]
            return list(zip(characters, lefts, uppers, rights, lowers, strict=True))
        boxes = self.seen(zip(lefts, bottoms, rights, tops, strict=True))
        return [(character, *box) for character, box in zip(characters, boxes, strict=True)]

    def drawn(self, box: Box) -> UserBox:
        """Return the box of the page's own space that is seen at this box."""
        first, upper, last, lower = box
        match self.quarters % 4:
            case 0:
                return first + self.left, self.top - lower, last + self.left, self.top - upper
            case 1:
                return upper + self.left, first + self.bottom, lower + self.left, last + self.bottom
            case 2:
                return self.right - last, upper + self.bottom, self.right - first, lower + self.bottom
            case _:
                return self.right - lower, self.top - last, self.right - upper, self.top - first


@dataclass(frozen=True, slots=True)
class Placing:
    """Tells where a box of the upright page stands on the page as shown."""

    page: int
    shown: Frame
    upright: Frame

    def __call__(self, box: Box) -> PagePlace:
        """Return the place of the box."""
        if self.shown.quarters != self.upright.quarters:
            box = self.shown.seen([self.upright.drawn(box)])[0]
        return PagePlace(self.page, box)
