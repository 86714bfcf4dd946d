"""Builds small reports cell by cell, for tests that need no document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.forms import FORM_2019, FORM_2021, Form
from reports.model import (
    AnnualReport,
    Cell,
    CellState,
    Level,
    Period,
    Section,
    SectionKey,
    Table,
    TableKey,
)
from reports.rules import Case

Written = int | Decimal | str | Cell | None
"""A cell as a test writes it: a number, None for blank, a text that is no number, or the cell itself."""

Values = Mapping[str, Mapping[str, Written]]

TEXTS: Mapping[SectionKey, str] = {
    SectionKey.OVERVIEW: (
        "（一）主动公开。按目录逐月更新栏目。\n（二）依申请公开。申请均依法答复。\n（三）政府信息管理。逐件确定公开属性。\n"
        "（四）平台建设。网站栏目前后一致。\n（五）监督保障。接受社会评议，结果计入考核。"
    ),
    SectionKey.PROBLEMS_AND_IMPROVEMENTS: "公开目录的更新还不够均衡。下一步将逐季对照目录补缺。",
    SectionKey.OTHER_MATTERS: "本年度未收取信息处理费。",
}
"""Text in which no rule finds fault, and which states no number."""


def cell(written: Written) -> Cell:
    """Return the cell that a careful reader makes of what is written."""
    match written:
        case Cell():
            return written
        case None:
            return Cell(None, "", CellState.BLANK)
        case str():
            return Cell(None, written, CellState.NOT_A_NUMBER)
        case _:
            return Cell(written, str(written), CellState.NUMBER)


def unreadable(raw: str = "�") -> Cell:
    """Return a cell that could not be read."""
    return Cell(None, raw, CellState.UNREADABLE)


def placeholder(raw: str = "/") -> Cell:
    """Return a cell with a sign in place of 0."""
    return Cell(0, raw, CellState.PLACEHOLDER)


def table(key: TableKey, values: Values, *, form: Form = FORM_2021) -> Table:
    """Return a table with all rows and columns of the form, the given values in it and 0 elsewhere."""
    rows = {
        row.key: {column.key: cell(values.get(row.key, {}).get(column.key, 0)) for column in row.columns}
        for row in form.table(key).rows
    }
    return Table(key, rows)


def report(
    *,
    form: Form = FORM_2021,
    year: int = 2024,
    proactive: Values | None = None,
    applications: Values | None = None,
    review: Values | None = None,
) -> AnnualReport:
    """Return a complete report without fault: six sections, three tables, the given values in them and 0 elsewhere."""
    values = {
        TableKey.PROACTIVE: proactive or {},
        TableKey.APPLICATIONS: applications or {},
        TableKey.REVIEW: review or {},
    }
    return AnnualReport(
        form=form.name,
        title=f"某市某局{year}年政府信息公开工作年度报告",
        agency="某市某局",
        report_year=year,
        published=date(year + 1, 1, 20),
        dates=(),
        period=Period(date(year, 1, 1), date(year, 12, 31), f"{year}年1月1日至12月31日"),
        sections=tuple(
            Section(key, TEXTS.get(key, "正文。"), heading=form.headings[key], number=number)
            for number, key in enumerate(SectionKey, start=1)
        ),
        tables={key: table(key, values[key], form=form) for key in TableKey},
    )


def with_cells(base: AnnualReport, key: TableKey, values: Values) -> AnnualReport:
    """Return the report with those cells of one table replaced."""
    old = base.tables[key]
    assert old is not None
    rows: dict[str, Mapping[str, Cell | None] | None] = dict(old.rows)
    for row, written in values.items():
        rows[row] = {**(rows[row] or {}), **{column: cell(value) for column, value in written.items()}}
    return with_table(base, replace(old, rows=rows))


def with_row_written(base: AnnualReport, key: TableKey, row: str, written: Written) -> AnnualReport:
    """Return the report with every cell of one row replaced by the same."""
    old = base.tables[key]
    assert old is not None
    return with_cells(base, key, {row: dict.fromkeys(old.rows[row] or {}, written)})


def with_column_written(base: AnnualReport, key: TableKey, column: str, written: Written) -> AnnualReport:
    """Return the report with every cell of one column replaced by the same."""
    old = base.tables[key]
    assert old is not None
    return with_cells(base, key, {row: {column: written} for row in old.rows})


def without_rows(base: AnnualReport, key: TableKey, *rows: str) -> AnnualReport:
    """Return the report with those rows missing in its table."""
    old = base.tables[key]
    assert old is not None
    return with_table(base, replace(old, rows={row: None if row in rows else cells for row, cells in old.rows.items()}))


def without_column(base: AnnualReport, key: TableKey, column: str) -> AnnualReport:
    """Return the report with that column missing in its table."""
    old = base.tables[key]
    assert old is not None
    rows = {
        row: None if cells is None else {name: None if name == column else was for name, was in cells.items()}
        for row, cells in old.rows.items()
    }
    return with_table(base, replace(old, rows=rows))


def with_table(base: AnnualReport, new: Table) -> AnnualReport:
    """Return the report with that table in place of its own."""
    return replace(base, tables={**base.tables, new.key: new})


def without_table(base: AnnualReport, *keys: TableKey) -> AnnualReport:
    """Return the report with nothing standing for those tables; their sections stay."""
    return replace(base, tables={key: None if key in keys else kept for key, kept in base.tables.items()})


def without_section(base: AnnualReport, *keys: SectionKey) -> AnnualReport:
    """Return the report without those sections, and without the tables that stand in them."""
    left = replace(base, sections=tuple(section for section in base.sections if section.key not in keys))
    return without_table(left, *(key for key in TableKey if key.value in {section.value for section in keys}))


def with_text(base: AnnualReport, texts: Mapping[SectionKey, str]) -> AnnualReport:
    """Return the report with those texts in its sections."""
    sections = (replace(section, text=texts.get(section.key, section.text)) for section in base.sections)
    return replace(base, sections=tuple(sections))


def merged_otherwise_handled(base: AnnualReport, values: Mapping[str, Written] | None = None) -> AnnualReport:
    """Return the report with （六）其他处理 as one row where form 2021 has three."""
    old = base.tables[TableKey.APPLICATIONS]
    assert old is not None
    parts = [row for row in old.rows if row.startswith("otherwise_handled.")]
    columns = FORM_2019.table(TableKey.APPLICATIONS).row("otherwise_handled").columns
    merged = {column.key: cell((values or {}).get(column.key, 0)) for column in columns}
    rows = {row: None if row in parts else cells for row, cells in old.rows.items()} | {"otherwise_handled": merged}
    return with_table(base, replace(old, rows=rows))


# --- cases of a rule ---------------------------------------------------------------------------------


class Expected(StrEnum):
    """What a rule should make of a case."""

    FIRES = "fires"
    PASSES = "passes"
    NOT_APPLICABLE = "not_applicable"
    NOT_EVALUABLE = "not_evaluable"


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One case of one rule, told as a sentence.

    `places` are the logical places of its findings (or of what it leaves open), in order; `undecided` those left open
    beside findings. `also` are the codes of other rules that fire on the same case: together with its own, all that do.
    `level` is that of all its findings, `says` stands in one of their Chinese sentences.
    """

    name: str
    case: Case
    expected: Expected
    places: tuple[str, ...] | None = None
    undecided: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    level: Level | None = None
    says: str | None = None
