"""The body of a Word document walked once: paragraphs and tables through all wrappers, tracked deletions left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS, MAX_SPAN
from reports.readers.ooxml.names import MC, VAL, WX, R, W, is_on
from reports.readers.ooxml.styles import Style, Styles
from reports.readers.ooxml.text import InlineReader, shown_branch
from reports.readers.package import Element
from reports.readers.word.lists import Lists
from reports.readers.word.tree import Cell, Content, Paragraph, Ready, Table, snap

_STYLED: Final = (b"vanish", b"vertAlign", b"trike")
_DELETED: Final = (b":del ", b":del/", b"<del ", b"<del/", b"moveFrom")
MAX_PARAGRAPHS: Final = 200_000


@dataclass(slots=True)
class Body:
    """What was read: the content in order, how many large pictures, which files are embedded (relationship ids)."""

    content: list[Content]
    pictures: int
    embedded: list[str]


class BodyReader:
    """The walk over one document; `read` may be called once.

    `markup` is the bytes that the body was parsed from; `chunk` returns the blocks of a file that is put in whole.
    """

    def __init__(self, markup: bytes, styles: Styles, lists: Lists, *, chunk: Callable[[str], Ready]) -> None:
        self._inline = InlineReader(styled=any(name in markup for name in _STYLED))
        self._deletions = any(name in markup for name in _DELETED)
        self._styles = styles
        self._lists = lists
        self._chunk = chunk
        self._cells = 0
        self._paragraphs = 0

    def read(self, body: Element) -> Body:
        """Return the body's content. Raises DocumentTooLarge("cells" or "paragraphs")."""
        content = self._content(body)
        met = self._inline.met
        return Body(content, met.pictures, met.embedded)

    def _content(self, parent: Element) -> list[Content]:
        content: list[Content] = []
        joined = ""  # text of paragraphs whose end was deleted: it runs on in the next
        for child in self._through(parent, _BLOCK_WRAPPERS):
            tag = child.tag
            if tag == _PARAGRAPH:
                paragraph = self._paragraph(child)
                if paragraph is not None:
                    paragraph.text, joined = joined + paragraph.text, ""
                    if self._deletions and _end_is_deleted(child):
                        joined = paragraph.text
                    else:
                        content.append(paragraph)
                if self._inline.met.boxes:
                    content.extend(self._boxes())
            elif tag == _TABLE:
                content.append(self._table(child))
            elif tag == _CHUNK and (ident := child.get(f"{R}id")) is not None:
                content.append(self._chunk(ident))
        if joined:
            content.append(Paragraph(joined))
        return content

    def _boxes(self) -> list[Content]:
        """Return what stands in the text boxes that were met since the last call."""
        boxes = self._inline.met.boxes
        waiting = list(boxes)
        boxes.clear()
        return [part for box in waiting for part in self._content(box)]

    def _through(self, parent: Element, wrappers: frozenset[str]) -> Iterator[Element]:
        """Yield the children, those of wrappers (content controls, kept insertions, smart tags) in their place."""
        for child in parent:
            tag = child.tag
            if tag not in wrappers:
                yield child
            elif tag == _ALTERNATE:
                chosen = shown_branch(child)
                if chosen is not None:
                    yield from self._through(chosen, wrappers)
            elif tag != _CONTROL or not _is_contents(child):
                yield from self._through(child, wrappers)

    # --- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, node: Element) -> Paragraph | None:
        """Return the paragraph, None where it is a line of the table of contents or hidden."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise DocumentTooLarge("paragraphs", MAX_PARAGRAPHS)
        properties = node.find(_PARAGRAPH_PROPERTIES)
        if properties is None:
            return Paragraph(self._inline.text(node))
        named = properties.find(_STYLE)
        style = self._styles[None if named is None else named.get(VAL)]
        if style.contents or style.hidden:
            return None
        label = self._label(properties, style, None if named is None else named.get(VAL))
        heading = style.heading
        if (level := properties.find(_OUTLINE)) is not None:
            heading = level.get(VAL) != "9"
        return Paragraph(label + self._inline.text(node), heading)

    def _label(self, properties: Element, style: Style, named: str | None) -> str:
        """Return the number that Word puts before the paragraph, "" where it has none."""
        number, level = style.list_number, style.list_level
        own = properties.find(_NUMBERED)
        if own is not None:
            number = _attribute(own, "numId") or number
            asked = _attribute(own, "ilvl")
            level = int(asked) if asked is not None and asked.isdecimal() and len(asked) < 3 else level
        if number is not None:
            if level is None:
                level = 0 if named is None or own is not None else self._lists.level_of_style(number, named)
            return self._lists.label(number, level)
        printed = properties.find(_PRINTED_NUMBER)  # Word 2003 writes what it shows
        return "" if printed is None else printed.get(f"{WX}val", "")

    # --- tables ------------------------------------------------------------------------------------

    def _table(self, node: Element) -> Table:
        table = Table()
        for row in self._through(node, _WRAPPERS):
            if row.tag == _ROW and (cells := self._row(row)):
                table.rows.append(cells)
        snap(table, _edges(node))
        return table

    def _row(self, node: Element) -> list[Cell]:
        properties = node.find(_ROW_PROPERTIES)
        column = 0
        if properties is not None:
            if any(_is_on(properties, name) for name in ("del", "moveFrom", "hidden")):
                return []
            column = _span(_attribute(properties, "gridBefore"), 0)
        cells: list[Cell] = []
        for child in self._through(node, _WRAPPERS):
            if child.tag != _CELL:
                continue
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise DocumentTooLarge("cells", MAX_CELLS)
            column += self._cell(child, column, cells)
        return cells

    def _cell(self, node: Element, column: int, cells: list[Cell]) -> int:
        """Add the cell to its row; return how many columns it takes."""
        span, continued = 1, False
        properties = node.find(_CELL_PROPERTIES)
        if properties is not None:
            span = _span(_attribute(properties, "gridSpan"), 1)
            continued = _continues(properties, _DOWN)
            if properties.find(f"{W}cellDel") is not None:
                return span
            if cells and _continues(properties, _ACROSS):
                cells[-1].span += span
                return span
        cells.append(Cell(self._content(node), column, span, continued))
        return span


def _edges(table: Element) -> list[int]:
    """Return where the columns of the table's grid begin and the last one ends, in twips; [] where it does not tell."""
    edges = [0]
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        width = column.get(f"{W}w", "")
        if not width.isdecimal() or len(width) > 6:
            return []
        edges.append(edges[-1] + int(width))
    return edges


