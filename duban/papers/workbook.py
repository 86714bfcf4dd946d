"""The 汇总底表 as a workbook: sums are live formulas, and what is blank, unread or not counted stays visible."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from alerts.targets import Language
from duban.papers.workbook_cells import (
    ABOUT,
    DIFFERENCES,
    FACTS,
    FIGURES,
    HEAD_ROWS,
    LEFT_OUT,
    Sheets,
    address,
    plain,
)
from duban.papers.workbook_sheets import write_about, write_differences, write_left_out
from reports.obligations import SHANGHAI
from reports.rollup import CLASS_LABELS, Rollup, Unit, entry_at, number_at
from reports.states import Sentence

TOTAL = Sentence("合计", "Total")
SUBTOTAL = Sentence("小计", "Sub-total")
OWN = Sentence("政府本级报告公布数", "Stated in the government's own report")
DIFFERENCE = Sentence("差额（政府公布数－合计）", "Difference (own less total)")

_Formula = Callable[[int], str]


def write_workbook(rollup: Rollup, *, government: str, report_year: int, now: datetime, language: Language) -> bytes:
    """Return the workbook as XLSX; every formula carries its value, so that a viewer without sums shows it too."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{government} {report_year}", "created": now.astimezone(SHANGHAI)})
        sheets = Sheets(book, rollup, language)
        figures, differences, left_out, about = (
            book.add_worksheet(sheets.say(name)) for name in (FIGURES, DIFFERENCES, LEFT_OUT, ABOUT)
        )
        rows = _write_figures(sheets, figures)
        write_differences(sheets, differences, rows)
        write_left_out(sheets, left_out)
        write_about(sheets, about, government=government, report_year=report_year, now=now)
    return file.getvalue()


def _write_figures(sheets: Sheets, sheet: Worksheet) -> dict[str, int]:
    """Write units, sub-totals, total, own figures and difference; return the row of each unit by its id."""
    _write_heads(sheets, sheet)
    at, number = HEAD_ROWS, 0
    rows: dict[str, int] = {}
    subtotals: list[int] = []
    for level, units in sheets.rollup.classes.items():
        first = at
        for unit in units:
            number += 1
            rows[unit.agency_id] = at
            _write_unit(sheets, sheet, at, number, unit)
            at += 1
        subtotals.append(at)
        name = f"{sheets.say(SUBTOTAL)}：{sheets.say(CLASS_LABELS[level])}"
        _write_sums(sheets, sheet, at, name, partial(_sum_of_rows, first, at - 1), units)
        at += 1
    every = tuple(sheets.rollup.units())
    _write_sums(sheets, sheet, at, sheets.say(TOTAL), partial(_sum_of_subtotals, subtotals), every)
    _write_own(sheets, sheet, at + 1, total_row=at)
    sheet.freeze_panes(HEAD_ROWS, 2)
    return rows


def _write_heads(sheets: Sheets, sheet: Worksheet) -> None:
    for column, fact in enumerate(FACTS):
        sheet.merge_range(0, column, HEAD_ROWS - 1, column, sheets.say(fact), sheets.head)
    heads = [sheets.heads(spot) for spot in sheets.rollup.spots]
    for depth in range(HEAD_ROWS):
        for first, last in _runs([head[: depth + 1] for head in heads]):
            label, left, right = heads[first][depth], len(FACTS) + first, len(FACTS) + last
            if left == right:
                sheet.write_string(depth, left, label, sheets.head)
            else:
                sheet.merge_range(depth, left, depth, right, label, sheets.head)
    sheet.set_row(1, 48)
    sheet.set_row(2, 32)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 3, 12)
    sheet.set_column(len(FACTS), len(FACTS) + len(heads) - 1, 11)


def _write_unit(sheets: Sheets, sheet: Worksheet, at: int, number: int, unit: Unit) -> None:
    sheet.write_number(at, 0, number, sheets.number)
    sheet.write_string(at, 1, unit.name, sheets.text)
    sheet.write_string(at, 2, sheets.say(CLASS_LABELS[unit.level]), sheets.text)
    shown = sheets.say(Sentence("查看", "open"))
    if unit.address is not None and unit.address.startswith(("http://", "https://")):
        sheet.write_url(at, 3, unit.address, sheets.link, shown)
    else:
        sheet.write_string(at, 3, "", sheets.text)
    for spot, column in sheets.column.items():
        value = number_at(unit.report, spot)
        if value is None:
            sheets.write_odd(sheet, at, column, entry_at(unit.report, spot))
        else:
            sheet.write_number(at, column, plain(value), sheets.number)


def _write_sums(sheets: Sheets, sheet: Worksheet, at: int, name: str, formula: _Formula, units: Sequence[Unit]) -> None:
    _write_label(sheets, sheet, at, name, sheets.sum)
    for spot, column in sheets.column.items():
        values = (number_at(unit.report, spot) for unit in units)
        total = sum((value for value in values if value is not None), start=Decimal(0))
        sheet.write_formula(at, column, formula(column), sheets.sum, plain(total))


def _write_own(sheets: Sheets, sheet: Worksheet, at: int, *, total_row: int) -> None:
    _write_label(sheets, sheet, at, sheets.say(OWN), sheets.own)
    _write_label(sheets, sheet, at + 1, sheets.say(DIFFERENCE), sheets.sum)
    for spot, column in sheets.column.items():
        value, difference = number_at(sheets.rollup.own, spot), sheets.rollup.difference(spot)
        if value is None or difference is None:
            sheets.write_odd(sheet, at, column, entry_at(sheets.rollup.own, spot))
            sheet.write_string(at + 1, column, "", sheets.sum)
        else:
            sheet.write_number(at, column, plain(value), sheets.own)
            formula = f"={address(at, column)}-{address(total_row, column)}"
            sheet.write_formula(at + 1, column, formula, sheets.sum, plain(difference))


def _write_label(sheets: Sheets, sheet: Worksheet, at: int, name: str, style: Format) -> None:
    sheet.write_string(at, 0, "", style)
    sheet.write_string(at, 1, name, style)
    for column in range(2, len(FACTS)):
        sheet.write_string(at, column, "", style)


def _sum_of_rows(first: int, last: int, column: int) -> str:
    name = xl_col_to_name(column)
    return f"=SUM({name}{first + 1}:{name}{last + 1})"


def _sum_of_subtotals(rows: Sequence[int], column: int) -> str:
    return "=" + ("+".join(address(row, column) for row in rows) or "0")


def _runs(labels: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of every run of equal labels."""
    first = 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or labels[at] != labels[first]:
            yield first, at - 1
            first = at
