"""A1xx and R101: sums inside tables 3 and 4, on the numbers as printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reports.forms import Form
from reports.forms.common import APPLICANTS, OTHERWISE_HANDLED, OTHERWISE_HANDLED_PARTS, REVIEW
from reports.model import Level, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.rule import NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import BALANCE, FORM
from reports.rules.sums import (
    Line,
    Number,
    SumUndecided,
    Total,
    blank_crossing,
    distance,
    require_a_number,
    result,
    total_of,
)
from reports.rules.tables import missing_table, report_with_form
from reports.rules.wording import cell_name, form_of, form_of_table, number, table_name
from reports.states import Sentence

Judge = Callable[[Table, Form, TableSpot], Observation | None]

_APPLICATIONS = TableKey.APPLICATIONS
_APPLICANT_KEYS = tuple(column.key for column in APPLICANTS)
_NOT_OUTCOMES = frozenset({"received", "brought_forward", "outcomes_total", "carried_forward"})
_REVIEW_PARTS = ("upheld", "corrected", "other_result", "pending")
_CHECK_IT = Sentence("请对照原表核对，如有误请更正。", "Please compare with the original and correct what is wrong.")


def applications_balance(case: Case) -> Iterator[Observation | Undecided]:
    """A101: received + brought_forward = outcomes_total + carried_forward, column by column (note in table 3)."""
    table, form = _table(case, _APPLICATIONS)
    yield from _each(table, form, _spots("outcomes_total"), _judge_balance)


def outcomes_add_up(case: Case) -> Iterator[Observation | Undecided]:
    """A102: outcomes_total = sum of the outcome rows, column by column; （六）其他处理 counts as it stands."""
    table, form = _table(case, _APPLICATIONS)
    yield from _each(table, form, _spots("outcomes_total"), _judge_outcomes)


def applicants_add_up(case: Case) -> Iterator[Observation | Undecided]:
    """A103: total = sum of the six applicant columns, row by row."""
    table, form = _table(case, _APPLICATIONS)
    rows = ["received", "brought_forward", *outcome_rows(table, form), "outcomes_total", "carried_forward"]
    yield from _each(table, form, (TableSpot(_APPLICATIONS, row, "total") for row in rows), _judge_applicants)


def review_adds_up(case: Case) -> Iterator[Observation | Undecided]:
    """R101: total = upheld + corrected + other_result + pending, block by block."""
    table, form = _table(case, TableKey.REVIEW)
    blocks = (TableSpot(TableKey.REVIEW, block.key, "total") for block in REVIEW.rows)
    yield from _each(table, form, blocks, _judge_review)


def outcome_rows(table: Table, form: Form) -> tuple[str, ...]:
    """Return the keys of the rows that outcomes_total sums: as in the form, but （六）其他处理 as the table has it."""
    parts = tuple(row.key for row in OTHERWISE_HANDLED_PARTS)
    rows = tuple(row.key for row in form.table(_APPLICATIONS).rows if row.key not in _NOT_OUTCOMES)
    others = tuple(row for row in rows if row not in (*parts, OTHERWISE_HANDLED.key))
    if any(table.rows.get(part) is not None for part in parts):
        return (*others, *parts)
    if table.rows.get(OTHERWISE_HANDLED.key) is not None:
        return (*others, OTHERWISE_HANDLED.key)
    return rows


def _table(case: Case, key: TableKey) -> tuple[Table, Form]:
    report = report_with_form(case)
    table = report.table(key)
    if table is None:
        reason = missing_table(form_of(report), key)
        raise NotEvaluable(reason.zh, reason.en)
    return table, form_of_table(report, table)


def _spots(row: str) -> Iterator[TableSpot]:
    return (TableSpot(_APPLICATIONS, row, column) for column in _APPLICANT_KEYS)


def _each(table: Table, form: Form, spots: Iterable[TableSpot], judge: Judge) -> Iterator[Observation | Undecided]:
    for spot in spots:
        try:
            observed = judge(table, form, spot)
        except SumUndecided as undecided:
            yield Undecided(spot, undecided.reason)
        else:
            if observed is not None:
                yield observed


def _judge_balance(table: Table, form: Form, at: TableSpot) -> Observation | None:
    column = TableSpot(_APPLICATIONS, None, at.column)
    rows = ("received", "brought_forward", "outcomes_total", "carried_forward")
    received, brought, outcomes, carried = (TableSpot(_APPLICATIONS, row, at.column) for row in rows)
    require_a_number(table, _column_spots(table, at), what=cell_name(form, column))
    came = total_of(table, (received, brought), form=form)
    result(table, outcomes, form=form)
    went = total_of(table, (outcomes, carried), form=form)
    if came.value == went.value:
        return None
    _refuse_blank_crossing(table, form, (*came.blanks, *went.blanks), along=Line.COLUMN)
    came_by, went_by = came.written(form, by=Line.COLUMN), went.written(form, by=Line.COLUMN)
    blanks = Total(0, (), (*came.blanks, *went.blanks)).blanks_written(form)
    line, difference = _line(form, column), number(distance(came.value, went.value))
    message = Sentence(
        f"{line.zh}：第一项加第二项为{number(came.value)}{came_by.zh}，"
        f"第三项总计加第四项为{number(went.value)}{went_by.zh}{blanks.zh}，两边应相等，相差{difference}。{_CHECK_IT.zh}",
        f"{line.en}: items one and two give {number(came.value)}{came_by.en}, the total of item three and item four "
        f"give {number(went.value)}{went_by.en}{blanks.en}; both should be equal and differ by {difference}. "
        f"{_CHECK_IT.en}",
    )
    places = (outcomes, received, brought, carried)
    return Observation(at, message, stated=went.value, expected=came.value, places=places)


def _judge_outcomes(table: Table, form: Form, at: TableSpot) -> Observation | None:
    column = TableSpot(_APPLICATIONS, None, at.column)
    require_a_number(table, _column_spots(table, at), what=cell_name(form, column))
    addends = tuple(TableSpot(_APPLICATIONS, row, at.column) for row in outcome_rows(table, form))
    return _judge_result(table, form, at, addends, along=Line.COLUMN)


def _judge_applicants(table: Table, form: Form, at: TableSpot) -> Observation | None:
    return _judge_row(table, form, at, parts=_APPLICANT_KEYS[:-1])


def _judge_review(table: Table, form: Form, at: TableSpot) -> Observation | None:
    return _judge_row(table, form, at, parts=_REVIEW_PARTS)


def _judge_row(table: Table, form: Form, at: TableSpot, *, parts: tuple[str, ...]) -> Observation | None:
    row = TableSpot(at.table, at.row)
    addends = tuple(TableSpot(at.table, at.row, column) for column in parts)
    if table.rows.get(at.row or "") is None:
        raise SumUndecided(f"表中没有{cell_name(form, row).zh}。", f"The table has no {cell_name(form, row).en}.")
    require_a_number(table, (*addends, at), what=cell_name(form, row))
    return _judge_result(table, form, at, addends, along=Line.ROW)


def _judge_result(
    table: Table, form: Form, at: TableSpot, addends: tuple[TableSpot, ...], *, along: Line
) -> Observation | None:
    """Return the observation that the cell `at` is not the sum of the addends, or None where it is."""
    stated = result(table, at, form=form)
    total = total_of(table, addends, form=form)
    if total.value == stated:
        return None
    _refuse_blank_crossing(table, form, total.blanks, along=along)
    return Observation(at, _sum_message(form, at, total, stated, along=along), stated=stated, expected=total.value)


def _sum_message(form: Form, at: TableSpot, total: Total, stated: Number, *, along: Line) -> Sentence:
    line = _line(form, TableSpot(at.table, None, at.column) if along is Line.COLUMN else TableSpot(at.table, at.row))
    parts, blanks = total.written(form, by=along), total.blanks_written(form)
    added, printed = number(total.value), number(stated)
    difference, cell = number(distance(total.value, stated)), cell_name(form, at)
    return Sentence(
        f"{line.zh}：各项之和为{added}{parts.zh}{blanks.zh}，而{cell.zh}写的是{printed}，相差{difference}。{_CHECK_IT.zh}",
        f"{line.en}: the parts add up to {added}{parts.en}{blanks.en}, while {cell.en} states {printed}; "
        f"they differ by {difference}. {_CHECK_IT.en}",
    )


def _line(form: Form, spot: TableSpot) -> Sentence:
    table, line = table_name(form, spot.table), cell_name(form, spot)
    return Sentence(f"{table.zh}{line.zh}", f"In {table.en}, {line.en}")


def _column_spots(table: Table, at: TableSpot) -> Iterator[TableSpot]:
    return (TableSpot(at.table, row, at.column) for row in table.rows)


def _refuse_blank_crossing(table: Table, form: Form, blanks: tuple[TableSpot, ...], *, along: Line) -> None:
    blank = blank_crossing(table, blanks, along=along)
    if blank is None:
        return
    line = TableSpot(blank.table, blank.row) if along is Line.COLUMN else TableSpot(blank.table, None, blank.column)
    name = cell_name(form, line)
    raise SumUndecided(
        f"{name.zh}全部空白，所缺数字可能正是差额，无法核对。",
        f"The {name.en} is blank throughout; its missing numbers may be the difference, so the sum cannot be checked.",
    )


A101 = Rule(
    "A101",
    Level.ERROR,
    applications_balance,
    "收到与办理应平衡",
    "Applications received and dealt with balance",
    "第三部分表格每一列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度。"
    "空白的加数按0计；总计空白或整列空白的不作判断。",
    "Each column of table 3: received + brought forward = outcomes total + carried forward. A blank addend is read "
    "as 0; a blank total or a blank column is not judged.",
    BALANCE,
    formula=Sentence(
        "本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理（每一列）",
        "received + brought forward = outcomes total + carried forward, for each column",
    ),
)

A102 = Rule(
    "A102",
    Level.ERROR,
    outcomes_add_up,
    "办理结果之和等于总计",
    "Outcomes add up to their total",
    "第三部分表格每一列：（七）总计 =（一）至（六）各项之和；“（六）其他处理”只有一行的，按一行计。空白规则同A101。",
    "Each column of table 3: outcomes total = sum of the outcome rows; “otherwise handled” counts as it stands, in one "
    "row or three. Blanks as in A101.",
    FORM,
    formula=Sentence(
        "（七）总计 =（一）+（二）+（三）1…8 +（四）1…3 +（五）1…5 +（六）1…3（每一列）",
        "outcomes total = sum of all outcome rows, for each column",
    ),
)

A103 = Rule(
    "A103",
    Level.ERROR,
    applicants_add_up,
    "各类申请人之和等于总计",
    "Applicants add up to their total",
    "第三部分表格每一行：总计 = 自然人与五类法人或其他组织之和。空白的加数按0计；总计空白或整行空白的不作判断。",
    "Each row of table 3: total = sum of the six applicant columns. A blank addend is read as 0; a blank total or a "
    "blank row is not judged.",
    FORM,
    formula=Sentence(
        "总计 = 自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他（每一行）",
        "total = natural person + the five kinds of organisations, for each row",
    ),
)

R101 = Rule(
    "R101",
    Level.ERROR,
    review_adds_up,
    "复议、诉讼结果之和等于总计",
    "Review results add up to their total",
    "第四部分表格每一组：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结。空白规则同A103。",
    "Each block of table 4: total = upheld + corrected + other result + pending. Blanks as in A103.",
    FORM,
    formula=Sentence(
        "总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结（每一组）",
        "total = upheld + corrected + other + pending, for each block",
    ),
)
