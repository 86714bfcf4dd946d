"""`duban reprocess --rules`: today's rules over the stored facts, shown rule by rule, applied when told to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from alerts.targets import Language

if TYPE_CHECKING:
    from duban.context import CommandContext
    from scheduler.rechecking import DutyKey, FindingChange, Recheck
    from scheduler.watch import Watch
    from storage.session import Database

PROCESSES = 2
SHOWN_UNREADABLE = 5


def recheck_rules(
    command: CommandContext,
    database: Database,
    agencies: Sequence[str] | None,
    *,
    yes: bool,
    alert_old_years: bool,
) -> None:
    """Show what today's rules would open and close, and apply it where that is confirmed; reads no original."""
    from scheduler.rechecking import apply, recheck
    from storage import duties

    with database.read() as tx:
        keys = duties.with_facts(tx, agency_ids=agencies or None)
    now = datetime.now(UTC)
    with _progress("重新核对 checking") as show:
        found = recheck(database, keys, now=now, processes=min(PROCESSES, os.cpu_count() or 1), progress=show)
    english = command.language is Language.EN
    for line in _lines(found, english=english):
        typer.echo(line)
    command.say(
        f"共 {found.duties} 份，将新增疑点 {found.opens.total()} 条，消除 {found.closes.total()} 条。",
        f"{found.duties} in all: {found.opens.total()} finding(s) would open, {found.closes.total()} would close.",
    )
    if not yes and not _confirmed(english=english):
        command.say("没有执行。要执行请加 --yes。", "Nothing was applied; add --yes to apply.")
        return
    left_out = {key for key, _ in found.unreadable}
    with _progress("记录结果 applying") as show:
        counts = apply(
            _watch(command, database),
            _without(keys, left_out),
            now=datetime.now(UTC),
            tell_old_years=alert_old_years,
            progress=show,
        )
    quiet_zh, quiet_en = ("", "") if alert_old_years else ("往年的不提醒，", "Old years tell nobody. ")
    command.say(
        f"已重新核对 {counts.judged} 份，状态变化 {counts.moved} 项，写入消息 {counts.messages} 条。{quiet_zh}"
        "下一步：duban findings list。",
        f"{counts.judged} judged, {counts.moved} state(s) changed, {counts.messages} message(s) written. {quiet_en}"
        "Next: duban findings list.",
    )


def _lines(found: Recheck, *, english: bool) -> Iterator[str]:
    """Yield what changes rule by rule, each with a few of its findings, then what could not be checked."""
    for code in sorted({*found.opens, *found.closes}):
        opens, closes = found.opens[code], found.closes[code]
        yield f"{code}: {opens} would open, {closes} would close" if english else f"{code}：新增 {opens}，消除 {closes}"
        for change in found.examples:
            if change.code == code:
                yield f"  {_example(change, english=english)}"
    for code, number in sorted(found.crashes.items()):
        yield (
            f"{code}: the rule failed {number} time(s); look at the log and report it"
            if english
            else f"{code}：规则出错 {number} 次，未作任何结论；请查看日志并报告"
        )
    for (agency_id, year), reason in found.unreadable[:SHOWN_UNREADABLE]:
        yield (
            f"{agency_id} {year}: the stored facts cannot be read, run duban reprocess {agency_id}: {reason}"
            if english
            else f"{agency_id} {year}：已存数据无法读取，请运行 duban reprocess {agency_id} 重新读取原件（{reason}）"
        )
    if (rest := len(found.unreadable) - SHOWN_UNREADABLE) > 0:
        yield f"… {rest} more" if english else f"… 另有 {rest} 份"


def _example(change: FindingChange, *, english: bool) -> str:
    mark = "+" if change.opens else "-"
    return f"{mark} {change.agency_id} {change.report_year} {change.message_en if english else change.message}"


def _without(keys: Sequence[DutyKey], left_out: set[DutyKey]) -> list[DutyKey]:
    return [key for key in keys if key not in left_out]


def _watch(command: CommandContext, database: Database) -> Watch:
    """Return a watch that judges and tells; it visits no site, so nobody needs to be reachable for one."""
    from scheduler.watch import Watch

    settings = command.settings
    return Watch(
        database=database,
        archive=command.archive(),
        contact=settings.crawler.contact or "",
        targets=settings.targets(),
        public_url=settings.page.public_url,
    )


def _confirmed(*, english: bool) -> bool:
    """Return whether the person at the terminal says yes; without a terminal nobody does."""
    return sys.stdin.isatty() and typer.confirm("Apply?" if english else "现在执行吗？")


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if not console.is_terminal and (done % 1000 == 0 or done == total):
                typer.echo(f"{label} {done}/{total}", err=True)

        yield show
