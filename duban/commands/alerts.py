"""`duban alerts`: try the targets, see what is open, send again what could not be delivered."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from duban import context
from duban.context import CommandContext
from duban.errors import Ended, UserError

if TYPE_CHECKING:
    from alerts.targets import Target
    from storage.records import Incident

TARGET = Annotated[
    str | None, typer.Option("--target", metavar="NAME", help="只对这一个提醒对象。 Only this alert target.")
]


def register(app: typer.Typer) -> None:
    """Add the command group to the application."""
    group = typer.Typer(help="提醒：测试、查看、重发。 Alerts: try, look, send again.", no_args_is_help=True)
    group.command("test", epilog="例 Example: duban alerts test --target office")(send_test)
    group.command("list", epilog="例 Example: duban alerts list")(list_open)
    group.command("retry", epilog="例 Example: duban alerts retry --target office")(retry)
    app.add_typer(group, name="alerts")


def send_test(ctx: typer.Context, target: TARGET = None) -> None:
    """向每个提醒对象发送一条测试消息，并说明结果。 Send each target a message marked as a test and tell the result."""
    command = context.of(ctx)
    targets = _chosen(command, target)
    failed = sum(not _delivered(command, each) for each in targets)
    command.say(
        f"测试完毕：送达 {len(targets) - failed} 个，失败 {failed} 个。"
        + ("请按上面的提示修改设置后再试。" if failed else "请在各处确认已收到测试消息。"),
        f"Done: {len(targets) - failed} delivered, {failed} failed. "
        + ("Correct the settings as told above and try again." if failed else "Check that each message has arrived."),
    )
    if failed:
        raise Ended(1)


def list_open(ctx: typer.Context) -> None:
    """列出尚未解除的事项，最早的在前。 List the open incidents, the oldest first."""
    from storage import agencies, incidents, outbox
    from storage.records import MessageState

    command = context.of(ctx)
    with closing(command.database()) as database, database.read() as tx:
        found = incidents.open_ones(tx)
        names = {agency.id: agency.name for agency in agencies.all_agencies(tx, with_retired=True)}
        dead = outbox.count_by_state(tx).get(MessageState.DEAD, 0)
    for incident in found:
        typer.echo(_line(command, incident, names))
    if not found:
        command.say("目前没有未解除的事项。", "Nothing is open.")
    command.say(
        f"未解除 {len(found)} 件，无法送达的消息 {dead} 条。"
        + ("下一步：duban alerts test，修好后运行 duban alerts retry。" if dead else "详情：duban explain 机关 年度。"),
        f"{len(found)} open, {dead} message(s) could not be delivered. "
        + ("Next: duban alerts test, then duban alerts retry." if dead else "Details: duban explain AGENCY YEAR."),
    )


def retry(ctx: typer.Context, target: TARGET = None) -> None:
    """把无法送达的消息重新排队并立即发送。 Queue the messages that could not be delivered again and send them now."""
    from alerts.outbox import deliver, revive_dead

    command = context.of(ctx)
    targets = _chosen(command, None)
    if target is not None:
        _chosen(command, target)
    now = datetime.now(UTC)
    with closing(command.database()) as database:
        revived = revive_dead(database, now=now, target=target)
        counts = deliver(database, targets, now=now)
    unsent = counts.waiting + counts.dead
    command.say(
        f"重新排队 {revived} 条；送达 {counts.delivered} 条，待重试 {counts.waiting} 条，无法送达 {counts.dead} 条。"
        + ("下一步：duban alerts test 查看原因。" if unsent else ""),
        f"{revived} queued again; {counts.delivered} delivered, {counts.waiting} waiting, {counts.dead} given up. "
        + ("Next: duban alerts test tells why." if unsent else ""),
    )
    if unsent:
        raise Ended(1)


def check_targets(targets: Sequence[Target]) -> None:
    """Return nothing where messages can be sent to all targets. Raises UserError that says what to write."""
    from alerts.channels import TargetError, check_target

    for target in targets:
        try:
            check_target(target)
        except TargetError as error:
            raise UserError(error.zh, error.en) from error


def _chosen(command: CommandContext, name: str | None) -> Sequence[Target]:
    """Return all targets, or the one of that name. Raises UserError where there is none."""
    targets = command.settings.targets()
    if not targets:
        raise UserError(
            "还没有提醒对象。请在设置文件中写 [[alerts.targets]]，例如：\n"
            '[[alerts.targets]]\nname = "office"\nurl = "mailtos://用户:口令@example.org?to=office@example.org"',
            "No alert target yet: add [[alerts.targets]] with a name and a url to the settings, as above.",
        )
    chosen = [target for target in targets if name is None or target.name == name]
    if not chosen:
        listed = "、".join(target.name for target in targets)
        raise UserError(f"没有名为 {name} 的提醒对象；现有：{listed}", f"No alert target {name}; there are: {listed}")
    return chosen


def _delivered(command: CommandContext, target: Target) -> bool:
    """Send the target a test message, print what came of it, and return whether it was taken."""
    from alerts.channels import Channel, TargetError
    from alerts.failures import ADVICE
    from alerts.messages import compose_test, new_message_id

    message = compose_test(target, now=datetime.now(UTC), message_id=new_message_id())
    try:
        outcome = Channel(target).send(message)
    except TargetError as error:
        command.say(f"✗ {target.label}：{error.zh}", f"✗ {target.label}: {error.en}")
        return False
    if outcome.failure is None:
        command.say(f"✓ {target.label}：已送达", f"✓ {target.label}: delivered")
        return True
    advice = ADVICE[outcome.failure]
    command.say(f"✗ {target.label}：没有送达。{advice.zh}", f"✗ {target.label}: not delivered. {advice.en}")
    if outcome.detail:
        typer.echo(f"  {outcome.detail}")
    return False


def _line(command: CommandContext, incident: Incident, names: dict[str, str]) -> str:
    from alerts.facts import IncidentKind
    from alerts.labels import KIND_LABELS, say, say_time

    return " | ".join(
        [
            say_time(incident.opened_at, command.language),
            say(KIND_LABELS[IncidentKind(incident.kind)], command.language),
            incident.jurisdiction,
            names.get(incident.agency_id or "", incident.agency_id or "-"),
            "-" if incident.report_year is None else str(incident.report_year),
        ]
    )
