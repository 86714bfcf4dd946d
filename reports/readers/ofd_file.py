"""The parts of an OFD (GB/T 33190): its documents, pages with their templates, and drawings that pages refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from posixpath import dirname, join, normpath
from typing import Final

from reports.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from reports.readers.package import Element, Package

MAX_PAGES: Final = 400
_ROOT: Final = "OFD.xml"
_A4: Final = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its number from 1, its box (left, top, width, height in mm), what is drawn on it from bottom to top."""

    number: int
    box: tuple[float, float, float, float]
    contents: tuple[Element, ...]


class OfdFile:
    """An OFD opened; `units` are the drawings that pages refer to, by their number."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        if "Encryptions.xml" in self._package:
            raise EncryptedDocument
        self._root = self._xml(_ROOT)
        self.title = " ".join((self._text(self._root, "DocBody", "DocInfo", "Title") or "").split())
        self.units: dict[str, Element] = {}

    def pages(self) -> Iterator[OfdPage]:
        """Yield the pages of all documents in order. Raises DocumentTooLarge("pages") and what a package raises."""
        number = 0
        for body in children(self._root, "DocBody"):
            address = self._text(body, "DocRoot")
            if not address:
                continue
            for page in self._document(_resolved("", address)):
                number += 1
                if number > MAX_PAGES:
                    raise DocumentTooLarge("pages", MAX_PAGES)
                yield OfdPage(number, page.box, page.contents)

    def _document(self, name: str) -> Iterator[OfdPage]:
        root = self._xml(name)
        common = child(root, "CommonData")
        usual = _A4
        templates: dict[str, tuple[Element, ...]] = {}
        if common is not None:
            usual = _page_box(child(common, "PageArea")) or _A4
            for resource in (*children(common, "PublicRes"), *children(common, "DocumentRes")):
                self._take_units(_resolved(name, resource.text or ""))
            for template in children(common, "TemplatePage"):
                part = self._optional(_resolved(name, template.get("BaseLoc", "")))
                if part is not None:
                    templates[template.get("ID", "")] = tuple(children(part, "Content"))
        for node in descendants(root, "Pages", "Page"):
            part_name = _resolved(name, node.get("BaseLoc", ""))
            page = self._xml(part_name)
            for resource in children(page, "PageRes"):
                self._take_units(_resolved(part_name, resource.text or ""))
            below, above = _layers(page, templates)
            contents = (*below, *children(page, "Content"), *above)
            yield OfdPage(0, _page_box(child(page, "Area")) or usual, contents)

    def _take_units(self, name: str) -> None:
        root = self._optional(name)
        if root is not None:
            for unit in descendants(root, "CompositeGraphicUnits", "CompositeGraphicUnit"):
                self.units.setdefault(unit.get("ID", ""), unit)

    def _xml(self, name: str) -> Element:
        if name not in self._package:
            raise DamagedDocument(name)
        return self._package.xml(name)

    def _optional(self, name: str) -> Element | None:
        return self._package.xml(name) if name in self._package else None

    def _text(self, node: Element, *path: str) -> str | None:
        found: Element | None = node
        for name in path:
            found = None if found is None else child(found, name)
        return None if found is None or found.text is None else found.text.strip()


def local_name(node: Element) -> str:
    """Return an element's name without its namespace: programs write several."""
    return node.tag.rpartition("}")[2]


def children(node: Element, name: str) -> Iterator[Element]:
    """Yield the children of that name."""
    return (part for part in node if local_name(part) == name)


def child(node: Element, name: str) -> Element | None:
    """Return the first child of that name."""
    return next(children(node, name), None)


def descendants(node: Element, name: str, *path: str) -> Iterator[Element]:
    """Yield the elements at a path below the node."""
    for part in children(node, name):
        if path:
            yield from descendants(part, *path)
        else:
            yield part


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute, [] where one of them is none or beyond all bounds."""
    try:
        found = [float(part) for part in (text or "").split()]
    except ValueError:
        return []
    return found if all(map(isfinite, found)) else []


def _layers(page: Element, templates: dict[str, tuple[Element, ...]]) -> tuple[list[Element], list[Element]]:
    """Return what a page's templates draw below and above its own content."""
    below: list[Element] = []
    above: list[Element] = []
    for node in children(page, "Template"):
        (above if node.get("ZOrder") == "Foreground" else below).extend(templates.get(node.get("TemplateID", ""), ()))
    return below, above


def _page_box(area: Element | None) -> tuple[float, float, float, float] | None:
    box = None if area is None else child(area, "PhysicalBox")
    edges = numbers(None if box is None else box.text)
    if len(edges) != 4 or edges[2] <= 0 or edges[3] <= 0:
        return None
    return edges[0], edges[1], edges[2], edges[3]


def _resolved(beside: str, address: str) -> str:
    """Return the name of a part addressed from another one."""
    address = address.strip().replace("\\", "/")
    return normpath(join("/", dirname(beside), address)).lstrip("/")
