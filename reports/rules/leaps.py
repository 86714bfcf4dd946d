"""Y201: a number that leaps against the same body's own history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log1p, sqrt
from statistics import median

from reports.model import AnnualReport, Level, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import cell_name, form_of, form_of_table, table_name
from reports.states import Sentence

FEWEST_YEARS = 3
TIMES = 3  # so many times the median, or one part of so many
LEAST_DIFFERENCE = 30
SPREADS = 4  # so many times the usual spread
USUAL_SPREAD = 0.2  # even a steady body's numbers differ by about a fifth from year to year
_MAD_TO_DEVIATION = 1.4826


@dataclass(frozen=True, slots=True)
class Series:
    """A number that is compared over the years: the sum of its cells; it stands in the report at the first of them."""

    cells: tuple[TableSpot, ...]
    both: Sentence | None = None  # its name where it is a sum


SERIES: tuple[Series, ...] = (
    Series((TableSpot(TableKey.PROACTIVE, "licences", "decisions"),)),
    Series((TableSpot(TableKey.PROACTIVE, "penalties", "decisions"),)),
    Series((TableSpot(TableKey.PROACTIVE, "compulsory_measures", "decisions"),)),
    Series((TableSpot(TableKey.APPLICATIONS, "received", "total"),)),
    Series((TableSpot(TableKey.APPLICATIONS, "carried_forward", "total"),)),
    # since 2024 reconsideration comes before litigation over refusals, so cases moved from one block to the other
    Series(
        (
            TableSpot(TableKey.REVIEW, "reconsideration", "total"),
            TableSpot(TableKey.REVIEW, "litigation_direct", "total"),
        ),
        Sentence("行政复议与未经复议直接起诉的合计", "reconsiderations and direct lawsuits together"),
    ),
)


def numbers_do_not_leap(case: Case) -> Iterator[Observation | Undecided]:
    """Y201: no number leaps against the median of at least three earlier years.

    A leap lies outside all earlier numbers, is three times the median or a third of it, thirty apart, and four times
    the usual spread away from it on the scale of ln(1+n). The spread is the median absolute deviation of the earlier
    years, what chance alone does to a count of that size (1/√(1+median)) and a fifth for ordinary change, added as
    squares. Small numbers never leap.
    """
    report = report_of(case)
    earlier = _comparable_years(case)
    if len(earlier) < FEWEST_YEARS:
        raise NotApplicable(
            f"可比的以前年度报告不足{FEWEST_YEARS}份，不判断波动。",
            f"Fewer than {FEWEST_YEARS} comparable earlier reports; leaps are not judged.",
        )
    for series in SERIES:
        now = _value(report, series)
        before = [value for older in earlier if (value := _value(older, series)) is not None]
        if len(before) < FEWEST_YEARS:
            continue
        if now is None:
            yield Undecided(
                series.cells[0], Sentence("本年度的数字空白或没有读到。", "This year's number was not read.")
            )
        elif leaps(now, before):
            yield Observation(series.cells[0], _message(report, series, now, before), stated=now, places=series.cells)


def leaps(now: int, before: Sequence[int]) -> bool:
    """Return whether the number is a leap against the earlier ones; the measure is that of `numbers_do_not_leap`."""
    middle = median(before)
    times = (now + 1) / (middle + 1)
    if min(before) <= now <= max(before) or abs(now - middle) < LEAST_DIFFERENCE or 1 / TIMES < times < TIMES:
        return False
    levels = [log1p(number) for number in before]
    deviation = _MAD_TO_DEVIATION * median(abs(level - median(levels)) for level in levels)
    spread = sqrt(deviation**2 + 1 / (1 + middle) + USUAL_SPREAD**2)
    return abs(log1p(now) - median(levels)) > SPREADS * spread


def _comparable_years(case: Case) -> list[AnnualReport]:
    """Return one report a year, newest first, back to the last change of the body."""
    year, body = case.report_year, case.agency
    reports = [*case.previous[:1], *case.history]
    if year is None:
        return []
    changes = () if body is None else (*body.coverage_changed, *(() if body.founded is None else (body.founded,)))
    since = max((change for change in changes if change <= year), default=None)
    return [
        report
        for report in reports
        if report.report_year is not None
        and report.report_year < year
        and (since is None or report.report_year > since)
    ]


def _value(report: AnnualReport, series: Series) -> int | None:
    """Return the sum of the cells, None where one of them is blank, not read, or no whole number."""
    total = 0
    for at in series.cells:
        table = report.table(at.table)
        cell = None if table is None else table.cell(at.row or "", at.column or "")
        if cell is None or not isinstance(cell.value, int) or cell.value < 0:
            return None
        total += cell.value
    return total


def _message(report: AnnualReport, series: Series, now: int, before: Sequence[int]) -> Sentence:
    at = series.cells[0]
    read = report.table(at.table)
    form = form_of(report) if read is None else form_of_table(report, read)
    table, name = table_name(form, at.table), series.both or cell_name(form, at)
    middle, years = f"{median(before):.1f}".removesuffix(".0"), len(before)
    return Sentence(
        f"{table.zh}{name.zh}本年为{now}；前{years}份年度报告中，中位数为{middle}，最低{min(before)}、最高{max(before)}。"
        f"变动较大（提示标准：超出历年范围，达到中位数的{TIMES}倍或不足其{TIMES}分之一，相差{LEAST_DIFFERENCE}以上，"
        f"并超过往年正常波动的{SPREADS}倍）。"
        "请核对数字和统计口径；属实的，建议在正文中说明原因。",
        f"In {table.en}, {name.en} is {now} this year; in the {years} reports before, the median was {middle}, the "
        f"lowest {min(before)}, the highest {max(before)}. That is a leap (threshold: outside them all, {TIMES} "
        f"times the median or one part of {TIMES}, {LEAST_DIFFERENCE} apart, and beyond {SPREADS} times the usual "
        "spread). Please check the number and what it covers; if it is right, the text may say why.",
    )


Y201 = Rule(
    "Y201",
    Level.NOTICE,
    numbers_do_not_leap,
    "与本单位历年相比没有异常波动",
    "No leap against the body's own history",
    f"与至少{FEWEST_YEARS}份以前年度报告的中位数相比：超出历年范围，达到{TIMES}倍或不足{TIMES}分之一，相差{LEAST_DIFFERENCE}以上，且在对数尺度上超过正常波动的"
    f"{SPREADS}倍（正常波动由历年中位数绝对偏差、计数的随机波动和两成的一般变化合成）才提示。小数字不提示。"
    "2024年起部分诉讼改为复议前置，行政复议与直接起诉合计比较。",
    f"Against the median of at least {FEWEST_YEARS} earlier reports: outside them all, {TIMES} times as much or as "
    f"little, {LEAST_DIFFERENCE} apart, and beyond {SPREADS} times the usual spread on the scale of logarithms (median "
    "absolute deviation, the chance of a count, and a fifth for ordinary change). Small numbers are silent. "
    "Reconsiderations and direct lawsuits are judged together, because since 2024 the former come first.",
    ACCURACY,
    formula=Sentence(
        "|ln(1+本年) − 中位数 ln(1+历年)| > 4 × √((1.4826×MAD)² + 1/(1+中位数) + 0.2²)",
        "|ln(1+n) − median ln(1+earlier)| > 4 × √((1.4826×MAD)² + 1/(1+median) + 0.2²)",
    ),
)
