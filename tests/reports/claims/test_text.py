"""Sentences of a section, joined over line breaks, every sign with its place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.claims.text import stretches

ALL = re.compile("")


def sentences(text: str) -> list[str]:
    return [stretch.text for stretch in stretches(text, interesting=ALL)]


def test_sentences_end_at_full_stops_and_semicolons() -> None:
    assert sentences("收到3件；办结2件。结转1件") == ["收到3件；", "办结2件。", "结转1件"]


def test_a_line_broken_inside_a_sentence_goes_on() -> None:
    assert sentences("收到申请 3\n件，办\n结2件。") == ["收到申请3件，办结2件。"]


def test_a_break_between_digits_stays_visible() -> None:
    assert sentences("收到申请31\n19件。") == ["收到申请31\n19件。"]


def test_a_numbered_line_is_the_heading_of_what_follows() -> None:
    (stretch,) = stretches("（二）依申请公开情况\n收到3件。", interesting=ALL)

    assert (stretch.text, stretch.heading) == ("收到3件。", "（二）依申请公开情况")


def test_a_heading_may_stand_at_the_head_of_its_paragraph() -> None:
    (stretch,) = stretches("二是规范依申请公开。收到3件。", interesting=ALL)

    assert (stretch.text, stretch.heading) == ("收到3件。", "二是规范依申请公开。")


def test_a_numbered_line_with_a_figure_is_no_heading() -> None:
    assert sentences("1.收到申请3件。") == ["1.收到申请3件。"]


def test_full_width_signs_are_folded() -> None:
    assert sentences("收到申请１２件,占３.５％(含２件)") == ["收到申请12件，占3.5%（含2件）"]


def test_the_comma_of_thousands_stays() -> None:
    assert sentences("收到1,285件,答复3件") == ["收到1,285件，答复3件"]


@given(st.text("收到申请 \n，。；（）0123456789一二、.(),１％是", max_size=200))
def test_every_sign_knows_its_place(text: str) -> None:
    for stretch in stretches(text, interesting=ALL):
        assert len(stretch.text) == len(stretch.offsets)
        assert list(stretch.offsets) == sorted(set(stretch.offsets))
        for sign, offset in zip(stretch.text, stretch.offsets, strict=True):
            if sign.isalpha() and not sign.isascii():
                assert text[offset] == sign
