"""What was printed against what was read: cells right, openly unreadable or silently wrong, sections, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from reports.checking import Checked, check_bytes
from reports.errors import ReportError
from reports.model import CellState, Level, TableKey
from reports.readers import Converter
from tests.rendering.comparison import printed_numbers
from tests.rendering.specimen import Specimen


@dataclass(slots=True)
class Outcome:
    """What came of one report, or of many added up; the lists name the places for whoever looks into it."""

    reports: int = 0
    cells: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.reports += other.reports
        self.cells += other.cells
        self.right += other.right
        self.wrong += other.wrong
        self.unread += other.unread
        self.missed += other.missed
        self.errors += other.errors

    def line(self) -> str:
        """Return the figures in one line."""
        return (
            f"{self.reports} reports, right {self.right} of {self.cells} ({self.right / self.cells:.3%}), "
            f"unreadable {len(self.unread)}, silently wrong {len(self.wrong)}, texts or facts missed "
            f"{len(self.missed)}, error findings {len(self.errors)}"
        )

    def problems(self, least: float) -> list[str]:
        """Return what is below the bounds: `least` is the share of cells that has to be right."""
        few = (
            [f"cells right: {self.right} of {self.cells}", *self.unread[:3]] if self.right < least * self.cells else []
        )
        return [*few, *self.wrong[:5], *self.missed[:5], *self.errors[:5]]

    def details(self) -> list[str]:
        """Return every place that was not right."""
        return [*self.wrong, *self.unread, *self.missed, *self.errors]


def outcome(
    report: Specimen,
    data: bytes | None,
    *,
    seed: int,
    filename: str,
    likeness: float = 100,
    convert: Converter | None = None,
) -> Outcome:
    """Return what reading and checking the rendered report comes to; of a file that is not read no cell is right.

    `likeness`: how much of a paragraph has to be found, in percent.
    """
    result = Outcome(reports=1)
    printed = printed_numbers(report.figures)
    result.cells = sum(len(cells or {}) for rows in printed.values() for cells in (rows or {}).values())
    try:
        checked = None if data is None else check_bytes(data, filename=filename, convert=convert)
    except ReportError as error:
        result.missed.append(f"seed {seed}: not read: {error.code}")
        return result
    if checked is None:
        result.missed.append(f"seed {seed}: no file was made")
        return result
    for table, rows in printed.items():
        for row, cells in (rows or {}).items():
            for column, value in (cells or {}).items():
                _compare(result, checked, (table, row, column), value)
    _compare_text(result, report, checked, likeness)
    for finding in checked.validation.findings:
        if finding.level is Level.ERROR:
            result.errors.append(f"{finding.code} {finding.message}")
    for places in (result.wrong, result.unread, result.missed, result.errors):
        places[:] = [f"seed {seed}: {place}" for place in places]
    return result


def _compare(result: Outcome, checked: Checked, place: tuple[str, str, str], value: int | Decimal | None) -> None:
    table = checked.report.table(TableKey(place[0]))
    cells = None if table is None else table.rows.get(place[1])
    cell = None if cells is None else cells.get(place[2])
    if cell is None or cell.state is CellState.UNREADABLE:
        result.unread.append(f"{'.'.join(place)} {'missing' if cell is None else repr(cell.raw)}")
    elif cell.value == value and (cell.state is CellState.BLANK) == (value is None):
        result.right += 1
    else:
        result.wrong.append(f"{'.'.join(place)} is {value}, read {cell.value} from {cell.raw!r}")


def _compare_text(result: Outcome, report: Specimen, checked: Checked, likeness: float) -> None:
    found = {section.key.value: "".join(section.text.split()) for section in checked.report.sections}
    for key, paragraphs in report.sections.items():
        for paragraph in paragraphs:
            if key in found and fuzz.partial_ratio("".join(paragraph.split()), found[key]) < likeness:
                result.missed.append(f"text of {key}")
                break
        else:
            if key not in found:
                result.missed.append(key)
    for name, true, read in (
        ("title", report.title, checked.report.title),
        ("agency", report.agency, checked.report.agency),
        ("year", report.year, checked.report.report_year),
        ("published", report.published, checked.report.published),
    ):
        if true != read:
            result.missed.append(f"{name}: {read}")
