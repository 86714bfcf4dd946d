"""Pages: one parse, one walk, the article chosen by what it holds; tables with spans spread, or told from blocks."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from reports.errors import DocumentTooLarge
from reports.model import Document
from reports.readers.article import find_article
from reports.readers.html_rows import rows_of_elements
from reports.readers.html_walk import MAX_DEPTH, hidden_nodes, list_of_links, whole_page
from reports.readers.links import absolute
from reports.readers.tab_rows import with_tab_rows

MAX_TAGS: Final = 500_000
"""Opening and closing; the longest real page with its menus has 30,000."""

_LARGE: Final = 300_000
_NESTING = re.compile(r"<(/?)(?:div|span|font|table|ul|b|i|section|DIV|SPAN|FONT|TABLE|UL|B|I)\b")


def read_html(text: str, *, charset: str | None, url: str | None) -> Document:
    """Return the document of a page: the article's blocks and grids, metas, links; no navigation, footer, hidden part.

    Places are a CSS path and, for cells, table, row and column counted from 0. Empty elements stand as blocks without
    text: where a table is written without <table> they may be blank cells. Raises DocumentTooLarge.
    """
    if text.count("<") > MAX_TAGS:
        raise DocumentTooLarge("elements", MAX_TAGS)
    _refuse_deep_nesting(text)
    tree = LexborHTMLParser(text)
    base = tree.css_first("base[href]")
    where = url if base is None else absolute(base.attributes.get("href") or "", url)
    root = tree.body or tree.root
    if root is None:
        return Document("text/html", (), charset=charset)
    hidden = hidden_nodes(tree)
    article = find_article(whole_page(root, hidden), where, partial(list_of_links, hidden=hidden))
    blocks = tuple(with_tab_rows(rows_of_elements(article.items)))
    return Document("text/html", blocks, _metas(tree), article.links, article.images, charset)


def _refuse_deep_nesting(text: str) -> None:
    """Parsing thousands of levels takes minutes; only long pages can hold them."""
    if len(text) < _LARGE:
        return
    depth = 0
    for match in _NESTING.finditer(text):
        depth += -1 if match[1] else 1
        if depth > 20 * MAX_DEPTH:
            raise DocumentTooLarge("depth", MAX_DEPTH)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the metas by lower-case name, the first of each name, and <title> as "title"."""
    metas: dict[str, str] = {}
    title = tree.css_first("title")
    if title is not None and (text := " ".join(title.text().split())):
        metas["title"] = text
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = (attributes.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    return metas
