"""Which lines are section headings, and what stands between them."""

from __future__ import annotations

import pytest

from reports.headings import Numbering, heading_in
from reports.model import Grid, GridCell, SectionKey, TableKey, TextBlock, TextPlace
from reports.sections import find_headings, read_sections


def blocks(*lines: str) -> list[TextBlock | Grid]:
    return [TextBlock(line, TextPlace(number, 1)) for number, line in enumerate(lines, start=1)]


def keys(*lines: str) -> list[SectionKey]:
    return [mark.heading.key for mark in find_headings(blocks(*lines))]


OUTLINE = (
    *("一、总体情况", "甲。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
    *("四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "乙。", "六、其他需要报告的事项", "无"),
)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("一、总体情况", SectionKey.OVERVIEW),
        ("一 、 总 体 情 况", SectionKey.OVERVIEW),
        ("第二部分　主动公开政府信息情况", SectionKey.PROACTIVE),
        ("3. 收到和处理政府信息公开申请情况：", SectionKey.APPLICATIONS),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", SectionKey.REVIEW),
        ("（五）存在的主要问题及改进情况", SectionKey.PROBLEMS_AND_IMPROVEMENTS),
        ("六、其它需要报告的事项", SectionKey.OTHER_MATTERS),
        ("临江市档案局主动公开政府信息情况", SectionKey.PROACTIVE),
    ],
)
def test_a_heading_is_known_by_its_wording_whatever_its_number(line: str, key: SectionKey) -> None:
    heading = heading_in(line)

    assert heading is not None
    assert heading.key is key


@pytest.mark.parametrize(
    "line",
    [
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况，以及其他需要报告的事项。",
        "总体情况良好，各项工作有序开展。",
        "概述",
        "三、本年度办理结果",
        "一、本年新收政府信息公开申请数量",
        "针对上一年存在的主要问题及改进情况，我局制定了计划，逐项落实到处室和责任人，并按月检查。",
    ],
)
def test_sentences_and_row_labels_are_no_headings(line: str) -> None:
    assert heading_in(line) is None


def test_text_behind_a_heading_on_its_line_belongs_to_the_section() -> None:
    heading = heading_in("六、其他需要报告的事项：本年度无。")

    assert heading is not None
    assert (heading.text, heading.rest) == ("六、其他需要报告的事项", "本年度无。")
    assert (heading.numbering, heading.number) == (Numbering.CHINESE, 6)


def test_a_sub_heading_with_the_words_of_a_section_does_not_begin_it() -> None:
    lines = ("一、总体情况", "（一）主动公开政府信息情况", "甲。", "（二）其他事项", "乙。", *OUTLINE[2:])

    assert keys(*lines) == list(SectionKey)


def test_a_sub_heading_does_not_stand_in_for_a_lost_section() -> None:
    lines = ("一、总体情况", "（一）主动公开政府信息情况", "甲。", *OUTLINE[3:])

    assert SectionKey.PROACTIVE not in keys(*lines)


def test_a_list_of_contents_is_not_six_sections() -> None:
    contents = [line for line in OUTLINE if "、" in line[:2]]

    assert keys("目录", *contents, *OUTLINE) == list(SectionKey)


def test_doubled_and_misplaced_headings_stay_as_they_stand() -> None:
    assert keys(*OUTLINE[:3], "丙。", "二、主动公开政府信息情况", "丁。", "一、总体情况") == [
        SectionKey.OVERVIEW,
        SectionKey.PROACTIVE,
        SectionKey.PROACTIVE,
        SectionKey.OVERVIEW,
    ]


def test_numbering_that_starts_again_is_kept_as_printed() -> None:
    marks = find_headings(blocks(*OUTLINE[:5], "一、存在的主要问题及改进情况", "乙。", "二、其他需要报告的事项"))

    assert [mark.heading.number for mark in marks] == [1, 2, 3, 4, 1, 2]


def test_the_text_of_a_section_leaves_tables_and_blank_lines_out() -> None:
    table = Grid(((GridCell("规章", TextPlace(4, 1)), GridCell("0", TextPlace(4, 4))),), TextPlace(4, 1))
    document = [*blocks("二、主动公开政府信息情况", "表前。", ""), table, *blocks("表后。")]

    (section,) = read_sections(document, find_headings(document), {}, end=len(document))

    assert section.text == "表前。\n表后。"


def test_a_table_whose_heading_was_lost_stands_for_its_section() -> None:
    table = Grid(((GridCell("规章", TextPlace(3, 1)),),), TextPlace(3, 1))
    document = [*blocks("一、总体情况", "甲。"), table, *blocks("三、收到和处理政府信息公开申请情况")]

    sections = read_sections(document, find_headings(document), {TableKey.PROACTIVE: 2}, end=len(document))

    assert [(section.key, section.heading) for section in sections] == [
        (SectionKey.OVERVIEW, "一、总体情况"),
        (SectionKey.PROACTIVE, None),
        (SectionKey.APPLICATIONS, "三、收到和处理政府信息公开申请情况"),
    ]


REST = ("收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "无。")


def test_a_short_first_and_last_heading_are_seen_where_no_heading_has_a_number() -> None:
    lines = ("工作总体情况", "做好工作。", "主动公开政府信息情况", "见表。", *REST, "其他事项", "无。")

    assert keys(*lines) == list(SectionKey)


def test_a_caption_below_an_unnumbered_heading_is_not_the_section_a_second_time() -> None:
    caption = "表1 主动公开政府信息情况统计表"
    lines = ("总体情况", "做好工作。", "主动公开政府信息情况", caption, *REST, "其他需要报告的事项", "无。")

    assert keys(*lines) == list(SectionKey)
