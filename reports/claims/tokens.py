"""A sentence as words that reports use for their figures, the figures themselves, and whatever else stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from reports.claims.lexicon import WORDS
from reports.claims.numerals import Figure, FigureKind, figures
from reports.claims.roles import Role

SHORTEST_NAME = 3
"""A piece of an agency's name this short or shorter may be anything."""

_ENUMERATOR = re.compile(r"[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}[是、.]")
_WHOLE_YEAR = re.compile(
    r"1月1日起?[至到—–-]+(?:20[0-9]{2}年)?12月31日(?:止|期间)?|1月?[至到—–-]+12月份?|12月31日(?:止|期间)?|12月底"
)
"""Dates that bound the whole year; a figure to any other date is not the year's."""

_OUTER_PLACE = re.compile(r"^.{1,8}?(?:省|自治区|市|州|盟)(?=.{2})")
PRINTED_YEAR = "year"
"""The key of a year in digits, which says more than 本年."""

Words = Mapping[str, tuple[tuple[str, Role, str], ...]]


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its role and key, a figure (Role.FIGURE), or a run of signs without meaning here (Role.UNKNOWN)."""

    role: Role
    key: str
    start: int
    end: int
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Whose report it is: `names` are those it may call itself by; a government speaks for all its offices."""

    names: tuple[str, ...]
    is_government: bool
    report_year: int | None


@lru_cache(maxsize=256)
def words_of(author: Author) -> Words:
    """Return the words by their first sign, longest first; the author's own names among them."""
    known = dict(WORDS)
    for name in author.names:
        if author.is_government:
            place = name.partition("人民政府")[0]
            known[name] = (Role.PART, "")
            known.update((whole, (Role.WHOLE, "")) for whole in {place, _OUTER_PLACE.sub("", place)} if len(whole) > 1)
        else:
            known.update((name[at:], (Role.OFFICE, "")) for at in range(len(name) - SHORTEST_NAME + 1))
    by_sign: dict[str, list[tuple[str, Role, str]]] = {}
    for word in sorted(known, key=len, reverse=True):
        by_sign.setdefault(word[0], []).append((word, *known[word]))
    return MappingProxyType({sign: tuple(found) for sign, found in by_sign.items()})


def tokenise(text: str, author: Author) -> Sequence[Token]:
    """Return the tokens of a sentence in order, without gaps."""
    words = words_of(author)
    tokens: list[Token] = []
    at = 0
    enumerated = _ENUMERATOR.match(text)
    if enumerated is not None:
        at = enumerated.end()
        tokens.append(Token(Role.FILLER, "", 0, at))
    for figure in figures(text):
        if figure.start < at:  # inside a word: the 三 of 三类内部事务信息, the 12345 of a hotline
            continue
        found = list(_words(text, at, figure.start, words))
        if found and found[-1].end > figure.start:
            tokens.extend(found)
            at = found[-1].end
            continue
        named = _word_at(text, figure.start, words)
        if named is not None and named.end > figure.end:
            tokens.extend(found)
            tokens.append(named)
            at = named.end
            continue
        tokens.extend(found)
        tokens.append(_figure(text, figure, author))
        at = tokens[-1].end
    tokens.extend(_words(text, at, len(text), words))
    return tokens


def _words(text: str, start: int, end: int, words: Words) -> Iterator[Token]:
    """Yield the words that begin in the span; the last may reach beyond its end."""
    unknown = at = start
    while at < end:
        token = _word_at(text, at, words)
        if token is None:
            at += 1
            continue
        if unknown < at:
            yield Token(Role.UNKNOWN, "", unknown, at)
        yield token
        unknown = at = token.end
    if unknown < end:
        yield Token(Role.UNKNOWN, "", unknown, end)


def _word_at(text: str, at: int, words: Words) -> Token | None:
    for word, role, key in words.get(text[at], ()):
        if text.startswith(word, at):
            return Token(role, key, at, at + len(word))
    return None


def _figure(text: str, figure: Figure, author: Author) -> Token:
    """Return the token of a figure; years by their relation to the report year, dates of the whole year as filling."""
    start, end = figure.start, figure.end
    match figure.kind:
        case FigureKind.YEAR:
            return Token(_year_role(int(figure.value), author.report_year), PRINTED_YEAR, start, end)
        case FigureKind.OTHER:
            whole = _WHOLE_YEAR.match(text, start)
            if whole is not None:
                return Token(Role.FILLER, "", start, whole.end())
            dated = text[end : end + 1] in ("月", "日")
            return Token(Role.PART_OF_YEAR if dated else Role.UNKNOWN, "", start, end)
        case _:
            return Token(Role.FIGURE, "", start, end, figure)


def _year_role(year: int, report_year: int | None) -> Role:
    if report_year is None:
        return Role.OTHER_YEAR
    return {0: Role.THIS_YEAR, -1: Role.LAST_YEAR, 1: Role.NEXT_YEAR}.get(year - report_year, Role.OTHER_YEAR)
