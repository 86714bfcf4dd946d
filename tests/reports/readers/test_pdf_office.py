"""Reports set as PDF by an office program, in many layouts: every figure and every section."""

from __future__ import annotations

import pickle

import pytest
from filelock import FileLock

from reports.extract import extract
from reports.model import AnnualReport, CellState
from reports.readers import read
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import Figures
from tests.rendering.office_program import converted, require_office
from tests.rendering.print_html import PRINT_LAYOUTS, READ_AS, print_html
from tests.rendering.specimen import specimen
from tests.reports.readers.layouts import figures_of

SEEDS = range(6)
RULED = sorted(name for name, style in PRINT_LAYOUTS.items() if style.rules == "ruled")
OTHERS = sorted(PRINT_LAYOUTS.keys() - RULED)
UNRULED_RATE = 0.995

Made = dict[tuple[str, int], bytes]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the PDF of every layout and seed, made once for all test processes."""
    require_office()
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    kept = shared / "office-print"
    with FileLock(kept.with_suffix(".lock")):
        if not kept.exists():
            keys = [(layout, seed) for layout in PRINT_LAYOUTS for seed in SEEDS]
            files = {
                f"{number}.html": print_html(specimen(figures_of(seed)), PRINT_LAYOUTS[layout])
                for number, (layout, seed) in enumerate(keys)
            }
            results = converted(files, "pdf", shared / "made-print", read_as=READ_AS)
            kept.write_bytes(pickle.dumps({key: results[str(number)] for number, key in enumerate(keys)}))
    read_back: Made = pickle.loads(kept.read_bytes())
    return read_back


def wrong_and_unread(figures: Figures, report: AnnualReport) -> tuple[list[object], int, int]:
    """Return the cells read wrongly without a word, how many are openly unread, and how many there are."""
    got, wrong, unread, count = read_numbers(report), [], 0, 0
    doubtful = {
        (key.value, row, column)
        for key, table in report.tables.items()
        for row, column, cell in (table.cells() if table is not None else ())
        if cell.state is CellState.UNREADABLE
    }
    for table, rows in printed_numbers(figures).items():
        for row, cells in (rows or {}).items():
            read_row = (got[table] or {}).get(row)
            for column, value in (cells or {}).items():
                count += 1
                if read_row is None or (table, row, column) in doubtful:
                    unread += 1
                elif read_row.get(column) != value:
                    wrong.append((table, row, column, value, read_row.get(column)))
    return wrong, unread, count


@pytest.mark.parametrize("layout", RULED)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_a_ruled_report_is_read(layout: str, seed: int, made: Made) -> None:
    report = extract(read(made[layout, seed]))

    assert read_numbers(report) == printed_numbers(figures_of(seed))


def test_figures_without_vertical_rules_are_read_and_none_is_read_wrongly(made: Made) -> None:
    cells = unread = 0
    for layout in OTHERS:
        for seed in SEEDS:
            figures = figures_of(seed)

            wrong, doubtful, count = wrong_and_unread(figures, extract(read(made[layout, seed])))

            assert wrong == [], (layout, seed)
            cells, unread = cells + count, unread + doubtful
    assert 1 - unread / cells >= UNRULED_RATE


@pytest.mark.parametrize("layout", sorted(PRINT_LAYOUTS))
def test_title_year_period_and_all_sections_are_read(layout: str, made: Made) -> None:
    original = specimen(figures_of(1))

    report = extract(read(made[layout, 1]))

    assert (report.title, report.agency, report.report_year) == (original.title, original.agency, original.year)
    assert report.published == original.published
    assert report.period is not None
    assert report.period.start is not None
    assert {section.key.value: section.text for section in report.sections} == {
        key: "\n".join(paragraphs) for key, paragraphs in original.sections.items()
    }
