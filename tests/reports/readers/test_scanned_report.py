"""A whole report, printed and scanned: every number right or openly unreadable, every section found."""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: ./dev setup --ocr")

from reports.checking import Checked, check_bytes
from reports.model import CellState, SectionKey, TableKey
from tests.rendering.comparison import printed_numbers
from tests.rendering.figures import Figures, balanced
from tests.rendering.scans import Print, Scanner, as_pdf, chromium, printed, scanned
from tests.rendering.specimen import specimen

pytestmark = pytest.mark.skipif(chromium() is None, reason="needs a browser that prints: apt-get install chromium")


SMALL = Print(table_pt=8.0, text_pt=10.0, padding_pt=1.0, margin_mm=14)
"""Few pages: each takes seconds."""


@pytest.fixture(scope="module")
def read() -> tuple[Figures, Checked]:
    figures = balanced(77, largest=300)
    pages = scanned(printed(specimen(figures), SMALL), Scanner(dpi=200, skew=0.8), Random(5))
    return figures, check_bytes(as_pdf(pages, 200))


def test_no_number_is_silently_wrong_and_nearly_all_are_right(read: tuple[Figures, Checked]) -> None:
    figures, checked = read
    right, wrong = 0, []

    for key, rows in printed_numbers(figures).items():
        table = checked.report.table(TableKey(key))
        assert table is not None
        for row, columns in rows.items():
            for column, value in columns.items():
                cell = table.cell(row, column)
                assert cell is not None
                if cell.state is CellState.UNREADABLE:
                    continue
                right += cell.value == value
                wrong += [] if cell.value == value else [(key, row, column, value, cell)]

    assert wrong == []
    assert right >= 198


def test_all_sections_are_found(read: tuple[Figures, Checked]) -> None:
    _, checked = read

    assert [section.key for section in checked.report.sections] == list(SectionKey)


def test_the_office_is_told_that_it_is_a_scan_and_of_nothing_else(read: tuple[Figures, Checked]) -> None:
    _, checked = read

    assert checked.report.scanned_tables == tuple(TableKey)
    assert [finding.code for finding in checked.validation.findings] == ["F013"]


def test_the_day_of_the_signature_is_read_beyond_doubt(read: tuple[Figures, Checked]) -> None:
    figures, checked = read

    assert checked.report.published == specimen(figures).published
    assert [witness.kind for witness in checked.report.dates] == ["signature"]
