"""The files that belong to a report's page: linked, framed, or shown in a viewer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urlsplit

from crawler.families.anchors import Navigation, address, anchors
from crawler.pages import Page
from reports.readers.html_leaves import framed_address
from reports.readers.html_tags import FRAMES, is_large_picture
from reports.readers.links import absolute, files_in_script, is_file, viewed_file

MOST: Final = 20  # a page with more is an index, and the rest would be somebody else's

_NOT_A_REPORT = re.compile(r"\.(?:png|jpe?g|gif|bmp|svg|ico|mp4|mp3|css|js|apk|exe)(?:\?|$)", re.IGNORECASE)
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|tiff?|bmp|webp)$", re.IGNORECASE)
_TABLE_LABELS: Final = ("制发件数", "商业企业", "结果维持")
"""One label of each table of the form; where all three are printed the page holds its tables itself."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or framed page that may hold the report or parts of it."""

    url: str
    title: str


def attachments_of(page: Page, *, holds_report: bool) -> tuple[Attachment, ...]:
    """Return the files of a report's page in their order.

    Framed pages of the same host count only where the page itself does not hold the report: they may be all there is.
    Large pictures count where the page lacks a table of the form and nothing else is attached.
    """
    found: dict[str, Attachment] = {}
    titled = anchors(page)
    for anchor in titled:
        if not anchor.in_navigation and is_file(anchor.url, anchor.title):
            _add(found, viewed_file(anchor.url, page.base) or anchor.url, anchor.title)
    for url, title in _files_without_title(page, {anchor.url for anchor in titled}):
        _add(found, url, title)
    for node in page.tree.css(",".join(sorted(FRAMES))):
        url = framed_address(node)
        if url and not url.startswith(("javascript:", "about:", "data:", "#")):
            _add_frame(found, page, url, holds_report=holds_report)
    if not found and not all(label in page.html for label in _TABLE_LABELS):
        for script in page.tree.css("script:not([src])"):
            for url in files_in_script(script.text()):
                _add(found, absolute(url, page.base), "")
    if not found and not all(label in page.html for label in _TABLE_LABELS):
        for url in _pictures(page):
            found.setdefault(url, Attachment(url, ""))
    return tuple(found.values())[:MOST]


def _pictures(page: Page) -> list[str]:
    """Return the large pictures of the article: where tables are missing and nothing is attached they may hold them."""
    body = page.tree.body
    if body is None:
        return []
    navigation = Navigation(body)
    pictures = []
    for node in body.css("img"):
        url = absolute((node.attributes.get("src") or "").strip(), page.base)
        is_picture = urlsplit(url).scheme in ("http", "https") and _PICTURE.search(urlsplit(url).path) is not None
        if is_picture and is_large_picture(node.attributes) and not navigation.holds(node):
            pictures.append(url)
    return pictures


def _files_without_title(page: Page, titled: set[str]) -> list[tuple[str, str]]:
    """Return files whose link says no more than "下载"; their own name is the title then."""
    body = page.tree.body
    if body is None:
        return []
    navigation = Navigation(body)
    files = []
    for node in body.css("a"):
        url = address(node, page.base)
        if url is not None and url not in titled and is_file(url) and not navigation.holds(node):
            files.append((url, urlsplit(url).path.rsplit("/", 1)[-1]))
    return files


def _add_frame(found: dict[str, Attachment], page: Page, url: str, *, holds_report: bool) -> None:
    file = viewed_file(url, page.base)
    if file is not None:
        _add(found, file, "")
        return
    target = urldefrag(absolute(url, page.base)).url
    same_host = urlsplit(target).hostname == urlsplit(page.url).hostname
    if is_file(target) or (same_host and not holds_report):
        _add(found, target, "")


def _add(found: dict[str, Attachment], url: str, title: str) -> None:
    if urlsplit(url).scheme in ("http", "https") and _NOT_A_REPORT.search(url) is None:
        found.setdefault(url, Attachment(url, title))
