"""Pages: one parse, one walk, the article chosen by what it holds; tables with spans spread, or told from blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from reports.errors import DocumentTooLarge
from reports.model import Document, DocumentLink, Grid, HtmlPlace, LinkKind, Place, TextBlock
from reports.readers.article import find_article
from reports.readers.html_rows import rows_of_elements
from reports.readers.html_scripts import Scripted, article_in_scripts
from reports.readers.html_tags import may_hide
from reports.readers.html_walk import MAX_DEPTH, NOTHING_HIDDEN, hidden_nodes, list_of_links, whole_page
from reports.readers.links import absolute, files_in_script
from reports.readers.phrases import grid_phrases, table_phrases
from reports.readers.tab_rows import with_tab_rows

MAX_TAGS: Final = 500_000
"""Opening and closing; the longest real page with its menus has 30,000."""

_MOST_FILES: Final = 5
_LARGE: Final = 300_000
_NESTING = re.compile(r"<(/?)(?:div|span|font|table|ul|b|i|section|DIV|SPAN|FONT|TABLE|UL|B|I)\b")


def read_html(text: str, encoded: bytes | None = None, *, charset: str | None, url: str | None) -> Document:
    """Return the document of a page: the article's blocks and grids, metas, links; no navigation, footer, hidden part.

    Places are a CSS path and, for cells, table, row and column counted from 0. Empty elements stand as blocks without
    text: where a table is written without <table> they may be blank cells. Where no table of the form shows and a
    script holds one as text, that text is read behind what shows; its places begin "script:2 > ". `encoded` is the
    text in UTF-8, where that is at hand.
    Raises DocumentTooLarge.
    """
    if len(text) > MAX_TAGS and text.count("<") > MAX_TAGS:
        raise DocumentTooLarge("elements", MAX_TAGS)
    _refuse_deep_nesting(text)
    page = text.encode(errors="replace") if encoded is None else encoded
    lower = page.lower()
    tree = LexborHTMLParser(page)
    base = tree.css_first("base[href]") if b"<base" in lower else None
    where = url if base is None else absolute(base.attributes.get("href") or "", url)
    root = tree.body or tree.root
    if root is None:
        return Document("text/html", (), charset=charset)
    hidden = hidden_nodes(tree) if may_hide(lower) else NOTHING_HIDDEN
    article = find_article(whole_page(root, hidden), where, partial(list_of_links, hidden=hidden))
    blocks = tuple(with_tab_rows(rows_of_elements(article.items)))
    links = article.links
    if not _shows_tables(blocks):
        if (scripted := article_in_scripts(tree)) is not None:
            blocks += tuple(_in_script(scripted))
        else:
            links = tuple(dict.fromkeys((*links, *_handed_to_viewers(tree, where))))
    return Document("text/html", blocks, _metas(tree), links, article.images, charset)


def _handed_to_viewers(tree: LexborHTMLParser, base: str | None) -> Iterator[DocumentLink]:
    """Yield the files that the page's scripts name: where no table shows, one of them may hold the report."""
    for script in tree.css("script:not([src])"):
        for address in files_in_script(script.text())[:_MOST_FILES]:
            yield DocumentLink(absolute(address, base), "", LinkKind.FRAME)


def _shows_tables(blocks: Sequence[TextBlock | Grid]) -> bool:
    """True where anything of the form's tables can be seen on the page itself."""
    if any(isinstance(block, Grid) and grid_phrases(block) for block in blocks):
        return True
    return bool(table_phrases("".join(block.text for block in blocks if isinstance(block, TextBlock))))


def _in_script(scripted: Scripted) -> Iterator[TextBlock | Grid]:
    """Yield what the markup in a script shows; the places begin with the script that it stood in."""
    _refuse_deep_nesting(scripted.markup)
    tree = LexborHTMLParser(f"<body>{scripted.markup}")
    if tree.body is None:
        return
    for block in with_tab_rows(rows_of_elements(whole_page(tree.body, hidden_nodes(tree)).items)):
        if isinstance(block, TextBlock):
            yield replace(block, place=_place_in_script(block.place, scripted))
            continue
        rows = (
            tuple(replace(cell, place=_place_in_script(cell.place, scripted)) for cell in row) for row in block.rows
        )
        yield Grid(tuple(rows), _place_in_script(block.place, scripted))


def _place_in_script(place: Place, scripted: Scripted) -> Place:
    return replace(place, path=f"script:{scripted.number} > {place.path}") if isinstance(place, HtmlPlace) else place


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
