"""F007-F015: what stands in the cells of the three tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.forms import Form, NumberKind
from reports.model import Cell, CellState, Level, Table, TableSpot
from reports.rules.case import Case
from reports.rules.rule import Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.tables import cells_in_state, report_with_form, tables
from reports.rules.wording import cell_name, cells_are, form_of_table, form_row, listed, table_name
from reports.states import Sentence


def cells_filled(case: Case) -> Iterator[Observation | Undecided]:
    """F007: no cell is blank where the form wants a number; one finding per table with all places."""
    report = report_with_form(case)
    for table in tables(report):
        if isinstance(table, Undecided):
            yield table
            continue
        blanks = tuple(spot for spot, _ in cells_in_state(table, CellState.BLANK))
        if blanks:
            form = form_of_table(report, table)
            name, where = table_name(form, table.key), listed([cell_name(form, spot) for spot in blanks])
            message = Sentence(
                f"{name.zh}有{len(blanks)}个单元格空白：{where.zh}。没有的请填0，有数的请补上。",
                f"In {name.en}, {cells_are(len(blanks))} blank: {where.en}. Please enter 0 or the missing number.",
            )
            yield Observation(TableSpot(table.key), message, places=blanks)


def cells_are_numbers(case: Case) -> Iterator[Observation | Undecided]:
    """F008: no cell holds what is certainly not a number; an unsure reading is unreadable, never this."""
    report = report_with_form(case)
    for table in tables(report):
        if isinstance(table, Undecided):
            yield table
            continue
        form = form_of_table(report, table)
        for spot, cell in cells_in_state(table, CellState.NOT_A_NUMBER):
            yield Observation(spot, _about(form, spot, cell, "不是数字。请改为数字", "is not a number"), raw=cell.raw)


def numbers_are_bare(case: Case) -> Iterator[Observation | Undecided]:
    """F009: a number stands alone in its cell, without remark or unit; one finding per table with all places."""
    report = report_with_form(case)
    for table in tables(report):
        if isinstance(table, Undecided):
            yield table
            continue
        remarked = [(spot, cell) for spot, cell in cells_in_state(table, CellState.NUMBER) if cell.remark is not None]
        if remarked:
            yield _grouped(
                form_of_table(report, table),
                table,
                remarked,
                Sentence("数字旁另有文字或单位", "printed with a remark or unit beside the number"),
                Sentence("已按其中的数字读取，未作换算。", "The number was read as it stands and not converted."),
            )


def zeros_are_printed(case: Case) -> Iterator[Observation | Undecided]:
    """F015: 0 is printed as 0, not as a placeholder; one finding per table with all places."""
    report = report_with_form(case)
    for table in tables(report):
        if isinstance(table, Undecided):
            yield table
            continue
        placeholders = list(cells_in_state(table, CellState.PLACEHOLDER))
        if placeholders:
            yield _grouped(
                form_of_table(report, table),
                table,
                placeholders,
                Sentence("用符号或“无”代替0", "filled with a sign or word instead of 0"),
                Sentence("已按0读取，建议改填0。", "They were read as 0; please print 0."),
            )


def counts_are_whole(case: Case) -> Iterator[Observation | Undecided]:
    """F011: no count is negative or has decimals; form 2019's 本年增/减 may be negative, amounts may have decimals."""
    report = report_with_form(case)
    for table in tables(report):
        if isinstance(table, Undecided):
            yield table
            continue
        form = form_of_table(report, table)
        for spot, cell in cells_in_state(table, CellState.NUMBER):
            fault = _count_fault(form, spot, cell)
            if fault is not None and cell.value is not None:
                message = _about(form, spot, cell, f"{fault.zh}。请核对", fault.en)
                yield Observation(spot, message, stated=cell.value, raw=cell.raw)


