"""A document as read: blocks of text and rectangular grids in reading order, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def often_made(cls: type[_T]) -> type[_T]:
    """Return the class as a slotted dataclass by value that the type checker holds to be frozen.

    For what a document has hundreds of: at run time `frozen=True` sets every field by a call of its own, which takes
    four times as long as all the rest of making one.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


# --- where something stands -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place in plain text; line and column count from 1."""

    line: int
    column: int


@often_made
class HtmlPlace:
    """A place in a page: a CSS-like path to the element; table, row and column count from 0 (spans spread)."""

    path: str
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on a page of a PDF or scan; page counts from 1, box is (left, top, right, bottom) in points."""

    page: int
    box: tuple[float, float, float, float]


Place = TextPlace | HtmlPlace | PagePlace

# --- a document as read (what every reader returns) --------------------------------------------


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One line or paragraph of running text, inline elements joined, outside any table."""

    text: str
    place: Place
    heading: bool = False  # the markup itself says so (h1-h6, "#"); a hint, never proof


@often_made
class GridCell:
    """One grid position. A spanned cell stands once at its top-left (`anchor`); its other positions are covered."""

    text: str
    place: Place
    covered: bool = False  # belongs to a span whose anchor is further up or left; text is ""
    doubtful: bool = False  # what stands here is not sure (its column, its characters): never read as a number


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangular table: every row has the same number of cells, spans spread."""

    rows: tuple[tuple[GridCell, ...], ...]
    place: Place


class LinkKind(StrEnum):
    ATTACHMENT = "attachment"
    PAGE = "page"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link inside the article: an attached file, another page or a frame; the address absolute where possible."""

    url: str
    text: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of bytes: blocks of text and grids in reading order, navigation left out."""

    media_type: str
    blocks: tuple[TextBlock | Grid, ...]
    metas: Mapping[str, str] = field(default_factory=dict)  # lower-case meta names, and "title" for <title>
    links: tuple[DocumentLink, ...] = ()
    images: int = 0  # pictures inside the article that are large enough to hold a table
    charset: str | None = None
    scanned_pages: tuple[int, ...] = ()  # pages whose text was recognised in a picture
    unsure: frozenset[Place] = frozenset()  # cells recognised less surely than most: a failing sum puts them in doubt
    certain: frozenset[Place] = frozenset()  # lines of scanned pages that hold a day, read beyond doubt
