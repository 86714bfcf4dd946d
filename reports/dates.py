"""Dates that a document tells: the reporting period it states, and every witness of its publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from reports.model import DateWitness, Grid, Period, Place, TextBlock

_SPACES = re.compile(r"\s+")
_DAY = r"(?P<y>(?:19|20)[0-9]{2})\s*[年\-/.]\s*(?P<m>[01]?[0-9])\s*[月\-/.]\s*(?P<d>[0-3]?[0-9])\s*[日号]?"
_BEGINS_DAY = re.compile(r"(?:19|20)[0-9]{2}\s*[年\-/.]")
_LABELLED = re.compile(
    r"(?:(?:发布|发文|公开|公布|生成|成文|印发|制发|上网)(?:时间|日期)?|^\s*[\[【(（]?(?:时间|日期))"
    r"[】\]]?\s*[:：]?\s*[\[【(（]?\s*" + _DAY
)
_LABEL = re.compile(r"^(?:发布|发文|公开|公布|生成|成文|印发|制发|上网)?(?:时间|日期)[:：]?$")
_BARE = re.compile(
    r"^[\[【(（\s]*" + _DAY + r"[\s\]】)）]*(?:[0-2]?[0-9][:：时][0-5]?[0-9].*|来源.*|浏览.*|字[体号].*)?$"
)
_IN_TITLE = re.compile(r"[(（\[]\s*" + _DAY + r"\s*[)）\]]\s*$")
_CLOCK = re.compile(r"今天|今日|现在|星期|农历|当前|欢迎|服务时间|办公时间|工作时间|起止|有效")
_ANY_DAY = re.compile(_DAY)
_SIGNED = re.compile(r"^[（(]?\s*" + _DAY + r"\s*[)）]?$")
_CHINESE_DAY = re.compile(
    r"^(?P<y>[二2][〇○Oo零0][一二三四五六七八九〇○零0-9]{2})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号]$"
)
_CHINESE_DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))

_IN_ADDRESS = (
    re.compile(r"/t(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])_"),
    re.compile(r"/art/(?P<y>20[0-9]{2})/(?P<m>1?[0-9])/(?P<d>[1-3]?[0-9])/"),
    re.compile(r"/(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?=[/_.]|$)"),
    re.compile(r"/(?P<y>20[0-9]{2})[-/](?P<m>[01][0-9])[-/](?P<d>[0-3][0-9])(?=[/_.]|$)"),
)
_DATE_METAS = ("pubdate", "publishdate", "publishtime", "publish_time", "article:published_time", "firstpublishedtime")

_PERIOD = re.compile(
    r"(?:自|从)?(?P<sy>20[0-9]{2})年?(?P<sm>[0-9]{1,2})月(?P<sd>[0-9]{1,2})[日号]?(?:起|开始)?"
    r"(?:至|到|[-—–~～―－]+)(?:(?P<ey>20[0-9]{2})年)?(?P<em>[0-9]{1,2})月(?P<ed>[0-9]{1,2})[日号]?(?:止|为止|期间)?"
)
_FULL_START = re.compile(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}")
_DAMAGED = re.compile(
    r"(?:自|从)?20[0-9]{2,6}[年月日0-9]{0,10}(?:起|开始)?(?:至|到)(?:20[0-9]{2})?[年月日0-9]{2,10}[日号]?(?:止|为止)?"
)
_ABOUT_PERIOD = re.compile(r"统计(?:的)?(?:期限|时限|时间|周期|范围)|数据|报告期|期限|起至|日止")


def _day(match: re.Match[str], prefix: str = "", year: str | None = None) -> date | None:
    try:
        if prefix:
            return date(int(year or match[f"{prefix}y"]), int(match[f"{prefix}m"]), int(match[f"{prefix}d"]))
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def find_period(blocks: Sequence[TextBlock | Grid]) -> Period | None:
    """Return the stated reporting period: the sentence about statistics wins over another span of days.

    Damaged text ("自20201月1日起至202012月31日止") gives a period without dates, its text kept; None: none is stated.
    """
    other: Period | None = None
    damaged: Period | None = None
    for block in blocks:
        if not isinstance(block, TextBlock) or ("月" not in block.text and "日" not in block.text):
            continue
        if "至" not in block.text and "到" not in block.text and "12" not in block.text:
            continue
        squeezed = _SPACES.sub("", block.text)
        for match in _PERIOD.finditer(squeezed):
            period = _period(match, block.place)
            around = squeezed[max(0, match.start() - 40) : match.end() + 2]
            if _ABOUT_PERIOD.search(around) is not None:
                return period
            other = other or (period if _is_a_year(period) else None)
        if damaged is None and _ABOUT_PERIOD.search(squeezed) is not None:
            broken = _DAMAGED.search(squeezed)
            if broken is not None:
                damaged = Period(None, None, broken[0], block.place)
    return other or damaged


def _period(match: re.Match[str], place: Place) -> Period:
    raw = match[0]
    if _FULL_START.search(raw) is None:  # the year runs into the month: which digits are whose is a guess
        return Period(None, None, raw, place)
    return Period(_day(match, "s"), _day(match, "e", match["ey"] or match["sy"]), raw, place)


def _is_a_year(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days >= 300


_AgencyTest = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when, at the end of the text; `index` is the first block that belongs to it."""

    index: int
    agency: str | None
    day: date
    raw: str


