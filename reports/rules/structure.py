"""F001-F003: the six sections with their headings, and the three tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reports.model import AnnualReport, Level, Section, SectionKey, SectionSpot, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.rule import NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import CONTENTS, FORM
from reports.rules.tables import report_with_form
from reports.rules.wording import form_of, section_name, table_name
from reports.states import Sentence

_NUMBERED = re.compile(r"[ #*]*第?[一二三四五六七八九十](?:部分)?[、.．,，:：]")
_SENTENCE = re.compile("[。；，]")
_HEADING_LENGTH = 30
_ENOUGH = 3  # numbered headings that show how the report numbers its sections
_ORDER = {key: position for position, key in enumerate(SectionKey)}


def sections_present(case: Case) -> Iterator[Observation | Undecided]:
    """F001: each of the six sections is there; one without its heading, or under quite another, is F002's business."""
    report = report_with_form(case)
    form = form_of(report)
    missing = [key for key in SectionKey if not _has_content(report, key) and _other_heading(report, key) is None]
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
        other = _other_heading(report, key)
        if other is not None:
            faults.append(Sentence(f"的标题与格式不同（“{other}”）", f"has a heading of its own (“{other}”)"))
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


def _other_heading(report: AnnualReport, key: SectionKey) -> str | None:
    """Return the short line that carries a missing section's number where the section should begin, None for none.

    Only where the other headings are numbered 一、二、 too; "（一）" and "1." are sub-headings as often as not.
    """
    numbered = [section for section in report.sections if _NUMBERED.match(section.heading or "") is not None]
    if _has_content(report, key) or len(numbered) < _ENOUGH:
        return None
    before = [section for section in numbered if _ORDER[section.key] == _ORDER[key] - 1]
    text = report.lead if _ORDER[key] == 0 else "\n".join(section.text for section in before)
    own = re.compile(rf"第?{'一二三四五六'[_ORDER[key]]}[、.．,，:：]")
    lines = (line.strip(" #*") for line in text.splitlines())
    return next(
        (line for line in lines if own.match(line) and len(line) <= _HEADING_LENGTH and _SENTENCE.search(line) is None),
        None,
    )


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


def _maybe_elsewhere(report: AnnualReport, name: Sentence) -> Sentence:
    parts = "、".join(report.unread_parts)
    return Sentence(
        f"没有见到{name.zh}，但还有未能读取的内容（{parts}），可能在其中。",
        f"Not found: {name.en}; but it may stand in what could not be read yet ({parts}).",
    )


F001 = Rule(
    "F001",
    Level.ERROR,
    sections_present,
    "六个部分齐全",
    "All six sections are there",
    "报告应有格式规定的六个部分。标题丢失或改成别的说法但内容还在的，归F002；还有附件、框架或图片没有读取时不作判断。",
    "A report has the six sections of the form. Where only a heading was lost or reads otherwise, F002 says so; while "
    "an attachment, a frame or a picture is unread, nothing is concluded.",
    CONTENTS,
    formula=Sentence(
        "六个部分（一、总体情况 … 六、其他需要报告的事项）各至少出现一次",
        "each of the six sections stands in the report at least once",
    ),
)

F002 = Rule(
    "F002",
    Level.WARNING,
    sections_in_order,
    "各部分标题和次序",
    "Sections stand once, in order, with their headings",
    "每个部分只出现一次，按格式的次序排列，有格式规定的标题，序号不与别的部分重复。序号从一重新编起的不算重复。",
    "Every section stands once, in the order of the form, with its heading and a number of its own. Numbers that start "
    "anew at one are not doubled.",
    FORM,
    formula=Sentence(
        "六个部分各出现一次，次序为 一 < 二 < 三 < 四 < 五 < 六，各有标题，序号不重复",
        "each section once, in the order 1 < 2 < 3 < 4 < 5 < 6, with its heading, no number twice",
    ),
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
    formula=Sentence(
        "第二、三、四部分的表格数 ≥ 1，各自计算",
        "for each of sections 2, 3 and 4: tables ≥ 1",
    ),
)
