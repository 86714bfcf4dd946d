"""A201 and P1xx: numbers that are possible, and hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.forms import FORM_2021, Form
from reports.model import AnnualReport, Cell, CellState, Level, Table, TableKey, TableSpot
from reports.rules.bodies import is_of_county_level, reports_rules_for_others
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.sums import Number, SumUndecided, printed, result
from reports.rules.tables import missing_table, report_with_form
from reports.rules.texts import require_text, sentences, texts
from reports.rules.wording import cell_name, form_of, form_of_table, number
from reports.states import Sentence

LEAST_OUTCOMES = 30
LARGEST_SHARE = Decimal("0.4")
_OTHER = TableSpot(TableKey.APPLICATIONS, "otherwise_handled.other", "total")
_OUTCOMES = TableSpot(TableKey.APPLICATIONS, "outcomes_total", "total")
_REASON = (
    r"(?:撤[销回]|放弃|撤件|终止|中止|移送|转[送办交]|合并|并案|非政府信息|不属于政府信息|咨询|联系不上|无法联系|失联|党务|告知其|另行告知"
    r"|视为放弃|信访渠道|重新申请|补寄|误投|错投|公开网站|便民|其他处理方式|已获取|档案|不是政府信息)"
)
_COUNT = r"(?P<n>[0-9]+)(?:件|宗|份|个)"
_EXPLAINED = (
    re.compile(rf"{_REASON}[^，。；、0-9]{{0,14}}{_COUNT}"),
    re.compile(rf"{_COUNT}[^，。；、0-9]{{0,20}}{_REASON}"),
)

_EXPIRED = re.compile(r"失效|到期|期满|有效期|废止|清理|修订|修改|转为|不再")
_DOCUMENT_ROWS = ("government_rules", "normative_documents")

_UNIT_SLIP = (3_000, 30_000)  # about ten thousand: between 万元 and 元, with room for a year's change
_FEES = TableSpot(TableKey.PROACTIVE, "administrative_fees", "wan_yuan")


def other_outcomes_are_explained(case: Case) -> Iterator[Observation | Undecided]:
    """A201: not more than 40 % of at least 30 outcomes stand under 其他, unless the text explains half of those.

    Form 2019 has no row of its own for them.
    """
    report = report_with_form(case)
    table, form = _table(report, TableKey.APPLICATIONS)
    if table.rows.get(_OTHER.row or "") is None:
        raise NotApplicable("表中没有单列“其他处理”的“3.其他”。", "The table has no row of its own for other reasons.")
    other, outcomes = _number(table, form, _OTHER), _number(table, form, _OUTCOMES)
    if outcomes < LEAST_OUTCOMES or other <= LARGEST_SHARE * outcomes:
        return
    require_text(report)
    explained = _explained(report)
    if explained * 2 >= other:
        return
    share = f"{Decimal(other) * 100 / Decimal(outcomes):.1f}%"
    said = Sentence(
        f"正文只说明了其中{explained}件" if explained else "正文没有说明是什么情形",
        f"the text explains {explained} of them" if explained else "the text does not say what they are",
    )
    message = Sentence(
        f"“（六）其他处理”中的“3.其他”有{number(other)}件，占办理结果{number(outcomes)}件的{share}，{said.zh}。"
        "请核对归类，或在正文中说明主要情形。",
        f"“Other” under otherwise handled holds {number(other)} of {number(outcomes)} outcomes ({share}), and "
        f"{said.en}. Please check the classes or explain the main reasons in the text.",
    )
    yield Observation(_OTHER, message, stated=other, places=(_OTHER, _OUTCOMES))


def issued_are_in_force_or_repealed(case: Case) -> Iterator[Observation | Undecided]:
    """P101: what was issued this year is in force or repealed: issued is not more than both together.

    A remark in the row on expiry or revision explains it. Form 2019 has other columns.
    """
    table, form = _proactive_2021(case)
    for row in _DOCUMENT_ROWS:
        spots = tuple(TableSpot(TableKey.PROACTIVE, row, column) for column in ("issued", "repealed", "in_force"))
        try:
            issued, repealed, in_force = (result(table, spot, form=form) for spot in spots)
        except SumUndecided as undecided:
            yield Undecided(spots[0], undecided.reason)
            continue
        if issued <= in_force + repealed or min(repealed, in_force) < 0 or _is_remarked(table, row):
            continue  # a number below zero is F011's business
        name = cell_name(form, TableSpot(TableKey.PROACTIVE, row))
        message = Sentence(
            f"{name.zh}：本年制发{number(issued)}件，比现行有效{number(in_force)}件与本年废止{number(repealed)}件之和还多。"
            "请核对；如有当年制发当年失效的，请加以说明。",
            f"{name.en}: {number(issued)} issued, more than {number(in_force)} in force and {number(repealed)} "
            "repealed together. Please check; if some expired within the year, say so.",
        )
        yield Observation(spots[0], message, stated=issued, expected=in_force + repealed, places=spots)


def rules_are_within_power(case: Case) -> Iterator[Observation | Undecided]:
    """P102: a body of county level or below, or a department of one, states no 规章 made by itself.

    Never of a general office or a justice office. Whether a body is of county level is told by its names alone
    (county, banner, a city's district, township, sub-district office); a city's name tells nothing.
    """
    report = report_with_form(case)
    if is_of_county_level(case.agency, report.agency) is not True:
        raise NotApplicable(
            "不是县级及以下机关，或者从名称看不出级别。", "Not a body of county level, as far as its name tells."
        )
    if reports_rules_for_others(case.agency, report.agency):
        raise NotApplicable("办公厅（室）和司法行政部门不作此项检查。", "General and justice offices are not asked.")
    table, form = _table(report, TableKey.PROACTIVE)
    column = "issued" if form is FORM_2021 else "made"
    at = TableSpot(TableKey.PROACTIVE, "government_rules", column)
    try:
        stated = printed(table, at, form=form)
    except SumUndecided as undecided:
        raise NotEvaluable(undecided.reason.zh, undecided.reason.en) from undecided
    if stated is not None and stated > 0:
        name = cell_name(form, at)
        message = Sentence(
            f"{name.zh}填的是{number(stated)}。县级及以下机关没有规章制定权，可能是把规范性文件填到了规章。请核对。",
            f"{name.en} states {number(stated)}, while bodies of county level and below cannot make government rules; "
            "normative documents may stand in the wrong row. Please check.",
        )
        yield Observation(at, message, stated=stated, expected=0)


def fees_are_in_their_unit(case: Case) -> Iterator[Observation | Undecided]:
    """P103: fees are not about ten thousand times, or a ten-thousandth of, those of all the body's earlier reports."""
    table, form = _proactive_2021(case)
    fees = _number(table, form, _FEES)
    if fees <= 0:
        raise NotApplicable("本年没有收费。", "There are no fees this year.")
    before = _fees_before(case)
    if not before:
        raise NotApplicable("以前年度没有可以对照的收费金额。", "No earlier report states fees to compare with.")
    larger = all(_is_slip(fees, earlier) for earlier in before)
    smaller = all(_is_slip(earlier, fees) for earlier in before)
    if not larger and not smaller:
        return
    usual = before[0]
    guess = (
        Sentence("可能是以元为单位填写", "yuan may have been entered")
        if larger
        else Sentence("可能又折算了一次万元", "the amount may have been divided twice")
    )
    message = Sentence(
        f"行政事业性收费填的是{number(fees)}万元，上一次是{number(usual)}万元，相差约一万倍，{guess.zh}。"
        "请核对单位，表格要求以万元填写。",
        f"Administrative fees are {number(fees)} wan yuan, {number(usual)} in the report before: about ten thousand "
        f"times apart; {guess.en}. Please check the unit, the form wants 万元.",
    )
    yield Observation(_FEES, message, stated=fees, raw=_raw(table, _FEES))


def _explained(report: AnnualReport) -> int:
    """Return how many applications the text names with a reason that belongs under 其他, each sentence's once."""
    total = 0
    for sentence in (sentence for _, text in texts(report) for sentence in sentences(text)):
        spans = {match.span("n"): int(match["n"]) for pattern in _EXPLAINED for match in pattern.finditer(sentence)}
        total += sum(spans.values())
    return total


def _table(report: AnnualReport, key: TableKey) -> tuple[Table, Form]:
    table = report.table(key)
    if table is None:
        reason = missing_table(form_of(report), key)
        raise NotEvaluable(reason.zh, reason.en)
    return table, form_of_table(report, table)


def _proactive_2021(case: Case) -> tuple[Table, Form]:
    table, form = _table(report_with_form(case), TableKey.PROACTIVE)
    if form is not FORM_2021:
        raise NotApplicable("2019年格式没有这些栏目。", "The form of 2019 has no such columns.")
    return table, form


def _number(table: Table, form: Form, spot: TableSpot) -> Number:
    """Return the number of a cell; raises NotEvaluable where none is there."""
    try:
        return result(table, spot, form=form)
    except SumUndecided as undecided:
        raise NotEvaluable(undecided.reason.zh, undecided.reason.en) from undecided


def _is_remarked(table: Table, row: str) -> bool:
    cells = (table.rows.get(row) or {}).values()
    return any(cell is not None and cell.remark is not None and _EXPIRED.search(cell.remark) for cell in cells)


def _fees_before(case: Case) -> list[Number]:
    """Return the fees of earlier reports that state any, the latest first."""
    found: list[Number] = []
    for report in (*case.previous, *case.history):
        table = report.table(TableKey.PROACTIVE)
        if table is None or form_of_table(report, table) is not FORM_2021:
            continue
        cell = table.cell(_FEES.row or "", _FEES.column or "")
        if cell is not None and cell.state is CellState.NUMBER and cell.value is not None and cell.value > 0:
            found.append(cell.value)
    return found


def _is_slip(large: Number, small: Number) -> bool:
    low, high = _UNIT_SLIP
    return low * Decimal(small) <= Decimal(large) <= high * Decimal(small)


def _raw(table: Table, spot: TableSpot) -> str | None:
    cell: Cell | None = table.cell(spot.row or "", spot.column or "")
    return None if cell is None else cell.raw


A201 = Rule(
    "A201",
    Level.NOTICE,
    other_outcomes_are_explained,
    "“其他处理”中的“其他”过多",
    "Many outcomes under “other”",
    "办理结果总计30件以上、“3.其他”超过40%，而正文说明的不足一半的，提示核对归类。2019年格式不适用。",
    "More than 40 % of at least 30 outcomes stand under “other” and the text explains less than half of them. Not for "
    "the form of 2019.",
    FORM,
    formula=Sentence(
        "（七）总计 ≥ 30 时，（六）3.其他 ÷（七）总计 ≤ 40%，或正文说明的件数 ≥ （六）3.其他 ÷ 2",
        "where outcomes ≥ 30: other ÷ outcomes ≤ 40 %, or the text explains at least half of them",
    ),
)

P101 = Rule(
    "P101",
    Level.NOTICE,
    issued_are_in_force_or_repealed,
    "制发件数不多于现行有效与废止之和",
    "Issued documents are in force or repealed",
    "规章、行政规范性文件：本年制发 ≤ 现行有效 + 本年废止。单元格内注明失效、到期、修订等情况的不提示。"
    "2019年格式不适用。",
    "Issued is not more than in force and repealed together. Not where a remark in the row speaks of expiry or "
    "revision, nor for the form of 2019.",
    FORM,
    formula=Sentence(
        "本年制发件数 ≤ 现行有效件数 + 本年废止件数",
        "issued ≤ in force + repealed",
    ),
)

P102 = Rule(
    "P102",
    Level.NOTICE,
    rules_are_within_power,
    "县级及以下机关没有规章",
    "No government rules at county level",
    "县级及以下机关（含其部门）填报了本年制发规章的，提示核对。政府办公室和司法行政部门除外；从名称看不出级别的不作判断。",
    "A body of county level or below, or a department of one, states government rules issued this year. Never a "
    "general office or a justice office; nothing is concluded where the name does not tell the level.",
    "《立法法》第九十三条",
    formula=Sentence(
        "县级及以下机关：规章的本年制发件数 = 0",
        "county level and below: government rules issued = 0",
    ),
)

P103 = Rule(
    "P103",
    Level.NOTICE,
    fees_are_in_their_unit,
    "收费金额的单位",
    "The unit of the fees",
    "行政事业性收费与本单位以前年度的金额都相差约一万倍（3000至30000倍），可能填错了单位。",
    "Administrative fees are about ten thousand times (3,000 to 30,000), or that fraction of, what all earlier reports "
    "of the body state: the unit may be wrong.",
    FORM,
    formula=Sentence(
        "1/3000 < 本年收费金额 ÷ 以前年度的金额 < 3000",
        "1/3000 < fees ÷ fees of earlier years < 3000",
    ),
)
