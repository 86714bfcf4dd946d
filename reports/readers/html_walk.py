"""One walk over a page's tree: text joined by block, tables read into grids, links and pictures noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.model import DocumentLink, HtmlPlace, LinkKind, TextBlock
from reports.readers.html_strings import (
    BREAK,
    LAYOUT_SPACE,
    SEAM,
    SUBSCRIPT,
    SUPERSCRIPT,
    block_lines,
    cell_text,
)
from reports.readers.html_table import TableReading, holds_figures
from reports.readers.html_tags import (
    CHROME_TAGS,
    FRAMES,
    HEADINGS,
    HIDDEN_QUERY,
    INLINE,
    SKIPPED,
    TEXT_TAG,
    hides,
    hiding_selectors,
    is_chrome,
    is_large_picture,
)
from reports.readers.html_tree import Element, Item, Linked, Picture, Walk
from reports.readers.links import absolute, address_in_script, is_file, link_kind, viewed_file
from reports.readers.phrases import table_phrases

MAX_DEPTH: Final = 1_000
PICTURE: Final = "\ufffc"
"""Stands for a picture in a cell that has nothing else: not blank, not readable."""

_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TYPED = frozenset(("", "text", "number", "tel"))
_STRUCK = frozenset(("s", "strike", "del"))


def hidden_nodes(tree: LexborHTMLParser) -> frozenset[int]:
    """Return the ids of the elements that the page keeps out of sight by attribute, style or its own style sheet."""
    hidden = {
        node.mem_id
        for node in tree.css(HIDDEN_QUERY)
        if "hidden" in node.attributes or hides(node.attributes.get("style"))
    }
    for sheet in tree.css("style"):
        for selector in hiding_selectors(sheet.text()):
            hidden.update(node.mem_id for node in tree.css(selector))
    return frozenset(hidden)


class Walker:
    """The walk over one page; `run` may be called once."""

    def __init__(self, root: LexborNode, hidden: frozenset[int], base: str | None) -> None:
        self.walk = Walk(Element(None, root.tag or "body", 1, root, block=True))
        self._hidden = hidden
        self._base = base
        self._pieces: list[str] = []
        self._linked = 0  # characters inside links since the last block
        self._link_starts: list[tuple[Element, int, str]] = []  # open links: element, position in pieces, address
        self._table: TableReading | None = None
        self._cell: Element | None = None
        self._tables = 0
        self._cells = 0
        self._preformatted = 0

    def run(self) -> Walk:
        """Return everything that shows. Raises DocumentTooLarge("depth" or "cells")."""
        stack = [self.walk.root]
        marks = [0]  # per open element, how many items were there when it opened
        while stack:
            element = stack[-1]
            child = next(element.children, None)
            if child is None:
                self._close(stack.pop(), marks.pop())
                continue
            tag = child.tag or ""
            if tag == TEXT_TAG:
                self._text(child.text_content or "")
                continue
            if tag[:1] != "-":
                element.count += 1
            opened = self._open(child, tag, element)
            if opened is not None:
                stack.append(opened)
                marks.append(len(self.walk.items))
                if len(stack) > MAX_DEPTH:
                    raise DocumentTooLarge("depth", MAX_DEPTH)
        self._flush(self.walk.root)
        return self.walk

    def _open(self, node: LexborNode, tag: str, parent: Element) -> Element | None:
        """Return the element to go into, None where there is nothing in it for us."""
        if tag in SKIPPED or (self._hidden and node.mem_id in self._hidden):
            return None
        inline = tag in INLINE or ":" in tag
        element = Element(parent, tag, parent.count, node, block=not inline)
        if (leaf := _LEAVES.get(tag)) is not None:
            leaf(self, node, element)
            return None
        if inline:
            if tag == "a":
                self._open_link(node, element)
            elif tag in _STRUCK:
                self._pieces.append(" ")
            return element
        attributes = node.attributes
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip()
        element.names = names
        if (tag in CHROME_TAGS or (names and is_chrome(names))) and len(table_phrases(node.text(deep=True))) < 2:
            return None
        if self._cell is not None and tag not in ("td", "th"):
            self._pieces.append(BREAK)
            return element
        self._flush(parent)
        self._open_block(node, tag, element, attributes)
        return element

    def _open_block(self, node: LexborNode, tag: str, element: Element, attributes: dict[str, str | None]) -> None:
        if "onclick" in attributes:
            self._note_address(address_in_script(attributes["onclick"] or ""), "", element)
        if tag == "table" and self._table is None:
            if len(node.css("table")) == 1 or holds_figures(node):
                self._table = TableReading(element, self._tables)
                self._tables += 1
        elif self._table is None:
            if tag == "pre":
                self._preformatted += 1
        elif tag in _GROUPS:
            self._table.group += 1
        elif tag == "tr":
            self._table.open_row()
        elif tag in ("td", "th") and self._cell is None:
            self._cell = element
        elif self._cell is not None:
            self._pieces.append(BREAK)

    def _close(self, element: Element, mark: int) -> None:
        tag = element.tag
        if not element.block:
            if tag == "a":
                self._close_link(element)
            elif tag in _STRUCK:
                self._pieces.append(" ")  # a struck number and the one beside it are two
            if self._cell is None and element.parent is not None and element.parent.block:
                self._pieces.append(SEAM)
            return
        if element is self._cell:
            self._close_cell(element)
        elif self._cell is not None:
            self._pieces.append(BREAK)
        elif self._table is not None and element is self._table.element:
            self._close_table(self._table)
        elif self._flush(element) or len(self.walk.items) > mark or tag in ("tr", "body"):
            pass
        elif self._table is None and element.count == 0:
            self._emit("", element)  # an empty block may be a blank cell where a table is written without <table>
        if tag == "pre" and self._preformatted:
            self._preformatted -= 1

    def _close_cell(self, element: Element) -> None:
        text = cell_text(self._pieces)
        self._pieces = []
        self._linked = 0
        self._cell = None
        if self._table is not None:
            self._table.add_cell(text, element.node.attributes)

    def _close_table(self, table: TableReading) -> None:
        self._flush(table.element)
        self._table = None
        self._cells += table.cells
        for block in table.blocks(limit=MAX_CELLS - self._cells):
            self.walk.items.append(Item(block, table.element))

    def _text(self, text: str) -> None:
        if self._preformatted:
            self._pieces.append(text.replace("\n", BREAK))
        elif text.isspace():
            if self._pieces:
                self._pieces.append(LAYOUT_SPACE if "\n" in text else text)
        else:
            self._pieces.append(text)

    def _flush(self, element: Element) -> bool:
        """Emit the text gathered so far as the lines of this element; False where there was none."""
        if not self._pieces or self._cell is not None:
            return False
        pieces, linked = self._pieces, self._linked
        self._pieces, self._linked = [], 0
        lines = block_lines(pieces)
        for line in lines:
            self._emit(line, element, linked=linked * 2 > sum(map(len, lines)))
        return bool(lines)

    def _emit(self, line: str, element: Element, *, linked: bool = False) -> None:
        heading = element.tag in HEADINGS or (element.parent is not None and element.parent.tag in HEADINGS)
        self.walk.items.append(Item(TextBlock(line, HtmlPlace(element.path), heading), element, linked))

    # --- links, pictures, fields -------------------------------------------------------------------

    def _open_link(self, node: LexborNode, element: Element) -> None:
        attributes = node.attributes
        address = attributes.get("href") or ""
        if link_kind(address) is None:
            address = address_in_script(attributes.get("onclick") or address) or ""
        self._link_starts.append((element, len(self._pieces), address))

    def _close_link(self, element: Element) -> None:
        while self._link_starts:
            opened, start, address = self._link_starts.pop()
            text = " ".join(cell_text(self._pieces[start:]).split())
            self._linked += len(text)
            if opened is element:
                self._note_address(address, text or opened.node.attributes.get("title") or "", element)
                return

    def _note_address(self, address: str | None, text: str, element: Element) -> None:
        kind = None if not address else link_kind(address, text)
        if kind is not None and address is not None:
            self.walk.links.append(Linked(DocumentLink(absolute(address, self._base), text, kind), element))

    def _frame(self, node: LexborNode, element: Element) -> None:
        attributes = node.attributes
        address = attributes.get("src") or attributes.get("data") or ""
        if link_kind(address) is None:
            return
        shown = viewed_file(address, self._base)
        kind = LinkKind.ATTACHMENT if shown is None and is_file(address) else LinkKind.FRAME
        link = DocumentLink(shown or absolute(address, self._base), attributes.get("title") or "", kind)
        self.walk.links.append(Linked(link, element))

    def _picture(self, node: LexborNode, element: Element) -> None:
        if not is_large_picture(node.attributes):
            return
        if self._cell is not None and node.attributes.get("src"):
            self._pieces.append(PICTURE)
        self.walk.pictures.append(Picture(element))

    def _field(self, node: LexborNode, element: Element) -> None:
        attributes = node.attributes
        if (attributes.get("type") or "").lower() in _TYPED and attributes.get("value"):
            self._pieces.append(f" {attributes['value']} ")

    def _choice(self, node: LexborNode, element: Element) -> None:
        chosen = node.css_first("option[selected]") or node.css_first("option")
        if chosen is not None:
            self._pieces.append(f" {chosen.text(deep=True).strip()} ")

    def _break(self, node: LexborNode, element: Element) -> None:
        self._pieces.append(BREAK)

    def _raised(self, node: LexborNode, element: Element) -> None:
        marks = SUPERSCRIPT if element.tag == "sup" else SUBSCRIPT
        self._pieces.append(node.text(deep=True).translate(marks))


_LEAVES: Final[dict[str, Callable[[Walker, LexborNode, Element], None]]] = {
    "br": Walker._break,
    "img": Walker._picture,
    "input": Walker._field,
    "select": Walker._choice,
    "sup": Walker._raised,
    "sub": Walker._raised,
    **dict.fromkeys(FRAMES, Walker._frame),
}

