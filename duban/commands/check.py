"""`duban check`: read reports and say what is wrong with them; an author can check a draft before publishing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from alerts.targets import Language
from duban import context
from duban.errors import Ended, UserError
from reports.model import AnnualReport, Level
from reports.states import Sentence

if TYPE_CHECKING:
    from duban.report_files import Refused
    from reports.checking import Checked

NOT_A_TERMINAL_WIDTH = 130  # wide enough that no number of table 3 is ever cut


class NoteFormat(StrEnum):
    """The formats in which a note on the files is written."""

    HTML = "html"
    DOCX = "docx"
    JSON = "json"
    TEXT = "text"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban check 2024年报.html --previous 2023年报.html")(check)


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="报告文件：网页、PDF、Word、表格、文本等。 Reports to check."),
    ],
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="机关名称：与报告所写的核对，报告未写明时按此名称。 Whose report it should be."
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=2008, max=2100, help="报告年度，报告中未写明时使用。 The report year, if not stated."
        ),
    ] = None,
    previous: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="上一年度的报告，用于对照；可重复，更早年度的用于历年比较。 Last year's report, and earlier ones.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，同 --format json。 Print JSON.")] = False,
    form: Annotated[
        NoteFormat | None,
        typer.Option(
            "--format", help="写成可转发的核对意见：网页、Word、JSON 或纯文本。 Write a note that can be handed on."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写入文件，不在屏幕上显示。 Write to this file."),
    ] = None,
) -> None:
    """读取并检查年度报告，发布前可自查草稿。 Read annual reports and say what is wrong with them.

    退出码 Exit code: 0 没有错误 no error; 1 有错误或缺表 errors or a missing table; 2 不是报告或无法读取 not a report.
    """
    from duban.report_files import Refused, check_file, read_previous

    english = context.of(ctx).language is Language.EN
    form = _format_of(form, as_json=as_json, output=output)
    earlier = tuple(read_previous(path) for path in previous or ())
    outcomes: list[tuple[Path, Checked | Refused]] = []
    for path in _with_progress(files, english=english):
        outcomes.append((path, check_file(path, agency=agency, year=year, previous=earlier)))
    match form:
        case NoteFormat.JSON:
            _hand_out(_json(outcomes), output)
        case None:
            _print_view(outcomes, english=english)
        case _:
            _hand_out(_note(outcomes, form, context.of(ctx).language), output)
    for path, outcome in outcomes:
        for doubt in _doubts(outcome, agency=agency, year=year, previous=earlier):
            typer.echo(f"{path}: {doubt.zh}\n{doubt.en}", err=True)
    if form is None or output is not None:
        typer.echo(_summary([outcome for _, outcome in outcomes], english=english))
    if output is not None:
        typer.echo(f"Written to {output}." if english else f"核对意见已写入 {output}，可直接转发。")
    raise Ended(max(2 if isinstance(outcome, Refused) else int(outcome.has_errors) for _, outcome in outcomes))


def _with_progress(files: Sequence[Path], *, english: bool) -> Iterator[Path]:
    """Yield the files; with several, how far we are goes to standard error: a bar on a terminal, else plain lines."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if len(files) > 1 and console.is_terminal:
        yield from track(files, "checking" if english else "正在检查", console=console, transient=True)
        return
    for number, path in enumerate(files, start=1):
        if len(files) > 1:
            typer.echo(f"{number}/{len(files)} {path}", err=True)
        yield path


def _format_of(form: NoteFormat | None, *, as_json: bool, output: Path | None) -> NoteFormat | None:
    """Return the format asked for, told by the file's ending if need be. Raises UserError where they do not fit."""
    if as_json:
        if form not in (None, NoteFormat.JSON):
            raise UserError("--json 与 --format 只写一个。", "Give either --json or --format.")
        return NoteFormat.JSON
    if form is None and output is not None:
        endings = {".htm": NoteFormat.HTML, ".txt": NoteFormat.TEXT} | {f".{one.value}": one for one in NoteFormat}
        form = endings.get(output.suffix.lower())
        if form is None:
            raise UserError(
                f"从文件名 {output} 看不出格式，请加 --format html、docx、json 或 text。",
                f"The name {output} does not tell the format: add --format html, docx, json or text.",
            )
    if form is NoteFormat.DOCX and output is None:
        raise UserError(
            "Word 文件不能显示在屏幕上，请写明存到哪里，例如：--format docx --output 核对意见.docx",
            "A Word file cannot be shown on the screen; say where it goes: --format docx --output note.docx",
        )
    return form


def _json(outcomes: Sequence[tuple[Path, Checked | Refused]]) -> bytes:
    written = [{"file": str(path)} | outcome.to_json() for path, outcome in outcomes]
    told = json.dumps(written[0] if len(written) == 1 else written, ensure_ascii=False, indent=1)
    return f"{told}\n".encode()


