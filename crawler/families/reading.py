"""From links to a list: which container holds the entries, which entries are reports, what kind of page it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.families.anchors import Anchor, anchors, by_container
from crawler.families.hubs import read_hub
from crawler.families.listing import ListedItem, ListReading, PageKind, PageRequest
from crawler.families.paging import read_paging
from crawler.pages import Page, is_cut_off
from reports.readers.links import is_file
from reports.titles import classify, parse_title

_REPORT_MARKS: Final = (
    "制发件数",
    "总体情况",
    "主动公开政府信息",
    "收到和处理政府信息公开申请",
    "依申请公开政府信息",
    "商业企业",
)
_COLUMN_NAME = re.compile(r"信息公开.{0,8}(?:年报|年度报告)|^(?:年报|年度报告)$")
_FEWEST_DATED: Final = 2
_BODIES_OF_A_HUB: Final = 3
_LONGEST_LIST: Final = 2000

Keep = Callable[[Anchor], bool]


def read_listing(page: Page, *, keep: Keep | None = None) -> ListReading:
    """Return what the page shows; `keep` narrows the links to those that entries of this kind of site can have."""
    found = tuple(anchor for anchor in anchors(page) if keep is None or keep(anchor))
    in_column = is_report_column(page)
    items = _items(found, in_column=in_column)
    if holds_report(page):
        return ListReading(PageKind.REPORT, items=(_own_item(page),))
    hub = read_hub(page, found)
    if hub is not None and not any(item.is_report for item in items):
        return hub
    if not items:
        return ListReading(PageKind.OTHER, requests=_frames(page), pages_stated=read_paging(page).pages_stated)
    paging = read_paging(page)
    kind = PageKind.HUB if _bodies(items) >= _BODIES_OF_A_HUB else PageKind.LIST
    return ListReading(kind, items=items, next_page=paging.next_page, pages_stated=paging.pages_stated)


def is_report_column(page: Page) -> bool:
    """Return whether the page calls itself a column of annual reports: bare entries ("2023年年报") are such then."""
    parts = [part for name in page.names for part in re.split(r"[-_|>»\s]+", name)]
    return any(_COLUMN_NAME.search(part) for part in parts)


def _items(found: tuple[Anchor, ...], *, in_column: bool) -> tuple[ListedItem, ...]:
    """Return the entries of the containers with reports; where none has any, of the one most like a list."""
    groups = [
        (members, [_item(anchor, in_column=in_column) for anchor in members]) for _, members in by_container(found)
    ]
    with_reports = [items for _, items in groups if any(item.is_report for item in items)]
    if not with_reports:
        listed = [(members, items) for members, items in groups if _looks_like_list(members)]
        with_reports = [max(listed, key=lambda group: _weight(group[0]))[1]] if listed else []
    return _unique(item for items in with_reports for item in items)[:_LONGEST_LIST]


def _item(anchor: Anchor, *, in_column: bool) -> ListedItem:
    reading = parse_title(anchor.title, url=anchor.url)
    named_for_a_year = reading.is_annual_report and reading.report_year is not None
    sure = named_for_a_year and (not reading.doubtful or (in_column and reading.confidence >= 0.5))
    unnamed = reading.is_annual_report and not reading.doubtful and not anchor.in_navigation  # "XX局…年度报告", no year
    cut_off = is_cut_off(anchor.title) and "信息公开" in anchor.title and not anchor.in_navigation
    return ListedItem(
        title=anchor.title,
        url=anchor.url,
        date=anchor.date,
        agency=reading.agency,
        report_year=reading.report_year,
        is_report=sure or unnamed,
        doubtful=cut_off or (not sure and reading.doubtful and not anchor.in_navigation),
    )


def _frames(page: Page) -> tuple[PageRequest, ...]:
    """Return the framed pages of the same host: some columns are only a frame around their list."""
    host = urlsplit(page.url).hostname
    found = [urljoin(page.base, node.attributes.get("src") or "#") for node in page.tree.css("iframe, frame")]
    return tuple(PageRequest(url) for url in found if urlsplit(url).hostname == host and not is_file(url))


def _looks_like_list(members: tuple[Anchor, ...]) -> bool:
    if all(anchor.in_navigation for anchor in members):
        return False
    dated = sum(1 for anchor in members if anchor.date is not None)
    return dated >= _FEWEST_DATED or (dated == len(members) == 1)


def _weight(members: tuple[Anchor, ...]) -> tuple[int, int]:
    return sum(1 for anchor in members if anchor.date is not None), sum(len(anchor.title) for anchor in members)


def _unique(items: Iterable[ListedItem]) -> tuple[ListedItem, ...]:
    """Return the entries with each address once, in the page's order; the longer title and a date win."""
    kept: dict[str, ListedItem] = {}
    for item in items:
        known = kept.get(item.url)
        if known is None:
            kept[item.url] = item
        elif len(item.title) > len(known.title):
            kept[item.url] = replace(item, date=item.date or known.date)
        elif known.date is None and item.date is not None:
            kept[item.url] = replace(known, date=item.date)
    return tuple(kept.values())


def _bodies(items: tuple[ListedItem, ...]) -> int:
    """Return how many bodies have a report of one and the same year in the list."""
    by_year: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.is_report and item.report_year is not None and item.agency is not None:
            by_year[item.report_year][item.agency] += 1
    return max((len(bodies) for bodies in by_year.values()), default=0)


def holds_report(page: Page) -> bool:
    """Return whether the page itself holds a report: by its text, never by its title alone."""
    if sum(mark in page.html for mark in _REPORT_MARKS) < 2:
        return False
    verdict = classify(url=page.url, title=None, text="\n".join(page.lines))
    return verdict.is_annual_report and verdict.why.startswith("the text has")


def _own_item(page: Page) -> ListedItem:
    """The page as its own only entry."""
    title = next((name for name in page.names if parse_title(name).is_annual_report), None)
    verdict = classify(url=page.url, title=title, text="\n".join(page.lines))
    return ListedItem(
        title=title or (page.names[0] if page.names else page.url),
        url=page.url,
        agency=verdict.agency,
        report_year=verdict.report_year,
        is_report=True,
    )
