"""Pages that carry the article in a script: a variable, an argument, or JSON; the markup in it is taken out as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from reports.readers.phrases import table_phrases

_LEAST_PHRASES: Final = 3
_SHORTEST: Final = 400
"""Characters: no table of the form is shorter, and most strings of a page are."""

_MOST_VALUES: Final = 100_000
_TOKEN: Final = re.compile(
    r"""//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+"""  # comments: an apostrophe in them begins nothing
    r"""|"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)|'((?:[^'\\]++|\\.)*+)(?:'|\\?\Z)|`((?:[^`\\]++|\\.)*+)(?:`|\\?\Z)""",
    re.DOTALL,
)
"""Strings and comments; one that does not end goes on to the end of the text, so that nothing is looked at twice."""

_MARKUP: Final = re.compile(r"<[^<>]*>")
_JOINED: Final = re.compile(r"\s*\+\s*")
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": ""}


@dataclass(frozen=True, slots=True)
class Scripted:
    """Markup found in a script; `number` counts the page's scripts from 1."""

    markup: str
    number: int


def article_in_scripts(tree: LexborHTMLParser) -> Scripted | None:
    """Return the string of the page's scripts that holds most of the form's tables; None where none holds any."""
    best: tuple[int, Scripted] | None = None
    for number, script in enumerate(tree.css("script"), start=1):
        text = script.text()
        if len(text) < _SHORTEST:
            continue
        is_json = "json" in (script.attributes.get("type") or "").lower()
        for value in _of_json(text) if is_json else _strings(text):
            markup = _as_markup(value)
            phrases = len(table_phrases(_MARKUP.sub("", markup)))
            if phrases >= _LEAST_PHRASES and (best is None or phrases > best[0]):
                best = phrases, Scripted(markup, number)
    return None if best is None else best[1]


def _strings(script: str) -> Iterator[str]:
    """Yield the long strings of a script, pieces joined by "+" as one; a string that is JSON gives those inside it."""
    pieces: list[str] = []
    end = 0
    for match in _TOKEN.finditer(script):
        if match.lastindex is None:
            continue
        if pieces and _JOINED.fullmatch(script, end, match.start()) is None:
            yield from _opened("".join(pieces))
            pieces = []
        pieces.append(match[match.lastindex])
        end = match.end()
    yield from _opened("".join(pieces))


def _opened(literal: str) -> Iterator[str]:
    if len(literal) < _SHORTEST:
        return
    text = _ESCAPE.sub(_unescaped, literal) if "\\" in literal else literal
    if text.lstrip().startswith(("{", "[")):
        yield from _of_json(text)
    else:
        yield text


def _unescaped(match: re.Match[str]) -> str:
    wide, four, two, letter = match.groups()
    code = wide or four or two
    if code is None:
        return _LETTERS.get(letter, letter)
    number = int(code, 16)
    return chr(number) if number < 0xD800 or 0xE000 <= number <= 0x10FFFF else "\ufffd"


def _of_json(text: str) -> Iterator[str]:
    """Yield the long strings of a JSON document, none where it is not one."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        match waiting.pop():
            case dict() as entries:
                waiting.extend(entries.values())
            case list() as values:
                waiting.extend(values)
            case str() as value if len(value) >= _SHORTEST:
                yield value


def _as_markup(value: str) -> str:
    """Return the text as markup: percent-encoded and entity-encoded texts are opened once."""
    text = unquote(value) if value[:6].lstrip().lower().startswith("%3c") else value
    return html.unescape(text) if "<" not in text and "&lt;" in text else text
