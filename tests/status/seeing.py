"""What a person sees of a page: its words, one space between them."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.status.conftest import Served


def tree_of(served: Served, path: str) -> LexborHTMLParser:
    """Return the parsed page, which must be there."""
    answer = served.get(path)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def words_of(node: LexborNode | None) -> str:
    """Return the words of an element that must be there."""
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def words(served: Served, path: str) -> str:
    """Return the words of the page's main part."""
    return words_of(tree_of(served, path).css_first("main"))
