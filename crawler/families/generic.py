"""The list page as most systems make it: links in list items, table rows or repeated blocks, days beside them."""

from __future__ import annotations

from crawler.families.listing import ListReading
from crawler.families.reading import read_listing
from crawler.pages import Page


class GenericList:
    """Any page whose list stands in its own markup."""

    name = "generic"

    def recognise(self, page: Page) -> float:
        """Return 0.2 for every page: a family that knows its own sites goes first."""
        return 0.2

    def read_list(self, page: Page) -> ListReading:
        """Return what the page shows."""
        return read_listing(page)
