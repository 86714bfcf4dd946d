"""The number in a cell, its remark, or the reason why there is none: blank, zero and unreadable are kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reports.forms.form import NumberKind
from reports.labels import fold, hits
from reports.model import Cell, CellState, Place

# Only width and space are folded: full NFKC would turn "5①" and "5²" into 51 and 52.
_FOLD = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0x00A0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F), ord(" "))
    | {0x2212: ord("-"), 0xFE63: ord("-"), 0xFFE5: ord("¥")}
)
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PLACEHOLDER = re.compile(r"[-‐‑‒–—―─━ー/\\]+|无[。.]?|暂无|没有|零")
_UNCHANGED = re.compile(r"持平|不变|无变化|无增减|未增减")
_DOUBTFUL = re.compile(r"[一二三四五六七八九十百千万亿两〇○零oOlI|.·￼\s]+|.*￼.*", re.DOTALL)
LONGEST_NUMBER = 15
"""Digits; more are a number of something else."""

_NUMBER = re.compile(
    r"(?P<sign>[+-])?\s?(?P<whole>[1-9][0-9]{0,2}(?:[, ][0-9]{3})+|[0-9]{1,15})(?P<part>\.[0-9]{1,8})?(?![0-9])"
)
_CHANGE = re.compile(r"(?:(?P<less>减少?|下降|降|↓|-)|增加?|新增|上升|升|加|↑|\+)\s*")
_CURRENCY = re.compile(r"(?:[¥$]|人民币|RMB)\s*")
# Behind the number: a unit or a word, then perhaps a remark whose own figures are in brackets or announced.
_BROKEN_TAIL = re.compile(r"\s*(?:[,.、/\\:;~*×+=%‰-]|[—–至到]|[年月日]|[A-Za-z])")
_ANNOUNCED = re.compile(r"(?:其中|含|包括|包含|注|另|较上年|比上年|同比|较去年|比去年)")
_BRACKETED = re.compile(r"[(\[【〔（][^()\[\]【】〔〕（）]*[)\]】〕）]")
_ONLY_DIGITS_IN_BRACKETS = re.compile(r"[(\[【〔（]\s*[0-9.,]+\s*[)\]】〕）]")
_HAS_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its remark ("（其中修订15件）", "元"); None: blank; `placeholder`: "/", "—", "无" stand for 0."""

    value: int | Decimal | None
    remark: str | None = None
    placeholder: bool = False


class NumberError(ValueError):
    """The text of a cell gives no number."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotANumber(NumberError):
    """The text is certainly no number ("见附件")."""


class DoubtfulNumber(NumberError):
    """The text may be a number but cannot be read for sure: two numbers, a lone 一, a letter O, a picture."""


def is_plain(text: str) -> bool:
    """True for a count in ASCII digits, as nearly all are printed."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def parse_count(text: str, kind: NumberKind = NumberKind.COUNT) -> Count:
    """Return the number that the text of a cell gives: a Decimal for amounts, an int for counts unless it has decimals.

    "17（其中修订15件）" is 17 with a remark, "/" is 0 as placeholder, "" is None; units are never converted.
    Raises NotANumber or DoubtfulNumber for anything else: blank is not zero, junk is not blank.
    """
    if is_plain(text):
        return Count(Decimal(text) if kind is NumberKind.AMOUNT else int(text))
    printed = _ZERO_WIDTH.sub("", text).strip()
    folded = printed.translate(_FOLD)  # as long as what is printed, so that the remark can be cut from that
    if not folded.strip():
        return Count(None)
    if _PLACEHOLDER.fullmatch(folded) is not None:
        return Count(0, placeholder=True)
    if kind is NumberKind.SIGNED and _UNCHANGED.fullmatch(folded) is not None:
        return Count(0, placeholder=True)
    if _HAS_DIGIT.search(folded) is None:
        raise DoubtfulNumber(text) if _DOUBTFUL.fullmatch(folded) is not None else NotANumber(text)
    if kind is NumberKind.AMOUNT:
        before = _CURRENCY.match(folded)
    elif kind is NumberKind.SIGNED:
        before = _CHANGE.match(folded)
    else:
        before = None
    negative = before is not None and before.groupdict().get("less") is not None
    match = _NUMBER.match(folded, 0 if before is None else before.end())
    if match is None or (negative and match["sign"] is not None):
        raise DoubtfulNumber(text)
    rest = folded[match.end() :]
    if not _is_remark(rest):
        raise DoubtfulNumber(text)
    value = _value(match, kind)
    return Count(-value if negative else value, remark=printed[match.end() :].strip() or None)


def _value(match: re.Match[str], kind: NumberKind) -> int | Decimal:
    digits = f"{match['sign'] or ''}{re.sub('[, ]', '', match['whole'])}"
    if match["part"] is not None or kind is NumberKind.AMOUNT:
        return Decimal(digits + (match["part"] or ""))
    return int(digits)


def _is_remark(rest: str) -> bool:
    """True where what follows a number cannot be a second number or a piece of the first."""
    if not rest.strip():
        return True
    if _BROKEN_TAIL.match(rest) is not None and _ANNOUNCED.match(rest.lstrip(" ,;、")) is None:
        return False
    if _HAS_DIGIT.search(rest) is None:
        return True
    if _ONLY_DIGITS_IN_BRACKETS.search(rest) is not None:
        return False
    outside = _BRACKETED.sub("", rest)
    figures = _HAS_DIGIT.search(outside)
    if figures is None:
        return True
    announced = _ANNOUNCED.search(outside)
    return announced is not None and announced.start() < figures.start()


def read_cell(text: str, kind: NumberKind, place: Place | None) -> Cell:
    """Return the cell of a certain row and column, whatever its text: number, blank, placeholder or neither."""
    if kind is not NumberKind.AMOUNT and is_plain(text):  # nearly all cells
        return Cell(int(text), text, CellState.NUMBER, place)
    try:
        count = parse_count(text, kind)
    except NotANumber:
        return Cell(None, text, CellState.NOT_A_NUMBER, place)
    except DoubtfulNumber:
        return Cell(None, text, CellState.UNREADABLE, place)
    if count.value is None:
        return Cell(None, text, CellState.BLANK, place)
    state = CellState.PLACEHOLDER if count.placeholder else CellState.NUMBER
    return Cell(count.value, text, state, place, count.remark)


_LABEL_NUMBER = re.compile(
    r"[\s•●○■□◆◇▪·*☑√×]*(?:[0-9０-９]{1,2}\s*[.、．,，:：)）]|[(（〔\[][0-9０-９]{1,2}[)）〕\]])\s*[^\s0-9０-９]"
)


_BARE_NUMBER = re.compile(r"[\s•●○■□◆◇▪·*☑√×]*[(（〔\[]?\s*[0-9０-９]{1,2}\s*[)）〕\]]?\s*[^\W0-9０-９_]")


def looks_like_number(text: str) -> bool:
    """True for text that stands in a cell for a number (also a doubtful one).

    False for blank, words, "1.属于…", and "1 属于…" where the words are a label of the form.
    """
    return is_plain(text) or _may_be_number(text)


@lru_cache(maxsize=4096)
def _may_be_number(text: str) -> bool:
    if not text or _LABEL_NUMBER.match(text) is not None:
        return False
    if _BARE_NUMBER.match(text) is not None and hits(fold(text)):
        return False
    try:
        return parse_count(text, NumberKind.SIGNED).value is not None
    except NotANumber:
        return False
    except DoubtfulNumber:
        return len(text) <= 12 or text.lstrip()[:1].isdigit()
