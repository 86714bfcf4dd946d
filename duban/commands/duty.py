"""`duban duty`: what a person knows better than a program: confirmations and looks of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from storage.records import Duty

AGENCY = Annotated[str, typer.Argument(metavar="AGENCY", help="机关代号，见 duban agencies list。 The agency's id.")]
YEAR = Annotated[int, typer.Argument(metavar="YEAR", help="报告年度。 The report year.")]
BY = Annotated[str, typer.Option(help="谁确认的，姓名或岗位。 Who says so.")]


def register(app: typer.Typer) -> None:
    """Add the command group to the application."""
    group = typer.Typer(help="人工确认与人工查看。 What a person confirms or saw.", no_args_is_help=True)
    group.command("confirm", epilog="例 Example: duban duty confirm shanghai-wsb 2025 --by 张三")(confirm)
    group.command(
        "manual-look",
        epilog="例 Example: duban duty manual-look shanghai-wsb 2025 --by 张三 --saw --url https://…",
    )(manual_look)
    group.command("no-earlier", epilog="例 Example: duban duty no-earlier shanghai-wsb --by 张三")(no_earlier)
    app.add_typer(group, name="duty")


def confirm(ctx: typer.Context, agency: AGENCY, year: YEAR, by: BY) -> None:
    """确认某机关某年度报告确未发布（仅在“栏目未见·待核实”时）。 Confirm that a report is not published."""
    from reports.states import TIMELINESS_LABELS, Timeliness
    from storage import duties

    database = context.of(ctx).database()
    with database.write() as tx:
        duty = _duty(tx, agency, year)
        if duty.timeliness not in {Timeliness.NOT_SEEN, Timeliness.OVERDUE}:
            label = TIMELINESS_LABELS[duty.timeliness]
            raise UserError(
                f"{agency} {year} 年度目前是“{label.zh}”，不能确认为未发布：须先有两次间隔 12 小时以上的有效巡查未见。"
                "如您已亲自查看，请用 duban duty manual-look 记录。",
                f"{agency} {year} is “{label.en}” now: two good looks 12 hours apart must have missed the report "
                "first; record your own look with duban duty manual-look.",
            )
        duties.confirm_overdue(tx, agency_id=agency, report_year=year, by=by, at=datetime.now(UTC))
    database.close()
    typer.echo(f"已记录 {by} 的确认；状态将在下一轮更新，查看：duban explain {agency} {year}。 Recorded.")


def manual_look(
    ctx: typer.Context,
    agency: AGENCY,
    year: YEAR,
    by: BY,
    saw: Annotated[bool, typer.Option("--saw/--not-seen", help="是否看到该年度报告。 Whether the report was there.")],
    url: Annotated[str | None, typer.Option(help="查看的网址；看到报告时请写报告网址。 The address looked at.")] = None,
    note: Annotated[str | None, typer.Option(help="说明。 A note.")] = None,
    picture: Annotated[Path | None, typer.Option(help="截图文件，作为证据留存。 A picture as evidence.")] = None,
) -> None:
    """记录人工查看的结果，与一次有效巡查同等对待。 Record a person's own look; it counts as a good look."""
    from storage import duties, looks, sources

    command = context.of(ctx)
    database = command.database()
    with database.read() as tx:
        _duty(tx, agency, year)
        columns = sources.of_agencies(tx, agency_ids=[agency])
    address = url if url is not None else (columns[0].url if columns else None)
    if address is None:
        raise UserError(
            f"{agency} 没有登记栏目地址，请用 --url 写明您查看的网址。",
            f"No column of {agency} is on record: say with --url where you looked.",
        )
    now = datetime.now(UTC)
    sha256 = None if picture is None else command.archive().put(_bytes_of(picture))
    with database.write() as tx:
        looks.add_manual(
            tx,
            agency_id=agency,
            report_year=year,
            looked_by=by,
            at=now,
            url=address,
            saw_report=saw,
            picture_sha256=sha256,
            note=note,
        )
        duties.touch(tx, agency_id=agency, report_year=year, at=now)
    database.close()
    typer.echo(f"已记录；状态将在下一轮更新，查看：duban explain {agency} {year}。 Recorded.")


def no_earlier(ctx: typer.Context, agency: AGENCY, by: BY) -> None:
    """确认该机关栏目从未有过往年报告（新设机关、新栏目）。 Confirm that no earlier report ever stood there."""
    from reports.obligations import running_report_year
    from storage import duties, sources

    database = context.of(ctx).database()
    now = datetime.now(UTC)
    with database.write() as tx:
        columns = sources.of_agencies(tx, agency_ids=[agency])
        if not columns:
            raise UserError(
                f"{agency} 没有登记栏目地址：请先在名录中写上 sources 并重新导入。",
                f"No column of {agency} is on record: add it to the roll and import that again.",
            )
        for column in columns:
            sources.confirm_no_earlier_report(tx, source_id=column.id, by=by, at=now)
        duties.touch(tx, agency_id=agency, report_year=running_report_year(now), at=now)
    database.close()
    typer.echo(f"已记录 {len(columns)} 个栏目；查看：duban agencies list。 Recorded.")


def _duty(tx: sa.Connection, agency: str, year: int) -> Duty:
    from storage import duties
    from storage.errors import NoSuchRow

    try:
        return duties.get(tx, agency_id=agency, report_year=year)
    except NoSuchRow as error:
        raise UserError(
            f"没有 {agency} {year} 年度的公布义务：请用 duban agencies list 查看机关代号和起始年度。",
            f"No duty of {agency} for {year}: see duban agencies list for ids and the first year watched.",
        ) from error


def _bytes_of(picture: Path) -> bytes:
    try:
        return picture.read_bytes()
    except OSError as error:
        raise UserError(
            f"读不到截图 {picture}（{error.strerror}），请检查路径。",
            f"Cannot read the picture {picture} ({error.strerror}): check its path.",
        ) from error
