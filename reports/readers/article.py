"""Which part of a page is the article: the element around all of the report's phrases, widened by prose beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reports.model import DocumentLink, Grid, LinkKind, TextBlock
from reports.readers.html_tags import CONTAINER_NAMES
from reports.readers.html_tree import Element, Item, Walk
from reports.readers.phrases import report_phrases

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
    """The article's blocks in reading order (title and date lines from beside it first), its links and large pictures."""

    items: tuple[Item, ...]
    links: tuple[DocumentLink, ...]
    images: int


def find_article(walk: Walk) -> Article:
    """Return the part of the page that is the report, or the page's main text where nothing looks like one."""
    container = _container(walk)
    inside = [item for item in walk.items if _within(item.element, container)]
    body = _without_foot(inside)
    beside = [item for item in walk.items if not _within(item.element, container) and _is_witness(item)]
    links = [linked.link for linked in walk.links if _belongs(linked.link, linked.element, container)]
    images = sum(1 for picture in walk.pictures if _within(picture.element, container))
    return Article((*beside, *body), tuple(dict.fromkeys(links)), images)


def _within(element: Element, container: Element) -> bool:
    return any(around is container for around in element.ancestors())


def _container(walk: Walk) -> Element:
    phrases: dict[Element, set[str]] = {}
    for item in walk.items:
        found = report_phrases(item.block) if not item.linked else set()
        if found:
            for around in item.element.ancestors():
                phrases.setdefault(around, set()).update(found)
    total = phrases.get(walk.root, set())
    if len(total) < 2:
        return _named_container(walk)
    container = walk.root
    while (inner := _inner(container, phrases, total)) is not None:
        container = inner
    return _widened(container, walk)


def _inner(container: Element, phrases: dict[Element, set[str]], total: set[str]) -> Element | None:
    """Return the child that holds (nearly) all phrases that its parent holds; of two copies the one with more."""
    children = [element for element in phrases if element.parent is container]
    fitting = [child for child in children if len(phrases[child]) >= _COVER * len(total)]
    return max(fitting, key=lambda child: len(phrases[child]), default=None)


def _widened(container: Element, walk: Walk) -> Element:
    """Climb while the parent adds prose: headings and text may stand beside a wrapper that holds the tables only."""
    around = container.parent
    while around is not None:
        prose = sum(
            len(item.block.text)
            for item in walk.items
            if isinstance(item.block, TextBlock)
            and not item.linked
            and len(item.block.text) > 25
            and _PROSE.search(item.block.text) is not None
            and _within(item.element, around)
            and not _within(item.element, container)
            and _FOOT_LINE.search(item.block.text) is None
        )
        if prose > 60:
            container = around
        around = around.parent
    return container


def _named_container(walk: Walk) -> Element:
    """Return the element that sites name as the article's, the one with most text; the whole body where none is named."""
    sizes: dict[Element, int] = {}
    for item in walk.items:
        size = len(item.block.text) if isinstance(item.block, TextBlock) else 10 * len(item.block.rows)
        for around in item.element.ancestors():
            if around.names and not CONTAINER_NAMES.isdisjoint(around.names.lower().split()):
                sizes[around] = sizes.get(around, 0) + size
    pictured = {around for picture in walk.pictures for around in picture.element.ancestors()}
    named = {element for element in pictured if not CONTAINER_NAMES.isdisjoint(element.names.lower().split())}
    for element in named:
        sizes.setdefault(element, 0)
    return max(sizes, key=lambda element: sizes[element], default=walk.root)


def _without_foot(items: Sequence[Item]) -> list[Item]:
    """Leave out what sites put below an article inside its container: links, print and share lines, the site's footer."""
    last = max((index for index, item in enumerate(items) if report_phrases(item.block)), default=-1)
    end = len(items)
    for index in range(last + 1, len(items)):
        block = items[index].block
        if isinstance(block, TextBlock) and len(block.text) <= _FOOT_LENGTH and _FOOT_LINE.search(block.text):
            end = index
            break
    while end - 1 > last and items[end - 1].linked:
        end -= 1
    return list(items[:end])


def _is_witness(item: Item) -> bool:
    """True for a line beside the article that tells its title or date."""
    block = item.block
    if isinstance(block, Grid):
        return len(block.rows) <= 12 and _DATED.search(_flat(block)) is not None
    if not 6 <= len(block.text) <= 200:
        return False
    if _NAMES_REPORT.search(block.text) is not None and (block.heading or not item.linked):
        return True
    return not item.linked and _DATED.search(block.text) is not None


def _flat(grid: Grid) -> str:
    return " ".join(cell.text for row in grid.rows for cell in row)


def _belongs(link: DocumentLink, element: Element, container: Element) -> bool:
    """Links inside the article, and attached files beside it that are named as part of a report."""
    if _within(element, container):
        return True
    near = container.parent.parent if container.parent is not None else None
    if link.kind is LinkKind.PAGE or not (near is None or _within(element, near) or link.kind is LinkKind.FRAME):
        return False
    return _OF_REPORT.search(link.text) is not None or link.kind is LinkKind.FRAME
