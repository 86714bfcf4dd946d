"""What every layout of a kind has to come to: all figures right, nothing guessed, all sections with their text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from reports.extract import extract
from reports.model import AnnualReport, Cell, CellState
from reports.readers import read
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Figures, balanced
from tests.rendering.specimen import Specimen, specimen
from tests.rendering.spelling import SPELLINGS

Renderer = Callable[[Specimen, Random], bytes]


def figures_of(seed: int, *, form: str = "2021") -> Figures:
    """Return figures of a size and in a spelling that the seed chooses."""
    spelled = SPELLINGS[seed % len(SPELLINGS)]
    return spelled(balanced(seed, form=form, largest=(4, 60, 5_000, 90_000)[seed % 4]))


def read_back(renderer: Renderer, figures: Figures, seed: int = 0) -> tuple[Specimen, AnnualReport]:
    """Return the report as rendered and as read."""
    original = specimen(figures)
    return original, extract(read(renderer(original, Random(seed))))


def assert_all_figures(figures: Figures, report: AnnualReport) -> None:
    """Every number equal to what was printed, blank where nothing was."""
    assert read_numbers(report) == printed_numbers(figures)
    for table, row, column, cell in _cells(report):
        shown = figures.tables()[table][row][column]
        assert (cell.state is CellState.BLANK) == (shown.text == ""), (table, row, column, cell)


def assert_nothing_guessed(figures: Figures, report: AnnualReport) -> None:
    """Every number that was read is the one that was printed; what is lost is openly unreadable, not blank."""
    for table, row, column, cell in _cells(report):
        shown = figures.tables()[table][row][column]
        true = Decimal(shown.value) if isinstance(shown.value, str) else shown.value
        assert cell.value in (None, true), (table, row, column, cell)
        assert cell.state is not CellState.BLANK or shown.text == "", (table, row, column, cell)


def assert_all_text(original: Specimen, report: AnnualReport) -> None:
    """Title, agency, year, dates and the text of all six sections."""
    assert report.title == original.title
    assert (report.agency, report.report_year) == (original.agency, original.year)
    assert report.published == original.published
    assert [section.key.value for section in report.sections] == list(original.sections)
    for section in report.sections:
        for paragraph in original.sections[section.key.value]:
            assert paragraph in section.text
    assert report.problems == ()


def _cells(report: AnnualReport) -> list[tuple[str, str, str, Cell]]:
    return [
        (key.value, row, column, cell)
        for key, table in report.tables.items()
        if table is not None
        for row, column, cell in table.cells()
    ]
