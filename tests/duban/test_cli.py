"""The command line ends with the right code and speaks in sentences, never in tracebacks."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.core import TyperGroup

from duban import __version__, cli, context
from duban.cli import build, run
from duban.errors import UserError
from storage.errors import DatabaseMissing


def commands_below(command: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands_below(inner, f"{path} {name}")


ALL = dict(commands_below(typer.main.get_command(build()), "duban"))


@pytest.mark.parametrize("path", [path for path, command in ALL.items() if not isinstance(command, TyperGroup)])
def test_every_command_explains_itself_with_an_example(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([*path.split()[1:], "--help"])

    out = capsys.readouterr().out
    assert code == 0
    assert re.search(r"例 Example: .*duban", out, re.DOTALL)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--version"])

    assert (code, capsys.readouterr().out) == (0, f"duban {__version__}\n")


@pytest.mark.parametrize(
    "arguments", [["confg"], ["--no-such-option"], ["config", "check", "surplus"], ["--language", "fr"]]
)
def test_wrong_usage_ends_with_2_and_says_where_to_look(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(arguments)

    err = capsys.readouterr().err
    assert code == 2
    assert "--help" in err
    assert "命令写法有误" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError("请这样做", "do this"), "请这样做\ndo this"),
        (DatabaseMissing("x.db"), "没有找到数据库 x.db"),
    ],
)
def test_what_the_user_can_put_right_is_said_in_a_sentence(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(app: typer.Typer) -> None:
        @app.command()
        def fail() -> None:
            raise error

    monkeypatch.setattr(cli, "COMMANDS", ("failing",))
    monkeypatch.setattr(cli, "import_module", lambda name: SimpleNamespace(register=register))

    code = run(["fail"])

    err = capsys.readouterr().err
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_a_misspelt_setting_ends_the_process_with_2_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "duban.toml").write_text('langage = "zh"', "utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "duban", "config", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert "langage：没有这个设置项，是不是 language？" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_the_language_option_wins_over_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "duban.toml"
    file.write_text('language = "zh"', "utf-8")

    run(["--config", str(file), "--language", "en", "config", "check"])

    assert capsys.readouterr().out.splitlines()[-1].startswith("Settings can be used: ")


def test_the_help_loads_nothing_heavy() -> None:
    heavy = {"scrapy", "sqlalchemy", "fastapi", "apprise", "lxml", "twisted"}
    script = "import sys; from duban.cli import run; run(['--help']); print(*sys.modules)"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert heavy.isdisjoint(ended.stdout.splitlines()[-1].split())


def test_a_command_opens_the_database_and_the_archive_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "duban.toml").write_text('data_dir = "kept"', "utf-8")
    command = context.CommandContext(config=tmp_path / "duban.toml")

    database = command.database(create=True)
    try:
        assert database.path == tmp_path / "kept" / "duban.db"
    finally:
        database.close()
