"""Cases of F013: only a scan or picture was published."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, without_table

CASES = (
    RuleCase(
        "all three tables stand in a scan alone",
        Case(replace(report(), scanned_tables=tuple(TableKey))),
        Expected.FIRES,
        places=("",),
        level=Level.WARNING,
        says="只见到扫描件或图片",
    ),
    RuleCase(
        "one table is a picture between text",
        Case(replace(report(), scanned_tables=(TableKey.REVIEW,))),
        Expected.FIRES,
        places=("",),
    ),
    RuleCase(
        "a page of the scan itself could not be read whole",
        Case(replace(report(), scanned_tables=tuple(TableKey), unread_parts=("扫描页（第2页）",))),
        Expected.FIRES,
    ),
    RuleCase("all tables are text", Case(report()), Expected.PASSES),
    RuleCase(
        "an attachment is unread and may hold the text",
        Case(replace(report(), scanned_tables=tuple(TableKey), unread_parts=("https://a.example.gov.cn/1.docx",))),
        Expected.NOT_EVALUABLE,
    ),
    RuleCase(
        "no table was read at all",
        Case(without_table(report(), *TableKey)),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2014), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