def _continues(properties: Element, names: tuple[str, ...]) -> bool:
    """True for a cell merged with the one before; a merge that says nothing of itself goes on."""
    for name in names:
        merge = properties.find(name)
        if merge is not None:
            return merge.get(VAL) != "restart"
    return False


def _attribute(properties: Element, name: str) -> str | None:
    child = properties.find(W + name)
    return None if child is None else child.get(VAL)


def _is_on(properties: Element, name: str) -> bool:
    switch = properties.find(W + name)
    return switch is not None and is_on(switch.get(VAL))


def _span(written: str | None, otherwise: int) -> int:
    if written is None or not written.isdecimal():
        return otherwise
    return min(max(otherwise, int(written[:6])), MAX_SPAN)


def _end_is_deleted(paragraph: Element) -> bool:
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and (
        properties.find(f"{W}del") is not None or properties.find(f"{W}moveFrom") is not None
    )


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in (gallery.get(VAL) or "").lower()


_PARAGRAPH: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_ROW: Final = f"{W}tr"
_CELL: Final = f"{W}tc"
_CHUNK: Final = f"{W}altChunk"
_CONTROL: Final = f"{W}sdt"
_ALTERNATE: Final = f"{MC}AlternateContent"
_PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
_ROW_PROPERTIES: Final = f"{W}trPr"
_CELL_PROPERTIES: Final = f"{W}tcPr"
_STYLE: Final = f"{W}pStyle"
_OUTLINE: Final = f"{W}outlineLvl"
_NUMBERED: Final = f"{W}numPr"
_PRINTED_NUMBER: Final = f"{W}listPr/{WX}t"
_DOWN: Final = (f"{W}vMerge", f"{W}vmerge")
_ACROSS: Final = (f"{W}hMerge", f"{W}hmerge")
_WRAPPERS: Final = frozenset(
    (_ALTERNATE, *(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))
)
_BLOCK_WRAPPERS: Final = _WRAPPERS | {f"{WX}sect", f"{WX}sub-section", f"{WX}pBdrGroup"}
