"""N120, N121: sections that are nearly the same as last year's, or as another body's."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reports.copies import COMPARED, Likeness, compare, compared_texts, may_be_alike
from reports.model import AnnualReport, Level, SectionKey, SectionSpot
from reports.plain_text import PlainText, plain_text
from reports.rules.case import Case
from reports.rules.earlier import reports_of_last_year
from reports.rules.rule import Audience, Need, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.surroundings import LookAlike
from reports.rules.tables import report_of
from reports.rules.wording import form_of, section_name
from reports.states import Sentence

QUOTED = 60


def differs_from_last_year(case: Case) -> Iterator[Observation | Undecided]:
    """N120: sections 一 and 五 are not nearly last year's; usual phrases do not count, figures must agree to count."""
    report = report_of(case)
    earlier = reports_of_last_year(case)
    texts = _texts(report, _names(case, report))
    if not texts:
        raise NotEvaluable("没有读到“一”和“五”两部分的文字。", "The text of sections 一 and 五 was not read.")
    for key, text in texts.items():
        alike = [
            likeness
            for older in earlier
            if (other := _texts(older, _names(case, older)).get(key)) is not None
            and (likeness := _nearly_the_same(text, other, case.usual_phrases)) is not None
        ]
        if alike:
            best = max(alike, key=lambda likeness: likeness.share)
            year = earlier[0].report_year
            called = Sentence("上一年度报告" if year is None else f"本单位{year}年度报告", "last year's report")
            yield _observation(report, SectionSpot(key), best, called)


def differs_from_other_bodies(case: Case) -> Iterator[Observation | Undecided]:
    """N121: sections 一 and 五 are not nearly another body's; two names of one office may say the same."""
    report = report_of(case)
    if case.usual_phrases is None and not case.resembling:
        raise NotApplicable("手头没有其他单位的报告可以对照。", "No other bodies' reports are at hand.")
    texts = _texts(report, _names(case, report))
    if not texts:
        raise NotEvaluable("没有读到“一”和“五”两部分的文字。", "The text of sections 一 and 五 was not read.")
    for other in case.resembling:
        if other.one_office:
            continue
        for key, text in texts.items():
            theirs = plain_text(other.sections.get(key, ""), report_year=other.report_year, names=other.names)
            likeness = _nearly_the_same(text, theirs, case.usual_phrases)
            if likeness is not None:
                at = SectionSpot(key, claim=other.agency_id)
                yield _observation(report, at, likeness, _called(other))


def _texts(report: AnnualReport, names: Collection[str]) -> dict[SectionKey, PlainText]:
    return {
        key: plain_text(text, report_year=report.report_year, names=names)
        for key, text in compared_texts(report).items()
        if key in COMPARED and text.strip()
    }


def _names(case: Case, report: AnnualReport) -> tuple[str, ...]:
    own = () if case.agency is None else (case.agency.name, *case.agency.aliases)
    return own if report.agency is None else (*own, report.agency)


def _nearly_the_same(one: PlainText, other: PlainText, usual: Collection[str] | None) -> Likeness | None:
    if not may_be_alike(one, other):
        return None
    likeness = compare(one, other, usual=usual)
    return likeness if likeness.nearly_the_same else None


def _called(other: LookAlike) -> Sentence:
    name, year = other.names[0], other.report_year
    return Sentence(f"{name}{year}年度报告", f"the report of {name} for {year}")


def _observation(report: AnnualReport, at: SectionSpot, likeness: Likeness, other: Sentence) -> Observation:
    key = at.section or SectionKey.OVERVIEW
    section = section_name(form_of(report), key)
    share = f"{likeness.share:.0%}"
    shown = [passage for passage in likeness.passages if passage.text.strip()]
    example_zh = "".join(
        f"例如本报告“{_quoted(passage.text)}”，对照的报告“{_quoted(passage.other_text)}”。" for passage in shown[:1]
    )
    example_en = "".join(
        f"For example “{_quoted(passage.text)}” here and “{_quoted(passage.other_text)}” there. "
        for passage in shown[:1]
    )
    return Observation(
        at,
        Sentence(
            f"{section.zh}与{other.zh}基本相同：除去各单位通用的表述，本报告自己的{likeness.own}字中有{share}同样见于该报告。"
            f"{example_zh}请复核人员对照原文判断；确属照搬的，请单位补写当年的实际情况。",
            f"Section {section.en} is nearly the same as in {other.en}: beside usual phrases, {share} of its own "
            f"{likeness.own} characters stand there as well. {example_en}A reviewer compares both texts; if it was "
            "copied, the body should write what the year really brought.",
        ),
        stated="\n\n".join(passage.text for passage in shown),
        expected="\n\n".join(passage.other_text for passage in shown),
        places=tuple(SectionSpot(key, passage.start, passage.end) for passage in shown) or (SectionSpot(key),),
    )


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


N120 = Rule(
    "N120",
    Level.WARNING,
    differs_from_last_year,
    "“一”“五”与上一年度不应基本相同",
    "The text is not last year's",
    "“一、总体情况”“五、存在的主要问题及改进情况”除去通用表述（多家单位都有的、格式自带的）后，双方自己的文字各有八成以上相同时提示；"
    "数字不同的分句不算相同。手头没有其他单位的报告、无法识别通用表述时，只提示几乎逐字相同的。由复核人员看过后才告知。",
    "Fires where, beside usual phrases (printed by many bodies or by the form), four fifths of each text's own words "
    "stand in the other; clauses with other figures do not count. Without other reports at hand only what is copied "
    "nearly word by word. Nobody is told before a reviewer agrees.",
    ACCURACY,
    frozenset({Need.REPORT, Need.PREVIOUS}),
    audience=Audience.REVIEWED,
    formula=Sentence(
        "与上一年度相同的自有文字占比 < 80%（一、五分别计算）",
        "share of own text that is last year's < 80 %, for sections 1 and 5",
    ),
)

N121 = Rule(
    "N121",
    Level.WARNING,
    differs_from_other_bodies,
    "“一”“五”与其他单位不应基本相同",
    "The text is not another body's",
    "与其他单位更早见到的本年度或上一年度报告相比，标准同N120。“两块牌子”（名录中写明或名称、简称相同）的不提示，"
    "多家单位共用的提纲不提示。由复核人员看过后才告知。",
    "As N120, against other bodies' reports of this year or the last that were seen earlier. Not for two names of one "
    "office, nor for outlines that many bodies share. Nobody is told before a reviewer agrees.",
    ACCURACY,
    audience=Audience.REVIEWED,
    formula=Sentence(
        "与其他单位相同的自有文字占比 < 80%（一、五分别计算）",
        "share of own text that is another body's < 80 %, for sections 1 and 5",
    ),
)
