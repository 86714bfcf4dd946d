"""Where a list goes on, as far as the page itself says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.families.anchors import address
from crawler.families.listing import PageRequest
from crawler.pages import Page

_NEXT: Final = re.compile(
    r"^\s*(?:下一?页|下页|后一?页|后页|next(?:\s*page)?|[>›»]+|&gt;+)\s*[>›»]*\s*$", re.IGNORECASE
)
_DISABLED: Final = re.compile(r"disabled|no-?click|gray|grey|un-?able", re.IGNORECASE)
_PAGE_HTML = re.compile(r"createPageHTML\s*\(([^)]*)\)")
_COUNT_VARIABLE = re.compile(
    r"\b(?:countPage|pageCount|totalPage|total_page|page_count)\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE
)
_CURRENT_VARIABLE = re.compile(r"\b(?:currentPage|curPage|pageIndex|current_page)\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_STATED = (
    re.compile(r"共\s*(?:<[^<>]{0,80}>\s*)*(\d{1,4})\s*(?:<[^<>]{0,80}>\s*)*页"),
    re.compile(
        r"(?:第|页码?|当前)\s*[:：]?\s*(?:<[^<>]{0,80}>\s*)*\d{1,4}\s*(?:<[^<>]{0,80}>\s*)*/\s*(?:<[^<>]{0,80}>\s*)*(\d{1,4})"
    ),
    re.compile(r"(?<![\d/-])\d{1,3}\s*/\s*(\d{1,3})\s*页"),
)
_NUMBERED: Final = (
    re.compile(r"^(?P<stem>.*?)[_-](?P<number>\d{1,3})(?P<ending>\.[a-z]+)$", re.IGNORECASE),
    re.compile(r"^(?P<stem>.*/)(?P<number>\d{1,3})(?P<ending>\.[a-z]+)$", re.IGNORECASE),
)
_PAGE_KEYS: Final = frozenset(
    {"page", "pageno", "pagenum", "pageindex", "currpage", "curpage", "p", "pn", "currentpage"}
)


@dataclass(frozen=True, slots=True)
class Paging:
    """The page after this one (None: there is none, or the page does not say), and how many there are, if it says."""

    next_page: PageRequest | None
    pages_stated: int | None


def read_paging(page: Page) -> Paging:
    """Return what the page says of its place in the list: a link, a script's numbers, or numbered links."""
    scripted = _scripted(page)
    stated = scripted.pages_stated if scripted is not None else _stated(page.html)
    for url in (_next_link(page), None if scripted is None or scripted.next_page is None else scripted.next_page.url):
        if url is not None and _belongs(url, page.url):
            return Paging(PageRequest(url), stated)
    if scripted is None and (stated is None or stated > 1):
        url = _numbered_link(page)
        if url is not None:
            return Paging(PageRequest(url), stated)
    return Paging(None, stated)


def _next_link(page: Page) -> str | None:
    for node in page.tree.css("a"):
        text = node.text(deep=True) or node.attributes.get("title") or ""
        if _NEXT.match(text) is None:
            continue
        parent = node.parent
        classes = (
            f"{node.attributes.get('class') or ''} {'' if parent is None else parent.attributes.get('class') or ''}"
        )
        url = address(node, page.base)
        if url is not None and url != page.url and _DISABLED.search(classes) is None:
            return url
    return None


def _scripted(page: Page) -> Paging | None:
    """Return what createPageHTML(pages, current, "index", "html") or variables say; None where neither stands there.

    TRS counts from 0 and calls the second page index_1; the look-alikes with a container as first argument count from 1
    and call it name_2.
    """
    found = _PAGE_HTML.search(page.html)
    if found is not None and (arguments := _arguments(found[1])):
        if arguments[0].isdigit():
            numbers = [int(argument) for argument in arguments if argument.isdigit()]
            names = [argument for argument in arguments if argument and not argument.isdigit()]
            return _numbered(
                page, pages=numbers[0], current=numbers[1] if len(numbers) > 1 else 0, names=names, first=0
            )
        numbers = [int(argument) for argument in arguments[1:3] if argument.isdigit()]
        if len(numbers) == 2:
            return _numbered(page, pages=numbers[0], current=numbers[1], names=arguments[3:5], first=1)
    count = _COUNT_VARIABLE.search(page.html)
    if count is None:
        return None
    current = _CURRENT_VARIABLE.search(page.html)
    return _numbered(page, pages=int(count[1]), current=0 if current is None else int(current[1]), names=[], first=0)


