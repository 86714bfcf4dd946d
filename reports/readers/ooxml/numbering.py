"""The lists of a DOCX as numbering.xml defines them."""

from __future__ import annotations

from reports.readers.ooxml.names import VAL, W
from reports.readers.package import Element
from reports.readers.word.lists import LEVELS, Count, Level, ListInstance, Lists


def read_lists(root: Element | None) -> Lists:
    """Return the document's lists by number; none where the document has no such part."""
    instances: dict[str, ListInstance] = {}
    counts = {} if root is None else _counts(root)
    for node in () if root is None else root.iterchildren(f"{W}num"):
        count = counts.get(_value(node, "abstractNumId") or "")
        if count is not None:
            instances[node.get(f"{W}numId", "")] = _instance(node, count)
    return Lists(instances)


def _counts(root: Element) -> dict[str, Count]:
    """Return the abstract lists; one that only points to a list style stands for that style's list."""
    counts: dict[str, Count] = {}
    by_style: dict[str, Count] = {}
    links: dict[str, str] = {}
    for node in root.iterchildren(f"{W}abstractNum"):
        ident = node.get(f"{W}abstractNumId", "")
        counts[ident] = count = Count(_levels(node))
        if (link := _value(node, "styleLink")) is not None:
            by_style[link] = count
        if (link := _value(node, "numStyleLink")) is not None:
            links[ident] = link
    return {ident: by_style.get(links.get(ident, ""), count) for ident, count in counts.items()}


def _levels(node: Element) -> dict[int, Level]:
    levels = {_int(child.get(f"{W}ilvl"), 0): _level(child) for child in node.iterchildren(f"{W}lvl")}
    return {index: level for index, level in levels.items() if index < LEVELS}


def _level(node: Element) -> Level:
    restart = _value(node, "lvlRestart")
    return Level(
        kind=_kind(node),
        text=_value(node, "lvlText") or "",
        start=_int(_value(node, "start"), 1),
        spaced=_value(node, "suff") != "nothing",
        restart=None if restart is None else _int(restart, 0),
        style=_value(node, "pStyle"),
    )


def _kind(node: Element) -> str:
    """Return the format of a level's number; a newer one stands beside its fallback, and comes first."""
    kind = next(node.iter(f"{W}numFmt"), None)
    return "decimal" if kind is None else kind.get(VAL, "decimal")


def _instance(node: Element, count: Count) -> ListInstance:
    levels, starts = dict(count.levels), {}
    for override in node.iterchildren(f"{W}lvlOverride"):
        index = _int(override.get(f"{W}ilvl"), LEVELS)
        if index >= LEVELS:
            continue
        for changed in override.iterchildren(f"{W}lvl"):
            levels[index] = _level(changed)
        if (start := _value(override, "startOverride")) is not None:
            starts[index] = _int(start, 1)
    return ListInstance(count, levels, starts)


def _value(node: Element, name: str) -> str | None:
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(VAL)


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 9 else otherwise
