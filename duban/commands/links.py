"""`duban links`: what the crawler sees on a page, to find out why a column comes out as it does."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duban import context
from duban.errors import UserError
from duban.settings import require_contact

if TYPE_CHECKING:
    from crawler.answers import Answer
    from crawler.seeing import Seen

NO_ADDRESS = "http://page.invalid"  # stands in for the address of a saved page; taken off again before printing
LARGEST_FILE = 64 * 1024 * 1024
DEMO_CONTACT = "demo@example.invalid"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban links https://wsb.sh.gov.cn/2020zfxxgknb/ --json")(links)


def links(
    ctx: typer.Context,
    page: Annotated[
        str,
        typer.Argument(metavar="FILE|URL", help="栏目网址，或保存下来的网页。 A column's address, or a saved page."),
    ],
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="保存的网页原来的网址，用于补全链接。 The saved page's address."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")] = False,
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="允许访问本机网站，仅供演示和测试。 For the demo and tests.")
    ] = False,
) -> None:
    """查看程序在一个页面上看到什么：页面类型、条目、下一页。 Show what the crawler sees on a page.

    网址按巡查的规矩访问（robots.txt、只访问该网站）。 An address is asked by the rules of a crawl.
    """
    command = context.of(ctx)
    if page.lower().startswith(("http://", "https://")):
        contact = DEMO_CONTACT if allow_loopback else require_contact(command.settings)
        answer = _asked(page, contact=contact, allow_loopback=allow_loopback)
    else:
        answer = _saved(Path(page), base_url=base_url)

    from crawler.seeing import see

    seen = see(answer)
    if as_json:
        typer.echo(json.dumps(_to_json(seen), ensure_ascii=False, indent=1))
    else:
        _print_view(command, seen)


def _asked(url: str, *, contact: str, allow_loopback: bool) -> Answer:
    from crawler.single import ask_once

    return asyncio.run(ask_once(url, now=lambda: datetime.now(UTC), contact=contact, allow_loopback=allow_loopback))


def _saved(path: Path, *, base_url: str | None) -> Answer:
    from crawler.answers import Answer

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(
                f"{path} 超过 {LARGEST_FILE // 2**20} MB，不像是网页；请确认文件。",
                f"{path} is larger than {LARGEST_FILE // 2**20} MB and hardly a page: is it the right file?",
            )
        body = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"读不到 {path}（{error.strerror}）。请检查路径；如要查看网址，请以 http:// 或 https:// 开头。",
            f"Cannot read {path} ({error.strerror}): check the path; an address begins with http:// or https://.",
        ) from error
    if not body.strip():
        raise UserError(f"{path} 是空文件；请重新保存网页。", f"{path} is empty: save the page again.")
    url = base_url or f"{NO_ADDRESS}/"
    moment = datetime.now(UTC)
    return Answer(url, url, moment, moment, 200, body)


def _to_json(seen: Seen) -> dict[str, Any]:
    reading = seen.reading
    return {
        "page_kind": reading.page_kind.value,
        "outcome": seen.verdict.outcome.value,
        "family": seen.family,
        "items": [
            {
                "title": item.title,
                "url": _shown(item.url),
                "date": None if item.date is None else item.date.isoformat(),
            }
            for item in reading.items
        ],
        "next_page": None if reading.next_page is None else _shown(reading.next_page.url),
        "requests": [
            {"method": request.method, "url": _shown(request.url), "params": dict(request.params)}
            for request in reading.requests
        ],
    }


def _shown(url: str) -> str:
    """Return the address; for a saved page without one, the link relative to its site."""
    return url.removeprefix(NO_ADDRESS)


def _print_view(command: context.CommandContext, seen: Seen) -> None:
    from crawler.messages import describe

    said = describe(seen.verdict.reason, seen.verdict.details)
    reading = seen.reading
    reports = sum(1 for item in reading.items if item.is_report)
    command.say(
        f"页面类型 {reading.page_kind.value}，识别方式 {seen.family or '无'}，"
        f"结果 {seen.verdict.outcome.value}：{said.zh}",
        f"page kind {reading.page_kind.value}, family {seen.family or 'none'}, "
        f"outcome {seen.verdict.outcome.value}: {said.en}",
    )
    for item in reading.items:
        mark = "*" if item.is_report else "?" if item.doubtful else " "
        typer.echo(f"{mark} {item.date or '----------'}  {item.title}\n    {_shown(item.url)}")
    if reading.next_page is not None:
        command.say(f"下一页 {_shown(reading.next_page.url)}", f"next page {_shown(reading.next_page.url)}")
    command.say(
        f"共 {len(reading.items)} 条，其中年度报告 {reports} 条（*）。"
        "下一步：条目不对时请核对栏目地址，或在名录中指定 family。",
        f"{len(reading.items)} entries, {reports} of them annual reports (*). Next: if entries are missing, check the "
        "column's address or name its family in the roll.",
    )
