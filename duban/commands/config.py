"""`duban config`: look at the settings in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import typer
from pydantic import BaseModel, SecretStr

from alerts.targets import masked
from duban import context
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
    if settings.crawler.contact is None:
        command.say("提示：巡查前请填写 crawler.contact。", "Note: set crawler.contact before crawling.")
    command.say(
        f"设置无误：{len(lines)} 项，提醒对象 {len(targets)} 个。下一步：duban alerts test。",
        f"Settings are in order: {len(lines)} keys, {len(targets)} alert target(s). Next: duban alerts test.",
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
