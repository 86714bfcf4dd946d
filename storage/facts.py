"""What identifies a report's content: hashes that ignore layout, and the few figures kept as columns."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from reports.model import AnnualReport, Cell, TableKey

LARGEST_COLUMN = 2**63 - 1  # what a column can hold; figures beyond it stand in the facts alone
HOT_CELLS: Mapping[str, tuple[TableKey, tuple[tuple[str, str], ...]]] = {
    "received_total": (TableKey.APPLICATIONS, (("received", "total"),)),
    "brought_forward_total": (TableKey.APPLICATIONS, (("brought_forward", "total"),)),
    "outcomes_total": (TableKey.APPLICATIONS, (("outcomes_total", "total"),)),
    "carried_forward_total": (TableKey.APPLICATIONS, (("carried_forward", "total"),)),
    "reconsideration_total": (TableKey.REVIEW, (("reconsideration", "total"),)),
    "litigation_total": (
        TableKey.REVIEW,
        (("litigation_direct", "total"), ("litigation_after_reconsideration", "total")),
    ),
}


def facts_hash(report: AnnualReport) -> str:
    """Return the hash of the tables' values and the sections' words; spacing, places and page furniture are no part."""
    return _hash([_numbers(report), _text(report)])


def numbers_hash(report: AnnualReport) -> str:
    """Return the hash of the tables' values alone."""
    return _hash(_numbers(report))


def text_hash(report: AnnualReport) -> str:
    """Return the hash of the sections' words alone."""
    return _hash(_text(report))


def hot_values(report: AnnualReport) -> dict[str, int | None]:
    """Return the totals kept as columns; None where a cell of it is blank, missing, unreadable or not whole."""
    return {name: _sum_of(report, key, cells) for name, (key, cells) in HOT_CELLS.items()}


def _numbers(report: AnnualReport) -> dict[str, object]:
    tables: dict[str, object] = {}
    for key in TableKey:
        table = report.table(key)
        tables[key.value] = (
            None if table is None else {f"{row}/{column}": _cell_facts(cell) for row, column, cell in table.cells()}
        )
    return tables


def _text(report: AnnualReport) -> list[list[str]]:
    return [[section.key.value, words(section.text)] for section in report.sections]


def _hash(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _sum_of(report: AnnualReport, key: TableKey, cells: tuple[tuple[str, str], ...]) -> int | None:
    table = report.table(key)
    total = 0
    for row, column in cells:
        cell = None if table is None else table.cell(row, column)
        if cell is None or not isinstance(cell.value, int):
            return None
        total += cell.value
    return total if abs(total) <= LARGEST_COLUMN else None


def _cell_facts(cell: Cell) -> list[str | None]:
    value = cell.value
    number = None if value is None else format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
    unread_text = words(cell.raw) if value is None else None
    return [cell.state.value, number, unread_text, None if cell.remark is None else words(cell.remark)]


def words(text: str) -> str:
    """Return the text as it counts: without spacing, full-width forms made plain."""
    return "".join(unicodedata.normalize("NFKC", text).split())
