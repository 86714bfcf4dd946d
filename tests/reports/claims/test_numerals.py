"""Figures in running text, Arabic and Chinese, typed by unit and wording."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.claims.numerals import Figure, FigureKind, figures, parse_chinese

SIGNS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Return the number as people write it: 20 is 二十, 10305 is 一万零三百零五."""
    if number == 0:
        return "零"
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            joint = "零" if rest and rest < size // 10 else ""
            return in_chinese(head) + sign + joint + (in_chinese(rest) if rest else "")
    return SIGNS[number]


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@given(st.integers(0, 10**12 - 1))
def test_every_number_in_chinese_is_read_back(number: int) -> None:
    assert parse_chinese(in_chinese(number)) == number


@given(st.integers(10, 19))
def test_ten_needs_no_one_before_it(number: int) -> None:
    assert parse_chinese(in_chinese(number).removeprefix("一")) == number


@given(st.integers(0, 10**12))
def test_thousands_separators_change_nothing(number: int) -> None:
    assert only(f"{number:,}件").value == only(f"{number}件").value == number


@given(st.decimals(0, 10**6, places=2))
def test_a_share_keeps_its_printed_precision(share: Decimal) -> None:
    figure = only(f"占{share}%")

    assert (figure.kind, figure.value, figure.step) == (FigureKind.PERCENT, share, Decimal("0.01"))


@given(st.text("零〇一二三四五六七八九十百千万亿两", max_size=30))
def test_any_row_of_numeral_signs_is_a_number_or_nothing(signs: str) -> None:
    number = parse_chinese(signs)

    assert number is None or number >= 0


@given(st.text(max_size=60))
def test_figures_stand_in_order_and_never_overlap(text: str) -> None:
    found = list(figures(text))

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三件", 3),
        ("二百五十件", 250),
        ("两万零五件", 20005),
        ("一百二件", 102),
        ("一件", 1),
        ("12宗", 12),
        ("1,285件", 1285),
    ],
)
def test_a_count_is_exact(text: str, number: int) -> None:
    figure = only(text)

    assert (figure.kind, figure.value, figure.exact) == (FigureKind.COUNT, number, True)


@pytest.mark.parametrize(
    "text",
    [
        "两百余件",
        "近百件",
        "十余件",
        "约40件",
        "40多件",
        "1.3万件",
        "数十件",
        "三五件",
        "40件左右",
        "超过16.5万人次",
        "31\n19件",
    ],
)
def test_an_estimate_is_not_exact(text: str) -> None:
    assert not any(figure.exact for figure in figures(text))


@pytest.mark.parametrize(
    "text",
    ["一是收到", "第一件", "统一办理", "高效办成一件事", "唯一", "十分重视", "万无一失", "一网通办", "二十届三中全会"],
)
def test_numeral_signs_in_words_are_no_figures(text: str) -> None:
    assert list(figures(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "〔2021〕30号",
        "12月31日",
        "第3件",
        "7.0版",
        "wsb2024",
        "5·15",
        "2023-2024",
        "2024-2027",
        "010-6512",
        "007件",
        "14:30",
    ],
)
def test_dates_ordinals_and_document_numbers_count_nothing(text: str) -> None:
    assert {figure.kind for figure in figures(text)} == {FigureKind.OTHER}


def test_a_year_is_a_year() -> None:
    assert [figure.kind for figure in figures("2024年度比2023年增加12件")] == [
        FigureKind.YEAR,
        FigureKind.YEAR,
        FigureKind.COUNT,
    ]


def test_percentage_points_are_no_share() -> None:
    assert only("提高2.1个百分点").kind is FigureKind.POINTS


@pytest.mark.parametrize(
    ("text", "yuan", "step"),
    [("748.365万元", "7483650", "10"), ("3940元", "3940", "1"), ("1.28亿元", "128000000", "1000000")],
)
def test_money_is_in_yuan(text: str, yuan: str, step: str) -> None:
    figure = only(text)

    assert (figure.kind, figure.value, figure.step) == (FigureKind.MONEY, Decimal(yuan), Decimal(step))
