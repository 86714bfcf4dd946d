"""Figures in running text: Arabic and Chinese numerals with their unit, typed, so that a date is never a count.

The text is folded (half-width digits, no spaces; see reports.claims.text). 一 in 一是 or 一件事 is no figure, and what
is rounded or estimated (两百余件, 近百件, 1.3万件) is marked: it can confirm nothing to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

LONGEST_CHINESE = 24
"""More numeral signs in a row than any count needs are no numeral."""

LONGEST_ARABIC = 19
"""Longer rows of digits are numbers of something, not counts: 14 digits with their separators."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7}


class FigureKind(StrEnum):
    """What a figure counts or names."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"  # 百分点
    MONEY = "money"  # the value is in yuan
    YEAR = "year"
    OTHER = "other"  # dates, ordinals, document and telephone numbers, versions, figures without unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its span in the text (unit included).

    `step` is the value of one in the last printed digit: 1 for 12件, 0.01 for 4.76%, 1000 for 1.3万件. `approximate`:
    worded as an estimate (约, 余, 近), or cut by the end of a line.
    """

    kind: FigureKind
    value: Decimal
    unit: str
    start: int
    end: int
    step: Decimal = Decimal(1)
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """True where the figure can be compared to the last unit."""
        return not self.approximate and self.step <= 1


_COUNT_UNIT = (
    "件次|件|宗|起|例|份|条次|条|项次|项|篇次|篇|个次|个|人次|人|次|名|期|家次|家"
    "|场次|场|页|部|张|户|位|类|种|批次|批|字|词|号令"
)
APPLICATION_UNITS = frozenset(("件", "宗", "份", "例", "起", "项", "条", "次", "件次", "个", ""))
"""In what applications, reviews and documents are counted."""

_CHINESE_UNITS = frozenset(("件", "宗", "起", "例", "份", "条", "项", "件次"))
_MONEY_UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8, "千元": 1000, "百万元": 10**6}
_ARABIC = re.compile(r"[0-9]+(?:,[0-9]{3})*(?![0-9])(?:\.[0-9]+)?")
_CHINESE = re.compile(r"[零〇一二三四五六七八九十百千万亿两]+")
_TAIL = re.compile(
    r"(?P<vague>[余多来几])?(?P<scale>百万|千万|[百千万亿](?!元))?(?P<more>[余多来几])?"
    rf"(?:(?P<points>个百分点|百分点)|(?P<percent>%)|(?P<money>(?:人民币)?(?:百万|[千万亿])?元)|(?P<unit>{_COUNT_UNIT})(?!事))?"
    r"(?P<about>左右|以上|上下|以内)?"
)
_VAGUE_BEFORE = re.compile(
    r"(?:约|近|超|逾|达到近|大约|超过|将近|至少|不少于|不足|多于|少于|不到|高于|低于|接近|突破|余)$"
)
_YEAR_TAIL = re.compile(r"年")
_NO_COUNT_TAIL = re.compile(r"[月日号时分秒版届级楼层室度℃]|[A-Za-z]|[-—–~·./:][0-9A-Za-z]|\u00d7")
_NO_COUNT_BEFORE = re.compile(r"(?:第|[A-Za-z_/@#.·〔\[:-]|[0-9][-—–~])$")
_BROKEN = "\n"
_ROUND_ALONE = frozenset("百千")  # 近百件, 上千件
_SOME = ("数", "几", "近", "上")


def figures(text: str) -> Iterator[Figure]:
    """Yield the figures of the text in order, dates and numbers of other kinds as FigureKind.OTHER."""
    for match in _NUMERAL.finditer(text):
        found = _arabic(text, match) if match.group()[0] in _ASCII_DIGITS else _chinese(text, match)
        if found is not None:
            yield found


_ASCII_DIGITS = frozenset("0123456789")
_NUMERAL = re.compile(rf"{_ARABIC.pattern}|{_CHINESE.pattern}")


