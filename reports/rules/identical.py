"""Y103: tables that repeat last year's, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.model import AnnualReport, CellState, Level, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.earlier import reports_of_last_year
from reports.rules.rule import Need, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.states import Sentence

FEWEST = 5
STOCKS = frozenset({"in_force", "public_total", "items_last_year"})
DERIVED_ROWS = frozenset({"outcomes_total"})
READ = frozenset({CellState.NUMBER, CellState.PLACEHOLDER, CellState.BLANK})
Values = dict[tuple[TableKey, str, str], int | Decimal | None]


def tables_are_not_last_years(case: Case) -> Iterator[Observation | Undecided]:
    """Y103: not all three tables are last year's, cell by cell, with five numbers or more that a year makes anew.

    Totals and stocks are not counted among those five: one application alone fills six cells of table 3.
    """
    values = _values(report_of(case))
    if values is None:
        raise NotEvaluable("本年度的表格没有读全，无法与上一年度逐格对照。", "Not all cells of this report were read.")
    earlier = [_values(report) for report in reports_of_last_year(case)]
    if all(older is None for older in earlier):
        raise NotEvaluable("上一年度的表格没有读全，无法逐格对照。", "Not all cells of last year's tables were read.")
    flows = sum(1 for place, value in values.items() if value not in (None, 0) and _is_flow(place))
    if flows >= FEWEST and values in earlier:
        yield Observation(None, _message(flows), places=tuple(TableSpot(key) for key in TableKey))


def _values(report: AnnualReport) -> Values | None:
    """Return every cell's value, placeholders as 0; None where a table is missing or a cell was not read."""
    values: Values = {}
    for key in TableKey:
        table = report.table(key)
        if table is None or not _is_read(table):
            return None
        values |= {(key, row, column): cell.value for row, column, cell in table.cells()}
    return values


def _is_read(table: Table) -> bool:
    return all(cell.state in READ for _, _, cell in table.cells())


def _is_flow(place: tuple[TableKey, str, str]) -> bool:
    _, row, column = place
    return column not in STOCKS and column != "total" and row not in DERIVED_ROWS


def _message(flows: int) -> Sentence:
    return Sentence(
        f"三张表格的所有数字与上一年度报告完全相同，其中当年发生且不为0的数字有{flows}个（不计总计和存量）。"
        "请核对是否误用了上一年度的表格；确属巧合的，请说明。",
        f"All numbers of the three tables are those of last year's report; {flows} of them are not zero and arise anew "
        "each year (totals and stocks not counted). Please check whether last year's tables were used by mistake; if "
        "it is a coincidence, say so.",
    )


Y103 = Rule(
    "Y103",
    Level.WARNING,
    tables_are_not_last_years,
    "表格与上一年度不应完全相同",
    "The tables are not those of last year",
    f"三张表格逐格与上一年度相同，且当年发生、不为0的数字（不计总计和存量）不少于{FEWEST}个时提示。"
    "数字很少的单位可能巧合，不提示。",
    f"Fires where all three tables equal last year's cell by cell, with at least {FEWEST} numbers that are not zero "
    "and arise anew each year (totals and stocks not counted). With fewer, coincidence is likely.",
    ACCURACY,
    frozenset({Need.REPORT, Need.PREVIOUS}),
    formula=Sentence(
        "不为0的当年数字 ≥ 5 时，至少一个数字 ≠ 上一年度的数字",
        "where this year's numbers other than 0 are ≥ 5: one of them ≠ last year's",
    ),
)
