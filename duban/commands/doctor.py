"""`duban doctor`: is everything that was kept still there and sound, and is everybody alive."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby

import typer

from alerts.targets import Language
from duban import context
from duban.errors import Ended


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban doctor")(doctor)


def doctor(ctx: typer.Context) -> None:
    """检查数据库和原件是否完好、各进程是否在运行、提醒是否送达。 Examine what is kept and who is alive.

    退出码 Exit code: 0 没有问题 nothing wrong; 1 有问题 something wrong; 2 数据库无法打开 no database.
    """
    from storage.doctor import ADVICE, SHOWN, examine
    from storage.session import Database

    command = context.of(ctx)
    database = Database.connect(command.settings.database_address)
    try:
        complaints = examine(database, command.archive(), now=datetime.now(UTC), track=_with_progress)
        address = database.address
    finally:
        database.close()
    english = command.language is Language.EN
    for trouble, same in groupby(complaints, key=lambda complaint: complaint.trouble):
        found = list(same)
        advice = ADVICE[trouble].en if english else ADVICE[trouble].zh
        typer.echo(f"[{trouble}] {len(found)}")
        for complaint in found[:SHOWN]:
            typer.echo(f"  {complaint.what}")
        typer.echo(f"  → {advice}")
    if complaints:
        command.say(
            f"发现 {len(complaints)} 处问题（{address}）。请按箭头后的提示处理，然后再运行 duban doctor。",
            f"{len(complaints)} thing(s) wrong in {address}. Do what the arrows say, then run duban doctor again.",
        )
        raise Ended(1)
    command.say(f"一切正常（{address}）。", f"Everything is in order ({address}).")


def _with_progress(hashes: Sequence[str]) -> Iterable[str]:
    """Return the hashes, with a bar on standard error while they are worked through, if that is a terminal."""
    if not sys.stderr.isatty():
        return hashes
    from rich.console import Console
    from rich.progress import track

    return track(hashes, description="originals", console=Console(stderr=True), transient=True)
