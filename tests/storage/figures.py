"""Reports made of figures, for tests that need a stored report and not the reading of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.forms import FORM_2021
from reports.forms.form import NumberKind, TableForm
from reports.model import AnnualReport, Cell, CellState, Problem, Section, SectionKey, Table, TableKey, TextPlace

WORDS: Mapping[SectionKey, str] = {
    SectionKey.OVERVIEW: "本机关按照要求做好政务公开各项工作，年内新收申请若干件，均已答复。",
    SectionKey.PROACTIVE: "",
    SectionKey.APPLICATIONS: "",
    SectionKey.REVIEW: "",
    SectionKey.PROBLEMS_AND_IMPROVEMENTS: "解读形式仍较单一。下一步将增加图文解读，并定期回看公开目录。",
    SectionKey.OTHER_MATTERS: "本年度没有收取信息处理费。",
}


def number(value: int | Decimal) -> Cell:
    """Return a cell with that number printed in it."""
    return Cell(value, str(value), CellState.NUMBER, TextPlace(1, 1))


BLANK = Cell(None, "", CellState.BLANK, TextPlace(1, 1))


def annual_report(
    name: str = "某市人民政府外事办公室",
    report_year: int = 2025,
    *,
    received: int = 4,
    published: date | None = None,
    cells: Mapping[tuple[TableKey, str, str], Cell] | None = None,
    words: Mapping[SectionKey, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> AnnualReport:
    """Return a balanced report of the 2021 form: `received` applications, all disclosed; the given `cells` differ."""
    tables = {key: _empty(FORM_2021.table(key)) for key in TableKey}
    applications = tables[TableKey.APPLICATIONS]
    for row in ("received", "disclosed", "outcomes_total"):
        for column in ("natural_person", "total"):
            applications[row][column] = number(received)
    for (key, row, column), cell in (cells or {}).items():
        tables[key][row][column] = cell
    return AnnualReport(
        form="2021",
        title=f"{name}{report_year}年政府信息公开工作年度报告",
        agency=name,
        report_year=report_year,
        published=published,
        dates=(),
        period=None,
        sections=tuple(
            Section(key, text, heading, number_ + 1)
            for number_, (key, heading) in enumerate(FORM_2021.headings.items())
            for text in [(words or {}).get(key, WORDS[key])]
        ),
        tables={key: Table(key, rows) for key, rows in tables.items()},
        problems=problems,
    )


def without_table(report: AnnualReport, key: TableKey) -> AnnualReport:
    """Return the report with nothing standing for that table."""
    return replace(report, tables={**report.tables, key: None})


def _empty(form: TableForm) -> dict[str, dict[str, Cell]]:
    return {
        row.key: {
            column.key: number(Decimal("0.00") if column.kind is NumberKind.AMOUNT else 0) for column in row.columns
        }
        for row in form.rows
    }
