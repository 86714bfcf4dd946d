"""What two texts have in common: own words, not usual phrases; figures must agree; marks find near copies."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.copies import (
    COMPARED,
    compare,
    compared_texts,
    marks,
    may_be_alike,
    usual_phrases,
)
from reports.model import SectionKey
from reports.plain_text import PlainText, plain_text, plain_words
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling

texts = st.text(st.sampled_from("2024年我局本县（一）公开，。 \n　ＡＢ①㎡水务停通知" + chr(0x301)), max_size=80)


def _plain(text: str, *, year: int = 2024, received: int = 12) -> PlainText:
    return plain_text(text.format(year=year, received=received), report_year=year, names=["某市水务局"])


def _marks(overview: str, problems: str, *, year: int = 2024) -> set[int]:
    texts_of = compared_texts(telling(overview, problems, year=year))
    return set(marks(texts_of, report_year=year, names=["某市水务局"]))


def test_years_and_names_of_the_body_read_alike() -> None:
    this = plain_words("2024年，某市水务局新增两个栏目", report_year=2024, names=["某市水务局"])
    last = plain_words("2023 年，我局新增两个栏目", report_year=2023, names=["某市水务局"])

    assert this == last


def test_a_year_that_is_neither_this_nor_last_stays_a_number() -> None:
    plain = plain_words("2019年以来，2024年新增", report_year=2024)

    assert "2019年" in plain
    assert "2024" not in plain


@given(texts, st.sampled_from((None, 2023, 2024)))
@settings(max_examples=100, deadline=None)
def test_every_character_of_the_plain_form_has_its_offset_in_the_text(text: str, year: int | None) -> None:
    plain = plain_text(text, report_year=year, names=["某市某局"])

    assert len(plain.plain) == len(plain.origins)
    assert list(plain.origins) == sorted(plain.origins)
    assert all(0 <= origin < len(text) for origin in plain.origins)


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_passages_are_pieces_of_both_texts(one: str, other: str) -> None:
    shared = "停水通知提前两天在小区门口和公众号同时贴出"
    here, there = plain_text(one + shared, report_year=2024), plain_text(shared + other, report_year=2024)

    for passage in compare(here, there).passages:
        assert here.printed[passage.start : passage.end] == passage.text
        assert there.printed[passage.other_start : passage.other_end] == passage.other_text


def test_the_same_text_is_wholly_the_same() -> None:
    likeness = compare(_plain(OVERVIEW), _plain(OVERVIEW, year=2023), usual=())

    assert likeness.share == likeness.other_share == 1.0
    assert likeness.nearly_the_same


def test_a_clause_with_another_figure_is_not_the_same() -> None:
    likeness = compare(_plain(OVERVIEW), _plain(OVERVIEW, received=9))

    assert 0.8 < likeness.share < 1.0


def test_other_words_are_not_the_same() -> None:
    likeness = compare(_plain(OVERVIEW), _plain(OTHER_OVERVIEW))

    assert likeness.share < 0.2
    assert not likeness.nearly_the_same


def test_a_text_that_stands_inside_a_much_longer_one_is_not_the_same() -> None:
    longer = _plain(PROBLEMS + OTHER_OVERVIEW + OTHER_PROBLEMS)

    likeness = compare(_plain(PROBLEMS), longer)

    assert likeness.share == 1.0
    assert not likeness.nearly_the_same


def test_phrases_of_four_bodies_are_usual_and_count_no_more() -> None:
    of_four = [{_plain(PROBLEMS).plain}] * 4
    of_three = of_four[:3]

    assert compare(_plain(PROBLEMS), _plain(PROBLEMS), usual=usual_phrases(of_four)).own == 0
    assert compare(_plain(PROBLEMS), _plain(PROBLEMS), usual=usual_phrases(of_three)).nearly_the_same


def test_the_form_s_own_words_never_count() -> None:
    heading = "因政府信息公开工作被申请行政复议、提起行政诉讼情况"

    assert compare(_plain(heading), _plain(heading)).own < 12


def test_near_copies_share_a_mark_and_other_texts_none() -> None:
    copied = OVERVIEW.replace("疑难件由法制科与业务科当面会商", "疑难件报局务会研究")

    assert _marks(OVERVIEW, PROBLEMS) & _marks(copied, OTHER_PROBLEMS, year=2023)
    assert not _marks(OVERVIEW, PROBLEMS) & _marks(OTHER_OVERVIEW, OTHER_PROBLEMS)


def test_marks_stay_the_same_over_versions_of_the_library() -> None:
    """They are stored: where this fails, MARKS_VERSION has to grow, so that all reports are marked anew."""
    found = marks({SectionKey.OVERVIEW: OVERVIEW}, report_year=2024, names=[])

    assert found[:2] == (3394696245124322181, -6248177241615062124)


def test_short_texts_have_no_marks() -> None:
    assert marks(dict.fromkeys(COMPARED, "无。"), report_year=2024, names=[]) == ()


def test_the_cheap_look_lets_near_copies_through() -> None:
    assert may_be_alike(_plain(OVERVIEW), _plain(OVERVIEW, year=2023, received=7))
    assert not may_be_alike(_plain(OVERVIEW), _plain(OTHER_OVERVIEW))
    assert not may_be_alike(_plain(""), _plain(""))


def test_without_other_reports_at_hand_only_long_and_nearly_literal_copies_count() -> None:
    long, short = _plain(OVERVIEW), _plain(PROBLEMS)
    changed = _plain(OVERVIEW.replace("疑难件由法制科与业务科当面会商", "疑难件报局务会研究后答复"))

    assert compare(long, _plain(OVERVIEW, year=2023)).nearly_the_same
    assert not compare(long, changed).nearly_the_same
    assert compare(short, short, usual=()).nearly_the_same
    assert not compare(short, short).nearly_the_same
