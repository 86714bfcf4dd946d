"""`duban rollup`: the figures of a government's units in one workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError
from duban.papers.handing_out import write_file

if TYPE_CHECKING:
    from reports.rollup import Rollup, Unit
    from storage.units import UnitReport


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban rollup shanghai 2025 -o 汇总底表.xlsx")(rollup)


def rollup(
    ctx: typer.Context,
    government: Annotated[str, typer.Argument(metavar="GOVERNMENT", help="政府的机关代号。 The government's id.")],
    year: Annotated[int, typer.Argument(metavar="YEAR", help="报告年度。 The report year.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写入的文件，缺省按政府名称和年度命名。 Where to write."),
    ] = None,
) -> None:
    """汇总底表：所属各单位逐格数据、小计、合计与政府本级公布数的差额（XLSX）。 The units' figures in one workbook."""
    from duban.papers.workbook import write_workbook
    from reports.rollup import NoCommonForm, roll_up
    from storage import reports, units
    from storage.errors import NoSuchRow

    command = context.of(ctx)
    database = command.database()
    try:
        with database.read() as tx:
            own = units.of_agency(tx, agency_id=government, report_year=year)
            below = units.below(tx, government=government, report_year=year)
            sheet = roll_up(
                [_unit(unit) for unit in below],
                own=None if own.report is None else reports.load(own.report),
                report_year=year,
            )
    except NoSuchRow:
        raise UserError(
            f"名录中没有 {government}：请用 duban agencies list 查看机关代号。",
            f"{government} is not on the roll: see duban agencies list.",
        ) from None
    except NoCommonForm:
        raise UserError(
            f"{year} 年度还没有统一的报告格式，无法汇总；请选 2019 及以后的年度。",
            f"There was no common form in {year}: choose 2019 or later.",
        ) from None
    finally:
        database.close()
    if not below:
        raise UserError(
            f"名录中没有上级为 {government} 的单位：请在名录里给所属单位写上 parent: {government}，再导入。",
            f"No body of the roll has {government} as its parent: set parent in the roll and import it.",
        )
    name = own.agency.name
    target = Path(f"{name}{year}年度汇总底表.xlsx") if output is None else output
    now = datetime.now(UTC)
    write_file(target, write_workbook(sheet, government=name, report_year=year, now=now, language=command.language))
    typer.echo(_summary(sheet, target, english=command.language is Language.EN))


def _unit(unit: UnitReport) -> Unit:
    """Return the unit with its report, or with the reason why it is not counted."""
    from reports.rollup import Unit
    from reports.states import TIMELINESS_LABELS, Sentence
    from storage import reports

    agency, duty = unit.agency, unit.duty
    excluded = None
    if duty is not None and duty.exempt_reason is not None:
        excluded = Sentence(f"不适用：{duty.exempt_reason}", f"not applicable: {duty.exempt_reason}")
    elif not unit.covered:
        excluded = Sentence("未列入政府报告的统计范围（名录 covers）", "not covered by the government's report")
    elif unit.report is None and duty is not None:
        label = TIMELINESS_LABELS[duty.timeliness]
        excluded = Sentence(f"没有读到报告（{label.zh}）", f"no report was read ({label.en})")
    elif unit.report is None:
        excluded = Sentence("该年度没有公布义务，也没有见到报告", "no duty for that year, and no report was seen")
    return Unit(
        agency_id=agency.id,
        name=agency.name,
        level=agency.level,
        report=None if unit.report is None else reports.load(unit.report),
        address=unit.address,
        excluded=excluded,
    )


def _summary(sheet: Rollup, target: Path, *, english: bool) -> str:
    counted, differing = sum(1 for _ in sheet.units()), sum(1 for _ in sheet.differing())
    if english:
        own = (
            f"{differing} value(s) differ from the government's own"
            if sheet.own
            else "the government's own is not there"
        )
        return f"{counted} bodies counted, {len(sheet.left_out)} not, {own}. Next: open {target}."
    own = f"与政府公布数不同的有 {differing} 项" if sheet.own else "没有读到政府本级报告"
    return f"计入 {counted} 个单位，未计入 {len(sheet.left_out)} 个，{own}。下一步：打开 {target} 核对。"
