"""F005, F006 and F013: the year that is covered, the edition of the form, and whether a machine can read the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reports.forms import FORM_2019, FORM_2021
from reports.model import Level, SectionKey, SectionSpot, TableKey, TableSpot
from reports.problems import SCANNED_PAGES
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import CONTENTS, FORM
from reports.rules.tables import missing_table, report_of, report_with_form
from reports.rules.telling import told_year
from reports.rules.wording import form_of, form_of_table, table_name
from reports.states import Sentence


def period_is_the_year(case: Case) -> Iterator[Observation | Undecided]:
    """F005: the stated period is 1 January to 31 December of the report year."""
    report = report_of(case)
    year = told_year(case)
    if case.agency is not None and year is not None and case.agency.founded == year:
        raise NotApplicable(f"该单位于{year}年设立。", f"The body was founded in {year}.")
    if report.period is None:
        raise NotEvaluable("没有读到报告所称的起止日期。", "No stated period was found.")
    start, end = report.period.start, report.period.end
    if case.report_year is None or year is None or start is None or end is None:
        raise NotEvaluable(
            f"起止日期或年度没有读全（原文“{report.period.raw}”）。",
            f"The period or the report year was not read whole (printed “{report.period.raw}”).",
        )
    first, last = date(year, 1, 1), date(year, 12, 31)
    if (start, end) != (first, last):
        message = Sentence(
            f"报告写明的统计期限是{_days_zh(start, end)}，{year}年度报告应为{_days_zh(first, last)}。请核对。",
            f"The report states its period as {start} to {end}; a report for {year} covers {first} to {last}. "
            "Please check.",
        )
        stated, expected = f"{start}/{end}", f"{first}/{last}"
        at = SectionSpot(SectionKey.OVERVIEW)
        yield Observation(at, message, stated=stated, expected=expected, raw=report.period.raw)


def form_is_of_the_year(case: Case) -> Iterator[Observation | Undecided]:
    """F006: from report year 2021 on table 2 is not laid out as in the form of 2019; a newer form early is fine."""
    report = report_with_form(case)
    year, table = told_year(case), report.table(TableKey.PROACTIVE)
    if year is None:
        raise NotEvaluable("报告年度不明。", "The report year is not known.")
    if year < FORM_2021.first_year:
        raise NotApplicable(f"{year}年度适用的是2019年格式。", f"The form of 2019 was in force for {year}.")
    if table is None:
        reason = missing_table(form_of(report), TableKey.PROACTIVE)
        raise NotEvaluable(reason.zh, reason.en)
    if form_of_table(report, table) is FORM_2019:
        name = table_name(FORM_2021, TableKey.PROACTIVE)
        message = Sentence(
            f"{name.zh}用的是2019年格式（{FORM_2019.notice}），{FORM_2021.first_year}年度起应使用新格式"
            f"（{FORM_2021.notice}）。请换用新格式重新填报。",
            f"{name.en} follows the form of 2019 ({FORM_2019.notice}); from report year {FORM_2021.first_year} on the "
            f"new form applies ({FORM_2021.notice}). Please fill in the new form.",
        )
        yield Observation(TableSpot(TableKey.PROACTIVE), message, stated=FORM_2019.name, expected=FORM_2021.name)


def tables_machine_readable(case: Case) -> Iterator[Observation | Undecided]:
    """F013: no table stands in a scan or picture alone."""
    report = report_with_form(case)
    if all(report.table(key) is None for key in TableKey):
        raise NotEvaluable("没有读到任何一张表格。", "None of the three tables was read.")
    form = form_of(report)
    scanned = [table_name(form, key) for key in TableKey if key in report.scanned_tables]
    others = [part for part in report.unread_parts if not part.startswith(SCANNED_PAGES)]
    if scanned and others:
        parts = "、".join(others)
        raise NotEvaluable(
            f"还有文件没有读取（{parts}），其中可能有文字版。",
            f"Other documents ({parts}) are unread and may hold a version with text.",
        )
    if scanned:
        which_zh, which_en = "、".join(name.zh for name in scanned), ", ".join(name.en for name in scanned)
        message = Sentence(
            f"只见到扫描件或图片：{which_zh}。数字由图片识别得来，读不准的单元格已标出。请另行公布可以复制、检索的文字版。",
            f"Only a scan or picture was found: {which_en}. Numbers were recognised in the picture, and cells in doubt "
            "are marked. Please publish a version whose text can be copied and searched.",
        )
        yield Observation(None, message)


def _days_zh(start: date, end: date) -> str:
    return f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"


F005 = Rule(
    "F005",
    Level.ERROR,
    period_is_the_year,
    "统计期限为报告年度全年",
    "The stated period is the report year",
    "报告写明的起止日期应为报告年度的1月1日至12月31日。当年设立的单位不适用；日期没有读全的不作判断。",
    "The stated period runs from 1 January to 31 December of the report year. Not for a body founded that year; "
    "nothing is concluded from damaged text.",
    CONTENTS,
    formula=Sentence(
        "起止日期 = 报告年度1月1日 至 报告年度12月31日",
        "stated period = 1 January to 31 December of the report year",
    ),
)

F006 = Rule(
    "F006",
    Level.ERROR,
    form_is_of_the_year,
    "使用当年适用的格式",
    "The form is that of the year",
    "2021年度起，第二部分表格不应再用2019年格式的栏目。提前使用新格式的不算。",
    "From report year 2021 on table 2 does not have the columns of the form of 2019. An early use of a newer form is "
    "fine.",
    FORM,
    formula=Sentence(
        "报告年度 ≥ 2021 时，第二部分表格的栏目 ≠ 2019年格式",
        "from report year 2021: the columns of table 2 are not those of form 2019",
    ),
)

F013 = Rule(
    "F013",
    Level.WARNING,
    tables_machine_readable,
    "只有扫描件或图片",
    "Only a scan or picture was published",
    "表格应以文字公布，便于复制和检索。附件中有文字版的不算；还有附件没有读取时不作判断。",
    "Tables are published as text, so that they can be copied and searched. Not where an attachment holds them as "
    "text; while an attachment is unread, nothing is concluded.",
    FORM,
    formula=Sentence(
        "表格 ∉ 扫描件、图片",
        "no table stands in a scan or picture alone",
    ),
)
