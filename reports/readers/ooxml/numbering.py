"""List numbers that Word makes itself ("一、", "（一）", "1."): kept in numbering.xml, not in the paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reports.readers.ooxml.names import VAL, W
from reports.readers.package import Element
from reports.readers.word.numerals import formatted

LEVELS: Final = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[\W_]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the format of its number, the text around it ("（%1）"), where it starts, what resets it."""

    kind: str
    text: str
    start: int
    spaced: bool  # something stands between number and text
    restart: int | None  # 0: never starts anew; n: anew behind level n; None: behind any level above
    style: str | None  # the paragraph style that is numbered by this level


@dataclass(slots=True)
class _List:
    """An abstract list with its running numbers; every list that points to it goes on counting."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class _Instance:
    of: _List
    levels: Mapping[int, Level]  # of the abstract list, its own changes applied
    starts: Mapping[int, int]  # levels that begin anew at this number when the instance is first met


class Numbering:
    """The lists of one document; `label` is asked once per numbered paragraph, in the document's order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _Instance] = {}
        self._met: set[tuple[str, int]] = set()
        if root is None:
            return
        abstract: dict[str, _List] = {}
        by_style: dict[str, _List] = {}
        links: dict[str, str] = {}
        for node in root.iterchildren(f"{W}abstractNum"):
            ident = node.get(f"{W}abstractNumId", "")
            abstract[ident] = made = _List(_levels(node))
            if (link := _value(node, "styleLink")) is not None:
                by_style[link] = made
            if (link := _value(node, "numStyleLink")) is not None:
                links[ident] = link
        for ident, link in links.items():
            abstract[ident] = by_style.get(link, abstract[ident])
        for node in root.iterchildren(f"{W}num"):
            of = abstract.get(_value(node, "abstractNumId") or "")
            if of is not None:
                self._lists[node.get(f"{W}numId", "")] = _instance(node, of)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level that a list keeps for a paragraph style, 0 where it names none."""
        made = self._lists.get(number)
        levels = {} if made is None else made.levels
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """Return the number that stands before the paragraph, with a blank behind it where the text would run into it.

        "" for bullets, for a list that the document does not have and for number "0" (numbering switched off).
        """
        made = self._lists.get(number)
        if made is None or not 0 <= level < LEVELS or (form := made.levels.get(level)) is None:
            return ""
        self._count(number, made, level)
        if form.kind == "bullet":
            return ""
        text = _PLACEHOLDER.sub(lambda match: _number(made, int(match[1]) - 1), form.text)
        return f"{text} " if text and form.spaced and _CLOSED.search(text) is None else text

    def _count(self, number: str, made: _Instance, level: int) -> None:
        counts = made.of.counts
        begins = (number, level) not in self._met and level in made.starts
        self._met.add((number, level))
        before = counts[level]
        if begins:
            counts[level] = made.starts[level]
        elif before is None:
            counts[level] = made.levels[level].start
        else:
            counts[level] = before + 1
        for below in range(level + 1, LEVELS):
            form = made.levels.get(below)
            restart = None if form is None else form.restart
            if restart is None or level < restart:
                counts[below] = None


def _number(made: _Instance, level: int) -> str:
    form = made.levels.get(level)
    if form is None:
        return ""
    count = made.of.counts[level]
    return formatted(form.start if count is None else count, form.kind)


def _levels(node: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in node.iterchildren(f"{W}lvl"):
        index = _int(child.get(f"{W}ilvl"), 0)
        if 0 <= index < LEVELS:
            levels[index] = _level(child)
    return levels


def _level(node: Element) -> Level:
    restart = _value(node, "lvlRestart")
    suffix = _value(node, "suff")
    return Level(
        kind=_kind(node),
        text=_value(node, "lvlText") or "",
        start=_int(_value(node, "start"), 1),
        spaced=suffix != "nothing",
        restart=None if restart is None else _int(restart, 0),
        style=_value(node, "pStyle"),
    )


def _kind(node: Element) -> str:
    """Return the format of a level's number; formats newer than the first standard stand in an alternative."""
    for child in node.iter(f"{W}numFmt"):
        kind = child.get(VAL, "decimal")
        return (child.get(f"{W}format") or "decimal").strip() if kind == "custom" else kind
    return "decimal"


def _instance(node: Element, of: _List) -> _Instance:
    levels, starts = dict(of.levels), {}
    for override in node.iterchildren(f"{W}lvlOverride"):
        index = _int(override.get(f"{W}ilvl"), -1)
        if not 0 <= index < LEVELS:
            continue
        for changed in override.iterchildren(f"{W}lvl"):
            levels[index] = _level(changed)
        if (start := _value(override, "startOverride")) is not None:
            starts[index] = _int(start, 1)
    return _Instance(of, levels, starts)


def _value(node: Element, name: str) -> str | None:
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(VAL)


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 9 else otherwise
