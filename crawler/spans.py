"""Cuts pieces out of markup in one pass, whatever the markup is: a page may be made to hang a careless pattern."""

from __future__ import annotations

import re


def without_spans(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Return the text without what stands from each opening to the closing after it; an unclosed rest stays."""
    kept: list[str] = []
    at = 0
    while (begin := opening.search(text, at)) is not None:
        end = closing.search(text, begin.end())
        if end is None:
            break
        kept.append(text[at : begin.start()])
        at = end.end()
    kept.append(text[at:])
    return " ".join(kept)
