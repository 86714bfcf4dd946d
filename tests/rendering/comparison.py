"""What was rendered and what was read, brought to the same shape: table -> row -> column -> number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reports.model import AnnualReport
from tests.rendering.figures import Figures

Cells = Mapping[str, int | Decimal | None]
Numbers = dict[str, dict[str, Cells | None] | None]


def read_numbers(report: AnnualReport) -> Numbers:
    """Return the numbers that were read; a table or row that was not found is None."""
    return {
        key.value: None
        if table is None
        else {
            row: None
            if cells is None
            else {column: None if cell is None else cell.value for column, cell in cells.items()}
            for row, cells in table.rows.items()
        }
        for key, table in report.tables.items()
    }


def printed_numbers(figures: Figures) -> Numbers:
    """Return the numbers that stand on the page, amounts as Decimal."""
    return {
        table: {
            row: {column: Decimal(value) if isinstance(value, str) else value for column, value in cells.items()}
            for row, cells in rows.items()
        }
        for table, rows in figures.values().items()
    }
