"""F023: personal data in a published report. What it says goes to the office alone, with the middle digits masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reports.model import AnnualReport, Level, SectionKey, SectionSpot
from reports.rules.case import Case
from reports.rules.masking import masked
from reports.rules.rule import Audience, NotEvaluable, Observation, Rule, Undecided
from reports.rules.tables import report_of
from reports.rules.texts import texts
from reports.rules.wording import form_of, section_name
from reports.states import Sentence

_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # digits and letters, each at its place
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z]|\.[0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ),
    )
)
_FIRST_BIRTH = 1900
_CARD_NUMBER = re.compile(r"(?<![0-9A-Za-z.])62[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9A-Za-z]|\.[0-9])")
_CARD_LENGTHS = (16, 17, 18, 19)  # of UnionPay cards, which begin with 62
_BEFORE = 24
_CARD_WORDS = re.compile(r"银行卡|借记卡|储蓄卡|信用卡|工资卡|社保卡|卡号|个人账[户号]|个人帐[户号]")
_ID_WORDS = re.compile(r"身份证|公民身份|身份号码")
_OTHER_NUMBER = re.compile(
    r"代码|编[号码]|标识|案号|合同|订单|单号|流水|票[号据]|备案|文号|批号|执照|许可证|条码|哈希|校验|SHA|MD5|电话|传真|热线|网址|http",
    re.IGNORECASE,
)
_PUBLIC_ACCOUNT = re.compile(r"户名|财政|专户|对公|国库|缴款|收款单位|开户单位|基本户")


def no_personal_data(case: Case) -> Iterator[Observation | Undecided]:
    """F023: no number in the text is a person's ID number (GB 11643) or a bank card's.

    An ID number has a province, a possible day of birth and its check digit. A card's number begins with 62, holds by
    the Luhn formula, and words around it speak of a card. Anything in doubt is left alone; tables are not looked at.
    """
    report = report_of(case)
    read, latest = list(texts(report)), case.report_year or date.max.year
    if not read:
        raise NotEvaluable("没有读到正文文字。", "No text of the report was read.")
    for section, text in read:
        plain = text.translate(_FULL_WIDTH)
        ids = [match for match in _ID_NUMBER.finditer(plain) if _is_id(plain, match, latest=latest)]
        if ids:
            yield _observed(report, section, "id_number", Sentence("身份证号码", "an ID number"), ids)
        taken = {match.start() for match in ids}
        cards = [
            match for match in _CARD_NUMBER.finditer(plain) if match.start() not in taken and _is_card(plain, match)
        ]
        if cards:
            yield _observed(report, section, "bank_card", Sentence("银行卡号", "a bank card's number"), cards)


def _is_id(text: str, match: re.Match[str], *, latest: int) -> bool:
    """Return whether a number of 18 digits is a person's, who was born by that year."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if _OTHER_NUMBER.search(before) is not None and _ID_WORDS.search(before) is None:
        return False
    number = match[0].upper()
    if number[:2] not in _PROVINCES or number[14:17] == "000":
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return _FIRST_BIRTH <= born.year <= latest and _CHECK_DIGITS[check] == number[17]


def _is_card(text: str, match: re.Match[str]) -> bool:
    """Return whether a number that begins with 62 is a card's and the words before it say so."""
    digits = re.sub("[ -]", "", match[0])
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    words = list(_CARD_WORDS.finditer(before))
    if not words or len(digits) not in _CARD_LENGTHS or _OTHER_NUMBER.search(before, words[-1].end()) is not None:
        return False
    around = text[max(0, match.start() - _BEFORE) : match.end() + _BEFORE]
    return _PUBLIC_ACCOUNT.search(around) is None and _holds_by_luhn(digits)


def _holds_by_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _observed(
    report: AnnualReport, section: SectionKey | None, claim: str, what: Sentence, found: list[re.Match[str]]
) -> Observation:
    numbers = list(dict.fromkeys(masked(match[0]) for match in found))
    name = Sentence("开头", "the lead") if section is None else section_name(form_of(report), section)
    listed = "、".join(numbers)
    message = Sentence(
        f"{name.zh}部分疑似公开了{what.zh}（{listed}，中间数字已隐去）。请立即核对；属实的请尽快撤下或遮盖后重新公布。",
        f"{name.en} seems to show {what.en} ({listed}, its middle digits hidden). Please check at once; if so, take it "
        "down or cover it and publish again.",
    )
    at = SectionSpot(section, found[0].start(), found[0].end(), claim)
    return Observation(at, message, raw=numbers[0])


F023 = Rule(
    "F023",
    Level.ERROR,
    no_personal_data,
    "没有公开个人敏感信息",
    "No personal data is shown",
    "正文中出现校验位正确的身份证号码，或上下文写明是银行卡且符合校验规则的卡号。只通知主管部门，不在公开页面和群消息中显示，"
    "中间数字隐去。拿不准的不提示。",
    "The text shows an ID number with a valid check digit, or a card number that the words before it call a bank card "
    "and that holds by its formula. Only the office is told, with the middle digits hidden. What is in doubt is left "
    "alone.",
    "《政府信息公开条例》第十五条；《个人信息保护法》第二十八条；GB 11643-1999",
    audience=Audience.PRIVATE,
    formula=Sentence(
        "校验正确的身份证号码、银行卡号个数 = 0",
        "valid ID numbers and bank cards in the text = 0",
    ),
)
