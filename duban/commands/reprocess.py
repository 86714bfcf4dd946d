"""`duban reprocess`: reads the archive again, says what would change report by report, and applies it when told to."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError
from duban.rechecking import recheck_rules

if TYPE_CHECKING:
    from duban.context import CommandContext
    from scheduler.rereading import Reread
    from storage.session import Database

_SHOWN = 6
_CHILDREN = 2


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban reprocess shanghai-wsb --yes")(reprocess)


def reprocess(
    ctx: typer.Context,
    agencies: Annotated[
        list[str] | None, typer.Argument(metavar="AGENCY...", help="机关代号，缺省为全部。 Agencies, else all.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="看过变化后直接执行，不再询问。 Apply without asking.")] = False,
    rules: Annotated[
        bool,
        typer.Option("--rules", help="不读原件，按现行规则核对已存数据。 Judge the stored facts by today's rules."),
    ] = False,
    alert_old_years: Annotated[
        bool,
        typer.Option("--alert-old-years", help="往年报告的新疑点也提醒，缺省只作记录。 Tell of old years as well."),
    ] = False,
) -> None:
    """重新读取已归档的原件，逐份列出会有哪些变化，确认后才执行；不访问任何网站。

    Read the archived originals again and list what would change, report by report; applied only when confirmed.
    """
    command = context.of(ctx)
    database = command.database()
    try:
        _require_known(database, agencies or [])
        if rules:
            recheck_rules(command, database, agencies, yes=yes, alert_old_years=alert_old_years)
            return
        if alert_old_years:
            raise UserError("--alert-old-years 只与 --rules 一起使用。", "--alert-old-years goes with --rules.")
        found = _read_again(command, database, agencies)
        english = command.language is Language.EN
        for entry in found:
            for line in _lines(entry, english=english):
                typer.echo(line)
        _say_totals(command, found)
        if not yes and not _confirmed(english=english):
            command.say("没有执行。要执行请加 --yes。", "Nothing was applied; add --yes to apply.")
            return
        _apply(command, database, agencies)
    finally:
        database.close()


def _require_known(database: Database, agency_ids: Sequence[str]) -> None:
    from storage.agencies import all_agencies

    with database.read() as tx:
        known = {agency.id for agency in all_agencies(tx, with_retired=True)}
    strangers = [agency for agency in agency_ids if agency not in known]
    if strangers:
        raise UserError(
            f"名录中没有 {'、'.join(strangers)}。请看 duban agencies list。",
            f"Not in the roll: {', '.join(strangers)}. See duban agencies list.",
        )


def _read_again(command: CommandContext, database: Database, agency_ids: Sequence[str] | None) -> list[Reread]:
    from rich.console import Console
    from rich.progress import Progress

    from scheduler.convert import find_office
    from scheduler.reading import ReadingLimits
    from scheduler.rereading import reread

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("重新读取 reading", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if not console.is_terminal and (done % 100 == 0 or done == total):
                typer.echo(f"{done}/{total}", err=True)

        return asyncio.run(
            reread(
                database,
                command.archive(),
                limits=ReadingLimits(),
                agency_ids=agency_ids or None,
                children=min(_CHILDREN, os.cpu_count() or 1),
                office=find_office(),
                progress=show,
            )
        )


def _lines(entry: Reread, *, english: bool) -> list[str]:
    """Return what is said of one report; nothing where nothing would change."""
    from scheduler.rereading import Effect

    name = f"{entry.agency.id} {entry.agency.name} {entry.report_year or '?'}"
    match entry.effect:
        case Effect.SAME | Effect.STILL_FAILS:
            return []
        case Effect.NEW:
            return [f"{name}: " + ("could not be read before, now it can" if english else "原先未能读取，现在可以读取")]
        case Effect.FAILS:
            told = (
                "was read before, now fails; the stored report stays"
                if english
                else "原先已读取，现在未能读取，已存报告保留"
            )
            return [f"{name}: {told}: {entry.reason}"]
        case Effect.CHANGED:
            return [f"{name}: {_summary(entry, english=english)}", *_changed(entry, english=english)]
        case _:
            assert_never(entry.effect)


def _summary(entry: Reread, *, english: bool) -> str:
    cells, sections = len(entry.cells), len(entry.sections)
    if english:
        return f"{cells} cell(s), {sections} section(s) of text change"
    return f"数字变化 {cells} 处，文字变化 {sections} 节"


def _changed(entry: Reread, *, english: bool) -> list[str]:
    nothing = "none" if english else "没有"
    lines = [
        f"  {cell.table.value}.{cell.row}.{cell.column}: {cell.before or nothing} → {cell.after or nothing}"
        for cell in entry.cells[:_SHOWN]
    ]
    if (rest := len(entry.cells) - _SHOWN) > 0:
        lines.append(f"  … {rest} more" if english else f"  … 另有 {rest} 处")
    if entry.sections:
        told = ", ".join(section.value for section in entry.sections)
        lines.append(f"  text: {told}" if english else f"  文字：{told}")
    return lines


def _say_totals(command: CommandContext, found: Sequence[Reread]) -> None:
    from scheduler.rereading import Effect

    number = Counter(entry.effect for entry in found)
    command.say(
        f"共 {len(found)} 份：不变 {number[Effect.SAME]}，变化 {number[Effect.CHANGED]}，新读出 {number[Effect.NEW]}，"
        f"转为失败 {number[Effect.FAILS]}，仍未读出 {number[Effect.STILL_FAILS]}。",
        f"{len(found)} in all: {number[Effect.SAME]} same, {number[Effect.CHANGED]} changed, {number[Effect.NEW]} new, "
        f"{number[Effect.FAILS]} would fail, {number[Effect.STILL_FAILS]} still unread.",
    )


def _confirmed(*, english: bool) -> bool:
    """Return whether the person at the terminal says yes; without a terminal nobody does."""
    import sys

    return sys.stdin.isatty() and typer.confirm("Apply?" if english else "现在执行吗？")


def _apply(command: CommandContext, database: Database, agency_ids: Sequence[str] | None) -> None:
    """Queue everything, what stays the same as well: the rules of this version are to run over it."""
    from storage import documents

    with database.write() as tx:
        number = documents.requeue(tx, now=datetime.now(UTC), agency_ids=agency_ids or None)
    command.say(
        f"已排队 {number} 件原件。下一步：duban run（逐件读取并重新核对）。", f"{number} queued. Next: duban run."
    )
