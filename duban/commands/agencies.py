"""`duban agencies`: the roll of who is watched."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from storage.records import RollChanges
    from storage.roll import Roll
    from storage.session import Database

group = typer.Typer(help="名录：巡查哪些机关。 The roll: who is watched.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(group, name="agencies")


@group.command("import", epilog="例 Example: duban agencies import agencies/shanghai.yml agencies/shenyang.yml")
def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="名录文件（YAML）。 Roll files.")],
    yes: Annotated[bool, typer.Option("--yes", help="不再询问，直接写入。 Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示改动，不写入。 Show the changes only.")] = False,
) -> None:
    """导入名录：先显示改动，确认后写入。 Import rolls: shows the changes, then asks.

    不在新名录中的机关会移出（停止巡查，历史保留）。 An agency that left its roll is retired, never deleted.
    """
    from duban.roll_files import lines_of, read_rolls

    command = context.of(ctx)
    rolls = read_rolls(files)
    database = _database(command, only_to_look=dry_run)
    try:
        changes = _preview(database, rolls)
        for change in changes:
            for line in lines_of(change, english=command.language is Language.EN):
                typer.echo(line)
        if dry_run:
            command.say("仅预览，未写入。去掉 --dry-run 即可导入。", "Shown only. Leave out --dry-run to import.")
            return
        if not yes and not all(change.is_empty for change in changes):
            _ask(command)
        _apply(database, rolls)
    finally:
        database.close()
    new, changed, retired = (
        sum(len(getattr(change, kind)) for change in changes) for kind in ("added", "changed", "retired")
    )
    command.say(
        f"已导入 {len(rolls)} 份名录：新增 {new}，改动 {changed}，移出 {retired}。下一步：duban crawl 或 duban run。",
        f"Imported {len(rolls)} roll(s): {new} new, {changed} changed, {retired} retired. Next: duban crawl.",
    )


@group.command("list", epilog="例 Example: duban agencies list --jurisdiction shanghai")
def list_(
    ctx: typer.Context,
    jurisdiction: Annotated[str | None, typer.Option(metavar="NAME", help="只列一个地区。 One roll only.")] = None,
    retired: Annotated[bool, typer.Option("--retired", help="包括已移出的。 Retired ones too.")] = False,
) -> None:
    """列出名录中的机关。 List the agencies of the roll: id, name, level, basis, first year, columns."""
    from storage import agencies, sources

    command = context.of(ctx)
    database = command.database()
    try:
        with database.read() as tx:
            found = agencies.all_agencies(tx, jurisdiction=jurisdiction, with_retired=retired)
            columns = [source.agency_id for source in sources.of_agencies(tx)]
            known = agencies.jurisdictions(tx)
    finally:
        database.close()
    if jurisdiction is not None and not found:
        raise UserError(
            f"没有地区 {jurisdiction}。现有：{'、'.join(known) or '无'}。",
            f"No jurisdiction {jurisdiction}. There are: {', '.join(known) or 'none'}.",
        )
    for agency in found:
        mark = "" if agency.retired_at is None else "\tretired"
        fields = (agency.id, agency.name, agency.level, agency.duty_basis, agency.watch_from, columns.count(agency.id))
        typer.echo("\t".join(map(str, fields)) + mark)
    missing = sum(agency.id not in columns for agency in found if agency.retired_at is None)
    command.say(
        f"共 {len(found)} 个机关，其中 {missing} 个需要栏目地址。下一步：在名录文件中补充后重新导入，或 duban crawl。",
        f"{len(found)} agencies, {missing} without a known column. Next: add columns to the roll, or duban crawl.",
    )


@group.command(epilog="例 Example: duban agencies export shanghai --output shanghai.yml")
def export(
    ctx: typer.Context,
    jurisdiction: Annotated[str, typer.Argument(metavar="NAME", help="地区。 The jurisdiction.")],
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写入的文件，缺省为标准输出。 Where to write, else printed.")
    ] = None,
) -> None:
    """导出一个地区的名录，可直接再导入。 Write a jurisdiction's roll as YAML that can be imported again."""
    from storage import agencies
    from storage.errors import NoSuchRow

    command = context.of(ctx)
    database = command.database()
    try:
        with database.read() as tx:
            text = agencies.export(tx, jurisdiction=jurisdiction)
            number = len(agencies.all_agencies(tx, jurisdiction=jurisdiction))
    except NoSuchRow:
        raise UserError(
            f"没有地区 {jurisdiction}。请先看 duban agencies list。",
            f"No jurisdiction {jurisdiction}: see duban agencies list.",
        ) from None
    finally:
        database.close()
    if output is None:
        typer.echo(text, nl=False)
        return
    if output.exists():
        raise UserError(
            f"{output} 已存在，不会覆盖。请换一个文件名。",
            f"{output} exists already: choose another name.",
        )
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"无法写入 {output}：{error.strerror}。", f"Cannot write {output}: {error.strerror}.") from None
    command.say(
        f"已导出 {number} 个机关到 {output}。下一步：修改后 duban agencies import {output}。",
        f"Exported {number} agencies to {output}. Next: edit it, then duban agencies import {output}.",
    )


def _database(command: context.CommandContext, *, only_to_look: bool) -> Database:
    """Return the database, made if there is none; only to look, an empty one elsewhere takes its place."""
    from storage.errors import DatabaseMissing
    from storage.session import Database

    if not only_to_look:
        return command.database(create=True)
    try:
        return command.database()
    except DatabaseMissing:
        return Database.open(f"sqlite:///{Path(tempfile.mkdtemp(prefix='duban-')) / 'empty.db'}", create=True)


def _preview(database: Database, rolls: list[Roll]) -> list[RollChanges]:
    from storage import agencies
    from storage.roll import check_parents

    with database.read() as tx:
        check_parents(rolls, known=[agency.id for agency in agencies.all_agencies(tx)])
        return [agencies.preview(tx, roll) for roll in rolls]


def _apply(database: Database, rolls: list[Roll]) -> None:
    from storage import agencies

    now = datetime.now(UTC)
    with database.write() as tx:
        for roll in rolls:
            agencies.apply(tx, roll, now=now)


def _ask(command: context.CommandContext) -> None:
    """Return if the person agrees; raises UserError where nobody can be asked, ends the command on a no."""
    if not sys.stdin.isatty():
        raise UserError(
            "尚未写入：当前不是终端，无法询问。确认上面的改动后加 --yes 再运行。",
            "Nothing was written: nobody can be asked here. Look at the changes above and add --yes.",
        )
    english = command.language is Language.EN
    if not typer.confirm("Write these changes?" if english else "写入以上改动？", default=False):
        command.say("未写入。", "Nothing was written.")
        raise typer.Exit
