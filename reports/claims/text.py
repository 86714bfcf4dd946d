"""A section's text as sentences without line breaks, folded for reading, every sign with its place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING_AT_MOST = 30
LONGEST_SENTENCE = 1200
"""What has no full stop for longer than this is a list or a table, and is read in pieces."""

_FOLD: dict[int, int | str] = {
    **{0xFF10 + digit: ord("0") + digit for digit in range(10)},
    **{0xFF21 + letter: ord("A") + letter for letter in range(26)},
    **{0xFF41 + letter: ord("a") + letter for letter in range(26)},
    **dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF, ord("\t"), ord("\r")), ord(" ")),
    **{ord(sign): "%" for sign in "％﹪"},
    **{ord(sign): "（" for sign in "([［〔【"},
    **{ord(sign): "）" for sign in ")]］〕】"},
    **{ord(odd): plain for odd, plain in zip("．－﹐;!?:", ".-，；！？：", strict=True)},
}
_NUMBERED = re.compile(
    r"(?P<top>（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]{1,3}(?:[、.]|是)|第[一二三四五六七八九十]{1,3}[、，部条])"
    r"|[0-9]{1,2}[、.](?![0-9])|[①-⑳]"
)
_ENDED = frozenset("。！？；：，、")
_STOPS = frozenset("。！？；：")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")
_DIGITS = frozenset("0123456789")
_ANY_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One sentence (to 。！？ or ；), folded and without spaces; `heading` is the line above that names its matter.

    `offsets[i]` is the place of sign i in the section's text. A break between two digits stays as a line break:
    whether they are one number cannot be told. `paragraph` counts from 0.
    """

    text: str
    offsets: tuple[int, ...]
    paragraph: int
    heading: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of text[start:end], which is not empty, in the section's text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def folded(text: str) -> str:
    """Return a short text folded and without spaces, as the sentences are."""
    return "".join(text.translate(_FOLD).split())


def stretches(text: str, *, interesting: re.Pattern[str]) -> Iterator[Stretch]:
    """Yield the sentences of a section in which the pattern occurs; headings are not among them."""
    whole = text.translate(_FOLD)
    top = sub = ""
    for number, (start, end) in enumerate(_paragraphs(whole)):
        first = _SENTENCE.match(whole, start, end)
        line = whole[start : end if first is None else first.end()].strip()
        numbered = _NUMBERED.match(line)
        if numbered is not None:
            named = line[:HEADING_AT_MOST]
            top, sub = (named, "") if numbered["top"] is not None else (top, named)
            if first is not None and len(line) <= HEADING_AT_MOST and not _has_figure(line, numbered.end()):
                start = first.end()
        for match in _SENTENCE.finditer(whole, start, end):
            if interesting.search(match.group()) is not None:
                yield from _cut(whole, *match.span(), paragraph=number, heading=top + sub)


def _has_figure(line: str, start: int) -> bool:
    return _ANY_DIGIT.search(line, start) is not None


def _cut(whole: str, start: int, end: int, *, paragraph: int, heading: str) -> Iterator[Stretch]:
    for begin in range(start, end, LONGEST_SENTENCE):
        signs: list[str] = []
        offsets: list[int] = []
        for offset in range(begin, min(end, begin + LONGEST_SENTENCE)):
            sign = whole[offset]
            if sign in " \n":
                continue
            if sign == "," and not _is_thousands(whole, offset):
                sign = "，"
            if sign in _DIGITS and signs and signs[-1] in _DIGITS and offsets[-1] != offset - 1:
                signs.append("\n")
                offsets.append(offset - 1)
            signs.append(sign)
            offsets.append(offset)
        if signs:
            yield Stretch("".join(signs), tuple(offsets), paragraph, heading)


def _is_thousands(whole: str, offset: int) -> bool:
    """True for the comma of 1,285; false for the one in 收到10件,答复10件."""
    return whole[offset - 1 : offset] in _DIGITS and _THREE_DIGITS.match(whole, offset + 1) is not None


def _paragraphs(whole: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs; a line that ends in the middle of a sentence goes on with the next."""
    start: int | None = None
    offset = 0
    before = ""
    for line in whole.split("\n"):
        stripped = line.strip()
        if start is not None and (not stripped or _ends(before) or _NUMBERED.match(stripped) is not None):
            yield start, offset
            start = None
        if start is None and stripped:
            start = offset
        before = stripped
        offset += len(line) + 1
    if start is not None:
        yield start, len(whole)


def _ends(line: str) -> bool:
    """True where a line ends its paragraph: behind a full stop, and behind a heading ("（二）依申请公开情况")."""
    if line[-1:] in _STOPS:
        return True
    return len(line) <= HEADING_AT_MOST and line[-1:] not in _ENDED and _NUMBERED.match(line) is not None
