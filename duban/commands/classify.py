"""`duban classify`: is this page an annual report, of whom, for which year; JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import typer

from duban.errors import Ended

FIELDS = ("url", "title", "text")


class BadLine(ValueError):
    """A line of the input that is no object with url, title and text."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        epilog='例 Example: echo \'{"url": null, "title": "某市教育局2024年政府信息公开工作年度报告", "text": ""}\' '
        "| duban classify"
    )(classify)


def classify() -> None:
    """逐行判断网页是否为年度报告。 Read JSON lines {"url", "title", "text"} and say which are annual reports.

    每行输出 One line each: {"is_annual_report", "agency", "report_year", "confidence", "why"}
    """
    bad = 0
    total = 0
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        total += 1
        try:
            verdict = _verdict(line)
        except BadLine as error:
            bad += 1
            verdict = {"is_annual_report": None, "agency": None, "report_year": None, "confidence": 0.0}
            verdict["why"] = f"error: line {total}: {error}"
        typer.echo(json.dumps(verdict, ensure_ascii=False))
    if bad:
        typer.echo(
            f"{total} 行中有 {bad} 行不是 JSON 对象，已在 why 中注明；请改正后重新运行。\n"
            f"{bad} of {total} lines were no JSON objects, as their `why` says; correct them and run again.",
            err=True,
        )
        raise Ended(2)


def _verdict(line: bytes) -> dict[str, object]:
    from reports.titles import classify as classify_page

    try:
        page = json.loads(line)
    except (ValueError, RecursionError) as error:  # also bytes that are no UTF-8, and lists in lists without end
        raise BadLine(f"not JSON ({error})") from None
    if not isinstance(page, dict):
        raise BadLine("a JSON object with url, title and text wanted")
    for field in FIELDS:
        if not isinstance(page.get(field), str | None):
            raise BadLine(f"{field} must be a string or null")
    return asdict(classify_page(url=page.get("url"), title=page.get("title"), text=page.get("text")))
