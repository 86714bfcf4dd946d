"""T101: a government's report against those of the bodies that it declares to include."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.forms import Form
from reports.model import AnnualReport, Cell, CellState, Level, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.cell_changes import form_of_changed
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.surroundings import Member
from reports.rules.tables import missing_table, report_of
from reports.rules.wording import cell_name, cells_are, listed, number, table_name
from reports.states import Sentence

# licences, penalties and fees are counted by whoever is in charge, so they are for information only
ROWS = {
    TableKey.PROACTIVE: frozenset({"government_rules", "normative_documents"}),
    TableKey.REVIEW: frozenset({"reconsideration"}),
}
READ = frozenset({CellState.NUMBER, CellState.PLACEHOLDER})


@dataclass(frozen=True, slots=True)
class Less:
    """A cell in which the government states less than one of the bodies that it includes."""

    at: TableSpot
    stated: int | Decimal
    member: str
    member_states: int | Decimal


def no_less_than_its_members(case: Case) -> Iterator[Observation | Undecided]:
    """T101: no cell states less than that of a body whose numbers the report declares to include.

    Table 3, reconsiderations, rules and documents. Equality, or a sum over all bodies, is never asked for: documents
    are issued jointly, cases are handed on. Cells that are blank or were not read on either side are passed over.
    """
    report = report_of(case)
    if not case.members:
        raise NotApplicable(
            "名录中没有登记本年度报告汇总了哪些单位。", "The roll declares no bodies that this year's report includes."
        )
    members = [member for member in case.members if member.report is not None]
    if not members:
        raise NotEvaluable("汇总的单位都还没有读到报告。", "No report of the included bodies was read yet.")
    for key in TableKey:
        table = report.table(key)
        form = form_of_changed(report, key)
        if table is None:
            yield Undecided(TableSpot(key), missing_table(form, key))
            continue
        less = [found for member in members for found in _less(table, member)]
        if less:
            # the totals are told first: they say most
            less.sort(key=lambda found: found.at.column != "total")
            yield _observation(report, form, key, less)


def _less(table: Table, member: Member) -> Iterator[Less]:
    theirs = None if member.report is None else member.report.table(table.key)
    if theirs is None:
        return
    rows = ROWS.get(table.key)
    for row, column, cell in table.cells():
        other = theirs.cell(row, column)
        if (rows is not None and row not in rows) or other is None:
            continue
        stated, states = _read(cell), _read(other)
        if stated is not None and states is not None and stated < states:
            yield Less(TableSpot(table.key, row, column), stated, member.name, states)


def _read(cell: Cell) -> int | Decimal | None:
    return cell.value if cell.state in READ else None


def _observation(report: AnnualReport, form: Form, key: TableKey, less: list[Less]) -> Observation:
    name = table_name(form, key)
    what = listed([_told(cell_name(form, found.at), found) for found in less])
    places = tuple(dict.fromkeys(found.at for found in less))
    bodies = "、".join(dict.fromkeys(found.member for found in less))
    return Observation(
        TableSpot(key),
        Sentence(
            f"{name.zh}：按登记的汇总范围，本报告包括{bodies}的数据，但有{len(places)}处少于该单位自己报告的数字：{what.zh}。"
            "请核对是否漏汇总，或汇总范围是否登记有误；也请核对该单位的数字。",
            f"{name.en}: as declared, this report includes {bodies}, yet {cells_are(len(places))} less than what that "
            f"body's own report states: {what.en}. Please check whether it was left out, whether the coverage is "
            "declared rightly, and the body's own number.",
        ),
        places=places,
    )


def _told(name: Sentence, found: Less) -> Sentence:
    stated, states = number(found.stated), number(found.member_states)
    return Sentence(
        f"{name.zh}写的是{stated}，{found.member}为{states}",
        f"{name.en} {stated}, where {found.member} states {states}",
    )


T101 = Rule(
    "T101",
    Level.WARNING,
    no_less_than_its_members,
    "汇总数不少于所含单位的数",
    "A government states no less than the bodies it includes",
    "名录中按年度登记了汇总范围的政府报告，其第三张表、行政复议、规章和规范性文件的每个数字，不应少于所含任一单位自己报告的数字。"
    "不要求相等或等于各单位之和；许可、处罚、收费只供参考，不核对。",
    "Where the roll declares for the year which bodies a government's report includes, no number of table 3, of "
    "reconsiderations, rules and documents is less than any of theirs. Neither equality nor the sum over all bodies is "
    "asked for; licences, penalties and fees are not compared.",
    ACCURACY,
    formula=Sentence("政府报告的数 ≥ 所含任一单位的数", "the government's number ≥ that of any body it includes"),
)
