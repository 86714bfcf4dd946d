"""The same figures in every shape in which Word documents are met are read back as the same figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.model import HtmlPlace
from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.figures import balanced
from tests.reports.readers.layouts import (
    assert_all_figures,
    assert_all_text,
    figures_of,
    read_back,
)

every_layout = pytest.mark.parametrize("layout", DOCX_RENDERERS)


@every_layout
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("seed", range(6))
def test_random_figures_are_read_from_every_layout(seed: int, form: str, layout: str) -> None:
    figures = figures_of(seed, form=form)

    _, report = read_back(DOCX_RENDERERS[layout], figures, seed)

    assert report.form == form
    assert_all_figures(figures, report)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(DOCX_RENDERERS)), st.sampled_from(["2021", "2019"]))
def test_any_figures_are_read_from_any_layout(seed: int, layout: str, form: str) -> None:
    figures = figures_of(seed, form=form)

    _, report = read_back(DOCX_RENDERERS[layout], figures, seed)

    assert_all_figures(figures, report)


@every_layout
def test_title_year_dates_and_sections_are_read_from_every_layout(layout: str) -> None:
    original, report = read_back(DOCX_RENDERERS[layout], balanced(2), 2)

    assert_all_text(original, report)


def test_every_number_has_the_place_of_its_cell() -> None:
    _, report = read_back(DOCX_RENDERERS["plain.docx"], balanced(2))

    places = {cell.place for table in report.tables.values() if table is not None for _, _, cell in table.cells()}

    assert len(places) == 200
    assert HtmlPlace("body/tbl[2]", 1, 3, 9) in places  # received, total: the fourth row, the tenth column
