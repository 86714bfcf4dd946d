"""Builds duties and evidence for the tests of obligations; all times are written as in Shanghai."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from reports.looks import LookOutcome
from reports.model import DateWitness
from reports.obligations import (
    SHANGHAI,
    ColumnLook,
    Confirmation,
    Duty,
    DutyBasis,
    ManualLook,
    ReportAnswer,
    ReportLook,
    Sighting,
    Version,
)

COLUMN = "https://office.example/reports/"
REPORT = "https://office.example/reports/2024.html"
DEPARTMENT = Duty("some-office", 2024, DutyBasis.STATUTORY_DEPARTMENT)
"""Owes its report for 2024 by 31 January 2025."""


def at(written: str) -> datetime:
    """Return the moment written as "2025-02-01 09:00" in Shanghai, in UTC."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI).astimezone(UTC)


def look(
    written: str,
    *,
    outcome: LookOutcome = LookOutcome.COMPLETE,
    every_page: bool = True,
    canary: bool = True,
    shows: bool = False,
    column: str = COLUMN,
) -> ColumnLook:
    """Return a look at the column; complete and without the report unless told otherwise."""
    return ColumnLook(column, at(written), outcome, every_page, canary, shows)


def looks(written: Iterable[str], *, column: str = COLUMN) -> tuple[ColumnLook, ...]:
    """Return complete looks that did not show the report."""
    return tuple(look(one, column=column) for one in written)


def fetched(written: str, *days: str, address: str = REPORT) -> Sighting:
    """Return the report as first fetched then, stating those publication dates."""
    witnesses = tuple(DateWitness("shown", date.fromisoformat(day), day) for day in days)
    return Sighting("0" * 64, address, at(written), witnesses)


def gone(written: str, *, site_answers: bool = True, address: str = REPORT) -> ReportLook:
    """Return a look that found the report's address gone."""
    return ReportLook(address, at(written), ReportAnswer.GONE, site_answers)


def there(written: str, *, address: str = REPORT) -> ReportLook:
    """Return a look that found the report at its address."""
    return ReportLook(address, at(written), ReportAnswer.THERE)


def person(written: str, *, saw: bool) -> ManualLook:
    """Return a person's own look."""
    return ManualLook("值班员", at(written), saw, COLUMN)


def confirmed(written: str) -> Confirmation:
    """Return a person's statement that the report is not there."""
    return Confirmation("科长", at(written))


def version(written: str, facts: str = "a", text: str = "a") -> Version:
    """Return a version of the report as read."""
    return Version(at(written), facts, text)
