"""The properties of paragraphs, rows and cells, gathered in one pass: most elements have none that reading needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reports.grid import MAX_SPAN
from reports.readers.ooxml.names import MC, VAL, WX, W, is_on
from reports.readers.ooxml.text import LEAVES
from reports.readers.package import Element


class Properties:
    """What a document says about its parts; an element that is no key has nothing said about it."""

    def __init__(self, root: Element) -> None:
        self.paragraphs: set[Element] = set()  # those that are keys of the next three
        self.lists: dict[Element, Element] = {}
        self.outlines: dict[Element, str] = {}
        self.printed_numbers: dict[Element, str] = {}
        self.joined: set[Element] = set()  # paragraphs whose end was deleted: they run on in the next
        self.before: dict[Element, int] = {}  # by row, the columns that it leaves out on the left
        self.gone: set[Element] = set()  # rows and cells that are deleted or hidden
        self.spans: dict[Element, int] = {}  # by cell
        self.down: dict[Element, bool] = {}  # by cell merged with others below each other: True where it goes on
        self.across: dict[Element, bool] = {}
        self.styled_runs = False  # some run is hidden, raised or struck
        self.rich: set[Element] = set()  # paragraphs in which more than their text shows, or not all of it
        self.wrapped = False  # some part stands inside a wrapper (a content control, a kept insertion)
        self.tables: list[Element] = []
        self.special: set[Element] = set()  # tables in which more than text, spans and vertical merges tells what shows
        for node in root.iter(*_TAGS):
            tag = node.tag
            _TAKERS[tag](self, node)
            if tag not in _USUAL and not _says_nothing(node, tag):
                for table in node.iterancestors(_TABLE):
                    self.special.add(table)
                    break
        self.paragraphs.update(self.lists, self.outlines, self.printed_numbers)

    def _list(self, node: Element) -> None:
        self.lists[_owner(node)] = node

    def _outline(self, node: Element) -> None:
        self.outlines[_owner(node)] = node.get(VAL, "")

    def _printed_number(self, node: Element) -> None:
        shown = node.find(f"{WX}t")
        if shown is not None:
            self.printed_numbers[_owner(node)] = shown.get(f"{WX}val", "")

    def _before(self, node: Element) -> None:
        self.before[_owner(node)] = span(node.get(VAL), 0)

    def _span(self, node: Element) -> None:
        self.spans[_owner(node)] = span(node.get(VAL), 1)

    def _down(self, node: Element) -> None:
        self.down[_owner(node)] = node.get(VAL) != "restart"

    def _across(self, node: Element) -> None:
        self.across[_owner(node)] = node.get(VAL) != "restart"

    def _cell_deleted(self, node: Element) -> None:
        self.gone.add(_owner(node))

    def _hidden(self, node: Element) -> None:
        if _parent_is(node, _ROW_PROPERTIES) and is_on(node.get(VAL)):
            self.gone.add(_owner(node))

    def _deleted(self, node: Element) -> None:
        """A deletion marks runs (they are passed over elsewhere), a whole row, or the end of a paragraph."""
        if _parent_is(node, _ROW_PROPERTIES):
            self.gone.add(_owner(node))
        elif _parent_is(node, _RUN_PROPERTIES):
            self.joined.add(_owner(_parent(node)))
        else:
            self._rich(node)

    def _styled(self, node: Element) -> None:
        self.styled_runs = True
        self._rich(node)

    def _wrapped(self, node: Element) -> None:
        self.wrapped = True
        if node.tag == _ALTERNATE:
            self._rich(node)

    def _table(self, node: Element) -> None:
        self.tables.append(node)

    def _other(self, node: Element) -> None:
        """A file put in whole, or what was so before a change."""

    def _rich(self, node: Element) -> None:
        around = next(node.iterancestors(_PARAGRAPH), None)
        if around is not None:
            self.rich.add(around)


def span(written: str | None, otherwise: int) -> int:
    """Return a number of columns as written, kept within bounds."""
    if written is None or not written.isdecimal():
        return otherwise
    return min(max(otherwise, int(written[:6])), MAX_SPAN)


def _says_nothing(node: Element, tag: str) -> bool:
    """True for what programs write to say that something is not so: not struck, on the line, of the body's level."""
    if tag in _SWITCHES:
        return not is_on(node.get(VAL))
    return _NOTHING.get(tag) == node.get(VAL, "")


def _parent(node: Element) -> Element:
    parent = node.getparent()
    return node if parent is None else parent


def _owner(node: Element) -> Element:
    """Return what a property is one of: the element around its list of properties."""
    return _parent(_parent(node))


def _parent_is(node: Element, tag: str) -> bool:
    return _parent(node).tag == tag


WRAPPERS: Final = frozenset(
    (
        f"{MC}AlternateContent",
        *(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")),
        *(f"{WX}{name}" for name in ("sect", "sub-section", "pBdrGroup")),
    )
)
"""Elements around paragraphs, tables, rows and cells that add nothing of their own."""

_ALTERNATE: Final = f"{MC}AlternateContent"
_PARAGRAPH: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_ROW_PROPERTIES: Final = f"{W}trPr"
_RUN_PROPERTIES: Final = f"{W}rPr"
_TAKERS: Final[dict[str, Callable[[Properties, Element], None]]] = {
    f"{W}numPr": Properties._list,
    f"{W}outlineLvl": Properties._outline,
    f"{W}listPr": Properties._printed_number,
    f"{W}gridBefore": Properties._before,
    f"{W}gridSpan": Properties._span,
    f"{W}vMerge": Properties._down,
    f"{W}vmerge": Properties._down,  # Word 2003 spells it so
    f"{W}hMerge": Properties._across,
    f"{W}hmerge": Properties._across,
    f"{W}cellDel": Properties._cell_deleted,
    f"{W}hidden": Properties._hidden,
    f"{W}del": Properties._deleted,
    f"{W}moveFrom": Properties._deleted,
    f"{W}vanish": Properties._styled,
    f"{W}vertAlign": Properties._styled,
    f"{W}strike": Properties._styled,
    f"{W}dstrike": Properties._styled,
    _TABLE: Properties._table,
    **{f"{W}{name}": Properties._other for name in ("altChunk", "pPrChange", "trPrChange", "tcPrChange")},
    **dict.fromkeys(WRAPPERS, Properties._wrapped),
    **dict.fromkeys(LEAVES, Properties._rich),
}
_TAGS: Final = tuple(_TAKERS)
_SWITCHES: Final = frozenset(f"{W}{name}" for name in ("vanish", "strike", "dstrike"))
_NOTHING: Final = {f"{W}vertAlign": "baseline", f"{W}outlineLvl": "9"}
_USUAL: Final = frozenset(f"{W}{name}" for name in ("gridSpan", "vMerge", "gridBefore", "br"))
