"""What the walk over a page leaves behind: open elements with their paths, blocks and grids with their element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.model import Grid, HtmlPlace, TextBlock
from reports.readers.html_tags import HEADINGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]*")


class Element:
    """An open element on the way down; its path is told only when somebody asks."""

    __slots__ = ("_path", "block", "children", "count", "names", "node", "nth", "parent", "tag")

    def __init__(self, parent: Element | None, tag: str, nth: int, node: LexborNode, *, block: bool) -> None:
        self.parent = parent
        self.tag = tag
        self.nth = nth
        self.node = node
        self.block = block
        self.children: Iterator[LexborNode] = node.iter(include_text=True)
        self.count = 0  # element children met so far
        self.names = ""  # id and classes, where they were looked at
        self._path: str | None = None

    @property
    def path(self) -> str:
        """A CSS path from the nearest id or the body down to here."""
        if self._path is None:
            ident = self.node.id
            if ident is not None and _PLAIN_NAME.fullmatch(ident) is not None:
                self._path = f"#{ident}"
            elif self.parent is None:
                self._path = self.tag
            else:
                self._path = f"{self.parent.path} > {self.tag}:nth-child({self.nth})"
        return self._path

    def ancestors(self) -> Iterator[Element]:
        """Yield this element and everything around it, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(slots=True)
class Item:
    """A line of text or a grid in reading order with the element it stood in; `linked`: its text is mostly links.

    `later`: a list of links that was not gone into, since most are menus; its element can still be walked. `cells`: the
    texts of the inline elements that the line is made of, which may be a row's cells.
    """

    text: str
    element: Element
    linked: bool = False
    grid: Grid | None = None
    later: bool = False
    cells: tuple[str, ...] | None = None

    @property
    def heading(self) -> bool:
        """True where the markup says heading."""
        element = self.element
        return element.tag in HEADINGS or (element.parent is not None and element.parent.tag in HEADINGS)

    @property
    def block(self) -> TextBlock | Grid:
        """The block of the document; made only for what becomes part of one."""
        if self.grid is not None:
            return self.grid
        return TextBlock(self.text, HtmlPlace(self.element.path), self.heading)


@dataclass(slots=True)
class Picture:
    """A picture large enough to hold a table."""

    element: Element


@dataclass(slots=True)
class Linked:
    """An address as written, its text and the element it stood in; `frame`: shown in place, not followed."""

    address: str
    text: str
    element: Element
    frame: bool = False


@dataclass(slots=True)
class Walk:
    """All of a page that is neither hidden nor chrome."""

    root: Element
    items: list[Item] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
