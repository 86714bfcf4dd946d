"""Hub pages: the names of many bodies grouped under years, without dates; those without a link are told as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    r"^[^\d\s]{0,6}?(20\d\d)年?度?(?:$|.{0,16}(?:年报|年度报告|部门|单位|机关|街镇|乡镇|街道|区县|政府信息公开)[^\d]{0,6}$|[\]】)）:：]$)"
)
_FEWEST: Final = 3
_LONGEST_NAME: Final = 25


def read_hub(page: Page, found: tuple[Anchor, ...]) -> ListReading | None:
    """Return the bodies that the page lists under years, None where it is no such page.

    Years stand as headings above their bodies, or all together as tabs: then the first block belongs to the first.
    """
    body = page.tree.body
    if body is None:
        return None
    named = {anchor.node.mem_id: anchor for anchor in found if _is_body(anchor.title) and not anchor.in_navigation}
    if len(named) < _FEWEST:
        return None
    marks = list(_marks(body, named))
    tabs = _tabs(marks)
    year = next((found_year for name in page.names if (found_year := _year(name)) is not None), None)
    items: list[ListedItem] = []
    unlinked: list[str] = []
    for mark in marks:
        if isinstance(mark, int):
            year = mark
        elif isinstance(mark, str):
            if year is not None:  # names above the first year are the page's own furniture
                unlinked.append(mark)
        else:
            of_year = tabs.get(mark.container, year)
            if of_year is not None:
                items.append(ListedItem(mark.title, mark.url, mark.date, mark.title, of_year, is_report=True))
    if len(items) < _FEWEST:
        return None
    linked = {item.title for item in items}
    left = tuple(name for name in dict.fromkeys(unlinked) if name not in linked)
    return ListReading(PageKind.HUB, items=tuple(items), unlinked=left)


def _marks(body: LexborNode, named: dict[int, Anchor]) -> Iterator[int | Anchor | str]:
    """Yield in the page's order: years that stand as headings, linked bodies, and names of bodies without a link."""
    for node in body.traverse(include_text=False):
        if node.mem_id in named:
            yield named[node.mem_id]
        elif node.tag in _HEADING_TAGS:
            text = "".join(node.text(deep=True).split())
            year = _year(text)
            if year is not None:
                yield year
            elif node.tag in ("li", "td", "span", "a") and _is_bare_name(node, text):
                yield text


def _tabs(marks: list[int | Anchor | str]) -> dict[int, int]:
    """Return the year of each block of bodies where the years stand together before all of them; else nothing."""
    first_body = next((at for at, mark in enumerate(marks) if not isinstance(mark, int)), len(marks))
    years = list(dict.fromkeys(mark for mark in marks[:first_body] if isinstance(mark, int)))
    blocks = list(dict.fromkeys(mark.container for mark in marks if isinstance(mark, Anchor)))
    later = any(isinstance(mark, int) for mark in marks[first_body:])
    return dict(zip(blocks, years, strict=True)) if len(years) == len(blocks) > 1 and not later else {}


def _year(text: str) -> int | None:
    heading = _HEADING.match("".join(text.split()))
    return None if heading is None else int(heading[1])


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
