"""F010 and F016: the rows and columns that the three tables have beyond the form, and those that they lack."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms import FORMS, Form
from reports.forms.common import BALANCE_NOTE, OTHERWISE_HANDLED, OTHERWISE_HANDLED_PARTS
from reports.labels import PLAIN_HEADS, fold
from reports.model import AnnualReport, CellState, Level, Table, TableKey, TableSpot
from reports.rules.case import Case
from reports.rules.rule import Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.tables import report_with_form, tables
from reports.rules.wording import cell_name, form_of_table, listed, table_name
from reports.states import Sentence

_PARTS = tuple(row.key for row in OTHERWISE_HANDLED_PARTS)


def rows_and_columns_present(case: Case) -> Iterator[Observation | Undecided]:
    """F016: a table has every row and column of the form; merged sub-rows of （六）其他处理 are only a warning.

    In a table that was not read well (unreadable cells, unread parts of the report) what is missing stays undecided.
    """
    report = report_with_form(case)
    for table in tables(report, cells_matter=False):
        if isinstance(table, Undecided):
            yield table
            continue
        form = form_of_table(report, table)
        merged = _merged(table, form)
        missing = _missing_lines(table, form, without=_PARTS if merged else ())
        if missing:
            yield _missing(report, table, form, missing)
        if merged:
            yield _merged_observation()


def no_foreign_lines(case: Case) -> Iterator[Observation | Undecided]:
    """F010: a table has no row or column that no edition of the form has; one finding per table.

    Words of the form itself (a label cut in two, a merged label with a sub-total) are no foreign line. In a table that
    was not read well what looks foreign stays undecided.
    """
    report = report_with_form(case)
    for table in tables(report, cells_matter=False):
        if isinstance(table, Undecided):
            yield table
            continue
        form = form_of_table(report, table)
        rows = [label for label in table.extra_rows if not _is_of_the_form(form, table.key, label)]
        columns = [label for label in table.extra_columns if not _is_of_the_form(form, table.key, label)]
        if not rows and not columns:
            continue
        name = table_name(form, table.key)
        named = [Sentence(f"“{label}”行", f"row “{label}”") for label in rows]
        lines = listed([*named, *(Sentence(f"“{label}”列", f"column “{label}”") for label in columns)])
        if any(cell.state is CellState.UNREADABLE for _, _, cell in table.cells()) or None in table.rows.values():
            reason = Sentence(
                f"{name.zh}没有读全，不能断定{lines.zh}是格式之外的。",
                f"{name.en} was not read whole; whether {lines.en} is foreign to the form cannot be told.",
            )
            yield Undecided(TableSpot(table.key), reason)
            continue
        message = Sentence(
            f"{name.zh}有格式之外的{lines.zh}。请按格式填报；需要另外说明的，请写在正文中。",
            f"{name.en} has what the form does not: {lines.en}. Please keep to the form and tell anything else in the "
            "text.",
        )
        yield Observation(TableSpot(table.key), message, raw="、".join([*rows, *columns]))


def _is_of_the_form(form: Form, key: TableKey, label: str) -> bool:
    """Return whether a label holds no word, or is made of the form's own: cut in two, or with a little beside it."""
    plain = fold(label)
    if not plain or plain.isdigit():
        return True
    return any(plain in own or (own in plain and len(plain) - len(own) <= len(own)) for own in _WORDS[form.name, key])


def _words_of(form: Form, key: TableKey) -> frozenset[str]:
    rows = form.table(key).rows
    labels = [label for row in rows for label in (row.label, *row.aliases, *row.groups)]
    heads = [name for row in rows for column in row.columns for name in (column.label, column.group, *column.aliases)]
    folded = {fold(label) for label in (*labels, *heads, BALANCE_NOTE, *PLAIN_HEADS) if label}
    return frozenset(word for word in folded if len(word) > _SHORT)


