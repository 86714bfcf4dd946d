"""The command line: its common options, the command groups, and the one place where our errors become sentences."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from alerts.targets import Language
from duban import __version__, logs
from duban.commands import COMMANDS
from duban.context import CommandContext
from duban.errors import Ended, UserError
from storage.errors import StorageError

WRONG_USAGE = 2

HELP = """督办：巡查各机关网站上的政府信息公开工作年度报告，读取、核对、留存，缺报、逾期或有疑点时提醒主管部门。

Duban watches agencies' sites for their yearly report on government information disclosure, reads and checks it,
and tells the oversight office what is missing, late or doubtful."""


def build() -> typer.Typer:
    """Return the application with every command group registered."""
    # plain text throughout: help and errors go into mails and tickets, and brackets in them are not markup
    app = typer.Typer(
        name="duban",
        help=HELP,
        epilog="例 Example: duban demo",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(common_options)
    for name in COMMANDS:
        import_module(name).register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of the command given by `arguments`; what the user did wrong is told on standard error."""
    try:
        build()(args=list(arguments), prog_name="duban")
    except UserError as error:
        typer.echo(str(error), err=True)
        return error.exit_code
    except StorageError as error:
        typer.echo(str(error), err=True)
        return 2
    except Ended as end:
        return end.exit_code
    except SystemExit as end:  # how the parser ends, after success and after wrong usage alike
        if end.code == WRONG_USAGE:
            typer.echo("命令写法有误，原因见上一行；用法和例子：在命令后加 --help。", err=True)
        return end.code if isinstance(end.code, int) else 0
    return 0


def common_options(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="设置文件，缺省为当前目录的 duban.toml。 The settings file."),
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option("--language", help="输出语言，缺省按设置。 Language of the output."),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="在标准错误输出上记录过程。 Log what happens to standard error.")
    ] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="日志每行一个 JSON 对象。 One JSON object per log line.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=lambda asked: show_version(asked), help="版本。 Version."),
    ] = False,
) -> None:
    """Keep the options that every command shares."""
    ctx.obj = CommandContext(config=config, language_option=language, verbose=verbose, log_json=log_json)
    logs.configure(verbose=verbose, as_json=log_json)


def show_version(asked: bool) -> None:
    """Print the version and end, where it was asked for."""
    if asked:
        typer.echo(f"duban {__version__}")
        raise typer.Exit
