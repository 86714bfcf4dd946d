"""Whose entries these are: a shared list holds the reports of several bodies, and only the agency's own count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from crawler.families import ListedItem

MOST_BODIES: Final = 1000
_SUFFIX = re.compile(r"(?:人民)?政府$")
_BRACKETS = re.compile(r"[(（].*?[)）]")


def own_items(items: Sequence[ListedItem], names: Iterable[str]) -> tuple[ListedItem, ...]:
    """Return the entries that are the agency's.

    A list with at most one report a year is one body's own, whatever name it had then. Where one year has reports of
    several bodies, only those under one of the agency's names count, and those under no name at all where none has.
    """
    wanted = [_folded(name) for name in names]
    if not wanted or not _is_shared(items):
        return tuple(items)
    own = tuple(item for item in items if item.agency is not None and _is_named(item.agency, wanted))
    if own:
        return own
    return tuple(item for item in items if item.agency is None)


def bodies_shown(items: Sequence[ListedItem], *, since: int) -> dict[str, list[str]]:
    """Return by report year the bodies whose reports a list of several bodies links; {} for one body's own list."""
    if not _is_shared(items):
        return {}
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.is_report and item.agency is not None and item.report_year is not None and item.report_year >= since:
            shown[str(item.report_year)].append(item.agency)
    return {year: list(dict.fromkeys(names))[:MOST_BODIES] for year, names in shown.items()}


def _is_shared(items: Sequence[ListedItem]) -> bool:
    bodies: defaultdict[int, set[str]] = defaultdict(set)
    for item in items:
        if item.is_report and item.report_year is not None and item.agency is not None:
            bodies[item.report_year].add(_folded(item.agency))
    return any(len(named) > 1 for named in bodies.values())


def _is_named(agency: str, wanted: Sequence[str]) -> bool:
    """True for the same name, and for a shorter one that lacks the place before it (水务局 for 青江市水务局)."""
    printed = _folded(agency)
    return any(
        printed == name or (len(printed) >= 3 and name.endswith(printed)) or (len(name) >= 3 and printed.endswith(name))
        for name in wanted
    )


def _folded(name: str) -> str:
    return _SUFFIX.sub("", _BRACKETS.sub("", "".join(name.split())))