def _about(form: Form, spot: TableSpot, cell: Cell, zh: str, en: str) -> Sentence:
    table, name = table_name(form, spot.table), cell_name(form, spot)
    return Sentence(
        f"{table.zh}{name.zh}写的是“{cell.raw}”，{zh}。",
        f"In {table.en}, {name.en} reads “{cell.raw}”, which {en}. Please correct it.",
    )


def _grouped(
    form: Form, table: Table, found: list[tuple[TableSpot, Cell]], what: Sentence, then: Sentence
) -> Observation:
    names = [(cell_name(form, spot), cell.raw) for spot, cell in found]
    where = listed([Sentence(f"{name.zh}“{raw}”", f"{name.en} “{raw}”") for name, raw in names])
    title = table_name(form, table.key)
    message = Sentence(
        f"{title.zh}有{len(found)}个单元格{what.zh}：{where.zh}。{then.zh}",
        f"In {title.en}, {cells_are(len(found))} {what.en}: {where.en}. {then.en}",
    )
    places = tuple(spot for spot, _ in found)
    return Observation(TableSpot(table.key), message, raw=found[0][1].raw if len(found) == 1 else None, places=places)


def _count_fault(form: Form, spot: TableSpot, cell: Cell) -> Sentence | None:
    kind = form_row(form, spot.table, spot.row or "").column(spot.column or "").kind
    if cell.value is None or kind is NumberKind.AMOUNT:
        return None
    if isinstance(cell.value, Decimal):
        return Sentence("件数应为整数", "is a count with decimals")
    if cell.value < 0 and kind is NumberKind.COUNT:
        return Sentence("件数不应为负数", "is a negative count")
    return None


F007 = Rule(
    "F007",
    Level.WARNING,
    cells_filled,
    "表格没有空白单元格",
    "No cell is blank",
    "格式要求填数字的单元格不应空白，没有的填0。每张表一条，列出全部位置。",
    "A cell of the form holds a number, 0 where there is nothing. One finding per table with all places.",
    FORM,
    formula=Sentence(
        "空白单元格数 = 0（每张表）",
        "blank cells = 0, for each table",
    ),
)

F008 = Rule(
    "F008",
    Level.ERROR,
    cells_are_numbers,
    "单元格内是数字",
    "Cells hold numbers",
    "行和列都确定、内容肯定不是数字的单元格。位置或文字没有读准的不算。",
    "A cell whose row and column are certain holds what is certainly no number. A doubtful reading does not count.",
    FORM,
    formula=Sentence(
        "行、列确定的单元格 ∈ 数字",
        "each cell with certain row and column is a number",
    ),
)

F009 = Rule(
    "F009",
    Level.NOTICE,
    numbers_are_bare,
    "数字旁没有文字或单位",
    "Numbers stand alone",
    "单元格内除数字外还有说明或单位。按其中的数字读取，不作换算。",
    "A cell holds a remark or unit beside its number. The number is read as it stands, never converted.",
    FORM,
    formula=Sentence(
        "单元格 = 数字，没有其他文字",
        "cell = number, and nothing else",
    ),
)

F011 = Rule(
    "F011",
    Level.ERROR,
    counts_are_whole,
    "件数为非负整数",
    "Counts are whole and not negative",
    "件数不为负数，不带小数。收费和采购金额可带小数；2019年格式的“本年增/减”可带正负号。",
    "A count is not negative and has no decimals. Amounts may have decimals; form 2019's change column is signed.",
    FORM,
    formula=Sentence(
        "件数 ∈ {0, 1, 2, …}",
        "count ∈ {0, 1, 2, …}",
    ),
)

F015 = Rule(
    "F015",
    Level.NOTICE,
    zeros_are_printed,
    "没有的填0",
    "Zero is printed as 0",
    "用“/”“—”“-”“无”等代替0的单元格，按0读取，保留原文。",
    "A cell holds a sign or word instead of 0. It is read as 0 and its text is kept.",
    FORM,
    formula=Sentence(
        "没有的填“0”，不填“/”“—”“-”“无”",
        "nothing is written 0, not /, —, - or 无",
    ),
)
