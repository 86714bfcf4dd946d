"""What the text of a cell gives: a number, a blank, a placeholder, or neither; nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.forms import NumberKind
from reports.model import CellState
from reports.numbers import Count, DoubtfulNumber, NotANumber, looks_like_number, parse_count, read_cell


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u00a0", "\u200b", "\n"])
def test_nothing_printed_is_blank_and_not_zero(text: str) -> None:
    assert parse_count(text) == Count(None)


@pytest.mark.parametrize("text", ["/", "／", "—", "——", "-", "－", "–", "\\", "无", "暂无", "零", "无。"])
def test_a_sign_for_nothing_is_zero_as_placeholder(text: str) -> None:
    assert parse_count(text) == Count(0, placeholder=True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("２１０", 210),
        ("1,218", 1218),
        ("1，218", 1218),
        ("21,045,877", 21045877),
        ("1 218", 1218),
        ("007", 7),
        ("1\u200b2", 12),
    ],
)
def test_digits_of_any_width_and_thousands_separators_are_one_number(text: str, number: int) -> None:
    assert parse_count(text) == Count(number)


@pytest.mark.parametrize("text", ["-5", "－5", "−5"])
def test_a_negative_count_is_read_as_it_stands(text: str) -> None:
    assert parse_count(text).value == -5


def test_a_count_with_decimals_is_a_decimal() -> None:
    assert parse_count("3.5") == Count(Decimal("3.5"))


@pytest.mark.parametrize("text", ["748.365", "748．365", "￥748.365", "人民币748.365"])
def test_an_amount_is_a_decimal_with_its_digits_kept(text: str) -> None:
    assert parse_count(text, NumberKind.AMOUNT).value == Decimal("748.365")


@pytest.mark.parametrize(
    ("text", "number", "remark"),
    [
        ("17（其中修订15件）", 17, "（其中修订15件）"),
        ("640（包括自然失效和不再按规范性文件管理）", 640, "（包括自然失效和不再按规范性文件管理）"),
        ("17，其中修订15件", 17, "，其中修订15件"),
        ("251000元", 251000, "元"),
        ("3万件", 3, "万件"),
        ("5①", 5, "①"),
        ("5²", 5, "²"),
        ("0 无", 0, "无"),
    ],
)
def test_what_stands_behind_a_number_is_its_remark_and_never_converted(text: str, number: int, remark: str) -> None:
    assert parse_count(text) == Count(number, remark)


@pytest.mark.parametrize(
    "text",
    [
        *("3 5", "3\n5", "3、5", "12/5", "5件3", "5(1)", "3,5", "2104,5877", "1.2.3", "3—5", "12:30", "17（15）20件"),
        *("一", "O", "○", "l", "1O", "约17", "30%", "2024年", "(17)", "0.", "￼", "9" * 5000),
    ],
)
def test_two_numbers_or_doubtful_signs_are_not_guessed(text: str) -> None:
    with pytest.raises(DoubtfulNumber):
        parse_count(text)


@pytest.mark.parametrize("text", ["见附件", "不涉及", "N/A", "详见下表"])
def test_words_are_certainly_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_count(text)


@pytest.mark.parametrize(
    ("text", "change"),
    [("+2", 2), ("减1", -1), ("增加1项", 1), ("减少 3", -3), ("↓2", -2), ("-1", -1), ("0", 0), ("新增4", 4)],
)
def test_an_increase_or_decrease_keeps_its_sign(text: str, change: int) -> None:
    assert parse_count(text, NumberKind.SIGNED).value == change


def test_no_change_is_a_placeholder_only_where_a_change_is_wanted() -> None:
    assert parse_count("持平", NumberKind.SIGNED) == Count(0, placeholder=True)
    with pytest.raises(NotANumber):
        parse_count("持平")


@pytest.mark.parametrize("text", ["增/减2", "减-1", "减+1"])
def test_a_change_with_two_signs_is_doubtful(text: str) -> None:
    with pytest.raises(DoubtfulNumber):
        parse_count(text, NumberKind.SIGNED)


@given(st.integers(0, 10**12))
def test_every_count_is_read_back_however_it_is_separated(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number:,}".replace(",", "，"), f" {number} ", f"{number}件"):
        assert parse_count(text).value == number


@given(st.text(max_size=30))
def test_any_text_is_a_count_or_a_named_error(text: str) -> None:
    try:
        count = parse_count(text)
    except (NotANumber, DoubtfulNumber):
        return
    assert count.value is None or any(sign.isdigit() for sign in text) or count.placeholder


@given(st.integers(0, 999), st.integers(0, 999))
def test_two_numbers_apart_by_a_line_end_never_become_one(first: int, second: int) -> None:
    with pytest.raises(DoubtfulNumber):
        parse_count(f"{first}\n{second}")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("3", CellState.NUMBER),
        ("", CellState.BLANK),
        ("/", CellState.PLACEHOLDER),
        ("见附件", CellState.NOT_A_NUMBER),
        ("3 5", CellState.UNREADABLE),
    ],
)
def test_a_cell_keeps_its_raw_text_and_says_how_it_was_read(text: str, state: CellState) -> None:
    cell = read_cell(text, NumberKind.COUNT, None)

    assert (cell.state, cell.raw) == (state, text)


@pytest.mark.parametrize("label", ["1.属于国家秘密", "3. 其他", "2、重复申请", "规章", "（七）总计", ""])
def test_a_numbered_label_does_not_look_like_a_number(label: str) -> None:
    assert not looks_like_number(label)


@pytest.mark.parametrize("text", ["0", "17（其中修订15件）", "/", "3 5", "一", "+2"])
def test_what_stands_for_a_number_looks_like_one(text: str) -> None:
    assert looks_like_number(text)


@pytest.mark.parametrize(
    "label",
    ["（1）属于国家秘密", "(3)其他", "1，申请人逾期不补正", "2：重复申请", "1 属于国家秘密", "•3.其 他"],
)
def test_a_label_with_its_numbering_is_no_number(label: str) -> None:
    assert not looks_like_number(label)
