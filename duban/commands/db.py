"""`duban db`: bring the database to this version."""

from __future__ import annotations

import typer

from duban import context

group = typer.Typer(help="数据库维护。 Look after the database.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(group, name="db")


@group.callback()
def db() -> None:
    """数据库维护。 Look after the database."""  # with a callback, a group of one command keeps its name


@group.command(epilog="例 Example: duban db upgrade")
def upgrade(ctx: typer.Context) -> None:
    """把数据库升级到本版本的结构，空库则建表。 Bring the database to this version, or make its tables.

    内置数据库升级前会自动在旁边留一份副本；PostgreSQL 请先自行备份。 An embedded database is copied first.
    """
    from storage import upgrade as upgrading
    from storage.session import Database

    command = context.of(ctx)
    database = Database.connect(command.settings.database_address, create=True)
    try:
        before = upgrading.state(database)
        found = upgrading.revision(database)
        after = upgrading.upgrade(database)
        address = database.address
    finally:
        database.close()
    if before is upgrading.SchemaState.CURRENT:
        command.say(f"{address} 已是最新结构 {after}，无需升级。", f"{address} is at {after} already.")
    else:
        command.say(
            f"{address} 已从 {found or '空库'} 升级到 {after}。下一步：duban doctor。",
            f"{address} was upgraded from {found or 'empty'} to {after}. Next: duban doctor.",
        )
