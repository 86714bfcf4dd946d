"""Due dates, seasons and days: when the report of a year has to be there, by which law or local rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from reports.states import Sentence

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR_OF_THE_2019_REGULATION = 2019

_OLD_REGULATION = Sentence(
    "《政府信息公开条例》（2007年）第三十一条", "Regulation on Government Information Disclosure (2007), art. 31"
)
_DEPARTMENTS = Sentence(
    "《政府信息公开条例》第四十九条第一款", "Regulation on Government Information Disclosure (2019), art. 49(1)"
)
_GOVERNMENTS = Sentence(
    "《政府信息公开条例》第四十九条第二款", "Regulation on Government Information Disclosure (2019), art. 49(2)"
)


class DutyBasis(StrEnum):
    """Why an agency owes a report; data of the roll, never guessed."""

    STATUTORY_DEPARTMENT = "statutory_department"
    STATUTORY_GOVERNMENT = "statutory_government"
    LOCAL_NOTICE = "local_notice"  # townships, sub-district offices, management committees
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True)
class InternalDate:
    """A local due date with the document that sets it; only a `binding` one can make a report late."""

    day: date
    source: str
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The dates of one duty.

    `day` is the date that counts: the statutory one or an earlier binding local one; for bodies without a statutory
    date the date their own notice states. None: no date is known, so timeliness is not judged. `binding` False: passing
    `day` is worth verifying but never makes late or overdue. `internal` are the other local dates, earliest first;
    one later than `day` is of no effect.
    """

    day: date | None
    binding: bool
    source: Sentence
    statutory: date | None
    internal: tuple[InternalDate, ...] = ()


def due_dates(basis: DutyBasis, report_year: int, *, internal: tuple[InternalDate, ...] = ()) -> Due:
    """Return the due dates of a report year: 31 January for departments, 31 March for governments, of the next year.

    Report years before 2019 fall under the regulation of 2007: 31 March for both.
    """
    statutory, source = _statutory(basis, report_year)
    ordered = tuple(sorted(internal, key=lambda date_: (date_.day, not date_.binding, date_.source)))
    stated = [date_ for date_ in ordered if date_.binding]
    if statutory is None and not stated:
        stated = list(ordered)
    first = min(stated, key=lambda date_: date_.day, default=None)
    if first is None or (statutory is not None and first.day >= statutory):
        return Due(statutory, statutory is not None, source, statutory, _before(ordered, statutory))
    others = tuple(date_ for date_ in ordered if date_ != first)
    return Due(first.day, first.binding, Sentence(first.source, first.source), statutory, _before(others, first.day))


def _statutory(basis: DutyBasis, report_year: int) -> tuple[date | None, Sentence]:
    year = report_year + 1
    if basis in (DutyBasis.LOCAL_NOTICE, DutyBasis.VOLUNTARY):
        return None, Sentence("没有登记应公布日期", "no due date is on record")
    if report_year < FIRST_YEAR_OF_THE_2019_REGULATION:
        return date(year, 3, 31), _OLD_REGULATION
    if basis is DutyBasis.STATUTORY_DEPARTMENT:
        return date(year, 1, 31), _DEPARTMENTS
    return date(year, 3, 31), _GOVERNMENTS


def _before(dates: tuple[InternalDate, ...], day: date | None) -> tuple[InternalDate, ...]:
    return dates if day is None else tuple(date_ for date_ in dates if date_.day < day)


def start_of(day: date) -> datetime:
    """Return the first moment of that day in Shanghai, in UTC."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the first moment that is no longer that day in Shanghai, in UTC: what comes then is late."""
    return start_of(day + timedelta(days=1))


def day_of(moment: datetime) -> date:
    """Return the day in Shanghai on which the moment falls."""
    return moment.astimezone(SHANGHAI).date()


def season_start(report_year: int) -> datetime:
    """Return when the duty of a report year comes into being: 1 December of that year (some come early)."""
    return start_of(date(report_year, 12, 1))


def season_over(report_year: int, *, at: datetime) -> bool:
    """Return whether the season of a report year was over at that time: the next year's had begun."""
    return at >= season_start(report_year + 1)


def running_report_year(now: datetime) -> int:
    """Return the report year whose season is running: last year's until the end of November, then this year's."""
    day = day_of(now)
    return day.year if day.month == 12 else day.year - 1
