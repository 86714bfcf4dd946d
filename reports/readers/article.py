"""Which part of a page is the article: the element around all of the report's phrases, widened by prose beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.model import DocumentLink, Grid, LinkKind
from reports.readers.html_tags import CONTAINER_NAMES
from reports.readers.html_tree import Element, Item, Linked, Walk
from reports.readers.links import absolute, link_kind, viewed_file
from reports.readers.phrases import grid_phrases, line_phrases

_COVER: Final = 0.8
"""The share of the phrases that an inner element must hold to be preferred: the rest may be links to other pages."""

_PROSE = re.compile("[，。；]")
_FOOT_LINE = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|主办单位|承办单位|技术支持|网站地图|联系我们|上一篇|下一篇|打印本页|打印本文|关闭(?:本页|窗口|页面)"
    r"|扫一扫|分享到|返回顶部|责任编辑|相关(?:链接|信息|阅读|解读|文章|附件|文档)|您访问的链接|【?(?:打印|关闭|字体|收藏)"
)
_FOOT_LENGTH = 60
_NAMES_REPORT = re.compile(r"公开.{0,30}(?:报告|年报)|(?:报告|年报).{0,30}公开")
_DATED = re.compile(
    r"(?:时间|日期|发布于|公开日)\s*[】\]]?\s*[:：]?\s*[\[【(（]?\s*(?:19|20)[0-9]{2}\s*[-年/.]\s*[0-9]{1,2}"
)
_OF_REPORT = re.compile(r"年报|年度报告|附件|信息公开|下载")


@dataclass(frozen=True, slots=True)
class Article:
    """The article's items in reading order (title and date lines from beside it first), its links and pictures."""

    items: tuple[Item, ...]
    links: tuple[DocumentLink, ...]
    images: int


def find_article(walk: Walk, base: str | None, go_into: Callable[[Item], Walk]) -> Article:
    """Return the part of the page that is the report, or the page's main text where nothing looks like one.

    `base` makes the links absolute; `go_into` walks a list of links that turns out to stand in or near the article.
    """
    phrases = {id(item): found for item in walk.items if (found := _phrases(item))}
    container = _container(walk, phrases)
    inside = _Inside(container)
    near = _Inside(container.parent.parent if container.parent is not None and container.parent.parent else walk.root)
    walk = _unfolded(walk, near, go_into)
    body = _without_foot([item for item in walk.items if inside(item.element)], phrases)
    beside = [item for item in walk.items if not inside(item.element) and _is_witness(item)]
    links = (_link(linked, base, inside, near) for linked in walk.links)
    images = sum(1 for picture in walk.pictures if inside(picture.element))
    return Article((*beside, *body), tuple(dict.fromkeys(link for link in links if link is not None)), images)


def _unfolded(walk: Walk, near: _Inside, go_into: Callable[[Item], Walk]) -> Walk:
    """Return the walk with the lists of links near the article gone into, the others left out."""
    unfolded = Walk(walk.root, [], list(walk.links), list(walk.pictures))
    for item in walk.items:
        if not item.later:
            unfolded.items.append(item)
        elif near(item.element):
            inner = go_into(item)
            unfolded.items.extend(inner.items)
            unfolded.links.extend(inner.links)
            unfolded.pictures.extend(inner.pictures)
    return unfolded


class _Inside:
    """Tells whether an element is the container or within it; answers are remembered on the way up."""

    def __init__(self, container: Element) -> None:
        self._known: dict[Element, bool] = {container: True}

    def __call__(self, element: Element) -> bool:
        climbed: list[Element] = []
        around: Element | None = element
        while around is not None and around not in self._known:
            climbed.append(around)
            around = around.parent
        answer = around is not None and self._known[around]
        self._known.update(dict.fromkeys(climbed, answer))
        return answer


def _container(walk: Walk, phrases: Mapping[int, set[str]]) -> Element:
    held: dict[Element, set[str]] = {}
    for item in walk.items:
        if (found := phrases.get(id(item))) is not None:
            for around in item.element.ancestors():
                held.setdefault(around, set()).update(found)
    total = held.get(walk.root, set())
    if len(total) < 2:
        return _named_container(walk)
    container = walk.root
    while (inner := _inner(container, held, total)) is not None:
        container = inner
    return _widened(container, walk)


