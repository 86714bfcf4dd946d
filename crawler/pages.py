"""A page as families read it: parsed once, its address known, its own title found among the candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.errors import ReadError
from reports.readers.charset import decode

_NOT_TEXT: Final = frozenset({"script", "style", "noscript", "template", "svg", "head", "option"})
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table tbody td tfoot th thead tr ucapcontent ucaptitle ul",
    )
)
_TITLE_PLACES: Final = (
    "#ivs_title, ucaptitle, .article-title, .arti_title, .xxgk_title, .content-title, .detail-title, h1, h2, h3"
)


def text_of(body: bytes, *, declared: str | None = None) -> str:
    """Return the characters of a page; the bytes decide the charset, what the site states is a hint.

    Bytes that are no text come back with replacement characters: the look is then judged by what is left.
    """
    try:
        return decode(body, declared=declared)[0]
    except ReadError:
        return body.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Page:
    """A page at an address."""

    url: str
    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        return LexborHTMLParser(self.html)

    @cached_property
    def base(self) -> str:
        """The address that relative links start from."""
        node = self.tree.css_first("base[href]")
        href = None if node is None else node.attributes.get("href")
        return self.url if not href else urljoin(self.url, href)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the page calls itself, the best first: article title, meta, headings, <title>."""
        found = []
        for name in ("ArticleTitle", "articletitle"):
            found.append(self.meta(name))
        for node in self.tree.css(_TITLE_PLACES)[:8]:
            found.append(node.text(deep=True))
        title = self.tree.css_first("title")
        found.append(None if title is None else title.text())
        found.append(self.meta("ColumnName"))
        return tuple(dict.fromkeys(" ".join(name.split()) for name in found if name is not None and name.strip()))

    def meta(self, name: str) -> str | None:
        """Return the content of the meta of that name, however capitalised; None where it is empty or "null"."""
        for node in self.tree.css("meta"):
            if (node.attributes.get("name") or "").lower() == name.lower():
                content = (node.attributes.get("content") or "").strip()
                return content if content and content.lower() != "null" else None
        return None

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The page's text, one block element a line."""
        body = self.tree.body
        if body is None:
            return ()
        lines: list[str] = []
        current: list[str] = []
        for piece in _pieces(body):
            if piece is not None:
                current.append(piece)
            elif current:
                lines.append(" ".join("".join(current).split()))
                current = []
        lines.append(" ".join("".join(current).split()))
        return tuple(line for line in lines if line)


def _pieces(node: LexborNode) -> Iterator[str | None]:
    """Yield the text in order, None at the borders of block elements."""
    child = node.child
    while child is not None:
        if child.is_text_node:
            yield child.text_content or ""
        elif child.is_element_node and child.tag not in _NOT_TEXT:
            block = child.tag in _BLOCKS
            if block:
                yield None
            yield from _pieces(child)
            if block:
                yield None
        child = child.next


_CUT_OFF = re.compile(r"(?:…+|\.{2,}|⋯+)\s*$")


def is_cut_off(text: str) -> bool:
    """Return whether a link's text ends in dots, so that the whole title must stand elsewhere."""
    return _CUT_OFF.search(text) is not None


def without_dots(text: str) -> str:
    """Return the text without the dots at its end."""
    return _CUT_OFF.sub("", text)
