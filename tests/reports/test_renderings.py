"""The same figures in every shape in which sites publish them are read back as the same figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.extract import extract
from reports.model import AnnualReport, CellState, TableKey
from reports.readers import read
from tests.rendering import RENDERERS
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.specimen import Specimen, specimen
from tests.rendering.spelling import PLACEHOLDERS, SPELLINGS, with_blanks, with_placeholders, with_remarks

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reports"
LOSES_THE_PLACE_OF_BLANKS = {
    "shifted-tabs.txt",
    "stripped-tabs.txt",
    "lost-spans.html",
    "cell-per-paragraph.html",
    "cells-in-one-element.html",
}
"""Here a row with blank numbers does not always tell which of them are blank."""

every_renderer = pytest.mark.parametrize("renderer", RENDERERS)


def seed_figures(folder: str) -> Figures:
    tables: Any = json.loads((FIXTURES / folder / "expected.json").read_text(encoding="utf-8"))["tables"]

    def rows(table: str) -> dict[str, dict[str, Shown]]:
        return {
            row: {column: Shown("" if value is None else str(value), value) for column, value in cells.items()}
            for row, cells in tables[table].items()
        }

    return Figures("2021", rows("proactive"), rows("applications"), rows("review"))


def rendered(report: Specimen, renderer: str, seed: int = 0) -> AnnualReport:
    data = RENDERERS[renderer](report, Random(seed))
    return extract(read(data, filename=renderer))


@every_renderer
@pytest.mark.parametrize("folder", ["shanghai-wsb-2024", "shanghai-2024", "shenyang-wsb-2024"])
def test_the_figures_of_a_real_report_are_read_from_every_rendering(folder: str, renderer: str) -> None:
    figures = seed_figures(folder)

    report = rendered(specimen(figures), renderer)

    assert read_numbers(report) == printed_numbers(figures)


@pytest.mark.parametrize("renderer", sorted(RENDERERS.keys() - LOSES_THE_PLACE_OF_BLANKS))
def test_five_blank_cells_are_read_as_blank_from_every_rendering(renderer: str) -> None:
    figures = seed_figures("shanghai-hzjl-2024")

    report = rendered(specimen(figures), renderer)

    assert read_numbers(report) == printed_numbers(figures)


@every_renderer
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("seed", range(3))
def test_random_figures_are_read_from_every_rendering(seed: int, form: str, renderer: str) -> None:
    figures = balanced(seed, form=form, largest=(4, 60, 90_000)[seed])

    report = rendered(specimen(figures), renderer, seed)

    assert report.form == form
    assert read_numbers(report) == printed_numbers(figures)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(RENDERERS)), st.sampled_from(["2021", "2019"]))
def test_any_balanced_figures_are_read_from_any_rendering(seed: int, renderer: str, form: str) -> None:
    figures = balanced(seed, form=form, largest=1 + seed % 5000)

    report = rendered(specimen(figures), renderer, seed)

    assert read_numbers(report) == printed_numbers(figures)


@pytest.mark.parametrize(
    ("spelling", "renderer"),
    [
        (spelling, renderer)
        for spelling in SPELLINGS
        for renderer in RENDERERS
        if not (spelling is with_blanks and renderer in LOSES_THE_PLACE_OF_BLANKS)
    ],
)
def test_every_way_of_printing_a_number_is_read(spelling: Callable[[Figures], Figures], renderer: str) -> None:
    figures = spelling(balanced(5, largest=40_000))

    report = rendered(specimen(figures), renderer)

    assert read_numbers(report) == printed_numbers(figures)


@pytest.mark.parametrize("renderer", sorted(LOSES_THE_PLACE_OF_BLANKS))
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_number_whose_place_is_lost_is_not_guessed(seed: int, renderer: str) -> None:
    figures = with_blanks(balanced(seed))

    report = rendered(specimen(figures), renderer, seed)

    truth = figures.values()
    for key, table in report.tables.items():
        for row, column, cell in table.cells() if table is not None else ():
            true = truth[key.value][row][column]
            assert cell.value is None or cell.value == (Decimal(true) if isinstance(true, str) else true), (row, column)


@every_renderer
def test_title_year_period_and_sections_are_read_from_every_rendering(renderer: str) -> None:
    original = specimen(balanced(2))

    report = rendered(original, renderer)

    assert report.title == original.title
    assert (report.agency, report.report_year) == (original.agency, original.year)
    assert report.published == original.published
    assert report.period is not None
    assert (report.period.start, report.period.end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert [section.key.value for section in report.sections] == list(original.sections)
    for section in report.sections:
        for paragraph in original.sections[section.key.value]:
            assert paragraph in section.text
    assert report.problems == ()


@every_renderer
def test_each_placeholder_keeps_its_raw_text_and_state(renderer: str) -> None:
    figures = with_placeholders(balanced(3))

    report = rendered(specimen(figures), renderer)

    for key, rows in figures.tables().items():
        table = report.table(TableKey(key))
        assert table is not None
        for row, cells in rows.items():
            for column, shown in cells.items():
                cell = table.cell(row, column)
                assert cell is not None
                assert (cell.state is CellState.PLACEHOLDER) == (shown.text in PLACEHOLDERS)
                assert cell.raw.strip() == shown.text


@every_renderer
def test_a_remark_or_unit_beside_a_number_is_kept(renderer: str) -> None:
    figures = with_remarks(balanced(3))

    table = rendered(specimen(figures), renderer).table(TableKey.PROACTIVE)

    assert table is not None
    issued, licences = table.cell("normative_documents", "issued"), table.cell("licences", "decisions")
    assert issued is not None
    assert licences is not None
    assert (issued.remark, licences.remark) == ("（含自然失效）", "件")
