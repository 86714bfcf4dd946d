"""`duban check`: read reports and say what is wrong with them; an author can check a draft before publishing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from alerts.targets import Language
from duban import context
from duban.errors import Ended, UserError
from reports.errors import DocumentTooLarge, ReportError, UnsupportedFormat
from reports.model import AnnualReport, Level, Problem

if TYPE_CHECKING:
    from reports.checking import Checked

LARGEST_BYTES = 64 * 1024 * 1024
NOT_A_TERMINAL_WIDTH = 130  # wide enough that no number of table 3 is ever cut


class UnusableFile(ReportError):
    """A path that names no file that can be opened."""

    code = "unusable_file"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self._sentences = (zh, en)

    @property
    def message_zh(self) -> str:
        return self._sentences[0]

    @property
    def message_en(self) -> str:
        return self._sentences[1]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not checked, and why; hash and media type where they came to be known."""

    problem: Problem
    sha256: str | None = None
    media_type: str | None = None


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban check 2024年报.html --previous 2023年报.html")(check)


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="报告文件：网页、文本或 Markdown。 Reports to check.")
    ],
    agency: Annotated[
        str | None, typer.Option(metavar="NAME", help="机关名称，报告中未写明时使用。 The agency, if not stated.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="N", help="报告年度，报告中未写明时使用。 The report year, if not stated.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(metavar="FILE", help="上一年度的报告，用于对照。 Last year's report to compare with.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")] = False,
) -> None:
    """读取并检查年度报告，发布前可自查草稿。 Read annual reports and say what is wrong with them.

    退出码 Exit code: 0 没有错误 no error; 1 有错误或缺表 errors or a missing table; 2 不是报告或无法读取 not a report.
    """
    command = context.of(ctx)
    english = command.language is Language.EN
    earlier = () if previous is None else (_read_previous(previous),)
    outcomes: list[tuple[Path, Checked | Refused]] = []
    for path in _with_progress(files, english=english):
        outcomes.append((path, _check_file(path, agency=agency, year=year, previous=earlier)))
    if as_json:
        _print_json(outcomes)
    else:
        _print_view(outcomes, english=english)
    raise Ended(max(_exit_code(outcome) for _, outcome in outcomes))


def _read_previous(path: Path) -> AnnualReport:
    from reports.checking import read_report

    try:
        return read_report(_load(path), filename=path.name)[1]
    except ReportError as error:
        raise UserError(
            f"--previous 的文件 {path} 不能使用：{error.message_zh}",
            f"The file {path} given as --previous cannot be used: {error.message_en}",
        ) from error


def _check_file(
    path: Path, *, agency: str | None, year: int | None, previous: Sequence[AnnualReport]
) -> Checked | Refused:
    from reports.checking import check_bytes, problem_of

    try:
        data = _load(path)
    except ReportError as error:
        return Refused(problem_of(error))
    try:
        return check_bytes(data, filename=path.name, agency=agency, report_year=year, previous=previous)
    except ReportError as error:
        media_type = error.media_type if isinstance(error, UnsupportedFormat) else None
        return Refused(problem_of(error), hashlib.sha256(data).hexdigest(), media_type)


def _load(path: Path) -> bytes:
    """Return the bytes of a file that is not larger than a report can be. Raises UnusableFile, DocumentTooLarge."""
    try:
        if path.is_dir():
            raise UnusableFile(
                "这是文件夹，请写出其中的报告文件，例如：duban check 文件夹/*.html",
                "This is a folder; name the report files in it, for example: duban check folder/*.html",
            )
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1) if path.stat().st_size <= LARGEST_BYTES else None
    except FileNotFoundError:
        raise UnusableFile(
            "找不到这个文件，请检查路径和文件名。", "There is no such file; check the path and the name."
        ) from None
    except OSError as error:
        raise UnusableFile(
            f"文件打不开（{error.strerror}），请检查权限或另存一份再试。",
            f"The file cannot be opened ({error.strerror}); check its permissions or save a copy and try again.",
        ) from error
    if data is None or len(data) > LARGEST_BYTES:
        raise DocumentTooLarge("bytes", LARGEST_BYTES)
    return data


def _with_progress(files: Sequence[Path], *, english: bool) -> Iterator[Path]:
    """Yield the files; with several, how far we are goes to standard error: a bar on a terminal, else plain lines."""
    console = Console(stderr=True)
    if len(files) > 1 and console.is_terminal:
        yield from track(files, "checking" if english else "正在检查", console=console, transient=True)
        return
    for number, path in enumerate(files, start=1):
        if len(files) > 1:
            typer.echo(f"{number}/{len(files)} {path}", err=True)
        yield path


def _exit_code(outcome: Checked | Refused) -> int:
    if isinstance(outcome, Refused):
        return 2
    return 1 if outcome.has_errors else 0


def _print_json(outcomes: Sequence[tuple[Path, Checked | Refused]]) -> None:
    from reports.checking import checked_to_json, refused_to_json

    written = [
        {"file": str(path)}
        | (
            refused_to_json(outcome.problem, sha256=outcome.sha256, media_type=outcome.media_type)
            if isinstance(outcome, Refused)
            else checked_to_json(outcome)
        )
        for path, outcome in outcomes
    ]
    for path, outcome in outcomes:
        if isinstance(outcome, Refused):
            typer.echo(f"{path}: {outcome.problem.message}\n{outcome.problem.message_en}", err=True)
    typer.echo(json.dumps(written[0] if len(written) == 1 else written, ensure_ascii=False, indent=1))


def _print_view(outcomes: Sequence[tuple[Path, Checked | Refused]], *, english: bool) -> None:
    from duban.report_view import show_report

    console = Console()
    if not console.is_terminal:
        console = Console(width=NOT_A_TERMINAL_WIDTH)
    for path, outcome in outcomes:
        if isinstance(outcome, Refused):
            typer.echo(f"{path}: {outcome.problem.message}\n{outcome.problem.message_en}", err=True)
        else:
            show_report(console, str(path), outcome, english=english)
    typer.echo(_summary([outcome for _, outcome in outcomes], english=english))


def _summary(outcomes: Sequence[Checked | Refused], *, english: bool) -> str:
    """Return the last line: counts, and what to do next."""
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
