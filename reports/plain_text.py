"""A text in plain form: spacing and character width made one, the body's names and its years replaced by signs.

"2024年，本局" of one year and "2023年，某市水务局" of the year before then read alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_THIS_YEAR, _LAST_YEAR, _NEXT_YEAR, _SELF = "\ue000", "\ue001", "\ue002", "\ue003"
SIGNS = {_THIS_YEAR: "今年", _LAST_YEAR: "去年", _NEXT_YEAR: "明年", _SELF: "本单位"}
_WHITE = re.compile(r"[^\S\n]+")
_YEARS = (2000, 2100)
_YEAR = r"20\d\d(?=\s*年)"
_OURSELVES = "[我本](?:单位|机关|局|委|办|厅|院|署|部|室|区|县|市|镇|乡|街道|中心)"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text in plain form; `origins` gives for each of its characters the offset in the text as printed."""

    plain: str
    origins: tuple[int, ...]
    printed: str


def plain_text(text: str, *, report_year: int | None, names: Iterable[str] = ()) -> PlainText:
    """Return the text in plain form; `names` are those of the body that wrote it."""
    pattern, signs = _replaced(report_year, names)
    characters: list[str] = []
    origins: list[int] = []
    at = 0
    for match in [*pattern.finditer(text), None]:
        for offset in range(at, len(text) if match is None else match.start()):
            plain = _WHITE.sub("", unicodedata.normalize("NFKC", text[offset]))
            characters += plain
            origins += [offset] * len(plain)
        if match is not None:
            sign = signs.get(match.group(), _SELF)
            characters += sign
            origins += [match.start()] * len(sign)
            at = match.end()
    return PlainText("".join(characters), tuple(origins), text)


def plain_words(text: str, *, report_year: int | None, names: Iterable[str] = ()) -> str:
    """Return the plain form alone, ten times faster: for the many texts that tell which phrases are usual."""
    pattern, signs = _replaced(report_year, names)
    replaced = pattern.sub(lambda match: signs.get(match.group(), _SELF), text)
    return _WHITE.sub("", unicodedata.normalize("NFKC", replaced))


def _replaced(report_year: int | None, names: Iterable[str]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what is replaced by signs (the body's names, its words for itself, years), and the signs of years."""
    named = sorted({name for name in names if len(name) >= 2}, key=len, reverse=True)
    pattern = re.compile("|".join([*map(re.escape, named), _OURSELVES, _YEAR]))
    signs = {str(year): str(year) for year in range(*_YEARS)}  # a year that is none of the three stays as it is
    if report_year is not None:
        signs |= {str(report_year): _THIS_YEAR, str(report_year - 1): _LAST_YEAR, str(report_year + 1): _NEXT_YEAR}
    return pattern, signs
