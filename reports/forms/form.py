"""The types in which a form of the annual report is written down: tables, rows, columns and section headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.model import SectionKey, TableKey


class NumberKind(StrEnum):
    """What a cell of the form asks for."""

    COUNT = "count"  # a whole number, never negative
    SIGNED = "signed"  # an increase or decrease, whole ("+2", "减1")
    AMOUNT = "amount"  # money, decimal


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a row; `label` as printed in the form, `group` the heading above it, `unit` as the label has it."""

    key: str
    label: str
    kind: NumberKind = NumberKind.COUNT
    group: str | None = None
    unit: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `label` as printed in the form, `groups` the merged labels left of it, outermost first."""

    key: str
    label: str
    columns: tuple[Column, ...]
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """Return the column of that key; KeyError if the row has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table of the form: its rows in the document's order."""

    key: TableKey
    rows: tuple[Row, ...]

    def row(self, key: str) -> Row:
        """Return the row of that key; KeyError if the table has none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the form: its name ("2021"), the notice that set it, the report years it is for, its tables."""

    name: str
    notice: str
    first_year: int
    last_year: int | None
    tables: Mapping[TableKey, TableForm]
    headings: Mapping[SectionKey, str]

    def table(self, key: TableKey) -> TableForm:
        """Return the table of that key."""
        return self.tables[key]