def _note(outcomes: Sequence[tuple[Path, Checked | Refused]], form: NoteFormat, language: Language) -> bytes:
    from duban.papers.note import write_note
    from duban.papers.note_files import as_html, as_text, as_word

    note = write_note([(path.name, outcome) for path, outcome in outcomes], language=language)
    match form:
        case NoteFormat.HTML:
            return as_html(note).encode()
        case NoteFormat.DOCX:
            return as_word(note)
        case NoteFormat.TEXT:
            return as_text(note).encode()
        case NoteFormat.JSON:
            return _json(outcomes)
        case _:
            assert_never(form)


def _hand_out(written: bytes, output: Path | None) -> None:
    """Write to the file, or to standard output where none is named. Raises UserError where it cannot be written."""
    from duban.papers.handing_out import write_file

    if output is None:
        typer.echo(written.decode(), nl=False)
    else:
        write_file(output, written)


def _print_view(outcomes: Sequence[tuple[Path, Checked | Refused]], *, english: bool) -> None:
    from rich.console import Console

    from duban.report_files import Refused
    from duban.report_view import show_report

    console = Console()
    if not console.is_terminal:
        console = Console(width=NOT_A_TERMINAL_WIDTH)
    for path, outcome in outcomes:
        if not isinstance(outcome, Refused):
            show_report(console, str(path), outcome, english=english)


def _doubts(
    outcome: Checked | Refused, *, agency: str | None, year: int | None, previous: Sequence[AnnualReport]
) -> Iterator[Sentence]:
    """Yield what the user should know beside the findings: why a file was refused, options that do not fit."""
    from duban.report_files import Refused

    if isinstance(outcome, Refused):
        yield Sentence(outcome.problem.message, outcome.problem.message_en)
        return
    report = outcome.report
    for option, given, stated in (("--agency", agency, report.agency), ("--year", year, report.report_year)):
        if given is not None and given != stated:
            yield Sentence(
                f"报告写的是“{stated}”，与 {option} {given} 不同，按报告所写检查；请确认文件是否选对。",
                f"The report says “{stated}”, not {option} {given}, and was checked as it says; is it the right file?",
            )
    for earlier in previous:
        years = (earlier.report_year, report.report_year)
        if None not in (earlier.agency, report.agency) and earlier.agency != report.agency:
            yield Sentence(
                f"--previous 是“{earlier.agency}”的报告，请确认与“{report.agency}”是同一机关。",
                f"--previous is a report of “{earlier.agency}”; make sure that “{report.agency}” is the same body.",
            )
        if None in years:
            continue
        before = (report.report_year or 0) - 1
        if (earlier.report_year or 0) < before and all(other.report_year != before for other in previous):
            yield Sentence(
                f"--previous 是 {years[0]} 年度的报告，只用于历年比较；要与上一年度对照，请另加 {before} 年度的报告。",
                f"--previous is the report of {years[0]}: it tells of the years before; add that of {before} too.",
            )
        elif (earlier.report_year or 0) > before:
            yield Sentence(
                f"--previous 是 {years[0]} 年度的报告，不是 {years[1]} 的上一年度，没有用于对照；请换成上一年度的。",
                f"--previous is the report of {years[0]}, not of the year before {years[1]}, and was not compared.",
            )


def _summary(outcomes: Sequence[Checked | Refused], *, english: bool) -> str:
    """Return the last line: counts, and what to do next."""
    from duban.report_files import Refused

    checked = [outcome for outcome in outcomes if not isinstance(outcome, Refused)]
    refused = len(outcomes) - len(checked)
    findings = [finding for outcome in checked for finding in outcome.validation.findings]
    errors, warnings, notices = (sum(1 for f in findings if f.level is level) for level in Level)
    undecided = sum(len(outcome.validation.not_evaluable) for outcome in checked)
    if english:
        counts = f"{len(checked)} report(s) checked, {refused} refused: {errors} errors, {warnings} warnings, "
        counts += f"{notices} notices, {undecided} not decided. Next: "
    else:
        counts = f"检查 {len(checked)} 份，未能检查 {refused} 份：错误 {errors}，疑点 {warnings}，提示 {notices}，"
        counts += f"未能判断 {undecided}。下一步："
    if refused:
        zh, en = "按上面的说明更换未能检查的文件。", "replace the files that could not be checked, as said above."
    elif any(outcome.has_errors for outcome in checked):
        zh, en = "对照原文改正标有 ✗ 的地方，再检查一次。", "correct what is marked ✗ and check again."
    elif warnings:
        zh, en = "核对标有 ! 的地方，属实的可以不改。", "look at what is marked !; what is true may stay."
    else:
        zh, en = "没有需要改正的地方。", "nothing needs correcting."
    return counts + (en if english else zh)
