"""N110-N113: shares, changes and sums in the text re-computed, and statements that cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator

from reports.claims import Judged, Topic, Verdict
from reports.claims.numerals import FigureKind
from reports.claims.statements import ALL_CLOSED
from reports.model import Level
from reports.rules.case import Case
from reports.rules.narrative_claims import cells_of, judged, spot
from reports.rules.rule import NotApplicable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import form_of, number, section_name
from reports.states import Sentence


def shares(case: Case) -> Iterator[Observation | Undecided]:
    """N110: a stated share is what its own numbers give at the printed precision, by any lawful base."""
    for one in judged(case, {Topic.SHARE}):
        if one.verdict is not Verdict.CONTRADICTED:
            continue
        section, printed = section_name(form_of(report_of(case)), one.claim.section), _printed(one)
        counted, base = _basis(one)
        message = Sentence(
            f"{section.zh}写“{one.claim.quote}”，按{counted}÷{base}计算应为{printed}，用文中和表中其他总数作基数也得不出。"
            "请核对分子、基数和比例，更正有误的一处。",
            f"{section.en} states “{one.claim.quote}”, while {counted} ÷ {base} makes it {printed}, and no other "
            "total of text or tables gives it. Please check numerator, base and share, and correct what is wrong.",
        )
        yield _observation(one, message, printed)


def changes(case: Case) -> Iterator[Observation | Undecided]:
    """N111: a stated change on last year is what any lawful base gives (last year's tables, or the text itself)."""
    found = judged(case, {Topic.CHANGE})
    if case.agency is not None and case.report_year in case.agency.coverage_changed:
        raise NotApplicable(
            "该年度职责或统计范围有调整，不与上一年度比较。",
            "What the report covers changed in that year; not compared.",
        )
    for one in found:
        if one.verdict is Verdict.CONTRADICTED:
            section, change = section_name(form_of(report_of(case)), one.claim.section), _change(one)
            now, before = _basis(one)
            message = Sentence(
                f"{section.zh}写“{one.claim.quote}”，而本年{now}、上年{before}，应为{change.zh}。请核对两个年度的数字和口径。",
                f"{section.en} states “{one.claim.quote}”, while {now} this year and {before} last year make it "
                f"{change.en}. Please check the figures of both years and what they cover.",
            )
            yield _observation(one, message, change.zh)
        elif one.unread:
            yield Undecided(spot(one), one.reason)


def contradictions(case: Case) -> Iterator[Observation | Undecided]:
    """N112: 全部办结 while some were carried forward; 未收到申请 while some were received."""
    form = form_of(report_of(case))
    for one in judged(case, {Topic.CONSISTENCY}):
        if one.verdict is Verdict.CONTRADICTED:
            cells = cells_of(one.claim.readings[0], form)
            section, printed = section_name(form, one.claim.section), _printed(one)
            closed = one.claim.name.startswith(ALL_CLOSED)
            what = Sentence("尚未办结的", "those not closed yet") if closed else Sentence("收到的", "those received")
            message = Sentence(
                f"{section.zh}写“{one.claim.quote}”，而表中{cells.zh}为{printed}。请核对{what.zh}申请，使正文与表格一致。",
                f"{section.en} states “{one.claim.quote}”, while {cells.en} is {printed}. Please check {what.en} so "
                "that text and table agree.",
            )
            yield _observation(one, message, printed)
        elif one.unread:
            yield Undecided(spot(one), one.reason)


def parts(case: Case) -> Iterator[Observation | Undecided]:
    """N113: the explicit parts of a total in the text add up to it, where they are all there are or more than it."""
    for one in judged(case, {Topic.PARTS}):
        if one.verdict is not Verdict.CONTRADICTED:
            continue
        section, printed = section_name(form_of(report_of(case)), one.claim.section), _printed(one)
        total = number(one.claim.value.normalize())
        message = Sentence(
            f"{section.zh}写“{one.claim.quote}”，分项相加为{printed}，与总数{total}不符。请核对各分项和总数，更正有误的一处。",
            f"{section.en} states “{one.claim.quote}”: the parts add up to {printed}, the stated total is {total}. "
            "Please check parts and total, and correct what is wrong.",
        )
        yield _observation(one, message, printed)


def _observation(one: Judged, message: Sentence, printed: str) -> Observation:
    figure = one.claim.figure
    stated = None if figure is None else f"{number(figure.value)}{'%' if figure.kind is FigureKind.PERCENT else ''}"
    return Observation(
        spot(one), message, stated=stated, expected=printed, raw=one.claim.quote, places=(spot(one), *one.places)
    )


def _basis(one: Judged) -> tuple[str, str]:
    """Return the counted figure and its base, as people write them."""
    counted, base = (one.claim.value, one.claim.value) if one.basis is None else one.basis
    return number(counted.normalize()), number(base.normalize())


def _change(one: Judged) -> Sentence:
    """Return the change that the figures give, with its direction."""
    up = (one.claim.direction > 0) == (one.expected is None or one.expected >= 0)
    size = _printed(one).removeprefix("-")
    figure = one.claim.figure
    if figure is None or figure.kind is FigureKind.PERCENT:
        return Sentence(f"上升{size}", f"a rise of {size}") if up else Sentence(f"下降{size}", f"a fall of {size}")
    return Sentence(f"增加{size}件", f"{size} more") if up else Sentence(f"减少{size}件", f"{size} less")


def _printed(one: Judged) -> str:
    expected = "" if one.expected is None else number(one.expected)
    percent = one.claim.figure is not None and one.claim.figure.kind is FigureKind.PERCENT
    return f"{expected}%" if percent else expected


N110 = Rule(
    "N110",
    Level.WARNING,
    shares,
    "正文的占比与所列数字相符",
    "Shares in the text follow from their numbers",
    "“N件，占X%”按印出的小数位重新计算，基数可以是文中或表中的收到数、办结数及其合计等；四舍五入和截尾都认可，"
    "各项凑足100%的调整不作判断。",
    "“N, that is X %” is re-computed at the printed precision on any lawful base of text or table; rounded and cut off "
    "are both right, and shares adjusted to give 100 % are left open.",
    ACCURACY,
    formula=Sentence(
        "占比 = 分子 ÷ 基数，按印出的小数位四舍五入或截尾",
        "share = part ÷ base, rounded or cut at the printed digits",
    ),
)

N111 = Rule(
    "N111",
    Level.NOTICE,
    changes,
    "正文的同比变化与上一年度相符",
    "Changes on last year in the text follow from the figures",
    "“较上年上升X%”按上一年度报告（任何一个保存的版本）或文中写明的上一年度数字重新计算；没有上一年度数字的不作判断。",
    "“Up X % on last year” is re-computed on last year's report (any stored version) or on last year's figure in the "
    "text; without either it is left open.",
    ACCURACY,
    formula=Sentence(
        "变化 =（本年 − 上年）÷ 上年，按印出的小数位",
        "change = (this year − last year) ÷ last year, at the printed digits",
    ),
)

N112 = Rule(
    "N112",
    Level.NOTICE,
    contradictions,
    "正文没有自相矛盾的表述",
    "The text does not contradict itself",
    "写明申请全部办结的，不应有结转下年度的件数；写明未收到申请的，新收应为0。"
    "“均在法定期限内答复”与结转不矛盾，不作比较。",
    "Where all applications are said to be closed, none is carried forward; where none is said to have come in, none "
    "is received. “All answered within the time limit” never contradicts a carry-over.",
    ACCURACY,
    formula=Sentence(
        "“全部办结”⇒ 结转下年度 = 0；“未收到申请”⇒ 本年新收 = 0",
        "“all closed” ⇒ carried forward = 0; “none received” ⇒ received = 0",
    ),
)

N113 = Rule(
    "N113",
    Level.WARNING,
    parts,
    "正文的分项之和等于总数",
    "Parts in the text add up to their total",
    "正文把一个总数按结果、申请人或途径列出全部分项的，分项之和应等于总数；只列举一部分的，不应超过总数。",
    "Where the text lists all parts of a total by outcome, applicant or channel, they add up to it; where it lists "
    "some, they are not more than it.",
    ACCURACY,
    formula=Sentence(
        "列出全部分项时：总数 = Σ 分项；只列一部分时：总数 ≥ Σ 分项",
        "with all parts given: total = Σ parts; with some: total ≥ Σ parts",
    ),
)
