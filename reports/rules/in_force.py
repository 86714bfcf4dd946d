"""Y102: the documents in force against last year's, with what was issued and repealed in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.forms import FORM_2021
from reports.model import AnnualReport, Level, SectionKey, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.earlier import reports_of_last_year, require_same_coverage
from reports.rules.rule import Need, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.sums import Number, SumUndecided, result
from reports.rules.tables import missing_table, report_of
from reports.rules.wording import form_of_table, number, row_name, table_name
from reports.states import Sentence

ROWS = ("government_rules", "normative_documents")
COLUMNS = ("issued", "repealed", "in_force")
EXPLAINED = re.compile("失效|有效期|清理|修订|修改|宣布废止|划转|移交|承接|续期|重新公布|重新发布|纳入统计|统计口径")


def in_force_follows_from_last_year(case: Case) -> Iterator[Observation | Undecided]:
    """Y102: last year's in_force, with this year's issued and repealed applied or not, reaches this year's in_force.

    Lawful is everything from "all repealed gone, all issued only replace others" to "all issued added, none of the
    repealed counted before". A remark in the cells or a word on expiry, clean-up or revision in the text explains the
    rest, whatever the numbers are.
    """
    report = report_of(case)
    require_same_coverage(case)
    earlier = _earlier_tables(case)
    table = report.table(TableKey.PROACTIVE)
    if table is None:
        reason = missing_table(FORM_2021, TableKey.PROACTIVE)
        raise NotEvaluable(reason.zh, reason.en)
    if not _has_stock(report, table):
        raise NotApplicable("表格不是2021年格式，没有“现行有效件数”。", "This form does not count what is in force.")
    explained = _explained(report)
    for row in ROWS:
        at = TableSpot(TableKey.PROACTIVE, row, "in_force")
        try:
            issued, repealed, in_force = (
                result(table, TableSpot(TableKey.PROACTIVE, row, column), form=FORM_2021) for column in COLUMNS
            )
            stocks = _stocks(earlier, row)
        except SumUndecided as undecided:
            yield Undecided(at, undecided.reason)
            continue
        lawful = any(stock - repealed <= in_force <= stock + issued for stock in stocks)
        below_zero = min(issued, repealed, in_force) < 0  # F011's business
        if not lawful and not below_zero and not explained and not _remarked((table, *earlier), row):
            yield Observation(at, _message(row, stocks[0], issued, repealed, in_force), stated=in_force)


def _earlier_tables(case: Case) -> list[Table]:
    tables = [
        table
        for report in reports_of_last_year(case)
        if (table := report.table(TableKey.PROACTIVE)) is not None and _has_stock(report, table)
    ]
    if not tables:
        raise NotApplicable(
            "上一年度报告中没有读到“现行有效件数”（格式不同或表格缺失）。",
            "No number in force was read in the report of the year before (another form, or no table).",
        )
    return tables


def _has_stock(report: AnnualReport, table: Table) -> bool:
    return form_of_table(report, table) is FORM_2021


def _stocks(earlier: list[Table], row: str) -> list[Number]:
    """Return what each version of last year's report states as in force; raises SumUndecided where one does not."""
    at = TableSpot(TableKey.PROACTIVE, row, "in_force")
    return [result(table, at, form=FORM_2021) for table in earlier]


def _explained(report: AnnualReport) -> bool:
    texts = (
        section.text
        for section in report.sections
        if section.key in (SectionKey.OVERVIEW, SectionKey.PROACTIVE, SectionKey.OTHER_MATTERS)
    )
    return any(EXPLAINED.search(text) for text in texts)


def _remarked(tables: tuple[Table, ...], row: str) -> bool:
    cells = (table.cell(row, column) for table in tables for column in COLUMNS)
    return any(cell is not None and cell.remark is not None for cell in cells)


def _message(row: str, stock: Number, issued: Number, repealed: Number, in_force: Number) -> Sentence:
    table, name = table_name(FORM_2021, TableKey.PROACTIVE), row_name(FORM_2021, TableKey.PROACTIVE, row)
    return Sentence(
        f"{table.zh}“{name.zh}”现行有效件数写的是{number(in_force)}；上一年度报告为{number(stock)}，本年制发{number(issued)}、"
        f"废止{number(repealed)}，无论修订是否单独计数，都在{number(stock - repealed)}至{number(stock + issued)}之间。"
        "如有自然失效、清理或划转，建议在表格或正文中注明；否则请核对。",
        f"In {table.en}, {name.en} in force is stated as {number(in_force)}. The report of the year before states "
        f"{number(stock)}; with {number(issued)} issued and {number(repealed)} repealed it lies between "
        f"{number(stock - repealed)} and {number(stock + issued)} however revisions are counted. If some expired or "
        "moved, say so in the table or the text; otherwise please check.",
    )


Y102 = Rule(
    "Y102",
    Level.NOTICE,
    in_force_follows_from_last_year,
    "现行有效件数与上一年度衔接",
    "Documents in force follow from last year's",
    "上一年度现行有效件数加本年制发、减本年废止（修订的可只计一次），应能得到本年现行有效件数。表中有备注，或正文提到失效、"
    "清理、修订、划转的，不提示；机构有调整、格式不同的不适用。",
    "Last year's number in force plus issued minus repealed (revisions counted or not) reaches this year's. Silent "
    "where a remark or the text speaks of expiry, clean-up or revision; not after a change of the body or of the form.",
    FORM,
    frozenset({Need.REPORT, Need.PREVIOUS}),
    formula=Sentence(
        "上年现行有效 − 本年废止 ≤ 本年现行有效 ≤ 上年现行有效 + 本年制发",
        "last year's in force − repealed ≤ in force ≤ last year's in force + issued",
    ),
)
