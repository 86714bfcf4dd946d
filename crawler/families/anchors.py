"""The links of a page as entries: whole title, absolute address, the day beside it, the container they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.families.dates import listed_date, without_dates
from crawler.pages import Page, is_cut_off, without_dots
from reports.readers.links import is_file

_ITEM_TAGS: Final = frozenset({"li", "tr", "dd", "dt"})
_CONTAINER_TAGS: Final = frozenset({"ul", "ol", "dl", "table", "tbody", "body", "html"})
_CLIMB: Final = 8
_MOST_OF_PAGE: Final = 0.6  # a wrapper called "page" or "top-content" holds the page, it is no navigation
_MOST_LINKS_OF_ITEM: Final = 3
_SCRIPT_ADDRESS = re.compile(
    r"""["']([^"'\s]+\.(?:s?html?|jsp|jhtml|aspx?|pdf|docx?|wps|ofd)(?:\?[^"']*)?|https?://[^"'\s]+)["']"""
)
_TITLED = re.compile(
    r"标题\s*[:：]\s*(.+?)\s*(?:(?:发布|发表|更新|创建)?(?:日期|时间)|作者|来源|点击|浏览|$)", re.DOTALL
)
_NO_TITLE = re.compile(
    r"^(?:更多|more|详情|详细|查看(?:详情|全文|原文)?|点击(?:查看|下载|进入)?|下载|附件\d*|pdf|word|doc|打印|关闭|返回|首页|网站首页|"
    r"上一?页|下一?页|首页|尾页|末页|跳转|确定|go|\d{1,3}|[<>«»‹›\[\](). …·|+-]*)$",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|header|head|top|footer|foot|bottom|crumbs?|breadcrumbs?|position|location|dqwz|weizhi|wz|sitemap|friend|"
    r"yqlj|copyright|copy|toolbar|share|pager?|pages|page|pagination|paging|fenye|sidebar|sub-?nav|left-?nav|leftmenu|tabs?)(?:$|[-_\s\d])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Anchor:
    """One link; `container` names the element whose children the entries are, `beside` is the text around the link."""

    node: LexborNode
    title: str
    url: str
    container: int
    beside: str
    in_navigation: bool  # inside an element that names itself navigation, header, footer or pager

    @cached_property
    def date(self) -> date | None:
        """The day that stands beside the link, or at the end of its text."""
        return listed_date(self.beside, url=self.url) or listed_date(self.node.text(deep=True), url=self.url)


def anchors(page: Page) -> tuple[Anchor, ...]:
    """Return the page's links to pages and files in their order; those without a title of their own are left out."""
    body = page.tree.body
    if body is None:
        return ()
    navigation = Navigation(body)
    addressed = [(node, url) for node in body.css("a") if (url := address(node, page.base)) is not None]
    links = _links_below(addressed)
    texts = {node.mem_id: _own_text(node) for node, _ in addressed}
    named = {url for node, url in addressed if _NO_TITLE.match(texts[node.mem_id]) is None}
    found = []
    for node, url in addressed:
        item = _item(node, links)
        beside = "" if item is None else _text_beside(item, node)
        alone = url not in named and (item is None or len(links[item.mem_id]) == 1)
        title = _title(node, texts[node.mem_id], beside, alone=alone)
        if title is None:
            continue
        parent = node if item is None else item
        container = parent.parent.mem_id if parent.parent is not None else parent.mem_id
        found.append(Anchor(node, title, url, container, beside, navigation.holds(node)))
    return tuple(found)


def address(node: LexborNode, base: str) -> str | None:
    """Return the absolute http(s) address that a link leads to, also through a script that opens a page; else None."""
    attributes = node.attributes
    href = (attributes.get("href") or "").strip().replace("\\", "/")
    if not href or href == "#" or href.lower().startswith(("javascript:", "#")):
        script = f"{href} {attributes.get('onclick') or ''}"
        quoted = _SCRIPT_ADDRESS.search(script)
        if quoted is None:
            return None
        href = quoted[1]
    try:
        url = urldefrag(urljoin(base, "".join(href.split()))).url
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None


def by_container(found: tuple[Anchor, ...]) -> Iterator[tuple[int, tuple[Anchor, ...]]]:
    """Yield the links of each container, in the page's order."""
    groups: dict[int, list[Anchor]] = {}
    for anchor in found:
        groups.setdefault(anchor.container, []).append(anchor)
    for container, members in groups.items():
        yield container, tuple(members)


class Navigation:
    """Tells which elements of a page are navigation: by their names, unless most of the page stands in them."""

    def __init__(self, body: LexborNode) -> None:
        self._length = len(body.text(deep=True))
        self._known: dict[int, bool] = {}

    def holds(self, node: LexborNode) -> bool:
        """Return whether the node stands in navigation."""
        parent = node.parent
        if parent is None or parent.tag in ("body", "html"):
            return False
        found = self._known.get(parent.mem_id)
        if found is None:
            found = self._known[parent.mem_id] = self._is_navigation(parent) or self.holds(parent)
        return found

    def _is_navigation(self, node: LexborNode) -> bool:
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if node.tag not in ("nav", "header", "footer") and _NAVIGATION.search(names) is None:
            return False
        return len(node.text(deep=True)) < _MOST_OF_PAGE * self._length


def _links_below(addressed: list[tuple[LexborNode, str]]) -> dict[int, set[str]]:
    """Return, for every element around a link, the addresses of the links in it."""
    links: dict[int, set[str]] = {}
    for node, url in addressed:
        current = node.parent
        for _ in range(_CLIMB + 1):
            if current is None:
                break
            links.setdefault(current.mem_id, set()).add(url)
            current = current.parent
    return links


def _item(node: LexborNode, links: dict[int, set[str]]) -> LexborNode | None:
    """Return the element that is one entry of the list: a row or list item, else the largest around this link alone."""
    current = node.parent
    alone: LexborNode | None = None
    for _ in range(_CLIMB):
        if current is None or current.tag in _CONTAINER_TAGS:
            break
        here = len(links[current.mem_id])
        if current.tag in _ITEM_TAGS:
            return current if here <= _MOST_LINKS_OF_ITEM else alone
        if here > 1 and alone is not None and not _is_in_row(current):
            break
        if here == 1:
            alone = current
        current = current.parent
    return alone


def _is_in_row(node: LexborNode) -> bool:
    """True where a row or list item follows a few levels up: the search for the entry goes on."""
    parent = node.parent
    for _ in range(3):
        if parent is None:
            return False
        if parent.tag in _ITEM_TAGS:
            return True
        parent = parent.parent
    return False


def _text_beside(item: LexborNode, node: LexborNode) -> str:
    """Return the entry's text without the link's own."""
    text, own = item.text(deep=True, separator=" "), node.text(deep=True, separator=" ")
    return " ".join((text.replace(own, " ", 1) if own.strip() else text).split())


def _title(node: LexborNode, text: str, beside: str, *, alone: bool) -> str | None:
    """Return the whole title: the attribute where the text is cut off, the entry's text where the link says "下载".

    `alone`: the entry's text can only be this link's; a second link of the entry ("查看详情") leaves it to the first.
    """
    attribute = _attribute_title(node.attributes.get("title"))
    if attribute is not None and (
        _NO_TITLE.match(text) or is_cut_off(text) or attribute.startswith(without_dots(text))
    ):
        text = attribute
    if _NO_TITLE.match(text) is None:
        return text
    rest = without_dates(beside).strip(" []()（）【】|·-:：")
    return " ".join(rest.split()) if alone and len(rest) >= 6 else None


def _own_text(node: LexborNode) -> str:
    """Return the link's text without a day that stands in an element of its own inside the link."""
    pieces = []
    for child in node.iter(include_text=True):
        text = child.text(deep=True) if child.is_element_node else (child.text_content or "")
        is_day = child.is_element_node and not without_dates(text).strip(" []()（）【】|")
        pieces.append(" " if is_day else text)
    return " ".join("".join(pieces).split())


def _attribute_title(value: str | None) -> str | None:
    """Return a title attribute's title; some hold a small form ("标题：… 发布时间：…"), some only a hint."""
    if value is None:
        return None
    labelled = _TITLED.search(value)
    title = " ".join((labelled[1] if labelled is not None else value).split())
    return title if len(title) >= 4 and _NO_TITLE.match(title) is None else None


def is_document(url: str, title: str) -> bool:
    """Return whether a link leads to a file rather than a page."""
    return is_file(url, title)
