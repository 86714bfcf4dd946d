"""`duban run`: the watch itself, as three supervised processes (daemon, worker, page)."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    import asyncio

    from duban.context import CommandContext
    from scheduler.watch import Watch


class Role(StrEnum):
    """The processes of a watch."""

    DAEMON = "daemon"
    WORKER = "worker"
    PAGE = "page"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban run")(run)


def run(
    ctx: typer.Context,
    role: Annotated[Role | None, typer.Option(hidden=True, help="只运行其中一个进程。 One process alone.")] = None,
    supervised: Annotated[bool, typer.Option(hidden=True, help="随上级进程结束。 End with the supervisor.")] = False,
) -> None:
    """开始巡查：定时、抓取、读取、核对、提醒，并打开状态页；按 Ctrl-C 结束。 Watch until Ctrl-C."""
    command = context.of(ctx)
    if role is None:
        raise typer.Exit(_supervise(command))
    match role:
        case Role.PAGE:
            _serve_page(command)
        case Role.DAEMON | Role.WORKER:
            _run_role(command, role, supervised=supervised)


def _supervise(command: CommandContext) -> int:
    import asyncio

    from duban.commands.alerts import check_targets
    from duban.settings import require_contact
    from scheduler.owner import AlreadyRunning, own
    from scheduler.supervisor import ProcessSpec, stop_on_signals, supervise

    settings = command.settings
    require_contact(settings)
    check_targets(settings.targets())  # an address that cannot be used is told now, not by a process that dies
    database = command.database(create=True)
    specs = [ProcessSpec(role.value, _role_command(command, role)) for role in Role]

    async def watch() -> int:
        stop = asyncio.Event()
        stop_on_signals(stop)
        return await supervise(specs, stop=stop)

    try:
        with own(settings.data_dir, database):
            typer.echo(_greeting(settings.page.bind), err=True)
            code = asyncio.run(watch())
    except AlreadyRunning as error:
        raise UserError(
            f"督办已经在使用 {error.where} 运行，不能同时运行两个。请先结束另一个，或换用别的 data_dir。",
            f"Duban is already running with {error.where}: end that one first, or use another data_dir.",
        ) from error
    finally:
        database.close()
    typer.echo("巡查已结束，数据完整保存；再次运行：duban run。 Ended cleanly; to go on: duban run.", err=True)
    return code


def _greeting(bind: str) -> str:
    return (
        f"督办开始巡查。状态页：http://{bind}/ ，按 Ctrl-C 结束。\n"
        f"Duban is watching. Status page: http://{bind}/ ; Ctrl-C ends it."
    )


def _role_command(command: CommandContext, role: Role) -> tuple[str, ...]:
    config = () if command.config is None else ("--config", str(command.config))
    options = (*(("--verbose",) if command.verbose else ()), *(("--log-json",) if command.log_json else ()))
    return (sys.executable, "-m", "duban", *config, *options, "run", "--role", role.value, "--supervised")


def _run_role(command: CommandContext, role: Role, *, supervised: bool) -> None:
    import asyncio
    from datetime import UTC, datetime

    from duban.watching import open_watch
    from scheduler.daemon import run_daemon
    from scheduler.supervisor import stop_on_signals, stop_when_orphaned
    from scheduler.worker import run_worker

    work = run_daemon if role is Role.DAEMON else run_worker

    async def main(watch: Watch) -> None:
        stop: asyncio.Event = asyncio.Event()
        stop_on_signals(stop)
        if supervised:
            stop_when_orphaned(stop)
        await work(watch, clock=lambda: datetime.now(UTC), stop=stop)

    with open_watch(command) as watch:
        asyncio.run(main(watch))


def _serve_page(command: CommandContext) -> None:
    from duban.page import serve_page

    serve_page(command)