def _arguments(text: str) -> list[str]:
    return [argument.strip().strip("\"'") for argument in text.split(",")]


def _numbered(page: Page, *, pages: int, current: int, names: list[str], first: int) -> Paging:
    """Return the paging of a list whose pages are name, name_<first + 1>, name_<first + 2> … up to `pages` pages."""
    name = names[0] if names else _name_of(page.url)
    ending = names[1] if len(names) > 1 else _ending_of(page.url)
    if current + 1 >= pages + first or not name:
        return Paging(None, pages)
    return Paging(PageRequest(urljoin(page.base, f"{name}_{current + 1}.{ending}")), pages)


def _name_of(url: str) -> str:
    last = urlsplit(url).path.rsplit("/", 1)[-1]
    return re.sub(r"_\d+$", "", last.rpartition(".")[0]) or "index"


def _ending_of(url: str) -> str:
    last = urlsplit(url).path.rsplit("/", 1)[-1]
    return last.rpartition(".")[2] if "." in last else "html"


def _numbered_link(page: Page) -> str | None:
    """Return the link to the page whose number is one more than this page's own, from a row of numbered links."""
    own = _number_of(page.url)
    links: dict[int, str] = {}
    for node in page.tree.css("a"):
        text = node.text(deep=True).strip(" []")
        url = address(node, page.base)
        if text.isdigit() and len(text) <= 3 and url is not None and url != page.url and _belongs(url, page.url):
            links.setdefault(int(text), url)
    if not links or not any(_number_of(url) is not None for url in links.values()):
        return None
    current = _current(page, links)
    if current is None:
        current = own if own in (None, *links) else None
    return links.get((current or 1) + 1)


def _current(page: Page, links: dict[int, str]) -> int | None:
    """Return the number that the pager marks as this page: the one gap in the row, or a number that is no link."""
    for node in page.tree.css("span, strong, b, em, a, li"):
        text = node.text(deep=True).strip(" []")
        classes = node.attributes.get("class") or ""
        marked = (
            re.search(r"(?:^|[-_ ])(?:current|cur|on|active|selected|thisclass|pages?-?now)(?:$|[-_ ])", classes)
            is not None
        )
        if text.isdigit() and len(text) <= 3 and (marked or node.tag in ("span", "strong", "b", "em")):
            number = int(text)
            if number not in links and (number + 1 in links or number - 1 in links):
                return number
    return None


def _number_of(url: str) -> int | None:
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if key.lower() in _PAGE_KEYS and value.isdigit():
            return int(value)
    for pattern in _NUMBERED:
        if (found := pattern.match(parts.path)) is not None:
            return int(found["number"])
    return None


def _belongs(url: str, page_url: str) -> bool:
    """True for a page of the same list: same host, same folder or below (others wander into other bodies' lists)."""
    asked, own = urlsplit(url), urlsplit(page_url)
    folder = own.path.rsplit("/", 1)[0] + "/"
    name = own.path.rsplit("/", 1)[-1].rpartition(".")[0]
    if asked.hostname != own.hostname:
        return False
    return asked.path.startswith(folder) or asked.path.startswith(f"{folder}{name}/") or asked.path == own.path


def _stated(html: str) -> int | None:
    """Return how many pages the pager says there are."""
    for pattern in _STATED:
        if (found := pattern.search(html)) is not None:
            return int(found[1])
    return None