_SHORT = 2  # "其他" and "总计" stand in too many labels to tell anything
_WORDS = {(form.name, key): _words_of(form, key) for form in FORMS for key in TableKey}


def _merged(table: Table, form: Form) -> bool:
    """Return whether （六）其他处理 stands as one row in a table whose form has three."""
    if table.key is not TableKey.APPLICATIONS or table.rows.get(OTHERWISE_HANDLED.key) is None:
        return False
    wanted = {row.key for row in form.table(table.key).rows}
    return OTHERWISE_HANDLED.key not in wanted and all(table.rows.get(part) is None for part in _PARTS)


def _missing_lines(table: Table, form: Form, *, without: tuple[str, ...]) -> tuple[TableSpot, ...]:
    """Return the rows of the form that the table lacks, then the columns that all its other rows lack."""
    wanted = [row for row in form.table(table.key).rows if row.key not in without]
    missing = [TableSpot(table.key, row.key) for row in wanted if table.rows.get(row.key) is None]
    present = [row for row in wanted if table.rows.get(row.key) is not None]
    columns = dict.fromkeys(column.key for row in present for column in row.columns)
    for column in columns:
        rows = [row.key for row in present if any(known.key == column for known in row.columns)]
        if all(table.cell(row, column) is None for row in rows):
            missing.append(TableSpot(table.key, None, column))
    return tuple(missing)


def _missing(report: AnnualReport, table: Table, form: Form, missing: tuple[TableSpot, ...]) -> Observation | Undecided:
    name, lines = table_name(form, table.key), listed([cell_name(form, spot) for spot in missing])
    if report.unread_parts or any(cell.state is CellState.UNREADABLE for _, _, cell in table.cells()):
        reason = Sentence(
            f"{name.zh}没有读到{lines.zh}，但表格没有读全，不能断定缺少。",
            f"Not found in {name.en}: {lines.en}; but the table was not read whole, so nothing is concluded.",
        )
        return Undecided(TableSpot(table.key), reason)
    message = Sentence(
        f"{name.zh}与格式相比缺少：{lines.zh}。请对照格式补全。",
        f"Compared with the form, {name.en} lacks: {lines.en}. Please complete it.",
    )
    return Observation(TableSpot(table.key), message, places=missing)


def _merged_observation() -> Observation:
    at = TableSpot(TableKey.APPLICATIONS, OTHERWISE_HANDLED.key)
    parts = "".join(f"“{row.label}”" for row in OTHERWISE_HANDLED_PARTS)
    message = Sentence(
        f"“{OTHERWISE_HANDLED.label}”只有一行，格式要求分为{parts}三行。请按格式分列。",
        "“Otherwise handled” stands as one row, while the form has three: correction overdue, fee unpaid, other. "
        "Please list them separately.",
    )
    return Observation(at, message, level=Level.WARNING)


F010 = Rule(
    "F010",
    Level.NOTICE,
    no_foreign_lines,
    "没有格式之外的行或列",
    "No row or column beyond the form",
    "读取完整的表格中有格式所没有的行或列。格式自有标签的小计、断行不算。",
    "A well-read table has a row or column that the form does not have. Sub-totals of the form's own groups do not "
    "count.",
    FORM,
    formula=Sentence(
        "表格的行、列 ⊆ 格式的行、列",
        "rows and columns of the table ⊆ those of the form",
    ),
)

F016 = Rule(
    "F016",
    Level.ERROR,
    rows_and_columns_present,
    "表格的行和列齐全",
    "Tables have all rows and columns",
    "读取完整的表格缺少格式中的行或列。仅把“（六）其他处理”的三项并为一行的，只算疑点；没有读全的不作判断。",
    "A well-read table lacks a row or column of the form. Where only the three parts of “otherwise handled” are "
    "merged into one row it is a warning; nothing is concluded from a table that was not read whole.",
    FORM,
    formula=Sentence(
        "格式的行、列 ⊆ 表格的行、列",
        "rows and columns of the form ⊆ those of the table",
    ),
)
