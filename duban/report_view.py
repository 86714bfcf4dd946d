"""A checked report for a person at the terminal: the three tables as read, marks at the cells, findings worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Printed
from rich.text import Text

from duban.papers.note import MARKS, by_section, mend, mending, section_title
from reports.checking import Checked
from reports.corrections import corrections
from reports.forms import Form
from reports.forms.form import Row
from reports.model import AnnualReport, Cell, CellState, Finding, Level, SectionKey, Table, TableKey, TableSpot
from reports.rules.wording import form_of, form_row
from reports.states import LEVEL_LABELS, Sentence

STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTICE: "cyan"}
NARROWEST_LABEL, WIDEST_LABEL = 18, 44
NARROWEST_NUMBER, WIDEST_NUMBER = 6, 26  # three characters of a heading; a short remark
GAP = 2
UNKNOWN = Sentence("未读到", "not found")

Spot = tuple[str | None, str | None]


def _marks(noticed: Sequence[tuple[int, Finding]], table: TableKey) -> Mapping[Spot, Text]:
    """Return the marks of a table by (row, column); None in the pair: the whole column or row."""
    marks: dict[Spot, Text] = defaultdict(Text)
    for number, finding in noticed:
        spots = {(at.row, at.column) for at in finding.places if isinstance(at, TableSpot) and at.table is table}
        for spot in spots:
            marks[spot].append(f" {MARKS[finding.level]}{number}", style=STYLES[finding.level])
    return marks


def show_report(console: Console, name: str, checked: Checked, *, english: bool) -> None:
    """Print one report: what it is, its tables, what the rules found, what could not be judged or read."""
    report = checked.report
    parts = list(by_section(checked.validation.findings))
    noticed = [one for _, part in parts for one in part]
    console.print()
    console.print(Text(name, style="bold"), soft_wrap=True)
    for label, value in _facts(report):
        console.print(
            Text(f"  {_pick(label, english)}  {_pick(UNKNOWN, english) if value is None else value}"), soft_wrap=True
        )
    form = form_of(report)
    for key in TableKey:
        console.print()
        _show_table(console, form, key, report.table(key), marks=_marks(noticed, key), english=english)
    console.print()
    _show_findings(console, report, parts, english=english)
    undecided: dict[Sentence, list[str]] = defaultdict(list)
    for note in checked.validation.not_evaluable:
        undecided[note.reason].append(note.code)
    for reason, codes in undecided.items():
        console.print(
            Text(f"? {' '.join(dict.fromkeys(codes))}  {_pick(reason, english)}", style="dim"), soft_wrap=True
        )
    for crash in checked.validation.crashes:
        said = Sentence(f"规则运行出错，未能检查，请告知维护人员：{crash.error}", f"the rule failed: {crash.error}")
        console.print(Text(f"?! {crash.code}  {_pick(said, english)}", style="magenta"), soft_wrap=True)
    for problem in report.problems:
        said = Sentence(problem.message, problem.message_en)
        console.print(Text(f"?! {_pick(said, english)}", style="magenta"), soft_wrap=True)


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
        console.print(heading, soft_wrap=True)
        return
    console.print(heading, soft_wrap=True)
    rows = [form_row(form, key, row) for row in table.rows]
    lines = [(row, _row_texts(row, table, marks, english=english)) for row in rows]
    widths = _number_widths(lines, with_heads=True)
    if NARROWEST_LABEL + sum(widths) + GAP * len(widths) > console.width:
        widths = _number_widths(lines, with_heads=False)
    printed = Printed.grid(padding=(0, GAP))
    room = console.width - (NARROWEST_LABEL + sum(widths) + GAP * len(widths))
    printed.add_column(width=min(NARROWEST_LABEL + max(room, 0), WIDEST_LABEL), overflow="fold")
    for width in widths:
        printed.add_column(justify="right", width=width, overflow="fold")
    for (row, new_head, new_groups), (_, texts) in zip(_with_breaks(rows), lines, strict=True):
        for depth, group in new_groups:
            printed.add_row(Text("  " * depth + group, style="dim"))
        if new_head:
            heads = (_head(column.label, marks.get((None, column.key))) for column in row.columns)
            printed.add_row("", *heads, style="dim")
        printed.add_row(*texts)
    for label in (*table.extra_rows, *table.extra_columns):
        printed.add_row(Text(f"+ {label}", style="cyan"))
    wide_enough = console if room >= 0 else _wider(console, console.width - room)
    wide_enough.print(printed)


def _number_widths(lines: Sequence[tuple[Row, Sequence[Text]]], *, with_heads: bool) -> list[int]:
    """Return the width of each column of numbers, so that none is cut; long remarks fold, and heads where they must."""
    widths = [NARROWEST_NUMBER] * max(len(row.columns) for row, _ in lines)
    for row, texts in lines:
        for at, text in enumerate(texts[1:]):
            head = cell_len(row.columns[at].label) if with_heads else 0
            widths[at] = max(widths[at], min(max(head, text.cell_len), WIDEST_NUMBER))
    return widths


def _wider(console: Console, width: int) -> Console:
    """Return a console of that width: where the terminal is narrower, a folded line is better than a cut number."""
    return Console(file=console.file, width=width, force_terminal=console.is_terminal)


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


def _show_findings(
    console: Console,
    report: AnnualReport,
    parts: Sequence[tuple[SectionKey | None, Sequence[tuple[int, Finding]]]],
    *,
    english: bool,
) -> None:
    form = form_of(report)
    certain = corrections(report)
    for key, noticed in parts:
        console.print(Text(section_title(key, report, lambda said: _pick(said, english)), style="bold"), soft_wrap=True)
        for number, finding in noticed:
            style = STYLES[finding.level]
            message = _pick(Sentence(finding.message, finding.message_en), english)
            line = Text(f"{MARKS[finding.level]}{number} ", style=style)
            line.append(f"{_pick(LEVEL_LABELS[finding.level], english)} {finding.code}  {message}", style="default")
            console.print(line, soft_wrap=True)
            mends = mending(finding, certain)
            if mends:
                console.print(Text(f"     {_pick(mend(form, mends), english)}", style="green"), soft_wrap=True)
            source = f"     {_pick(Sentence('依据：', 'source: '), english)}{finding.source}"
            console.print(Text(source, style="dim"), soft_wrap=True)


def _pick(sentence: Sentence, english: bool) -> str:
    return sentence.en if english else sentence.zh
