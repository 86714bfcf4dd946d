"""Folding of titles: one spelling, years and dates told apart, parts of a page title separated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from reports.title_words import TRADITIONAL, YEAR

FIRST_YEAR: Final = 2002  # the first local rules on disclosure
LAST_YEAR: Final = 2099

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"</?(?:br|p|span|font|b|strong|em|div|center)\b[^>]{0,200}>", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|html?|shtml|jsp|txt|md|zip|rar)$", re.IGNORECASE)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九OoＯ", "000123456789000")
_CHINESE_YEAR = re.compile(r"[二2][〇○零0OoＯ][〇○零一二三四五六七八九0-9OoＯ]{2}(?=年)")
# A day or month stands for publishing, never for the year reported on; so do document numbers and clock times.
_DATES = re.compile(
    r"[\[(（【]?(?:发布|公布|公开|发文|生成|更新)?(?:时间|日期)?[::]?(?<![0-9])(?:19|20)[0-9]{2}"
    r"(?:[-./年][01]?[0-9](?:[-./月][0-3]?[0-9](?:日|号)?|月份?|月)|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
    r"(?:[T ]?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?/?(?:发布|公布|公开|印发|更新)?[\])）】]?"
)
_SHORT_DATE = re.compile(
    r"[\[(（【](?:0?[1-9]|1[0-2])[-./][0-3]?[0-9][\])）】]|(?<![0-9])(?:0[1-9]|1[0-2])-[0-3][0-9](?![0-9])"
)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[【(（](?:19|20)[0-9]{2}[〕\]】)）]第?[0-9]{1,4}号")
_RANGE = re.compile(r"(?<![0-9])(20[0-9]{2})年?度?\s*(?:-|--|—|——|–|~|至|到)\s*(20[0-9]{2})(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_SEPARATORS = re.compile(r"\s*[|丨>»›]+\s*|\s+[-–—]+\s+|——|--+|(?<=[^\d\s])[-–—](?=[^\d\s])|\s*_+\s*")


@dataclass(frozen=True, slots=True)
class FoldedTitle:
    """A title in one spelling: every year is `YEAR` in `text` and stands in `years` in the same order."""

    text: str
    years: tuple[int, ...]
    year_range: tuple[int, int] | None = None  # "2008-2024": an index, or a school year


def tidy(text: str) -> str:
    """Return the text in NFKC without markup and invisible characters, one blank between words."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _TAGS.sub(" ", text)))
    return _BLANKS.sub(" ", text.replace("\u3000", " ")).strip()


def segments(text: str) -> tuple[str, ...]:
    """Return the parts of a page title, the page's own name first ("报告_栏目_网站", "首页 > 栏目 > 报告")."""
    tidied = tidy(text)
    parts = [part.strip() for part in _SEPARATORS.split(tidied) if part and part.strip(" -_|>")]
    is_path = any(mark in tidied for mark in (">", "»", "›")) and "_" not in tidied and "|" not in tidied
    return tuple(reversed(parts)) if is_path else tuple(parts)


def fold(text: str) -> FoldedTitle:
    """Return one part of a title folded; publishing dates, document numbers and file endings are gone."""
    folded = tidy(text).translate(TRADITIONAL)
    folded = _DATES.sub("", folded)  # before blanks go: "2025-01-13 10:30"
    folded = _BLANKS.sub("", folded)
    folded = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), folded)
    folded = _DOCUMENT_NUMBER.sub("", _SHORT_DATE.sub("", _DATES.sub("", _EXTENSION.sub("", folded))))
    years_between = _RANGE.search(folded)
    years: list[int] = []

    def mark(match: re.Match[str]) -> str:
        if not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            return match[0]
        years.append(int(match[1]))
        return YEAR

    folded = _YEAR.sub(mark, folded)
    span = None if years_between is None else (int(years_between[1]), int(years_between[2]))
    return FoldedTitle(folded, tuple(years), span)
