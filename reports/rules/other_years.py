"""F014: the body's own totals stated for another year, and none for the year of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.model import Level, SectionKey, SectionSpot
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_with_form
from reports.rules.telling import told_year
from reports.rules.texts import require_text, sentences, text_of
from reports.states import Sentence

_HEADED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]+[)）]?[、.．]?)?(?:[^，。；：0-9]{2,12}[。：:])?(?:在)?(?P<year>20[0-9]{2})年"
    r"(?:度|全年|度全年)?(?=[，,]|我|本|全|共|累计|总共|新收|收到|受理|办理|主动|办结|答复|公开|发布|[\u4e00-\u9fff]{2,20}(?:局|委|厅|办|政府)(?!公告|信息))"
)
_NO_REPORTING_YEAR = re.compile(
    r"^[^，。；]{0,30}年度?(?:部门)?(?:结转|遗留|未办结|决算|预算|存在|问题|报告|要点|计划|重点|底|初|起|以来|[0-9])"
)
_TOTAL = re.compile(
    r"(?:主动公开|公开|发布|收到|新收|受理|办理|办结|答复|制发|申请|接收|处理)[^，。；]{0,24}?[0-9０-９]+(?:\.[0-9]+)?(?:余|多)?万?(?:件|条|篇|份|次|宗|项)"
)
_TOTAL_OF_THE_YEAR = re.compile(
    r"(?:公开|发布|收到|新收|受理|办理|办结|答复|制发|申请|接收|处理)[^。；]{0,40}?[0-9０-９零〇一二两三四五六七八九十百千万]+(?:余|多)?(?:件|条|篇|份|次|宗|项)"
)
"""More is taken for a total of the report year than of another: its own wording only takes a warning away."""

_COUNT = re.compile(r"[0-9０-９](?:件|条|篇|份|次|宗|项)")
_COMPARISON = re.compile(
    r"相比|对比|比上|比20|较上|较20|同比|同期|环比|上升|下降|增长|增加|减少|上年(?!度?结转)|上一年(?!度?结转)|去年|往年|历年|以来|累积"
)

_CUT_FROM = 25
"""A line this long without a full stop goes on in the next."""

_ENDS = tuple("。；！？：.;!?:")
_THIS_YEAR = re.compile(r"本年|今年|目前|至今|年内")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A total of the text; `year` is the one it is told for, None for this year.

    A year told in a paragraph ends with it; only one that stands before the first count of all goes on.
    """

    year: int | None
    sentence: str


def totals_are_of_the_year(case: Case) -> Iterator[Observation | Undecided]:
    """F014: section one does not state the body's own totals for another year only.

    A total counts for another year where its own sentence, or the last one before it in its paragraph that names a
    year, begins with that year; one told before any total goes on into the others. Comparisons and sentences about
    another year's problems or accounts are no totals of that year.
    """
    report = report_with_form(case)
    require_text(report)
    year, text = told_year(case), text_of(report, SectionKey.OVERVIEW)
    if year is None:
        raise NotEvaluable("报告年度不明。", "The report year is not known.")
    stated = list(_totals(text or "", year))
    if not stated:
        raise NotApplicable("总体情况中没有写明数量。", "Section one states no totals.")
    others = [total for total in stated if total.year is not None]
    if others and len(others) == len(stated):
        first = others[0]
        message = Sentence(
            f"总体情况写的是{first.year}年的数量（“{first.sentence[:60]}”），没有{year}年的数量。请核对是否沿用了往年的文字。",
            f"Section one states totals of {first.year} (“{first.sentence[:60]}”) and none of {year}. "
            "Please check whether an older text was used.",
        )
        at = SectionSpot(SectionKey.OVERVIEW)
        yield Observation(at, message, stated=str(first.year), expected=str(year), raw=first.sentence[:120])


def _totals(text: str, report_year: int) -> Iterator[_Stated]:
    opening: int | None = None
    nothing_yet = True
    for number, line in enumerate(_paragraphs(text)):
        year = opening
        for sentence in sentences(line):
            headed = _HEADED.match(sentence)
            if f"{report_year}年" in sentence or _THIS_YEAR.search(sentence) is not None:
                year = opening = None
                if _TOTAL_OF_THE_YEAR.search(sentence) is not None:
                    yield _Stated(None, sentence)
            elif headed is not None and _NO_REPORTING_YEAR.match(sentence[headed.start("year") :]) is None:
                year = int(headed["year"])
                opening = year if number == 0 and nothing_yet else opening
            nothing_yet = nothing_yet and _COUNT.search(sentence) is None
            if _TOTAL.search(sentence) is not None and _COMPARISON.search(sentence) is None:
                yield _Stated(year, sentence)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the lines, those joined that a page's width cut in the middle of a sentence."""
    whole: list[str] = []
    for line in text.splitlines():
        whole.append(line.strip())
        if len(whole[-1]) < _CUT_FROM or whole[-1].endswith(_ENDS):
            yield "".join(whole)
            whole = []
    if whole:
        yield "".join(whole)


F014 = Rule(
    "F014",
    Level.WARNING,
    totals_are_of_the_year,
    "数量是报告年度的",
    "Totals are those of the report year",
    "总体情况中本单位的数量只写了别的年度、没有报告年度的。与往年比较、上一年问题的改进情况、上一年度部门决算等不算。",
    "Section one states the body's own totals for another year and none for the report year. Comparisons, last year's "
    "problems and last year's accounts do not count.",
    ACCURACY,
    formula=Sentence(
        "总体情况中本单位总数的年度 ∋ 报告年度",
        "the years of the body's own totals in section 1 include the report year",
    ),
)