def _arabic(text: str, match: re.Match[str]) -> Figure:
    start, end = match.span()
    printed = match.group()
    if _is_number_of_another_kind(text, start, end, printed):
        return Figure(FigureKind.OTHER, Decimal(0), "", start, end)
    if _YEAR_TAIL.match(text, end) is not None:
        is_year = len(printed) == 4 and printed.isdigit()
        kind = FigureKind.YEAR if is_year else FigureKind.OTHER
        tail = end + (2 if text.startswith("年度", end) else 1)
        return Figure(kind, Decimal(printed if is_year else 0), "年", start, tail)
    plain = printed.replace(",", "")
    decimals = len(plain) - plain.index(".") - 1 if "." in plain else 0
    broken = text[start - 1 : start] == _BROKEN or text[end : end + 1] == _BROKEN
    return _with_tail(text, start, end, Decimal(plain), Decimal(1).scaleb(-decimals), uncertain=broken)


def _is_number_of_another_kind(text: str, start: int, end: int, printed: str) -> bool:
    if len(printed) > LONGEST_ARABIC or _NO_COUNT_BEFORE.search(text, max(0, start - 2), start) is not None:
        return True
    if _NO_COUNT_TAIL.match(text, end) is not None:
        return True
    return len(printed) > 1 and printed[0] == "0" and printed[1] != "."


def _chinese(text: str, match: re.Match[str]) -> Figure | None:
    """Return a count in Chinese numerals; None for 一是, 第一, 统一, 一件事 and whatever has no unit of count."""
    start, end = match.span()
    if text[start - 1 : start] in ("第", "统", "唯", "之", "某", "几", "每"):
        return None
    tail = _TAIL.match(text, end)
    if tail is None or tail["unit"] not in _CHINESE_UNITS or tail["scale"] is not None:
        return None
    written = match.group()
    rounded = written[0] in _ROUND_ALONE or text[start - 1 : start] in _SOME
    value = parse_chinese("一" + written if written[0] in _ROUND_ALONE else written)
    if value is None:
        return None
    as_digits = len(written) > 1 and all(sign in _DIGITS for sign in written)  # 三五件 is three to five
    return _with_tail(text, start, end, Decimal(value), Decimal(1), uncertain=rounded or as_digits)


def _with_tail(text: str, start: int, end: int, value: Decimal, step: Decimal, *, uncertain: bool) -> Figure:
    tail = _TAIL.match(text, end)
    if tail is None:
        return Figure(FigureKind.OTHER, value, "", start, end)
    scale = _SCALES[tail["scale"]] if tail["scale"] is not None else 1
    vague = tail["vague"] is not None or tail["more"] is not None or tail["about"] is not None
    approximate = uncertain or vague or _VAGUE_BEFORE.search(text, max(0, start - 4), start) is not None
    value, step, end = value * scale, step * scale, tail.end()
    if tail["points"] is not None:
        return Figure(FigureKind.POINTS, value, "个百分点", start, end, step, approximate)
    if tail["percent"] is not None:
        return Figure(FigureKind.PERCENT, value, "%", start, end, step, approximate)
    if tail["money"] is not None:
        unit = tail["money"].removeprefix("人民币")
        yuan = _MONEY_UNITS.get(unit, 1)
        return Figure(FigureKind.MONEY, value * yuan, unit, start, end, step * yuan, approximate)
    return Figure(FigureKind.COUNT, value, tail["unit"] or "", start, end, step, approximate)


def parse_chinese(numeral: str) -> int | None:
    """Return the number that Chinese signs write (三百二十 is 320, 两万零五 is 20005, 二〇二四 is 2024), else None."""
    if not numeral or len(numeral) > LONGEST_CHINESE:
        return None
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total = 0
    rest = numeral
    for sign, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(sign)
        if not found:
            continue
        section = _below_ten_thousand(head) if head else None
        if section is None or section == 0:
            return None
        total += section * value
        rest = tail
    if not rest:
        return total
    section = _below_ten_thousand(rest)
    return None if section is None else total + section


def _below_ten_thousand(numeral: str) -> int | None:
    """Return the value of 三千零二十五, 十二, 零五; None where the signs are in no order of a number."""
    total, digit, last = 0, None, 10**4
    for sign in numeral:
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            unit = _SMALL[sign]
            if unit >= last or (digit in (None, 0) and not (unit == 10 and total == 0 and digit is None)):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last = None, unit
        else:
            return None
    return total + (digit or 0)
