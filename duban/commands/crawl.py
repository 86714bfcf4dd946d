"""`duban crawl`: one round over some or all agencies now, with what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from scheduler.round import RoundDone
    from storage.session import Database


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban crawl shanghai-wsb")(crawl)


def crawl(
    ctx: typer.Context,
    agencies: Annotated[
        list[str] | None, typer.Argument(metavar="[AGENCY…]", help="机关代号，缺省为全部。 Agency ids; all if none.")
    ] = None,
) -> None:
    """立即巡查一轮：抓取栏目、读取报告、核对、发出提醒。 Look at the columns now, read, check and tell."""
    import asyncio
    from datetime import UTC, datetime

    from rich.console import Console
    from rich.progress import Progress

    from duban.watching import open_watch
    from scheduler.round import one_round

    with open_watch(context.of(ctx)) as watch:
        _require_known(watch.database, agencies or [])
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("巡查 looking", total=None)

            def show(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)
                if not console.is_terminal:
                    typer.echo(f"{done}/{total}", err=True)

            done = asyncio.run(
                one_round(watch, agency_ids=agencies or None, clock=lambda: datetime.now(UTC), progress=show)
            )
    typer.echo(_summary(done))


def _require_known(database: Database, agency_ids: list[str]) -> None:
    from storage import agencies as stored

    with database.read() as tx:
        known = {agency.id for agency in stored.all_agencies(tx)}
    if not known:
        raise UserError(
            "名录是空的：请先导入，例如 duban agencies import agencies/shanghai.yml。",
            "The roll is empty: import one first, e.g. duban agencies import agencies/shanghai.yml.",
        )
    unknown = [agency_id for agency_id in agency_ids if agency_id not in known]
    if unknown:
        raise UserError(
            f"名录中没有：{'、'.join(unknown)}。请用 duban agencies list 查看机关代号。",
            f"Not on the roll: {', '.join(unknown)}; see duban agencies list.",
        )


def _summary(done: RoundDone) -> str:
    return (
        f"查看栏目 {done.sources} 个（有效 {done.good} 个），读取原件 {done.documents} 份，状态变更 {done.moved} 项，"
        f"送达消息 {done.delivered} 条。下一步：打开状态页（duban run），或 duban explain 机关代号 年度。\n"
        f"Columns {done.sources} (good {done.good}), documents {done.documents}, states changed {done.moved}, "
        f"messages delivered {done.delivered}. Next: duban run, or duban explain AGENCY YEAR."
    )
