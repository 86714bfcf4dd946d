"""Shanghai's shared platform (集约化): every bureau's host has /<column>/<yyyymmdd>/<32 hex>.html and /nw<number>/."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from crawler.families.anchors import Anchor, is_document
from crawler.families.listing import ListReading, PageKind
from crawler.families.reading import read_listing
from crawler.pages import Page

_ARTICLE: Final = re.compile(
    r"/(?:[\w-]+/)+20\d{6}/(?:[0-9a-f]{32}|\d{4}-\d+_\d+)\.(?:html?|pdf|docx?)$"
    r"|/nw2/(?:nw\d+/)+u\d+aw\d+\.html$",
    re.IGNORECASE,
)
_HREF: Final = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


class ShanghaiPlatform:
    """A page of that platform, by the addresses of its articles."""

    name = "shanghai"

    def recognise(self, page: Page) -> float:
        """Return 0.9 where articles with such addresses are linked, 0.6 for such an address of its own."""
        links = [urlsplit(href).path for href in _HREF.findall(page.html)]
        articles = sum(1 for path in links if _ARTICLE.search(path))
        if articles >= 1:
            return 0.9
        return 0.6 if _ARTICLE.search(urlsplit(page.url).path) else 0.0

    def read_list(self, page: Page) -> ListReading:
        """Return what the page shows; only articles and files are entries, the columns beside them are not."""
        reading = read_listing(page, keep=_is_entry)
        return read_listing(page) if reading.page_kind is PageKind.OTHER else reading


def _is_entry(anchor: Anchor) -> bool:
    return _ARTICLE.search(urlsplit(anchor.url).path) is not None or is_document(anchor.url, anchor.title)
