"""A checked report for a person at the terminal: the three tables as read, marks at the cells, findings worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table as Printed
from rich.text import Text

from reports.checking import Checked
from reports.forms import Form
from reports.forms.form import Row
from reports.model import AnnualReport, Cell, CellState, Finding, Level, SectionKey, Table, TableKey, TableSpot
from reports.rules.wording import form_of, form_row
from reports.states import Sentence

MARKS = {Level.ERROR: ("✗", "bold red"), Level.WARNING: ("!", "yellow"), Level.NOTICE: ("·", "cyan")}
LEVELS = {
    Level.ERROR: Sentence("错误", "errors"),
    Level.WARNING: Sentence("疑点", "warnings"),
    Level.NOTICE: Sentence("提示", "notices"),
}
UNKNOWN = Sentence("未读到", "not found")

Spot = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The findings of a report in the order in which they are listed, each with the number that marks its cells."""

    findings: tuple[tuple[int, Finding], ...]

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Numbered:
        ordered = sorted(findings, key=lambda finding: list(Level).index(finding.level))
        return cls(tuple(enumerate(ordered, start=1)))

    def marks(self, table: TableKey) -> Mapping[Spot, Text]:
        """Return the marks of a table by (row, column); None in the pair: the whole column or row."""
        marks: dict[Spot, Text] = defaultdict(Text)
        for number, finding in self.findings:
            sign, style = MARKS[finding.level]
            spots = {(at.row, at.column) for at in finding.places if isinstance(at, TableSpot) and at.table is table}
            for spot in spots:
                marks[spot].append(f" {sign}{number}", style=style)
        return marks


def show_report(console: Console, name: str, checked: Checked, *, english: bool) -> None:
    """Print one report: what it is, its tables, what the rules found, what could not be judged or read."""
    report = checked.report
    numbered = Numbered.of(checked.validation.findings)
    console.print()
    console.print(Text(name, style="bold"))
    for label, value in _facts(report):
        console.print(Text(f"  {_pick(label, english)}  {_pick(UNKNOWN, english) if value is None else value}"))
    form = form_of(report)
    for key in TableKey:
        console.print()
        _show_table(console, form, key, report.table(key), marks=numbered.marks(key), english=english)
    console.print()
    _show_findings(console, numbered, english=english)
    for note in checked.validation.not_evaluable:
        where = "" if note.place is None else f" {note.place}"
        console.print(Text(f"? {note.code}{where}  {_pick(note.reason, english)}", style="dim"))
    for crash in checked.validation.crashes:
        said = Sentence(f"规则运行出错，未能检查，请告知维护人员：{crash.error}", f"the rule failed: {crash.error}")
        console.print(Text(f"?! {crash.code}  {_pick(said, english)}", style="magenta"))
    for problem in report.problems:
        said = Sentence(problem.message, problem.message_en)
        console.print(Text(f"?! {_pick(said, english)}", style="magenta"))


def _facts(report: AnnualReport) -> Iterator[tuple[Sentence, str | None]]:
    yield Sentence("标题　", "title    "), report.title
    yield Sentence("机关　", "agency   "), report.agency
    yield Sentence("年度　", "year     "), None if report.report_year is None else str(report.report_year)
    yield Sentence("格式　", "form     "), report.form
    yield Sentence("发布　", "published"), None if report.published is None else report.published.isoformat()
    yield Sentence("统计期", "period   "), None if report.period is None else report.period.raw


def _show_table(
    console: Console, form: Form, key: TableKey, table: Table | None, *, marks: Mapping[Spot, Text], english: bool
) -> None:
    heading = Text(form.headings[SectionKey(key.value)], style="bold").append_text(marks.get((None, None), Text()))
    if table is None:
        heading.append(" — ").append(_pick(Sentence("没有找到这张表", "this table was not found"), english), "bold red")
        console.print(heading)
        return
    console.print(heading)
    printed = Printed(box=box.SIMPLE, show_header=False, padding=(0, 1))
    rows = [form_row(form, key, row) for row in table.rows]
    width = max(len(row.columns) for row in rows)
    printed.add_column(ratio=1, min_width=16, overflow="fold")
    for _ in range(width):
        printed.add_column(justify="right", min_width=6, overflow="fold")
    for row, new_head, new_groups in _with_breaks(rows):
        for depth, group in new_groups:
            printed.add_row(Text("  " * depth + group, style="dim"))
        if new_head:
            heads = (_head(column.label, marks.get((None, column.key))) for column in row.columns)
            printed.add_row("", *heads, style="dim")
        printed.add_row(*_row_texts(row, table, marks, english=english))
    for label in (*table.extra_rows, *table.extra_columns):
        printed.add_row(Text(f"+ {label}", style="cyan"))
    console.print(printed)


def _with_breaks(rows: Sequence[Row]) -> Iterator[tuple[Row, bool, list[tuple[int, str]]]]:
    """Yield each row, whether its columns are others than those above, and the group labels that begin with it."""
    labels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    for row in rows:
        heads = tuple(column.label for column in row.columns)
        common = next(
            (i for i, (old, new) in enumerate(zip(groups, row.groups, strict=False)) if old != new),
            min(len(groups), len(row.groups)),
        )
        new_groups = list(enumerate(row.groups))[common:]
        yield row, heads != labels, new_groups
        labels, groups = heads, row.groups


def _head(label: str, mark: Text | None) -> Text:
    return Text(label) if mark is None else Text(label).append_text(mark)


def _row_texts(row: Row, table: Table, marks: Mapping[Spot, Text], *, english: bool) -> list[Text]:
    label = Text("  " * len(row.groups) + row.label).append_text(marks.get((row.key, None), Text()))
    cells = table.rows[row.key]
    if cells is None:
        return [label, Text(_pick(Sentence("缺行", "row missing"), english), style="red")]
    return [
        label,
        *(
            _cell_text(cells.get(column.key), english=english).append_text(marks.get((row.key, column.key), Text()))
            for column in row.columns
        ),
    ]


def _cell_text(cell: Cell | None, *, english: bool) -> Text:
    if cell is None:
        return Text(_pick(Sentence("缺", "missing"), english), style="red")
    raw = " ".join(cell.raw.split())
    match cell.state:
        case CellState.NUMBER:
            return Text(raw if cell.remark is not None else str(cell.value))
        case CellState.PLACEHOLDER:
            return Text(f"0 ({raw})")
        case CellState.BLANK:
            return Text(_pick(Sentence("空白", "blank"), english), style="yellow")
        case CellState.NOT_A_NUMBER | CellState.UNREADABLE:
            return Text(f"?“{raw}”", style="magenta")


def _show_findings(console: Console, numbered: Numbered, *, english: bool) -> None:
    level = None
    for number, finding in numbered.findings:
        sign, style = MARKS[finding.level]
        if finding.level is not level:
            level = finding.level
            count = sum(1 for _, other in numbered.findings if other.level is level)
            console.print(Text(f"{_pick(LEVELS[level], english)} {count}", style=f"bold {style}"))
        message = _pick(Sentence(finding.message, finding.message_en), english)
        console.print(Text(f"{sign}{number} ", style=style).append(f"{finding.code}  {message}", style="default"))
        console.print(Text(f"     {_pick(Sentence('依据：', 'source: '), english)}{finding.source}", style="dim"))


def _pick(sentence: Sentence, english: bool) -> str:
    return sentence.en if english else sentence.zh
