"""F001-F003, F005, F006 and F013: sections, tables, the stated period, and whether a machine can read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reports.forms import FORM_2019, FORM_2021
from reports.model import AnnualReport, Level, Section, SectionKey, SectionSpot, TableKey, TableSpot
from reports.problems import SCANNED_PAGES
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import CONTENTS, FORM
from reports.rules.tables import missing_table, report_of, report_with_form
from reports.rules.telling import told_year
from reports.rules.wording import form_of, form_of_table, section_name, table_name
from reports.states import Sentence

_ORDER = {key: position for position, key in enumerate(SectionKey)}


def sections_present(case: Case) -> Iterator[Observation | Undecided]:
    """F001: each of the six sections is there; a lost heading over found content is F002's business."""
    report = report_with_form(case)
    form = form_of(report)
    missing = [key for key in SectionKey if not _has_content(report, key)]
    if len(missing) == len(SectionKey):
        raise NotEvaluable(
            "六个部分一个也没有认出来，可能是没有读全；请人工打开原文查看。",
            "None of the six sections was recognised, so the document may not have been read whole; please open it.",
        )
    for key in missing:
        name = section_name(form, key)
        if report.unread_parts:
            yield Undecided(SectionSpot(key), _maybe_elsewhere(report, name))
        else:
            message = Sentence(
                f"没有见到{name.zh}这一部分。请核对全文是否完整，如有缺漏请补充。",
                f"There is no section {name.en}. Please check that the text is complete and add what is missing.",
            )
            yield Observation(SectionSpot(key), message, expected=form.headings[key])


def sections_in_order(case: Case) -> Iterator[Observation | Undecided]:
    """F002: every section once, in the form's order, with a heading of its own and a number of its own."""
    report = report_with_form(case)
    if not report.sections and all(report.table(key) is None for key in TableKey):
        raise NotEvaluable("没有认出任何一个部分。", "No section was recognised.")
    form = form_of(report)
    doubled = {key for key, times in Counter(section.key for section in report.sections).items() if times > 1}
    misplaced = _misplaced([section.key for section in report.sections])
    renumbered = _same_number(report.sections)
    for key in SectionKey:
        faults = []
        if key in doubled:
            faults.append(Sentence("出现了不止一次", "stands more than once"))
        if key in misplaced:
            faults.append(Sentence("次序与格式不一致", "is out of order"))
        if key in renumbered:
            faults.append(Sentence("与另一部分序号相同", "has the same number as another section"))
        if _lacks_heading(report, key):
            if not report.unread_parts:
                faults.append(Sentence("没有标题", "has no heading"))
            elif not faults:
                yield Undecided(SectionSpot(key), _maybe_elsewhere(report, section_name(form, key)))
        if faults:
            name = section_name(form, key)
            said_zh, said_en = "、".join(fault.zh for fault in faults), " and ".join(fault.en for fault in faults)
            message = Sentence(
                f"{name.zh}部分{said_zh}。请对照格式核对标题和次序。",
                f"Section {name.en} {said_en}. Please compare headings and order with the form.",
            )
            headings = [section.heading for section in report.sections if section.key == key and section.heading]
            yield Observation(SectionSpot(key), message, raw="；".join(headings) or None)


def tables_present(case: Case) -> Iterator[Observation | Undecided]:
    """F003: something stands for each of the three tables."""
    report = report_with_form(case)
    form = form_of(report)
    for key in TableKey:
        if report.table(key) is not None:
            continue
        name = table_name(form, key)
        if report.unread_parts:
            yield Undecided(TableSpot(key), _maybe_elsewhere(report, name))
        else:
            message = Sentence(
                f"没有见到{name.zh}。请核对全文是否完整；如表格在附件中，请提供附件网址。",
                f"There is no {name.en}. Please check that the text is complete; if the table stands in an attachment, "
                "provide its address.",
            )
            yield Observation(TableSpot(key), message)


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


def _has_content(report: AnnualReport, key: SectionKey) -> bool:
    return report.section(key) is not None or _table_of(report, key)


def _table_of(report: AnnualReport, key: SectionKey) -> bool:
    return any(table.value == key.value and report.table(table) is not None for table in TableKey)


def _lacks_heading(report: AnnualReport, key: SectionKey) -> bool:
    """Return whether the section's content is there and none of its occurrences has a heading."""
    headings = [section.heading for section in report.sections if section.key == key]
    return not any(headings) if headings else _table_of(report, key)


def _misplaced(keys: list[SectionKey]) -> set[SectionKey]:
    """Return the sections that stand out of order: those outside the longest run in order (first occurrences only)."""
    positions = [_ORDER[key] for key in dict.fromkeys(keys)]
    runs: list[list[int]] = []
    for position in positions:
        best = max((run for run in runs if run[-1] < position), key=len, default=[])
        runs.append([*best, position])
    kept = max(runs, key=len, default=[])
    return {key for key in keys if _ORDER[key] not in kept}


def _same_number(sections: tuple[Section, ...]) -> set[SectionKey]:
    """Return the sections whose printed number another one carries as well; a count that starts anew at one is new."""
    carriers: dict[tuple[int, int], set[SectionKey]] = {}
    count, last = 0, 0
    for section in sections:
        if section.number is None:
            continue
        count += section.number == 1 and last > 1
        last = section.number
        carriers.setdefault((count, section.number), set()).add(section.key)
    return {key for keys in carriers.values() if len(keys) > 1 for key in keys}


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


def _maybe_elsewhere(report: AnnualReport, name: Sentence) -> Sentence:
    parts = "、".join(report.unread_parts)
    return Sentence(
        f"没有见到{name.zh}，但还有未能读取的内容（{parts}），可能在其中。",
        f"Not found: {name.en}; but it may stand in what could not be read yet ({parts}).",
    )


def _days_zh(start: date, end: date) -> str:
    return f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"


F001 = Rule(
    "F001",
    Level.ERROR,
    sections_present,
    "六个部分齐全",
    "All six sections are there",
    "报告应有格式规定的六个部分。标题丢失但内容还在的，归F002；还有附件、框架或图片没有读取时不作判断。",
    "A report has the six sections of the form. Where only a heading was lost, F002 says so; while an attachment, "
    "a frame or a picture is unread, nothing is concluded.",
    CONTENTS,
)

F002 = Rule(
    "F002",
    Level.WARNING,
    sections_in_order,
    "各部分标题和次序",
    "Sections stand once, in order, with their headings",
    "每个部分只出现一次，按格式的次序排列，有自己的标题，序号不与别的部分重复。",
    "Every section stands once, in the order of the form, with a heading and a number of its own.",
    FORM,
)

F003 = Rule(
    "F003",
    Level.ERROR,
    tables_present,
    "三张表格齐全",
    "All three tables are there",
    "第二、三、四部分各有一张表格。还有附件、框架或图片没有读取时不作判断。",
    "Sections two, three and four each hold a table. While a part of the report is unread, nothing is concluded.",
    CONTENTS,
)

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
)
