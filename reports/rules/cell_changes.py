"""Two readings of the three tables, cell by cell: two versions, two addresses, or a draft and what was published."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.forms import Form
from reports.model import AnnualReport, Cell, CellState, TableKey, TableSpot
from reports.rules.wording import cell_name, form_of, form_of_table, listed, number
from reports.states import Sentence

_COMPARED = frozenset({CellState.NUMBER, CellState.PLACEHOLDER, CellState.BLANK})


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that states another number than before; None stands for blank."""

    at: TableSpot
    before: int | Decimal | None
    after: int | Decimal | None


def tables_in_common(older: AnnualReport, newer: AnnualReport) -> list[TableKey]:
    """Return the tables that both have."""
    return [key for key in TableKey if older.table(key) is not None and newer.table(key) is not None]


def changes_between(older: AnnualReport, newer: AnnualReport) -> list[CellChange]:
    """Return the cells that both have, that were read in both, and that differ; in the form's order."""
    changes = []
    for key in tables_in_common(older, newer):
        before, after = older.table(key), newer.table(key)
        if before is None or after is None:
            continue
        for row, column, cell in after.cells():
            old = before.cell(row, column)
            if old is not None and _differ(old, cell):
                changes.append(CellChange(TableSpot(key, row, column), old.value, cell.value))
    return changes


def form_of_changed(report: AnnualReport, key: TableKey) -> Form:
    """Return the edition of the form that names the cells of that table."""
    table = report.table(key)
    return form_of(report) if table is None else form_of_table(report, table)


def changes_told(form: Form, changes: list[CellChange], *, wording: tuple[str, str]) -> Sentence:
    """Return the changes as a list; `wording` says in both languages how one is told, of {name}, {before}, {after}."""
    zh, en = wording
    return listed([_told(cell_name(form, change.at), change, zh, en) for change in changes])


def _told(name: Sentence, change: CellChange, zh: str, en: str) -> Sentence:
    before = "空白" if change.before is None else number(change.before)
    after = "空白" if change.after is None else number(change.after)
    before_en = "blank" if change.before is None else number(change.before)
    after_en = "blank" if change.after is None else number(change.after)
    return Sentence(
        zh.format(name=name.zh, before=before, after=after), en.format(name=name.en, before=before_en, after=after_en)
    )


def _differ(older: Cell, newer: Cell) -> bool:
    return {older.state, newer.state} <= _COMPARED and older.value != newer.value
