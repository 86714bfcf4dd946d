"""`duban draft`: the drafts that the office approved; what is published later is compared with the last of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from reports.model import AnnualReport

AGENCY = Annotated[str, typer.Argument(metavar="AGENCY", help="机关代号，见 duban agencies list。 The agency's id.")]
YEAR = Annotated[int, typer.Argument(metavar="YEAR", min=2008, max=2100, help="报告年度。 The report year.")]


def register(app: typer.Typer) -> None:
    """Add the command group to the application."""
    group = typer.Typer(help="登记审定稿，公布后自动逐格对照。 Drafts that the office approved.", no_args_is_help=True)
    group.command("approve", epilog="例 Example: duban draft approve shanghai-wsb 2025 审定稿.docx --by 张三")(approve)
    group.command("show", epilog="例 Example: duban draft show shanghai-wsb 2025")(show)
    app.add_typer(group, name="draft")


def approve(
    ctx: typer.Context,
    agency: AGENCY,
    year: YEAR,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="审定的稿件。 The approved draft.")],
    by: Annotated[str, typer.Option(help="谁审定的，姓名或岗位。 Who approved it.")],
) -> None:
    """登记主管部门审定的稿件；再次登记以最后一份为准。 Record the approved draft; the last one counts."""
    from storage import drafts
    from storage.errors import NoSuchRow

    data, report = _read(file)
    if report.report_year is not None and report.report_year != year:
        raise UserError(
            f"{file} 是 {report.report_year} 年度的报告，不是 {year} 年度的；请确认文件或年度，没有登记。",
            f"{file} is the report for {report.report_year}, not for {year}; nothing was recorded.",
        )
    database = context.of(ctx).database()
    try:
        with database.write() as tx:
            drafts.approve(
                tx,
                agency_id=agency,
                report_year=year,
                report=report,
                sha256=hashlib.sha256(data).hexdigest(),
                file_name=file.name,
                by=by,
                now=datetime.now(UTC),
            )
    except NoSuchRow as error:
        raise UserError(
            f"名录中没有机关 {agency}，请用 duban agencies list 查看代号。",
            f"There is no agency {agency} in the roll: see duban agencies list.",
        ) from error
    finally:
        database.close()
    tables = sum(1 for table in report.tables.values() if table is not None)
    typer.echo(
        f"已登记 {agency} {year} 年度审定稿（读到 {tables} 张表）；公布后有不同之处只告知主管部门。"
        f"查看：duban draft show {agency} {year}。 Recorded."
    )


def show(ctx: typer.Context, agency: AGENCY, year: YEAR) -> None:
    """显示已登记的审定稿，以及与已公布报告的差别。 Show the approved draft and how the published report differs."""
    from reports.rules.cell_changes import changes_between, changes_told, form_of_changed
    from storage import drafts, reports

    database = context.of(ctx).database()
    with database.read() as tx:
        draft = drafts.last_of(tx, agency_id=agency, report_year=year)
        stored = reports.current_of(tx, agency_id=agency, report_year=year)
    database.close()
    if draft is None:
        raise UserError(
            f"没有登记 {agency} {year} 年度的审定稿；登记：duban draft approve {agency} {year} 文件 --by 姓名。",
            f"No draft of {agency} for {year} is on record; record one with duban draft approve.",
        )
    typer.echo(f"{draft.file_name}（{draft.approved_by}，{draft.approved_at:%Y-%m-%d}）")
    if stored is None:
        typer.echo("报告尚未公布或尚未读取；公布后自动对照。 Not published yet.")
        return
    published = reports.load(stored)
    changes = changes_between(draft.report, published)
    for key in dict.fromkeys(change.at.table for change in changes):
        in_table = [change for change in changes if change.at.table is key]
        told = changes_told(
            form_of_changed(published, key),
            in_table,
            wording=("{name}审定稿为{before}，公布为{after}", "{name} {before} in the draft, {after} as published"),
        )
        typer.echo(f"  {told.zh}")
    typer.echo(f"与公布的报告有 {len(changes)} 处不同。 {len(changes)} cells differ.")


def _read(file: Path) -> tuple[bytes, AnnualReport]:
    from duban.report_files import load
    from reports.checking import read_report
    from reports.errors import ReportError
    from scheduler.convert import converter

    try:
        data = load(file)
        return data, read_report(data, filename=file.name, convert=converter())[1]
    except ReportError as error:
        raise UserError(
            f"文件 {file} 不能登记：{error.message_zh}", f"The file {file} cannot be recorded: {error.message_en}"
        ) from error
