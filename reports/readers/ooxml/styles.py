"""Paragraph styles of a DOCX as far as reading needs them: headings, tables of contents, numbering, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reports.readers.ooxml.names import VAL, W, is_on
from reports.readers.package import Element

_HEADING = re.compile(r"(?:heading|标题)\s*[1-9]", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_BODY_LEVEL: Final = "9"
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has from its style and the styles that this one is based on."""

    heading: bool = False
    contents: bool = False
    hidden: bool = False
    list_number: str | None = None
    list_level: int | None = None


PLAIN: Final = Style()


class Styles:
    """The styles of one document by id, each worked out when first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        for node in () if root is None else root.iterchildren(f"{W}style"):
            self._nodes[node.get(f"{W}styleId", "")] = node

    def __getitem__(self, ident: str | None) -> Style:
        if ident is None:
            return PLAIN
        if ident not in self._known:
            self._known[ident] = self._style(ident)
        return self._known[ident]

    def _style(self, ident: str) -> Style:
        level: str | None = None
        number: str | None = None
        list_level: str | None = None
        hidden: str | None = None
        named = contents = False
        following: str | None = ident
        for depth in range(_DEEPEST):
            node = None if following is None else self._nodes.get(following)
            if node is None:
                break
            name = _value(node, "name") or ""
            named = named or _HEADING.match(name) is not None
            contents = contents or (depth == 0 and _CONTENTS.match(name) is not None)
            level = level or _value(node, "pPr/{0}outlineLvl")
            if number is None:
                number = _value(node, "pPr/{0}numPr/{0}numId")
                list_level = _value(node, "pPr/{0}numPr/{0}ilvl")
            vanish = node.find(f"{W}rPr/{W}vanish")
            hidden = hidden or (None if vanish is None else vanish.get(VAL, "1"))
            following = _value(node, "basedOn")
        heading = named if level is None else level != _BODY_LEVEL
        asked = None if list_level is None or not list_level.isdecimal() else int(list_level)
        style = Style(heading, contents, hidden is not None and is_on(hidden), number, asked)
        return PLAIN if style == PLAIN else style


def _value(node: Element, path: str) -> str | None:
    child = node.find(W + path.format(W))
    return None if child is None else child.get(VAL)
