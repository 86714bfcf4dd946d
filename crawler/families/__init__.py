"""Families of sites. A family that is added here is known to the roll, to `family: auto` and to `duban links`."""

from __future__ import annotations

from typing import Final

from crawler.families.generic import GenericList
from crawler.families.listing import Family, ListedItem, ListReading, PageKind, PageRequest
from crawler.families.shanghai import ShanghaiPlatform
from crawler.pages import Page

FAMILIES: Final[tuple[Family, ...]] = (ShanghaiPlatform(), GenericList())
AUTO: Final = "auto"

__all__ = ["AUTO", "FAMILIES", "Family", "ListReading", "ListedItem", "PageKind", "PageRequest", "family_of"]


def family_of(page: Page, *, named: str = AUTO) -> Family:
    """Return the family that the roll names, or for "auto" (and for a name unknown here) the one surest of the page."""
    for family in FAMILIES:
        if family.name == named:
            return family
    return max(FAMILIES, key=lambda family: family.recognise(page))
