"""`duban config`: look at the settings in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic import BaseModel, SecretStr

from alerts.targets import Target, masked
from duban import context
from reports.states import Sentence

if TYPE_CHECKING:
    from duban.context import CommandContext
from duban.commands.alerts import check_targets

group = typer.Typer(help="查看设置。 Look at the settings.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(group, name="config")


@group.callback()
def config() -> None:
    """查看设置。 Look at the settings."""  # with a callback, a group of one command keeps its name


@group.command(epilog="例 Example: duban --config /etc/duban/duban.toml config check")
def check(ctx: typer.Context) -> None:
    """检查设置并显示实际生效的值，口令和令牌不显示。 Check the settings and show what is in force, secrets masked."""
    command = context.of(ctx)
    settings = command.settings
    targets = settings.targets()  # reads the address files too
    check_targets(targets)
    lines = list(shown(settings))
    for key, value in lines:
        typer.echo(f"{key} = {value}")
    notes = list(notes_on(command, targets))
    for note in notes:
        command.say(f"提示：{note.zh}", f"Note: {note.en}")
    command.say(
        f"设置可用：{len(lines)} 项，提醒对象 {len(targets)} 个，提示 {len(notes)} 条。下一步：duban alerts test。",
        f"Settings can be used: {len(lines)} keys, {len(targets)} alert target(s), {len(notes)} note(s)."
        " Next: duban alerts test.",
    )


def notes_on(command: CommandContext, targets: Sequence[Target]) -> Iterator[Sentence]:
    """Yield what is allowed and yet would leave somebody unasked or untold; the rolls come from the database."""
    from storage import agencies
    from storage.errors import DatabaseMissing

    if command.settings.crawler.contact is None:
        yield Sentence("巡查前请填写 crawler.contact。", "set crawler.contact before crawling.")
    try:
        with closing(command.database()) as database, database.read() as tx:
            rolls = agencies.jurisdictions(tx)
    except DatabaseMissing:
        yield Sentence(
            "还没有导入名录。请运行 duban agencies import agencies/*.yml。",
            "no roll was imported yet: duban agencies import agencies/*.yml.",
        )
        return
    named = {jurisdiction for target in targets for jurisdiction in target.jurisdictions}
    for jurisdiction in sorted(named - set(rolls)):
        yield Sentence(
            f"有提醒对象写了 {jurisdiction}，但没有导入这个名录（已导入：{'、'.join(rolls)}），不会收到任何消息。",
            f"a target names {jurisdiction}, of which no roll was imported (imported: {', '.join(rolls)}).",
        )
    for jurisdiction in rolls:
        if not any(not target.jurisdictions or jurisdiction in target.jurisdictions for target in targets):
            yield Sentence(
                f"名录 {jurisdiction} 没有任何提醒对象，缺报或有疑点时无人收到消息。请在 [[alerts.targets]] 中补上。",
                f"nobody is told about {jurisdiction}: add a target to [[alerts.targets]].",
            )


def shown(table: BaseModel, parent: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key's full path with its value as the file would have it, items of a list counted from 1."""
    for name, field in type(table).model_fields.items():
        key, value = f"{parent}{field.alias or name}", getattr(table, name)
        if isinstance(value, BaseModel):
            yield from shown(value, f"{key}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, item in enumerate(value, start=1):
                yield from shown(item, f"{key}[{number}].")
        else:
            yield key, written(value)


def written(value: object) -> str:
    """Return one value as the file would have it; "-" where nothing is set, addresses without their secrets."""
    if value is None:
        return "-"
    if isinstance(value, SecretStr):
        return json.dumps(masked(value.get_secret_value()))
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
