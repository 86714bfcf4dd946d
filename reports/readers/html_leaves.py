"""What stands in a page's text without holding text of its own: links, frames, pictures, fields, raised figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborNode

from reports.readers.html_strings import BREAK, PICTURE, SEAM, SUBSCRIPT, SUPERSCRIPT
from reports.readers.html_tags import FRAMES, is_large_picture
from reports.readers.html_tree import Element, Linked, Picture, Walk
from reports.readers.links import address_in_script, link_kind

_TYPED = frozenset(("", "text", "number", "tel"))


class Leaves:
    """The part of a walk that notes these; text goes to `_pieces`, the rest to `walk`."""

    def __init__(self, root: Element) -> None:
        self.walk = Walk(root)
        self._pieces: list[str] = []  # text since the last block or of the open cell
        self._linked = 0  # characters inside links since the last block
        self._open_links: list[tuple[Element, int, str]] = []  # element, position in pieces, address
        self._in_cell = False

    def _open_link(self, node: LexborNode, element: Element) -> None:
        self._open_links.append((element, len(self._pieces), address_of(node)))

    def _close_link(self, element: Element) -> None:
        while self._open_links:
            opened, start, address = self._open_links.pop()
            text = " ".join("".join(self._pieces[start:]).replace(SEAM, "").split())
            self._linked += len(text)
            if opened is element:
                self._note_address(address, text or opened.node.attributes.get("title") or "", element)
                return

    def _note_address(self, address: str | None, text: str, element: Element) -> None:
        if address:
            self.walk.links.append(Linked(address, text, element))

    def _frame(self, node: LexborNode, element: Element) -> None:
        attributes = node.attributes
        address = framed_address(node)
        if link_kind(address) is not None:
            self.walk.links.append(Linked(address, attributes.get("title") or "", element, frame=True))

    def _picture(self, node: LexborNode, element: Element) -> None:
        if not is_large_picture(node.attributes):
            return
        if self._in_cell and node.attributes.get("src"):
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


def framed_address(frame: LexborNode) -> str:
    """Return what an iframe, embed or object shows, "" for nothing; some name it in a parameter, or load it later."""
    attributes = frame.attributes
    for name in ("src", "data", "data-src"):
        address = (attributes.get(name) or "").strip()
        if address and address != "about:blank":
            return address
    inner = frame.css_first('param[name="src" i],param[name="url" i],param[name="filename" i]')
    return "" if inner is None else (inner.attributes.get("value") or "").strip()


def address_of(link: LexborNode) -> str:
    attributes = link.attributes
    address = attributes.get("href") or ""
    if not address or address[0] == "#" or address[:11].lower() == "javascript:":
        return address_in_script(attributes.get("onclick") or address) or ""
    return address


LEAVES: Final[dict[str, Callable[[Leaves, LexborNode, Element], None]]] = {
    "br": Leaves._break,
    "img": Leaves._picture,
    "input": Leaves._field,
    "select": Leaves._choice,
    "sup": Leaves._raised,
    "sub": Leaves._raised,
    **dict.fromkeys(FRAMES, Leaves._frame),
}
"""By element: what is done instead of going into it."""
