"""The body of a Word document walked once: paragraphs and tables through all wrappers, tracked deletions left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.readers.ooxml.names import MC, VAL, R, W
from reports.readers.ooxml.plain import MAX_PARAGRAPHS, plain_rows
from reports.readers.ooxml.properties import WRAPPERS, Properties
from reports.readers.ooxml.styles import PLAIN, Style, Styles
from reports.readers.ooxml.text import InlineReader, shown_branch
from reports.readers.package import Element
from reports.readers.word.lists import Lists
from reports.readers.word.tree import Cell, Content, Paragraph, Ready, Table, snap


@dataclass(slots=True)
class Body:
    """What was read: the content in order, how many large pictures, which files are embedded (relationship ids)."""

    content: list[Content]
    pictures: int
    embedded: list[str]


class BodyReader:
    """The walk over one document; `read` may be called once. `chunk` returns the blocks of a file put in whole."""

    def __init__(self, body: Element, styles: Styles, lists: Lists, *, chunk: Callable[[str], Ready]) -> None:
        self._body = body
        self._cells = 0
        self._paragraphs = 0
        self._properties = Properties(body)
        self._plain: dict[Element, Table] = {}
        for table in self._properties.tables:
            if table not in self._properties.special and all(styles[name] is PLAIN for name in _styles_in(table)):
                self._plain[table] = self._made(table, plain_rows(table, self._properties))
        self._inline = InlineReader(styled=self._properties.styled_runs)
        self._styles = styles
        self._lists = lists
        self._chunk = chunk

    def read(self) -> Body:
        """Return the body's content. Raises DocumentTooLarge("cells" or "paragraphs")."""
        content = self._content(self._body)
        met = self._inline.met
        return Body(content, met.pictures, met.embedded)

    def _content(self, parent: Element) -> list[Content]:
        content: list[Content] = []
        joined = ""  # text of paragraphs whose end was deleted: it runs on in the next
        ends_deleted, boxes = self._properties.joined, self._inline.met.boxes
        for child in self._parts(parent):
            tag = child.tag
            if tag == _PARAGRAPH:
                paragraph = self._paragraph(child)
                if paragraph is not None and (joined or child in ends_deleted):
                    paragraph.text, joined = joined + paragraph.text, ""
                    if child in ends_deleted:
                        joined = paragraph.text
                        paragraph = None
                if paragraph is not None:
                    content.append(paragraph)
                if boxes:
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

    def _parts(self, parent: Element) -> Iterable[Element]:
        """Return the children, those of wrappers (content controls, kept insertions, smart tags) in their place."""
        return _through(parent) if self._properties.wrapped else parent

    # --- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, node: Element) -> Paragraph | None:
        """Return the paragraph, None where it is a line of the table of contents or hidden."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise DocumentTooLarge("paragraphs", MAX_PARAGRAPHS)
        told = self._properties
        named = _style_of(node)
        if named is None and node not in told.paragraphs:
            return Paragraph(self._inline.text(node, rich=node in told.rich))
        style = self._styles[named]
        if style.contents or style.hidden:
            return None
        heading = style.heading
        if (level := told.outlines.get(node)) is not None:
            heading = level != "9"
        text = self._inline.text(node, rich=node in told.rich)
        if style.list_number is not None or node in told.lists:
            text = self._label(told.lists.get(node), style, named) + text
        elif told.printed_numbers:  # Word 2003 writes what it shows
            text = told.printed_numbers.get(node, "") + text
        return Paragraph(text, heading)

    def _label(self, own: Element | None, style: Style, named: str | None) -> str:
        """Return the number that Word puts before the paragraph, "" where it has none."""
        number, level = style.list_number, style.list_level
        if own is not None:
            number = _attribute(own, "numId") or number
            asked = _attribute(own, "ilvl")
            level = int(asked) if asked is not None and asked.isdecimal() and len(asked) < 3 else level
        if number is None:
            return ""
        if level is None:
            level = 0 if named is None or own is not None else self._lists.level_of_style(number, named)
        return self._lists.label(number, level)

    # --- tables ------------------------------------------------------------------------------------

    def _table(self, node: Element) -> Table:
        if (plain := self._plain.get(node)) is not None:
            return plain
        rows = (self._row(row) for row in self._parts(node) if row.tag == _ROW)
        return self._made(node, [cells for cells in rows if cells])

    def _made(self, node: Element, rows: list[list[Cell]]) -> Table:
        self._cells += sum(map(len, rows))
        if self._cells > MAX_CELLS:
            raise DocumentTooLarge("cells", MAX_CELLS)
        table = Table(rows)
        snap(table, _edges(node))
        return table

    def _row(self, node: Element) -> list[Cell]:
        if node in self._properties.gone:
            return []
        column = self._properties.before.get(node, 0)
        cells: list[Cell] = []
        for child in self._parts(node):
            if child.tag == _CELL:
                column += self._cell(child, column, cells)
        return cells

    def _cell(self, node: Element, column: int, cells: list[Cell]) -> int:
        """Add the cell to its row; return how many columns it takes."""
        told = self._properties
        span = told.spans.get(node, 1)
        if node in told.gone:
            return span
        if cells and told.across.get(node, False):
            cells[-1].span += span
            return span
        cells.append(Cell(self._content(node), column, span, told.down.get(node, False)))
        return span


def _through(parent: Element) -> Iterator[Element]:
    for child in parent:
        tag = child.tag
        if tag not in WRAPPERS:
            yield child
        elif tag == _ALTERNATE:
            chosen = shown_branch(child)
            if chosen is not None:
                yield from _through(chosen)
        elif tag != _CONTROL or not _is_contents(child):
            yield from _through(child)


def _edges(table: Element) -> list[int]:
    """Return where the columns of the table's grid begin and the last one ends, in twips; [] where it does not tell."""
    edges = [0]
    grid = table.find(f"{W}tblGrid")
    for column in () if grid is None else grid.iterchildren(f"{W}gridCol"):
        width = column.get(f"{W}w", "")
        if not width.isdecimal() or len(width) > 6:
            return []
        edges.append(edges[-1] + int(width))
    return edges


def _styles_in(table: Element) -> set[str]:
    """Return the paragraph styles in a table."""
    return {style.get(VAL, "") for style in table.iter(_STYLE)}


def _style_of(paragraph: Element) -> str | None:
    for properties in paragraph.iterchildren(_PARAGRAPH_PROPERTIES):
        for style in properties.iterchildren(_STYLE):
            return style.get(VAL, "")
    return None


def _attribute(properties: Element, name: str) -> str | None:
    child = properties.find(W + name)
    return None if child is None else child.get(VAL)


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in (gallery.get(VAL) or "").lower()


_PARAGRAPH: Final = f"{W}p"
_PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
_STYLE: Final = f"{W}pStyle"
_TABLE: Final = f"{W}tbl"
_ROW: Final = f"{W}tr"
_CELL: Final = f"{W}tc"
_CHUNK: Final = f"{W}altChunk"
_CONTROL: Final = f"{W}sdt"
_ALTERNATE: Final = f"{MC}AlternateContent"
