"""`duban letter`: the draft of a 提醒函 on a missing, late or faulty report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from duban import context
from duban.errors import UserError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban letter shanghai-wsb 2025 --office 上海市人民政府办公厅 -o 提醒函.docx")(
        letter
    )


def _new_template(path: Path | None) -> None:
    """Write the bundled template and end: the option stands for a whole call."""
    if path is None:
        return
    from duban.papers.handing_out import write_file
    from duban.papers.letter import BUNDLED

    write_file(path, BUNDLED.read_bytes())
    typer.echo(
        f"模板已写入 {path}。用 Word 或 WPS 修改后，以 --template {path} 使用，或在 duban.toml 中写 letter_template。"
    )
    raise typer.Exit


def letter(
    ctx: typer.Context,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="机关代号。 The agency's id.")],
    year: Annotated[int, typer.Argument(metavar="YEAR", help="报告年度。 The report year.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写入的文件，缺省按机关名称和年度命名。 Where to write."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="本单位的函件模板（docx），缺省按设置。 The office's own template."),
    ] = None,
    office: Annotated[str | None, typer.Option(metavar="NAME", help="落款单位。 Who signs.")] = None,
    number: Annotated[str | None, typer.Option(metavar="TEXT", help="文号。 The letter's number.")] = None,
    reply_by: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="请对方反馈的日期。 When an answer is asked for."),
    ] = None,
    new_template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=_new_template,
            is_eager=True,
            help="只写出一份空白模板供修改，不起草函件。 Only write the template, to be changed.",
        ),
    ] = None,
) -> None:
    """起草提醒函（Word）：未见、逾期或有疑点的年度报告。只起草，不发送。 Draft a letter; nothing is sent.

    退出码 Exit code: 0 已起草 written; 1 没有需要提醒的事项 nothing to remind of; 2 写法或文件有误 wrong usage.
    """
    from duban.papers.handing_out import write_file
    from duban.papers.letter import compose, write_letter
    from storage import agencies, duties, standings
    from storage.errors import NoSuchRow

    command = context.of(ctx)
    now = datetime.now(UTC)
    database = command.database()
    try:
        with database.read() as tx:
            body = agencies.get(tx, agency_id=agency)
            duty = duties.get(tx, agency_id=agency, report_year=year)
            found = standings.of_duty(tx, agency_id=agency, report_year=year, now=now, open_only=True)
    except NoSuchRow:
        raise UserError(
            f"没有登记 {agency} 在 {year} 年度的公布义务：请用 duban agencies list 核对机关代号，并确认年度。",
            f"No duty of {agency} for {year} is on record: see duban agencies list for the id, and check the year.",
        ) from None
    finally:
        database.close()
    day: date | None = None if reply_by is None else reply_by.date()
    drafted = compose(body, duty, found, now=now, office=office, number=number, reply_by=day)
    target = Path(f"提醒函-{body.name}-{year}.docx") if output is None else output
    write_file(target, write_letter(drafted, template or command.settings.letter_template))
    command.say(
        f"已起草，列出 {len(drafted.points)} 项，写入 {target}。下一步：核对内容"
        f"{'' if office else '、填写落款'}后由本单位发出，程序不会发送。",
        f"Drafted with {len(drafted.points)} point(s): {target}. Next: read it{'' if office else ', sign it'} and send "
        "it yourselves; the program never does.",
    )
