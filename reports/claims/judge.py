"""Claims against the tables: confirmed if any lawful reading fits, contradicted only if none does, without doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from reports.claims.model import Claim, Doubt, Judged, Reading, Topic, Verdict
from reports.claims.numerals import FigureKind
from reports.claims.readings import applications
from reports.claims.values import Value, evaluate
from reports.model import AnnualReport
from reports.states import Sentence

_BASES = (
    applications("outcomes_total"),
    applications("received"),
    applications("received", "brought_forward"),
)
_FITS = Sentence("与表格一致。", "Agrees with the tables.")
_ADDS_UP = Sentence("与文中所列数字相符。", "Agrees with the figures of the text.")
_DIFFERS = Sentence("与表格不一致。", "Differs from the tables.")
_DOES_NOT_ADD_UP = Sentence("与所列数字不相符。", "Does not follow from the figures given.")
_COUNTED_APART = Sentence(
    "总数和各分项分别与表格一致，统计口径不同。",
    "Total and parts each agree with the tables; they count different things.",
)
_UNREAD = Sentence("表格中相应的单元格空白或没有读出，无法核对。", "The cells to compare with are blank or unread.")
_NO_LAST_YEAR = Sentence("没有上一年度的数据可以对照。", "There are no figures of the year before to compare with.")
_NO_BASE = Sentence("不能确定比例的基数。", "What the share is measured by is not certain.")
_BECAUSE = {
    Doubt.APPROXIMATE: Sentence("约数，不作核对。", "An approximation; not compared."),
    Doubt.SCOPE: Sentence("统计范围可能与表格不同，不作判断。", "Its scope may differ from that of the tables."),
    Doubt.PART_OF: Sentence("是表中一项的一部分，不作判断。", "Part of what a row of the table counts."),
    Doubt.WORDING: Sentence(
        "表述可以有不同理解，没有与表格完全对应的数，不作判断。", "May be read in more than one way; not judged."
    ),
}


def judge(claims: Iterable[Claim], report: AnnualReport, previous: Sequence[AnnualReport] = ()) -> Iterator[Judged]:
    """Yield each claim with its verdict; `previous` are the stored versions of last year's report."""
    for claim in claims:
        match claim.topic:
            case Topic.SHARE:
                yield _judge_share(claim, report)
            case Topic.CHANGE:
                yield _judge_change(claim, report, previous)
            case Topic.PARTS:
                yield _judge_parts(claim, report)
            case _:
                yield _judge_figure(claim, report)


def _judge_figure(claim: Claim, report: AnnualReport) -> Judged:
    values = [evaluate(reading, report) for reading in claim.readings]
    fitting = next((value for value in values if _fits(claim, value)), None)
    if Doubt.APPROXIMATE in claim.doubts and (claim.figure is None or claim.figure.approximate):
        return Judged(claim, Verdict.OPEN, _BECAUSE[Doubt.APPROXIMATE])
    if fitting is not None:
        return Judged(claim, Verdict.CONFIRMED, _FITS, fitting.number, fitting.spots)
    plainest = values[0] if values else Value(None, ())
    if any(value.number is None or value.incomplete for value in values):
        return Judged(claim, Verdict.OPEN, _UNREAD, plainest.number, plainest.spots, unread=not claim.doubts)
    if any(value.remarked for value in values):
        return Judged(claim, Verdict.OPEN, _BECAUSE[Doubt.WORDING], plainest.number, plainest.spots)
    return _against(claim, _DIFFERS, plainest.number, plainest)


def _against(claim: Claim, reason: Sentence, expected: Decimal | None, value: Value | None = None) -> Judged:
    spots = () if value is None else value.spots
    if claim.doubts:
        return Judged(claim, Verdict.OPEN, _BECAUSE[claim.doubts[0]], expected, spots)
    return Judged(claim, Verdict.CONTRADICTED, reason, expected, spots)


