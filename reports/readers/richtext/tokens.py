"""An RTF file cut into braces, control words, control symbols and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from reports.errors import DocumentTooLarge

MAX_TOKENS: Final = 8_000_000

_TOKEN = re.compile(
    r"(?P<text>[^\\{}]+)|(?P<brace>[{}])|\\(?:(?P<word>[A-Za-z]{1,32})(?P<value>-?[0-9]{1,10})? ?"
    r"|'(?P<hex>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z]))",
    re.DOTALL,
)
_LINE_ENDS = re.compile("[\r\n\0]+")


class Kind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    BYTE = "byte"
    SIGN = "sign"
    TEXT = "text"


Token = tuple[Kind, str, int | None]
"""(kind, word or text, value): the value is a control word's number, or the byte of an escape."""


def tokens_of(source: str) -> Iterator[Token]:
    """Yield the tokens of a file that was decoded byte by byte (latin-1); binary data is passed over.

    Raises DocumentTooLarge("tokens").
    """
    at, count = 0, 0
    while (match := _TOKEN.match(source, at)) is not None:
        count += 1
        if count > MAX_TOKENS:
            raise DocumentTooLarge("tokens", MAX_TOKENS)
        at = match.end()
        group = match.lastgroup
        if group == "text":
            if text := _LINE_ENDS.sub("", match[0]):
                yield Kind.TEXT, text, None
        elif group == "brace":
            yield (Kind.OPEN if match[0] == "{" else Kind.CLOSE), match[0], None
        elif group == "hex":
            yield Kind.BYTE, "", int(match["hex"], 16)
        elif group == "sign":
            yield Kind.SIGN, match["sign"], None
        else:
            word, value = match["word"], match["value"]
            number = None if value is None else int(value)
            if word == "bin" and number is not None and number > 0:
                at += number
            else:
                yield Kind.WORD, word, number
