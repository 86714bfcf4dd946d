"""Signs of symbol fonts (Wingdings, Symbol): the few that forms use are known, any other is openly unreadable."""

from __future__ import annotations

import re
from typing import Final

from reports.readers.word.tree import PICTURE

_SIGNS: Final = {
    **dict.fromkeys(("A8", "6F", "71", "A3", "2A"), "□"),
    **dict.fromkeys(("FE", "52", "54"), "☑"),
    **dict.fromkeys(("FC", "50"), "√"),
    **dict.fromkeys(("FB", "4F", "FD", "53"), "×"),
    **dict.fromkeys(("6C", "9F", "B7", "76", "D8", "E0", "6E", "A7", "AB", "F0"), "•"),
}
"""By the low byte of the character, in hexadecimal."""

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def sign(low_byte: str) -> str:
    """Return what a sign shows, given the low byte of its character; a placeholder that is no number where unknown."""
    return _SIGNS.get(low_byte.upper(), PICTURE)


def with_signs(text: str) -> str:
    """Return the text with the characters that symbol fonts use (U+F020 to U+F0FF) as they show."""
    return _PRIVATE.sub(lambda match: sign(f"{ord(match[0]) & 0xFF:02X}"), text)
