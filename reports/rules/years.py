"""Y101: a report's brought-forward requests against the same body's report of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms import Form
from reports.forms.common import APPLICANTS
from reports.model import Level, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.earlier import reports_of_last_year, require_same_coverage
from reports.rules.rule import Need, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.sums import Number, SumUndecided, result
from reports.rules.tables import missing_table, report_with_form
from reports.rules.wording import cell_name, form_of, form_of_table, number, table_name
from reports.states import Sentence


def carried_forward_is_brought_forward(case: Case) -> Iterator[Observation | Undecided]:
    """Y101: last year's carried_forward = this year's brought_forward; any stored version of last year's may match.

    The total is an error, a single applicant column a warning.
    """
    report = report_with_form(case)
    require_same_coverage(case)
    table = report.table(TableKey.APPLICATIONS)
    if table is None:
        reason = missing_table(form_of(report), TableKey.APPLICATIONS)
        raise NotEvaluable(reason.zh, reason.en)
    form = form_of_table(report, table)
    earlier = _tables_of_last_year(case)
    for column in APPLICANTS:
        at = TableSpot(TableKey.APPLICATIONS, "brought_forward", column.key)
        try:
            stated = result(table, at, form=form)
            expected = _expected(stated, earlier, column.key)
        except SumUndecided as undecided:
            yield Undecided(at, undecided.reason)
            continue
        if stated != expected:
            level = Level.ERROR if column.key == "total" else Level.WARNING
            yield Observation(at, _message(form, at, stated, expected), stated=stated, expected=expected, level=level)


def _tables_of_last_year(case: Case) -> list[tuple[Table, Form]]:
    earlier = [
        (table, form_of_table(report, table))
        for report in reports_of_last_year(case)
        if (table := report.table(TableKey.APPLICATIONS)) is not None
    ]
    if not earlier:
        raise NotEvaluable("上一年度报告的表格没有读到。", "The table of the year before was not read.")
    return earlier


def _expected(stated: Number, earlier: list[tuple[Table, Form]], column: str) -> Number:
    """Return the matching number that a version of last year's report carries forward, else the newest version's.

    Raises SumUndecided where none matches and a version does not state it: that one might.
    """
    at = TableSpot(TableKey.APPLICATIONS, "carried_forward", column)
    numbers: list[Number] = []
    unread: SumUndecided | None = None
    for table, form in earlier:
        try:
            numbers.append(result(table, at, form=form))
        except SumUndecided as undecided:
            unread = undecided
    if stated in numbers:
        return stated
    if unread is not None:
        raise SumUndecided(f"上一年度报告：{unread.reason.zh}", f"In the report of the year before: {unread.reason.en}")
    return numbers[0]


def _message(form: Form, at: TableSpot, stated: Number, expected: Number) -> Sentence:
    table, cell = table_name(form, at.table), cell_name(form, at)
    before = cell_name(form, TableSpot(at.table, "carried_forward", at.column))
    return Sentence(
        f"{table.zh}{cell.zh}写的是{number(stated)}，上一年度报告{before.zh}写的是{number(expected)}，两者应相等。"
        "请核对；如上一年度报告有更正版本，请提供网址。",
        f"In {table.en}, {cell.en} states {number(stated)}, while {before.en} of the report of the year before states "
        f"{number(expected)}; both should be equal. Please check; if that report was corrected, provide its address.",
    )


Y101 = Rule(
    "Y101",
    Level.ERROR,
    carried_forward_is_brought_forward,
    "上年结转与上一年度报告一致",
    "Brought forward is what last year carried forward",
    "本年“上年结转”= 上一年度报告的“结转下年度继续办理”，与已保存的任一版本相符即可。总计不符为错误，单列不符为疑点。"
    "机构或职责有调整的不适用。",
    "Brought forward equals what last year's report carried forward; any stored version may match. An error for the "
    "total, a warning for one column. Not after a change of the body or its tasks.",
    FORM,
    frozenset({Need.REPORT, Need.PREVIOUS}),
    formula=Sentence(
        "本年的上年结转 = 上一年度报告的结转下年度继续办理（总计，每一列）",
        "brought forward = carried forward of last year's report, in total and for each column",
    ),
)
