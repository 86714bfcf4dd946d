"""One walk over a page's tree: text joined by block, tables read into grids, links and pictures noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS, SpanCell
from reports.readers.html_leaves import LEAVES, Leaves, address_of
from reports.readers.html_strings import (
    BREAK,
    LAYOUT_SPACE,
    SEAM,
    block_lines,
    cell_text,
    inline_cells,
    plain_cell_text,
)
from reports.readers.html_table import TableReading, holds_figures, plain_text, spanning_cell
from reports.readers.html_tags import (
    CHROME_TAGS,
    HIDDEN_QUERY,
    INLINE,
    SKIPPED,
    TEXT_TAG,
    hides,
    hiding_selectors,
    is_chrome,
)
from reports.readers.html_tree import Element, Item, Walk
from reports.readers.links import address_in_script
from reports.readers.phrases import table_phrases

MAX_DEPTH: Final = 1_000
MAX_ITEMS: Final = 100_000
"""Lines and tables of a whole page with its menus; what is kept of it has a stricter limit."""


_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_NAMELESS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "tbody", "dd", "dt"))
"""Elements whose id and class are not looked at: they are never the article nor a site's chrome."""

_INLINE_WRAPPERS = frozenset(("span", "font", "b", "strong", "em"))
_LISTS = frozenset(("ul", "ol"))
_MENU = 4
_LEAST_PIECES = 2
_CELLS = frozenset(("td", "th"))
_STRUCK = frozenset(("s", "strike", "del"))


@dataclass(frozen=True, slots=True)
class Hidden:
    """The elements that a page keeps out of sight, and those that something hidden stands in, by their ids."""

    nodes: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()


NOTHING_HIDDEN: Final = Hidden()


def hidden_nodes(tree: LexborHTMLParser) -> Hidden:
    """Return what the page keeps out of sight by attribute, style or its own style sheet."""
    found = [
        node for node in tree.css(HIDDEN_QUERY) if "hidden" in node.attributes or hides(node.attributes.get("style"))
    ]
    for sheet in tree.css("style"):
        for selector in hiding_selectors(sheet.text()):
            found.extend(tree.css(selector))
    around: set[int] = set()
    for node in found:
        outer = node.parent
        while outer is not None and outer.mem_id not in around:
            around.add(outer.mem_id)
            outer = outer.parent
    return Hidden(frozenset(node.mem_id for node in found), frozenset(around))


def whole_page(root: LexborNode, hidden: Hidden = NOTHING_HIDDEN) -> Walk:
    """Return everything that shows of a page or fragment; lists of links are left for later."""
    return Walker(Element(None, root.tag or "body", 1, root, block=True), hidden).run()


def list_of_links(item: Item, hidden: Hidden) -> Walk:
    """Return what shows of a list of links that was left for later."""
    return Walker(item.element, hidden, into_lists=True).run()


