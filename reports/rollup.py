"""The 汇总底表: a government's units side by side, every value of the form, sub-totals by class, the government's own.

What a unit's report leaves blank, what could not be read and which units are not counted stay visible: a sum over them
is a sum over what is known. Whether a government's own report covers the same units is for it to say, so a difference
is shown and never called a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.forms import FORMS, Form
from reports.model import AnnualReport, Cell, CellState, TableKey, TableSpot
from reports.rules.case import AgencyLevel
from reports.states import Sentence

CLASS_LABELS: Mapping[AgencyLevel, Sentence] = {
    AgencyLevel.DEPARTMENT: Sentence("政府部门", "Departments"),
    AgencyLevel.GOVERNMENT: Sentence("下级政府", "Governments"),
    AgencyLevel.TOWNSHIP: Sentence("乡镇街道", "Townships and sub-districts"),
    AgencyLevel.OTHER: Sentence("其他机构", "Other bodies"),
}

Number = int | Decimal


class Entry(StrEnum):
    """What stands in a unit's report for one value of the form."""

    NUMBER = "number"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    MISSING = "missing"  # the table, row or column is not there


ENTRY_LABELS: Mapping[Entry, Sentence] = {
    Entry.BLANK: Sentence("空白", "blank"),
    Entry.UNREADABLE: Sentence("未读出", "unreadable"),
    Entry.MISSING: Sentence("缺", "missing"),
}


class NoCommonForm(ValueError):
    """No form was common to all reports of that year, so there is nothing to add up."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body below the government; `excluded` says why its figures are not counted, None where they are."""

    agency_id: str
    name: str
    level: AgencyLevel
    report: AnnualReport | None
    address: str | None = None
    excluded: Sentence | None = None

    @property
    def counted(self) -> bool:
        """Return whether the unit's figures are part of the sums."""
        return self.report is not None and self.excluded is None


@dataclass(frozen=True, slots=True)
class Rollup:
    """The sheet: `spots` are the form's values in order, `classes` the counted units, `left_out` the others."""

    form: Form
    spots: tuple[TableSpot, ...]
    classes: Mapping[AgencyLevel, tuple[Unit, ...]]
    left_out: tuple[Unit, ...]
    own: AnnualReport | None

    def units(self) -> Iterator[Unit]:
        """Yield the counted units, class by class."""
        for units in self.classes.values():
            yield from units

    def total(self, spot: TableSpot) -> Number:
        """Return the sum over the counted units of what is a number."""
        return sum((value for unit in self.units() if (value := number_at(unit.report, spot)) is not None), start=0)

    def difference(self, spot: TableSpot) -> Number | None:
        """Return the government's own figure less the sum of its units, None where it states none."""
        own = number_at(self.own, spot)
        return None if own is None else own - self.total(spot)

    def differing(self) -> Iterator[TableSpot]:
        """Yield the values in which the government's own figure is not the sum of its units."""
        return (spot for spot in self.spots if self.difference(spot))


def roll_up(units: Sequence[Unit], *, own: AnnualReport | None, report_year: int) -> Rollup:
    """Return the units' figures side by side, by class in the order given, for the form of that year.

    Raises NoCommonForm for a year before 2019.
    """
    form = next((form for form in FORMS if form.first_year <= report_year <= (form.last_year or report_year)), None)
    if form is None:
        raise NoCommonForm(report_year)
    counted = [unit for unit in units if unit.counted]
    classes = {level: tuple(unit for unit in counted if unit.level is level) for level in CLASS_LABELS}
    return Rollup(
        form=form,
        spots=tuple(
            TableSpot(key, row.key, column.key)
            for key in TableKey
            for row in form.table(key).rows
            for column in row.columns
        ),
        classes={level: units for level, units in classes.items() if units},
        left_out=tuple(unit for unit in units if not unit.counted),
        own=own,
    )


def entry_at(report: AnnualReport | None, spot: TableSpot) -> Entry:
    """Return what stands in the report at the spot."""
    cell = _cell(report, spot)
    if cell is None:
        return Entry.MISSING
    if cell.value is not None:
        return Entry.NUMBER
    return Entry.BLANK if cell.state is CellState.BLANK else Entry.UNREADABLE


def number_at(report: AnnualReport | None, spot: TableSpot) -> Number | None:
    """Return the number at the spot, None where there is none."""
    cell = _cell(report, spot)
    return None if cell is None else cell.value


def _cell(report: AnnualReport | None, spot: TableSpot) -> Cell | None:
    table = None if report is None else report.table(spot.table)
    return None if table is None else table.cell(spot.row or "", spot.column or "")