def _fits(claim: Claim, value: Value) -> bool:
    if value.number is None:
        return False
    step = Decimal(1) if claim.figure is None else claim.figure.step
    money = claim.figure is not None and claim.figure.kind is FigureKind.MONEY
    if money or step > 1:
        return abs(value.number - claim.value) < step
    return claim.value == value.number or claim.value in value.others


def _judge_share(claim: Claim, report: AnnualReport) -> Judged:
    numerators = (*claim.numerators, *_numbers(claim.readings, report))
    from_tables = _numbers(_BASES, report)
    bases = tuple(base for base in (*claim.bases, *from_tables) if base > 0)
    pairs = [(numerator, base) for numerator in numerators for base in bases if numerator <= base]
    found = [numerator / base * 100 for numerator, base in pairs]
    step = Decimal(1) if claim.figure is None else claim.figure.step
    if any(_rounds_to(exact, claim.value, step) for exact in found):
        return Judged(claim, Verdict.CONFIRMED, _ADDS_UP)
    pairs.sort(key=lambda pair: pair[0] == pair[1])  # a figure is no share of itself, if there is another base
    adjusted = sum(claim.siblings) == 100 and any(abs(exact - claim.value) < step for exact in found)
    if not found or not (from_tables or claim.bases) or adjusted:
        return Judged(claim, Verdict.OPEN, _NO_BASE)
    numerator, base = pairs[0]
    judged = _against(claim, _DOES_NOT_ADD_UP, (numerator / base * 100).quantize(step, ROUND_HALF_UP))
    return replace(judged, basis=(numerator, base))


def _judge_change(claim: Claim, report: AnnualReport, previous: Sequence[AnnualReport]) -> Judged:
    now = (*claim.numerators, *_numbers(claim.readings, report))
    before = (*claim.bases, *(number for last in previous for number in _numbers(claim.readings, last)))
    if not before:
        return Judged(claim, Verdict.OPEN, _NO_LAST_YEAR, unread=bool(previous) and not claim.doubts)
    figure = claim.figure
    step = Decimal(1) if figure is None else figure.step
    if figure is not None and figure.kind is FigureKind.PERCENT:
        pairs = [(one, other) for one in now for other in before if other > 0]
        found = [(one - other) / other * 100 * claim.direction for one, other in pairs]
        fits = any(exact >= 0 and _rounds_to(exact, claim.value, step) for exact in found)
    else:
        pairs = [(one, other) for one in now for other in before]
        found = [(one - other) * claim.direction for one, other in pairs]
        fits = claim.value in found
    if fits:
        return Judged(claim, Verdict.CONFIRMED, _ADDS_UP)
    if not found:
        return Judged(claim, Verdict.OPEN, _NO_LAST_YEAR)
    judged = _against(claim, _DOES_NOT_ADD_UP, found[0].quantize(step, ROUND_HALF_UP))
    return replace(judged, basis=pairs[0])


def _judge_parts(claim: Claim, report: AnnualReport) -> Judged:
    total = sum(claim.numerators, start=Decimal(0))
    if total == claim.value:
        return Judged(claim, Verdict.CONFIRMED, _ADDS_UP, total)
    if all(number in _numbers(readings, report) for number, readings in claim.components):
        return Judged(
            claim, Verdict.OPEN, _COUNTED_APART, total
        )  # 收到40件 and the outcomes of all 38 that were closed
    read = [evaluate(reading, report) for _, readings in claim.components for reading in readings]
    if any(value.number is None or value.incomplete for value in read):
        # a part that cannot be compared may be the one that counts something else
        return Judged(claim, Verdict.OPEN, _UNREAD, total)
    return _against(claim, _DOES_NOT_ADD_UP, total)


def _numbers(readings: Iterable[Reading], report: AnnualReport) -> tuple[Decimal, ...]:
    values = (evaluate(reading, report).number for reading in readings)
    return tuple(value for value in values if value is not None)


def _rounds_to(exact: Decimal, stated: Decimal, step: Decimal) -> bool:
    """True where the printed number is the exact one rounded (either way at a half) or cut off."""
    return any(exact.quantize(step, how) == stated for how in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN))
