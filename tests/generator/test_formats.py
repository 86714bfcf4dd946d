"""Reports with the mistakes of real ones, in every layout: all cells right, none guessed, no false error."""

from __future__ import annotations

import pytest

from tests.generator.formats import FORMATS
from tests.generator.run import run
from tests.rendering.office_program import require_office
from tests.rendering.scans import chromium

SEEDS = range(3)
MANY = range(1_000, 1_060)
SOME = range(1_000, 1_012)
CHEAP = [(name, layout) for name, form in FORMATS.items() if form.cheap for layout in form.layouts]
COSTLY = [(name, layout) for name, form in FORMATS.items() if not form.cheap for layout in form.layouts]


def problems(name: str, layout: str, seeds: range) -> list[str]:
    """Return what is below the bounds; a report of which nothing was compared would be a fault of the generator."""
    ((_, total),) = run(name, seeds, [layout])
    assert total.cells >= 198 * len(seeds)
    return total.problems(FORMATS[name].least(layout))


@pytest.mark.parametrize(("name", "layout"), CHEAP)
def test_reports_as_people_leave_them_are_read_right(name: str, layout: str) -> None:
    assert problems(name, layout, SEEDS) == []


@pytest.mark.soak
@pytest.mark.parametrize(("name", "layout"), CHEAP)
def test_many_reports_as_people_leave_them_are_read_right(name: str, layout: str) -> None:
    assert problems(name, layout, MANY) == []


@pytest.mark.soak
@pytest.mark.parametrize(("name", "layout"), COSTLY)
def test_reports_written_by_office_program_browser_and_scanner_are_read_right(name: str, layout: str) -> None:
    require_office()
    if name == "scan":
        pytest.importorskip("rapidocr", reason="needs the extra ocr: ./dev setup --ocr")
    if chromium() is None:
        pytest.skip("needs a browser that prints: apt-get install chromium")

    assert problems(name, layout, SOME) == []
