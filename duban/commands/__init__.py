"""The command groups, one small module each.

A module named here has `register(app: typer.Typer) -> None` and adds its commands there. It imports what is heavy
(scrapy, sqlalchemy, fastapi) inside its commands, because every call of `duban`, `--help` too, imports all of these
modules. Every command has an `epilog` that begins with "例 Example:".
"""

from __future__ import annotations

COMMANDS: tuple[str, ...] = (
    "duban.commands.agencies",
    "duban.commands.alerts",
    "duban.commands.check",
    "duban.commands.classify",
    "duban.commands.config",
    "duban.commands.crawl",
    "duban.commands.db",
    "duban.commands.demo",
    "duban.commands.doctor",
    "duban.commands.documents",
    "duban.commands.reprocess",
    "duban.commands.draft",
    "duban.commands.duty",
    "duban.commands.explain",
    "duban.commands.findings",
    "duban.commands.letter",
    "duban.commands.links",
    "duban.commands.rollup",
    "duban.commands.rules",
    "duban.commands.run",
    "duban.commands.waivers",
)
