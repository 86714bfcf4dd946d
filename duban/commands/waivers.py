"""`duban waivers`: rules set aside for a scope, with who, why and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from reports.waivers import Waiver, WaiverScope

BY = Annotated[str, typer.Option(help="谁决定的，姓名或岗位。 Who decided.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        help="豁免：在一定范围内暂不计入某条规则的疑点。 Rules set aside for a scope.", no_args_is_help=True
    )
    group.command("list", epilog="例 Example: duban waivers list --all")(list_waivers)
    group.command(
        "add",
        epilog="例 Example: duban waivers add F007 --jurisdiction shanghai --until 2026-12-31 --by 张三 --reason 迁移",
    )(add)
    group.command("end", epilog="例 Example: duban waivers end 3 --by 张三")(end)
    app.add_typer(group, name="waivers")


def list_waivers(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="包括已失效的。 Those that are over, too.")] = False,
) -> None:
    """列出豁免，及其现在覆盖的疑点数。 List the waivers, and how many open findings each speaks of."""
    from storage import waivers

    command = context.of(ctx)
    now = datetime.now(UTC)
    database = command.database()
    try:
        with database.read() as tx:
            found = [waiver for waiver in waivers.everything(tx) if everything or waiver.is_valid(now)]
            numbers = {waiver.id: waivers.covered(tx, waiver) for waiver in found if waiver.is_valid(now)}
    finally:
        database.close()
    for waiver in found:
        typer.echo(_line(waiver, numbers.get(waiver.id), english=command.language is Language.EN))
    command.say(
        f"共 {len(found)} 条豁免，有效 {len(numbers)} 条，现覆盖 {sum(numbers.values())} 条疑点。"
        "下一步：duban findings list --standing 已豁免，或 duban waivers end 编号 --by 姓名。",
        f"{len(found)} waiver(s), {len(numbers)} in force, over {sum(numbers.values())} open finding(s). "
        "Next: duban findings list --standing waived, or duban waivers end ID --by NAME.",
    )


def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="规则编号，如 F007。 The rule's code.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="有效期的最后一天，如 2026-12-31。 Its last day.")],
    by: BY,
    reason: Annotated[str, typer.Option(help="理由。 Why.")],
    agency: Annotated[str | None, typer.Option(metavar="ID", help="只豁免这个机关。 This agency alone.")] = None,
    group: Annotated[
        str | None, typer.Option(metavar="ID", help="这个机关及名录中隶属于它的全部机关。 It and all below it.")
    ] = None,
    jurisdiction: Annotated[str | None, typer.Option(metavar="NAME", help="整个地区。 A whole roll.")] = None,
    from_year: Annotated[int | None, typer.Option(metavar="YEAR", help="自哪个报告年度起。 First report year.")] = None,
    to_year: Annotated[int | None, typer.Option(metavar="YEAR", help="至哪个报告年度止。 Last report year.")] = None,
) -> None:
    """豁免一条规则：写明范围、理由、决定人和有效期；到期后疑点自动恢复。 Set a rule aside for a scope, until a day."""
    from storage import waivers

    command = context.of(ctx)
    scope, scope_id = _scope(agency, group, jurisdiction)
    database = command.database()
    try:
        with database.write() as tx:
            waiver = waivers.add(
                tx,
                code=code.strip().upper(),
                scope=scope,
                scope_id=scope_id,
                reason=reason,
                author=by,
                expires_on=_day(until),
                now=datetime.now(UTC),
                year_from=from_year,
                year_to=to_year,
            )
            number = waivers.covered(tx, waiver)
    finally:
        database.close()
    command.say(
        f"已记录豁免 {waiver.id}：{waiver.code}，至 {waiver.expires_on}，现覆盖 {number} 条疑点。"
        "报告状态将在下一轮更新。下一步：duban waivers list。",
        f"Waiver {waiver.id} recorded: {waiver.code} until {waiver.expires_on}, over {number} open finding(s); states "
        "follow in the next round. Next: duban waivers list.",
    )


def end(
    ctx: typer.Context,
    waiver: Annotated[int, typer.Argument(metavar="ID", help="豁免编号，见 duban waivers list。 Its number.")],
    by: BY,
) -> None:
    """提前终止一条豁免；记录保留，疑点恢复计入。 End a waiver before its day; it is kept, its findings count again."""
    from storage import waivers

    command = context.of(ctx)
    database = command.database()
    try:
        with database.write() as tx:
            ended = waivers.end(tx, waiver_id=waiver, author=by, now=datetime.now(UTC))
            number = waivers.covered(tx, ended)
    finally:
        database.close()
    command.say(
        f"豁免 {ended.id} 已终止（{by}），{number} 条疑点将在下一轮恢复计入。下一步：duban findings list。",
        f"Waiver {ended.id} ended ({by}); {number} finding(s) count again soon. Next: duban findings list.",
    )


def _scope(agency: str | None, group: str | None, jurisdiction: str | None) -> tuple[WaiverScope, str]:
    from reports.waivers import WaiverScope

    named = {WaiverScope.AGENCY: agency, WaiverScope.GROUP: group, WaiverScope.JURISDICTION: jurisdiction}
    given = [(scope, scope_id) for scope, scope_id in named.items() if scope_id is not None]
    if len(given) != 1:
        raise UserError(
            "请写明且只写一个范围：--agency、--group 或 --jurisdiction。",
            "Give exactly one scope: --agency, --group or --jurisdiction.",
        )
    return given[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(f"日期“{text}”写法不对，应如 2026-12-31。", f"{text} is no date such as 2026-12-31.") from error


def _line(waiver: Waiver, covered: int | None, *, english: bool) -> str:
    from reports.waivers import SCOPE_LABELS

    label = SCOPE_LABELS[waiver.scope]
    years = "-".join("" if year is None else str(year) for year in (waiver.year_from, waiver.year_to))
    if covered is not None:
        state = f"in force, {covered} finding(s)" if english else f"有效，覆盖 {covered} 条疑点"
    elif waiver.ended_at is not None:
        state = f"ended by {waiver.ended_by}" if english else f"已由{waiver.ended_by}终止"
    else:
        state = "over" if english else "已到期"
    fields = (
        waiver.id,
        waiver.code,
        f"{label.en if english else label.zh} {waiver.scope_id}",
        years if years != "-" else ("all years" if english else "全部年度"),
        f"{'until' if english else '至'} {waiver.expires_on}",
        waiver.author,
        waiver.reason,
        state,
    )
    return "\t".join(map(str, fields))
