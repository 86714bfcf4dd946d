"""The style sheet of an RTF file: which paragraph styles are headings, which lines of a table of contents."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?:heading|标题)\s*[1-9]", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*[1-9]", re.IGNORECASE)


class Styles:
    """Names by number, filled while the style sheet is read."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def name(self, style: int, text: str) -> None:
        """Add a piece of a style's name."""
        self._names[style] = self._names.get(style, "") + text

    def is_heading(self, style: int) -> bool:
        """True for a style of headings."""
        return _HEADING.match(self._names.get(style, "").strip()) is not None

    def is_contents(self, style: int) -> bool:
        """True for a style of lines in a table of contents."""
        return _CONTENTS.match(self._names.get(style, "").strip()) is not None
