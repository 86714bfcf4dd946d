"""What a family makes of a page: its kind, the entries of its list, where the list goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from crawler.pages import Page


class PageKind(StrEnum):
    """What a page is."""

    LIST = "list"  # entries of one body
    REPORT = "report"  # an annual report itself, also where a column holds a single article
    HUB = "hub"  # the reports of many bodies
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One entry of a list; the address is absolute.

    `agency` and `report_year` are what the title says, or on a hub the heading above it; None: nothing says it.
    `doubtful`: only the page behind the link can tell whether it is an annual report.
    """

    title: str
    url: str
    date: date | None = None
    agency: str | None = None
    report_year: int | None = None
    is_report: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A question to ask next."""

    url: str
    method: str = "GET"
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListReading:
    """A page as a family reads it.

    `next_page` is the page of the list after this one, `requests` what else has to be asked to see the list (none for
    lists that stand in the page), `pages_stated` how many pages the list says it has. `unlinked` are bodies that a hub
    names without a link.
    """

    page_kind: PageKind
    items: tuple[ListedItem, ...] = ()
    next_page: PageRequest | None = None
    requests: tuple[PageRequest, ...] = ()
    pages_stated: int | None = None
    unlinked: tuple[str, ...] = ()


class Family(Protocol):
    """One kind of site: page in, links out, no I/O."""

    @property
    def name(self) -> str:
        """The name in the roll."""
        ...

    def recognise(self, page: Page) -> float:
        """Return how surely the page is of this kind, 0 to 1."""
        ...

    def read_list(self, page: Page) -> ListReading:
        """Return what the page shows."""
        ...
