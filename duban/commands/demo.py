"""`duban demo`: a season on a small agency web, played with the real thing; then the page stays up."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.demo.play import Round
    from duban.demo.script import Season
    from duban.demo.verdict import Outcome, Planted

BIND = "127.0.0.1:8765"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban demo")(demo)


def demo(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="播放完即结束，不打开状态页。 End after the season.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="最后输出一个 JSON 对象。 Print one JSON object.")] = False,
    bind: Annotated[str, typer.Option(help="状态页地址。 Where the page listens.")] = BIND,
    season_file: Annotated[Path | None, typer.Option("--season", hidden=True)] = None,
) -> None:
    """在本机演示一个公布季：十三家机关的网站、按时与逾期、数字有误、撤下、拦截，以及发出的邮件。

    A season on this machine: agency sites, reports on time and late, wrong sums, mails, and the status page.
    Exit code: 0 everything planted was found and nothing else; 1 otherwise.
    """
    from duban.demo.verdict import load_planted

    english = context.of(ctx).language is Language.EN
    season = _season(season_file)
    with tempfile.TemporaryDirectory(prefix="duban-demo-") as folder:
        outcome = _play(season, load_planted(), Path(folder), bind=bind, told=_teller(quiet=as_json, english=english))
        if as_json:
            typer.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
        else:
            _print_outcome(outcome, english=english)
        if not once:
            _serve(Path(folder), bind, season, english=english)
    raise typer.Exit(0 if outcome.as_planted else 1)


def _season(file: Path | None) -> Season:
    from duban.demo.script import load_season

    try:
        return load_season(None if file is None else file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"演示脚本 {file} 无法读取：{error}", f"The season {file} cannot be read: {error}") from error


def _play(season: Season, planted: Planted, folder: Path, *, bind: str, told: Callable[[Round], None]) -> Outcome:
    import asyncio

    from duban.demo.play import play, staged
    from duban.demo.verdict import compare

    async def run() -> Outcome:
        async with staged(season, folder, public_url=f"http://{bind}") as stage:
            await play(stage, told=told)
            return compare(stage.watch.database, stage.mails.mails, season, planted)

    return asyncio.run(run())


def _teller(*, quiet: bool, english: bool) -> Callable[[Round], None]:
    """Return what prints one paragraph a round, on standard error when the result is for a program."""

    def tell(played: Round) -> None:
        day, done = played.moment.strftime("%Y-%m-%d %H:%M"), played.done
        line = (
            f"{day}  columns looked at {done.sources}, documents read {done.documents}, states changed {done.moved}"
            if english
            else f"{day}  查看栏目 {done.sources} 个，读取原件 {done.documents} 份，状态变更 {done.moved} 项"
        )
        typer.echo(line, err=quiet)
        for subject in played.mails:
            typer.echo(f"    {'mail' if english else '邮件'}: {subject}", err=quiet)

    return tell


def _print_outcome(outcome: Outcome, *, english: bool) -> None:
    findings = "、".join(f"{code}×{number}" for code, number in outcome.findings.items())
    if english:
        typer.echo(f"{outcome.agencies} agencies, {outcome.reports} reports, {outcome.cells} cells read")
        typer.echo(f"findings: {findings}")
        typer.echo(f"messages delivered {outcome.delivered}, given up {outcome.dead}")
    else:
        typer.echo(f"机关 {outcome.agencies} 家，报告 {outcome.reports} 份，读出数据 {outcome.cells} 格")
        typer.echo(f"疑点：{findings}")
        typer.echo(f"送达消息 {outcome.delivered} 条，未送达 {outcome.dead} 条")
    for fact in outcome.missed:
        typer.echo(f"{'missed' if english else '漏报'}: {fact}")
    for fact in outcome.unexpected:
        typer.echo(f"{'unexpected' if english else '误报'}: {fact}")
    verdict_zh = "全部找到，没有误报。" if outcome.as_planted else "与预设不符，见上。"
    verdict_en = "all found, nothing else." if outcome.as_planted else "not as planted, see above."
    typer.echo(f"Planted {outcome.expected}: {verdict_en}" if english else f"预设 {outcome.expected} 项：{verdict_zh}")


def _serve(folder: Path, bind: str, season: Season, *, english: bool) -> None:
    from duban.demo.after import serve_after
    from status.serve import AddressUnavailable

    try:
        serve_after(folder, bind, season, english=english)
    except AddressUnavailable as error:
        raise UserError(
            f"状态页无法在 {bind} 打开（{error.reason}）：可能有程序占用，请用 --bind 127.0.0.1:8766 换一个端口。",
            f"The page cannot listen on {bind} ({error.reason}): choose another port, --bind 127.0.0.1:8766.",
        ) from error
