"""The six sections are found under the headings that agencies really print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from reports.extract import extract
from reports.readers import read
from tests.rendering import RENDERERS
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import balanced
from tests.rendering.specimen import HEADINGS, specimen

DIGITS = "一二三四五六"
BARE = {key: heading.split("、", 1)[1] for key, heading in HEADINGS.items()}

WORDINGS: Mapping[str, Mapping[str, str]] = {
    "unnumbered": BARE,
    "arabic": {key: f"{number}. {bare}" for number, (key, bare) in enumerate(BARE.items(), start=1)},
    "in brackets": {key: f"（{digit}）{bare}" for digit, (key, bare) in zip(DIGITS, BARE.items(), strict=True)},
    "as parts": {key: f"第{digit}部分 {bare}" for digit, (key, bare) in zip(DIGITS, BARE.items(), strict=True)},
    "with colon": {key: f"{heading}：" for key, heading in HEADINGS.items()},
    "with full stop": {key: f"{heading}。" for key, heading in HEADINGS.items()},
    "spaced out": {key: " ".join(heading) for key, heading in HEADINGS.items()},
    "counted from nothing": {
        key: f"{digit}、{bare}" for digit, (key, bare) in zip("〇一二三四五", BARE.items(), strict=True)
    },
    "numbering restarted": HEADINGS
    | {"problems_and_improvements": "一、存在的主要问题及改进情况", "other_matters": "二、其他需要报告的事项"},
    "long": {
        "overview": "一、政府信息公开工作总体情况",
        "proactive": "二、主动公开政府信息的情况",
        "applications": "三、收到和处理政府信息公开申请的情况",
        "review": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "problems_and_improvements": "五、政府信息公开工作存在的主要问题及改进情况",
        "other_matters": "六、其他需要报告的重要事项",
    },
    "short": HEADINGS
    | {
        "review": "四、行政复议和行政诉讼情况",
        "problems_and_improvements": "五、主要问题及改进情况",
        "other_matters": "六、其他事项",
    },
}
SHAPES = (
    "tabs.txt",
    "cell-per-line.txt",
    "pipes.md",
    "clean.html",
    "one-table.html",
    "wps.html",
    "word.html",
    "cell-per-paragraph.html",
    "site.html",
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_sections_are_found_under_the_headings_that_agencies_print(wording: str, shape: str) -> None:
    original = replace(specimen(balanced(3)), headings=WORDINGS[wording])

    report = extract(read(RENDERERS[shape](original, Random(0)), filename=shape))

    assert [section.key.value for section in report.sections] == list(original.sections)
    for section in report.sections:
        for key, paragraphs in original.sections.items():
            for paragraph in paragraphs:
                assert (paragraph in section.text) == (section.key == key)
    assert read_numbers(report) == printed_numbers(original.figures)
