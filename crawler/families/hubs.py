"""Hub pages: the names of many bodies grouped under years, without dates; those without a link are told as well."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.families.anchors import Anchor
from crawler.families.listing import ListedItem, ListReading, PageKind
from crawler.pages import Page
from reports.title_words import ORGAN_END

_HEADING_TAGS: Final = frozenset(
    (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "th",
        "td",
        "li",
        "p",
        "div",
        "span",
        "strong",
        "b",
        "caption",
        "legend",
        "a",
    )
)
_HEADING: Final = re.compile(
    r"^[\[【(（]?(20\d\d)年?度?(?:各[^\s]{0,10})?(?:政府)?(?:信息公开)?(?:工作)?(?:年度报告|年报)?[\]】)）:：]?$"
)
_FEWEST: Final = 3
_LONGEST_NAME: Final = 25


def read_hub(page: Page, found: tuple[Anchor, ...]) -> ListReading | None:
    """Return the bodies that the page lists under years, None where it is no such page."""
    body = page.tree.body
    if body is None:
        return None
    named = {anchor.node.mem_id: anchor for anchor in found if _is_body(anchor.title) and not anchor.in_navigation}
    if len(named) < _FEWEST:
        return None
    year: int | None = None
    items: list[ListedItem] = []
    unlinked: list[str] = []
    for node in body.traverse(include_text=False):
        if node.mem_id in named:
            anchor = named[node.mem_id]
            if year is not None:
                items.append(ListedItem(anchor.title, anchor.url, anchor.date, anchor.title, year, is_report=True))
        elif node.tag in _HEADING_TAGS:
            text = "".join(node.text(deep=True).split())
            heading = _HEADING.match(text)
            if heading is not None:
                year = int(heading[1])
            elif year is not None and node.tag in ("li", "td", "span", "a") and _is_bare_name(node, text):
                unlinked.append(text)
    if len(items) < _FEWEST:
        return None
    linked = {item.title for item in items}
    return ListReading(
        PageKind.HUB, items=tuple(items), unlinked=tuple(name for name in dict.fromkeys(unlinked) if name not in linked)
    )


def _is_body(title: str) -> bool:
    return (
        len(title) <= _LONGEST_NAME
        and not re.search(r"\d|报告|年报|公开|指南", title)
        and ORGAN_END.search(title) is not None
    )


def _is_bare_name(node: LexborNode, text: str) -> bool:
    """True for an element that holds nothing but a body's name, and no link."""
    has_link = (
        any(link.attributes.get("href") for link in node.css("a")) if node.tag != "a" else node.attributes.get("href")
    )
    return (
        not has_link
        and all(child.is_text_node for child in node.iter(include_text=True))
        and len(text) >= 3
        and _is_body(text)
    )
