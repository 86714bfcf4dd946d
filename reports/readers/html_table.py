"""One <table> being read: rows of cells with their spans, then a grid, or running text if it is only layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from selectolax.lexbor import LexborNode

from reports.grid import SpanCell, spread
from reports.labels import KNOWN, fold
from reports.model import HtmlPlace
from reports.readers.html_strings import LAYOUT_SPACE
from reports.readers.html_tree import Element, Item

_DIGITS = re.compile(r"\s*([0-9]{1,7})")
_LONG_TEXT = 400
_LONG_LABEL = 80
_LEAST_LABELS = 4
_SPANNING = '[rowspan]:not([rowspan="1"]),[colspan]:not([colspan="1"])'


@dataclass(slots=True)
class TableReading:
    """The rows read so far; `number` counts the tables of the page from 0."""

    element: Element
    number: int
    rows: list[list[SpanCell]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)  # per row, the number of its row group
    group: int = 0
    spanning: frozenset[int] = frozenset()  # the cells with a rowspan or colspan worth reading, by their ids

    def __post_init__(self) -> None:
        self.spanning = frozenset(cell.mem_id for cell in self.element.node.css(_SPANNING))

    def open_row(self) -> list[SpanCell]:
        """Begin a row, and return it for its cells."""
        row: list[SpanCell] = []
        self.rows.append(row)
        self.groups.append(self.group)
        return row

    def items(self, *, limit: int) -> list[Item]:
        """Return the grid; [] for a table without a cell.

        Raises DocumentTooLarge("cells").
        """
        rows = [(cells, group) for cells, group in zip(self.rows, self.groups, strict=True) if cells]
        if not rows:
            return []
        path = self.element.path
        grid = spread(
            [cells for cells, _ in rows],
            HtmlPlace(path, self.number),
            place_of=partial(HtmlPlace, path, self.number),
            group_ends=_group_ends([group for _, group in rows]),
            limit=limit,
        )
        return [Item("", self.element, grid=grid)]

    @property
    def cells(self) -> int:
        """How many cells were written."""
        return sum(len(row) for row in self.rows)

    @property
    def is_layout(self) -> bool:
        """One cell in every row, or whole paragraphs in a cell and hardly a label of the form: no table of figures."""
        cells = [cell for row in self.rows for cell in row]
        if all(len(row) <= 1 for row in self.rows):
            return bool(cells) and not (len(cells) == 1 and fold(cells[0].text) in KNOWN)  # a row of its own table
        if max([len(cell.text) for cell in cells], default=0) <= _LONG_TEXT:
            return False
        return sum(1 for cell in cells if len(cell.text) <= _LONG_LABEL and fold(cell.text) in KNOWN) < _LEAST_LABELS


_DEEPEST_RUN = 30
_RUNS = frozenset(("span", "font", "b", "strong", "em", "u", "o:p"))
_BLOCKS = frozenset(("p", "div", "center"))
_PLAIN = _RUNS | _BLOCKS


def plain_text(cell: LexborNode) -> str | None:
    """Return the text of a cell that holds runs of text in at most one block (nearly all do); None where it must be
    walked: a break, a list, a picture, a field, a second block, or anything else that is not plain.
    """
    node, only = cell, cell.first_child
    while only is not None:  # nearly always one text inside one element inside the next
        if only.next is not None:
            return _text_of_runs(node)
        text = only.text_content
        if text is not None:  # None for anything but a text
            return "" if text.isspace() else text
        if only.tag not in _PLAIN:
            return None
        node, only = only, only.first_child
    return ""


def _text_of_runs(node: LexborNode) -> str | None:
    runs: list[str] = []
    inside: LexborNode | None = node
    while inside is not None:
        block: LexborNode | None = None
        child = inside.first_child
        while child is not None:
            text = child.text_content
            if text is not None:
                _add_text(text, runs)
            else:
                tag = child.tag
                if tag in _BLOCKS and block is None:
                    block = child
                elif tag not in _RUNS or not _plain_run(child, runs):
                    return None
            child = child.next
        if block is not None:
            if any(not run.isspace() and run != LAYOUT_SPACE for run in runs):
                return None  # text beside a block has its own line
            runs.clear()
        inside = block
    return "".join(runs)


def _add_text(text: str, runs: list[str]) -> None:
    """Add a piece of text; a line end between two elements is the source's layout, not the page's."""
    if not text.isspace():
        runs.append(text)
    elif runs:
        runs.append(LAYOUT_SPACE if "\n" in text else text)


def _plain_run(run: LexborNode, runs: list[str], depth: int = 0) -> bool:
    """Add the text of inline elements inside one another; False where something else, or no end of them, is there."""
    if depth > _DEEPEST_RUN:
        return False
    child = run.first_child
    while child is not None:
        text = child.text_content
        if text is not None:
            _add_text(text, runs)
        elif child.tag not in _RUNS:
            return False
        elif child.next is None:  # the last one: go into it here, not by another call
            child = child.first_child
            continue
        elif not _plain_run(child, runs, depth + 1):
            return False
        child = child.next
    return True


def spanning_cell(text: str, node: LexborNode) -> SpanCell:
    """Return the cell with the spans that its element states."""
    attributes = node.attributes
    return SpanCell(text, _span(attributes.get("rowspan"), 0), _span(attributes.get("colspan"), 1))


def _span(written: str | None, at_least: int) -> int:
    """Return a span as written, 1 where it is missing or no number."""
    if written is None:
        return 1
    match = _DIGITS.match(written)
    return 1 if match is None else max(at_least, int(match[1]))


def _group_ends(groups: list[int]) -> list[int]:
    """Return, per row, the index of the last row of its group."""
    ends = [0] * len(groups)
    last = len(groups) - 1
    for index in range(len(groups) - 1, -1, -1):
        if index < len(groups) - 1 and groups[index] != groups[index + 1]:
            last = index
        ends[index] = last
    return ends


def holds_figures(table: LexborNode) -> bool:
    """True for a table of the form although a stray table stands inside one of its cells.

    A table that contains a table is layout, unless most of its own cells are labels that the form knows.
    """
    labels = 0
    for cell in table.css("td, th"):
        if cell.css_first("table") is None and (text := cell.text(deep=True)) and len(text) <= _LONG_LABEL:
            labels += _own(cell, table) and fold(text) in KNOWN
    return labels >= _LEAST_LABELS


def _own(cell: LexborNode, table: LexborNode) -> bool:
    parent = cell.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id