def find_signature(blocks: Sequence[TextBlock | Grid], *, is_agency: _AgencyTest) -> Signature | None:
    """Return the signature that closes the text (a date, the agency's name above or beside it), None without one."""
    last = [index for index, block in enumerate(blocks) if not isinstance(block, TextBlock) or block.text][-4:]
    for position, index in reversed(list(enumerate(last))):
        block = blocks[index]
        if not isinstance(block, TextBlock):
            return None
        squeezed = _SPACES.sub("", block.text)
        found = _signed_day(squeezed)
        if found is None:
            continue
        day, before = found
        if before:
            if is_agency(before):
                return Signature(index, before, day, block.text)
            continue
        above = blocks[last[position - 1]] if position > 0 else None
        name = _SPACES.sub("", above.text) if isinstance(above, TextBlock) else ""
        if name and len(name) <= 40 and is_agency(name):
            return Signature(last[position - 1], name, day, f"{name} {block.text}")
        return Signature(index, None, day, block.text)
    return None


def _signed_day(text: str) -> tuple[date, str] | None:
    """Return the day of a line that is a date, or ends with one behind a name, with that name."""
    if (match := _SIGNED.match(text)) is not None and (day := _day(match)) is not None:
        return day, ""
    if (chinese := _CHINESE_DAY.match(text)) is not None and (day := _chinese_day(chinese)) is not None:
        return day, ""
    for match in _ANY_DAY.finditer(text):
        if match.end() == len(text) and 0 < match.start() <= 40 and (day := _day(match)) is not None:
            return day, text[: match.start()]
    return None


def _chinese_day(match: re.Match[str]) -> date | None:
    year = "".join(
        digit if digit.isdigit() and digit.isascii() else str(_CHINESE_DIGITS.get(digit, 0)) for digit in match["y"]
    )
    try:
        return date(int(year), _chinese_number(match["m"]), _chinese_number(match["d"]))
    except ValueError:
        return None


def _chinese_number(text: str) -> int:
    tens, mark, units = text.rpartition("十")
    if not mark:
        return _CHINESE_DIGITS[text]
    return 10 * (_CHINESE_DIGITS[tens] if tens else 1) + (_CHINESE_DIGITS[units] if units else 0)


def publication_dates(
    lead: Sequence[TextBlock | Grid],
    blocks: Sequence[TextBlock | Grid],
    metas: Mapping[str, str],
    url: str | None,
    signature: Signature | None,
) -> tuple[DateWitness, ...]:
    """Return every witness of the publication date, best first: shown, meta, signature, address. Clocks are no witness.

    `lead` are the blocks before the first section; a line that names itself (发布时间：…) counts anywhere.
    """
    found = [*_shown(lead, labelled_only=False), *_shown(blocks[len(lead) :], labelled_only=True)]
    for name in _DATE_METAS:
        match = _ANY_DAY.search(metas.get(name, ""))
        if match is not None and (day := _day(match)) is not None:
            found.append(DateWitness("meta", day, metas[name]))
    if signature is not None:
        found.append(DateWitness("signature", signature.day, signature.raw))
    if url is not None and (address := _address_day(url)) is not None:
        found.append(address)
    return tuple(dict.fromkeys(found))


def _shown(blocks: Sequence[TextBlock | Grid], *, labelled_only: bool) -> Iterator[DateWitness]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from _in_cells(block)
            continue
        text = block.text
        if "20" not in text or len(text) > (60 if labelled_only else 200) or _CLOCK.search(text) is not None:
            continue
        match = _LABELLED.search(text)
        if match is None and not labelled_only:
            match = _BARE.match(text) or _IN_TITLE.search(text)
        if match is not None and (day := _day(match)) is not None:
            yield DateWitness("shown", day, match[0].strip())


def _in_cells(grid: Grid) -> Iterator[DateWitness]:
    """Dates in a table of data about the page: 发文日期 in one cell, the day in the next or in the same."""
    if len(grid.rows) > 12 or _BEGINS_DAY.search("|".join(cell.text for row in grid.rows for cell in row)) is None:
        return
    for row in grid.rows:
        cells = [cell.text for cell in row if cell.text]
        for index, text in enumerate(cells):
            beside = cells[index + 1] if index + 1 < len(cells) else ""
            is_label = _LABEL.match(_SPACES.sub("", text)) is not None
            match = _ANY_DAY.search(beside) if is_label else _LABELLED.search(text)
            if match is not None and (day := _day(match)) is not None:
                yield DateWitness("shown", day, match[0])


def _address_day(url: str) -> DateWitness | None:
    address = unquote(url).split("?")[0]
    for pattern in _IN_ADDRESS:
        match = pattern.search(address)
        if match is not None and (day := _day(match)) is not None:
            return DateWitness("address", day, match[0].strip("/_"))
    return None
