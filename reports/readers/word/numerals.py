"""Numbers as office programs print them before list items: 一, 十二, 壹, ①, iv, B, 甲."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST: Final = 9_999

_COUNTING = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
    )
)
_DIGITAL = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"))
_SERIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
        "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
        "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
        "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
        "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    }
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def formatted(number: int, kind: str) -> str:
    """Return the number in a format that goes by its OOXML name; plain digits for formats that are not known."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    if kind in _COUNTING:
        return _counted(number, _DIGITS, "十百千", short_ten=True)
    if kind in _DIGITAL:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if (series := _SERIES.get(kind)) is not None and 1 <= number <= len(series):
        return series[number - 1]
    match kind:
        case "none":
            return ""
        case "chineseLegalSimplified":
            return _counted(number, _LEGAL, "拾佰仟", short_ten=False)
        case "ideographLegalTraditional" | "japaneseLegal":
            return _counted(number, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False)
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
    return str(number)


def _counted(number: int, digits: str, units: str, *, short_ten: bool) -> str:
    """Return 12 as 十二, 20 as 二十, 101 as 一百〇一."""
    if number == 0:
        return digits[0]
    text = ""
    gap = False
    places = str(number)
    for index, digit in enumerate(places):
        power = len(places) - 1 - index
        if digit == "0":
            gap = True
            continue
        text += (digits[0] if gap else "") + digits[int(digit)] + (units[power - 1] if power else "")
        gap = False
    return text[1:] if short_ten and 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """Return 1 as a, 26 as z, 27 as aa, 28 as bb, as Word counts."""
    return "" if number == 0 else chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