class Walker(Leaves):
    """The walk over one element and all in it; `run` may be called once."""

    def __init__(self, root: Element, hidden: Hidden, *, into_lists: bool = False) -> None:
        super().__init__(root)
        self._hidden = hidden.nodes
        self._around_hidden = hidden.around
        self._into_lists = into_lists
        self._tables = 0
        self._cells = 0
        self._preformatted = 0

    def run(self) -> Walk:
        """Return everything that shows. Raises DocumentTooLarge("depth", "blocks" or "cells")."""
        self._descend(self.walk.root)
        self._flush(self.walk.root)
        return self.walk

    def _descend(self, root: Element) -> None:
        """Go through an element's content; its own opening and closing are the caller's."""
        stack = [root]
        marks = [0]  # per open element, how many items were there when it opened
        items, pieces, hidden = self.walk.items, self._pieces, self._hidden
        while True:
            element = stack[-1]
            child = next(element.children, None)
            if child is None:
                if element is root:
                    return
                stack.pop()
                self._close(element, marks.pop())
                continue
            tag = child.tag or ""
            if tag == TEXT_TAG:
                text = child.text_content or ""
                if self._preformatted:
                    pieces.append(text.replace("\n", BREAK))
                elif not text.isspace():
                    pieces.append(text)
                elif pieces:
                    pieces.append(LAYOUT_SPACE if "\n" in text else text)
                continue
            if tag[0] == "-":  # a comment
                continue
            element.count += 1
            if tag in SKIPPED or (hidden and child.mem_id in hidden):
                continue
            opened = self._open(child, tag, element)
            if opened is not None:
                stack.append(opened)
                marks.append(len(items))
                if len(items) > MAX_ITEMS:
                    raise DocumentTooLarge("blocks", MAX_ITEMS)
                if len(stack) > MAX_DEPTH:
                    raise DocumentTooLarge("depth", MAX_DEPTH)

    def _open(self, node: LexborNode, tag: str, parent: Element) -> Element | None:
        """Return the element to go into, None where it has been dealt with or holds nothing for us."""
        if tag in INLINE or ":" in tag:
            element = Element(parent, tag, parent.count, node, block=False)
            if tag == "a":
                self._open_link(node, element)
            elif tag in _STRUCK:
                self._pieces.append(" ")
            return element
        element = Element(parent, tag, parent.count, node, block=True)
        if (leaf := LEAVES.get(tag)) is not None:
            leaf(self, node, element)
            return None
        if self._in_cell:
            self._pieces.append(BREAK)
            return element
        if tag not in _NAMELESS:
            attributes = node.attributes
            element.names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip()
            if "onclick" in attributes:
                self._note_address(address_in_script(attributes["onclick"] or ""), "", element)
            chrome = tag in CHROME_TAGS or (element.names and is_chrome(element.names))
            if chrome and len(table_phrases(node.text(deep=True))) < 2:
                return None
        self._flush(parent)
        if tag in _NAMELESS and not self._hidden and not self._preformatted and self._plain_block(node, element):
            return None
        if tag in _LISTS and not self._into_lists and _is_list_of_links(node):
            self.walk.items.append(Item("", element, linked=True, later=True))
            return None
        if tag == "table" and (len(node.css("table")) == 1 or holds_figures(node)) and self._read_table(element):
            return None
        if tag == "pre":
            self._preformatted += 1
        return element

    def _plain_block(self, node: LexborNode, element: Element) -> bool:
        """Deal with a block that holds one text, perhaps inside one link (most do); False where it must be walked."""
        link: LexborNode | None = None
        text = ""
        inner = node.first_child
        while inner is not None:
            if inner.next is not None:
                return False
            if inner.is_text_node:
                text = inner.text_content or ""
                break
            if inner.tag == "a" and link is None:
                link = inner
            elif inner.tag not in _INLINE_WRAPPERS:
                return False
            inner = inner.first_child
        lines = block_lines([text])
        if link is not None:
            self._note_address(address_of(link), " ".join(lines) or link.attributes.get("title") or "", element)
        self.walk.items.extend(Item(line, element, link is not None) for line in lines or [""])
        return True

    def _close(self, element: Element, mark: int) -> None:
        tag = element.tag
        if not element.block:
            if tag == "a":
                self._close_link(element)
            elif tag in _STRUCK:
                self._pieces.append(" ")  # a struck number and the one beside it are two
            if not self._in_cell and element.parent is not None and element.parent.block:
                self._pieces.append(SEAM)
            return
        if self._in_cell:
            self._pieces.append(BREAK)
            return
        empty = not self._flush(element) and len(self.walk.items) == mark and tag != "tr"
        if empty and (element.count == 0 or all(child.tag in INLINE for child in element.node.iter())):
            # an empty block may be a blank cell where a table is written without <table>
            self.walk.items.append(Item("", element))
        if tag == "pre":
            self._preformatted -= 1

    def _read_table(self, table: Element) -> bool:
        """Read a table of figures: its rows group by group, each cell as its text; False if it only lays out text."""
        walk, reading = self.walk, TableReading(table, self._tables)
        before = len(walk.items), len(walk.links), len(walk.pictures)
        for part in sorted(table.node.iter(), key=_shows_last):
            if part.mem_id in self._hidden:
                continue
            if part.tag in _GROUPS:
                reading.group += 1
                for row in part.iter():
                    self._read_row(row, table, reading)
            elif part.tag == "tr":
                self._read_row(part, table, reading)
            elif part.tag == "caption":
                caption = Element(table, "caption", 1, part, block=True)
                self._descend(caption)
                self._flush(caption)
        self._cells += reading.cells
        if self._cells > MAX_CELLS:
            raise DocumentTooLarge("cells", MAX_CELLS)
        if reading.is_layout:  # walked once more as the blocks that it holds
            del walk.items[before[0] :], walk.links[before[1] :], walk.pictures[before[2] :]
            return False
        self._tables += 1
        walk.items.extend(reading.items(limit=MAX_CELLS))
        return True

    def _read_row(self, row: LexborNode, table: Element, reading: TableReading) -> None:
        hidden = self._hidden
        if row.tag != "tr" or (hidden and row.mem_id in hidden):
            return
        cells, spanning = reading.open_row(), reading.spanning
        for cell in row.iter():
            if cell.tag not in _CELLS or (hidden and cell.mem_id in hidden):
                continue
            text = None if hidden and cell.mem_id in self._around_hidden else plain_text(cell)
            if text is None:
                text = self._walk_cell(cell, table)
            elif not text.isalnum():  # a bare number or label has nothing to be settled
                text = plain_cell_text(text)
            cells.append(spanning_cell(text, cell) if cell.mem_id in spanning else SpanCell(text))

    def _walk_cell(self, cell: LexborNode, table: Element) -> str:
        """Return the text of a cell that holds more than one plain text."""
        self._in_cell = True
        self._descend(Element(table, "td", 1, cell, block=True))
        self._in_cell = False
        text = cell_text(self._pieces)
        self._pieces.clear()
        self._linked = 0
        return text

    def _flush(self, element: Element) -> bool:
        """Emit the text gathered so far as the lines of this element; False where there was none."""
        if not self._pieces:
            return False
        lines = block_lines(self._pieces)
        cells = inline_cells(self._pieces) if len(self._pieces) > _LEAST_PIECES else None
        if cells is not None and not lines:
            lines = [""]  # a row of blank cells
        linked = self._linked * 2 > sum(map(len, lines))
        self._pieces.clear()
        self._linked = 0
        self.walk.items.extend(Item(line, element, linked, cells=cells) for line in lines)
        return bool(lines)


def _shows_last(part: LexborNode) -> bool:
    """True for the foot of a table, which old pages write before its body."""
    return part.tag == "tfoot"


def _is_list_of_links(node: LexborNode) -> bool:
    entries = len(node.css("li"))
    return entries >= _MENU and len(node.css("a")) >= entries and node.css_first("table") is None