def _phrases(item: Item) -> set[str]:
    if item.grid is not None:
        return grid_phrases(item.grid)
    return set() if item.linked else line_phrases(item.text)


def _inner(container: Element, held: dict[Element, set[str]], total: set[str]) -> Element | None:
    """Return the child that holds (nearly) all phrases that its parent holds; of two copies the one with more."""
    children = [element for element in held if element.parent is container]
    fitting = [child for child in children if len(held[child]) >= _COVER * len(total)]
    return max(fitting, key=lambda child: len(held[child]), default=None)


def _widened(container: Element, walk: Walk) -> Element:
    """Climb while the parent adds prose: headings and text may stand beside a wrapper that holds the tables only."""
    prose = [item for item in walk.items if _is_prose(item)]
    around = container.parent
    inside = _Inside(container)
    while around is not None:
        copied = {item.text for item in prose if inside(item.element)}  # a second copy for small screens adds nothing
        outside = [item for item in prose if not inside(item.element) and item.text not in copied]
        if not outside:
            break
        within = _Inside(around)
        if sum(len(item.text) for item in outside if within(item.element)) > 60:
            container, inside = around, within
        around = around.parent
    return container


def _is_prose(item: Item) -> bool:
    return (
        len(item.text) > 25
        and not item.linked
        and _PROSE.search(item.text) is not None
        and _FOOT_LINE.search(item.text) is None
    )


def _named_container(walk: Walk) -> Element:
    """Return the element that sites name as the article's, the one with most text; the whole body if none is named."""
    sizes: dict[Element, int] = {}
    for item in walk.items:
        size = len(item.text) if item.grid is None else 10 * len(item.grid.rows)
        for around in item.element.ancestors():
            if around.names and not CONTAINER_NAMES.isdisjoint(around.names.lower().split()):
                sizes[around] = sizes.get(around, 0) + size
    pictured = {around for picture in walk.pictures for around in picture.element.ancestors()}
    named = {element for element in pictured if not CONTAINER_NAMES.isdisjoint(element.names.lower().split())}
    for element in named:
        sizes.setdefault(element, 0)
    return max(sizes, key=lambda element: sizes[element], default=walk.root)


def _without_foot(items: Sequence[Item], phrases: Mapping[int, set[str]]) -> list[Item]:
    """Leave out what sites put below an article inside its container: links, print and share lines, a footer."""
    last = max((index for index, item in enumerate(items) if id(item) in phrases), default=-1)
    end = len(items)
    for index in range(last + 1, len(items)):
        text = items[index].text
        if len(text) <= _FOOT_LENGTH and _FOOT_LINE.search(text) is not None:
            end = index
            break
    while end - 1 > last and items[end - 1].linked:
        end -= 1
    return list(items[:end])


def _is_witness(item: Item) -> bool:
    """True for a line beside the article that tells its title or date."""
    if item.grid is not None:
        return len(item.grid.rows) <= 12 and _DATED.search(_flat(item.grid)) is not None
    text = item.text
    if not 6 <= len(text) <= 200 or (item.linked and not item.heading):
        return False
    return _NAMES_REPORT.search(text) is not None or (not item.linked and _DATED.search(text) is not None)


def _flat(grid: Grid) -> str:
    return " ".join(cell.text for row in grid.rows for cell in row)


def _link(linked: Linked, base: str | None, inside: _Inside, near: _Inside) -> DocumentLink | None:
    """Return a link inside the article, or a frame or an attached file beside it that is named as part of a report."""
    within = inside(linked.element)
    if not within and not linked.frame and (_OF_REPORT.search(linked.text) is None or not near(linked.element)):
        return None
    kind = link_kind(linked.address, linked.text)
    if kind is None or (kind is LinkKind.PAGE and not within and not linked.frame):
        return None
    address = absolute(linked.address, base)
    if linked.frame:
        shown = viewed_file(linked.address, base)
        kind = LinkKind.FRAME if shown is not None or kind is LinkKind.PAGE else LinkKind.ATTACHMENT
        address = shown or address
    return DocumentLink(address, linked.text, kind)
