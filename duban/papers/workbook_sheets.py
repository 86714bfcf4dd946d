"""The sheets beside the figures: what every unit contributes to a difference, who is not counted, how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from duban.papers.workbook_cells import FIGURES, HEAD_ROWS, LEFT_OUT, Sheets, address, plain
from reports.model import TableSpot
from reports.obligations import SHANGHAI
from reports.rollup import CLASS_LABELS, Unit, entry_at, number_at
from reports.states import Sentence


def write_differences(sheets: Sheets, sheet: Worksheet, rows: Mapping[str, int]) -> None:
    """Write, for each value in which the own figure is not the sum, what every unit contributes."""
    heads = (
        Sentence("项目", "Value"),
        Sentence("政府公布数", "Own figure"),
        Sentence("各单位合计", "Total of units"),
        Sentence("差额", "Difference"),
        Sentence("单位", "Body"),
        Sentence("该单位数", "Its figure"),
        Sentence("恰等于差额", "Equals the difference"),
    )
    sheets.write_heads(sheet, heads)
    figures = f"'{sheets.say(FIGURES)}'!"
    total_row = HEAD_ROWS + len(rows) + len(sheets.rollup.classes)
    at = 1
    for spot in sheets.rollup.differing():
        own, total, difference = (
            number_at(sheets.rollup.own, spot),
            sheets.rollup.total(spot),
            sheets.rollup.difference(spot),
        )
        column = sheets.column[spot]
        for unit in _contributing(sheets, spot):
            sheet.write_string(at, 0, _name(sheets, spot), sheets.text)
            for place, row, value in (
                (1, total_row + 1, own),
                (2, total_row, total),
                (3, total_row + 2, difference),
            ):
                sheet.write_formula(at, place, f"={figures}{address(row, column)}", sheets.number, plain(value or 0))
            sheet.write_string(at, 4, unit.name, sheets.text)
            value = number_at(unit.report, spot)
            if value is None:
                sheets.write_odd(sheet, at, 5, entry_at(unit.report, spot))
            else:
                reference = f"={figures}{address(rows[unit.agency_id], column)}"
                sheet.write_formula(at, 5, reference, sheets.number, plain(value))
            yes = sheets.say(Sentence("是", "yes"))
            equals = yes if value is not None and difference is not None and abs(difference) == value else ""
            sheet.write_formula(at, 6, f'=IF({address(at, 5)}=ABS({address(at, 3)}),"{yes}","")', sheets.text, equals)
            at += 1
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 3, 13)
    sheet.set_column(4, 4, 34)
    sheet.set_column(5, 6, 13)
    if at > 1:
        sheet.autofilter(0, 0, at - 1, len(heads) - 1)


def write_left_out(sheets: Sheets, sheet: Worksheet) -> None:
    """Write the units that are not counted, each with its reason."""
    heads = (Sentence("单位", "Body"), Sentence("类别", "Class"), Sentence("未计入的原因", "Why it is not counted"))
    sheets.write_heads(sheet, heads)
    for at, unit in enumerate(sheets.rollup.left_out, start=1):
        sheet.write_string(at, 0, unit.name, sheets.text)
        sheet.write_string(at, 1, sheets.say(CLASS_LABELS[unit.level]), sheets.text)
        sheet.write_string(at, 2, sheets.say(unit.excluded or Sentence("没有报告", "no report")), sheets.text)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 70)


def write_about(sheets: Sheets, sheet: Worksheet, *, government: str, report_year: int, now: datetime) -> None:
    """Write what the sheets hold and how to read them."""
    made = now.astimezone(SHANGHAI)
    counted = sum(1 for _ in sheets.rollup.units())
    lines = (
        Sentence(
            f"{government}{report_year}年度政府信息公开工作年度报告数据汇总底表",
            f"Figures of {report_year} in the annual reports of the bodies of {government}",
        ),
        Sentence(
            f"{made.year}年{made.month}月{made.day}日由程序从各单位公布的报告中逐格读取，计入{counted}个单位，"
            f"未计入{len(sheets.rollup.left_out)}个单位（见“{LEFT_OUT.zh}”）。",
            f"Read cell by cell from the published reports on {made:%Y-%m-%d}; {counted} bodies counted, "
            f"{len(sheets.rollup.left_out)} not (see “{LEFT_OUT.en}”).",
        ),
        Sentence(
            "小计、合计、差额都是公式，改动单位数据后随之更新；黄色为空白，红色为未读出，灰色为缺表、缺行，均不计入合计。",
            "Sub-totals, totals and differences are formulas. Yellow is blank, red unreadable, grey missing: none of "
            "these is part of a sum.",
        ),
        Sentence(
            "政府本级报告的统计范围由其自行确定，与各单位合计不同不等于有误，请按统计范围核对。",
            "What the government's own report covers is for it to say: a difference is not a mistake; compare what "
            "is covered.",
        ),
        Sentence(
            "一件事项可能由几个单位分别统计；规章、行政规范性文件以政府公布数为准。",
            "Several bodies may count the same matter; for rules and normative documents the government's figure "
            "decides.",
        ),
    )
    sheet.set_column(0, 0, 100)
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, sheets.say(line), sheets.plain)


def _contributing(sheets: Sheets, spot: TableSpot) -> Iterator[Unit]:
    """Yield the units that have something other than 0 at the spot."""
    return (unit for unit in sheets.rollup.units() if number_at(unit.report, spot) != 0)


def _name(sheets: Sheets, spot: TableSpot) -> str:
    _, row, column = sheets.heads(spot)
    return f"{row} · {column}"
