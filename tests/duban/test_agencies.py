"""`duban agencies`: shows before it writes, asks before it writes, and says every error with its line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from duban.cli import run
from tests.storage.rolls import roll_text

ROLLS = Path(__file__).parents[2] / "agencies"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working directory whose settings are the defaults."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    return tmp_path


def roll(folder: Path, text: str, name: str = "here.yml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[str]:
    """Return what the command printed on both channels, line by line, after checking its exit code."""
    capsys.readouterr()
    ended = run(["agencies", *arguments])
    printed = capsys.readouterr()
    assert ended == code, printed
    return (printed.out + printed.err).splitlines()


def test_the_starter_rolls_can_be_imported(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(str(path) for path in ROLLS.glob("*.yml"))

    lines = output(capsys, "import", *files, "--yes")

    assert lines[-1].startswith(f"已导入 {len(files)} 份名录")
    assert "下一步：duban crawl" in lines[-1]


def test_an_import_shows_what_it_adds_changes_and_retires(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "import", roll(folder, roll_text(2)), "--yes")
    changed = roll_text(3).replace("某市第1局", "某市一局").replace("id: a2", "id: a9")

    lines = output(capsys, "import", roll(folder, changed), "--yes")

    assert lines[:5] == [
        "here：新增 2，改动 1，移出 1，不变 0",
        "  + a9 某市第2局",
        "  + a3 某市第3局",
        "  ~ a1 某市一局 name: 某市第1局 → 某市一局",
        "  - a2 某市第2局",
    ]
    assert lines[5].startswith("已导入 1 份名录：新增 2，改动 1，移出 1。")


def test_a_dry_run_writes_nothing_and_needs_no_database(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, "import", roll(folder, roll_text()), "--dry-run")

    assert "  + a1 某市第1局" in lines
    assert "仅预览" in lines[-1]
    assert not (folder / "data").exists()


def test_without_a_terminal_nothing_is_written_unless_told_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, "import", roll(folder, roll_text()), code=2)

    assert any("--yes" in line for line in lines)
    assert output(capsys, "list")[0].startswith("共 0 个机关")


def test_an_import_that_changes_nothing_asks_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = roll(folder, roll_text())
    output(capsys, "import", path, "--yes")

    lines = output(capsys, "import", path)

    assert lines[0] == "here：新增 0，改动 0，移出 0，不变 1"


def test_every_error_of_every_file_is_told_with_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = roll(folder, roll_text().replace("level: department", "levle: department"), "one.yml")
    two = roll(folder, roll_text(2, jurisdiction="there").replace("id: a2", "id: a1"), "two.yml")

    lines = output(capsys, "import", one, two, "--yes", code=2)

    assert any(line.startswith(f"{one}:5:") and "是否想写 “level”" in line for line in lines)
    assert any(line.startswith(f"{two}:9:") and "重复" in line for line in lines)
    assert not (folder / "data").exists()


def test_two_files_of_one_jurisdiction_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = roll(folder, roll_text(), "one.yml"), roll(folder, roll_text(), "two.yml")

    lines = output(capsys, "import", one, two, "--yes", code=2)

    assert any("只能有一份" in line for line in lines)


def test_an_unknown_parent_is_told_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = roll_text().replace("    level:", "    parent: nobody\n    level:")

    lines = output(capsys, "import", roll(folder, text), "--yes", code=2)

    assert any("here.yml:3:" in line and "nobody" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "没有这个文件"), (b"\xd6\xd0\xce\xc4\n", "UTF-8"), (b"", "文件是空的"), (b"\x00\x01\x02", "YAML")],
)
def test_a_file_that_is_no_roll_is_refused_with_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    path = folder / "roll.yml"
    if content is not None:
        path.write_bytes(content)

    lines = output(capsys, "import", str(path), "--yes", code=2)

    assert any(says in line for line in lines)


def test_a_folder_is_no_roll(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert any("是目录" in line for line in output(capsys, "import", str(folder), "--yes", code=2))


def test_a_roll_with_a_byte_order_mark_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "windows.yml"
    path.write_bytes(b"\xef\xbb\xbf" + roll_text().replace("\n", "\r\n").encode())

    assert output(capsys, "import", str(path), "--yes")[-1].startswith("已导入")


def test_the_list_shows_each_agency_and_counts_missing_columns(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = roll_text(2).replace('[{url: "http://127.0.0.2/nb/", hosts: [127.0.0.2]}]', "[]")
    output(capsys, "import", roll(folder, text), "--yes")

    lines = output(capsys, "list")

    assert lines[0].split("\t") == ["a1", "某市第1局", "department", "statutory_department", "2025", "1"]
    assert lines[1].split("\t")[-1] == "0"
    assert lines[2].startswith("共 2 个机关，其中 1 个需要栏目地址")


def test_retired_agencies_are_listed_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "import", roll(folder, roll_text(2)), "--yes")
    output(capsys, "import", roll(folder, roll_text(1)), "--yes")

    assert len(output(capsys, "list")) == 2
    assert output(capsys, "list", "--retired")[1].endswith("retired")


def test_an_export_can_be_imported_again_without_a_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "import", roll(folder, roll_text(2)), "--yes")

    output(capsys, "export", "here", "--output", "out.yml")

    assert output(capsys, "import", "out.yml")[0] == "here：新增 0，改动 0，移出 0，不变 2"


def test_an_export_never_writes_over_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "import", roll(folder, roll_text()), "--yes")
    (folder / "out.yml").write_text("mine", encoding="utf-8")

    assert any("已存在" in line for line in output(capsys, "export", "here", "--output", "out.yml", code=2))
    assert (folder / "out.yml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("arguments", [["export", "nowhere"], ["list", "--jurisdiction", "nowhere"]])
def test_an_unknown_jurisdiction_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    output(capsys, "import", roll(folder, roll_text()), "--yes")

    assert any("没有地区 nowhere" in line for line in output(capsys, *arguments, code=2))


def test_without_a_database_the_first_step_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert any("duban agencies import" in line for line in output(capsys, "list", code=2))


def test_the_english_output_is_english(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert run(["--language", "en", "agencies", "import", roll(folder, roll_text()), "--yes"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "here: 1 new, 0 changed, 0 retired, 0 unchanged"
    assert lines[-1] == "Imported 1 roll(s): 1 new, 0 changed, 0 retired. Next: duban crawl."


@pytest.mark.parametrize(("answer", "imported"), [(b"y\n", 1), (b"n\n", 0), (b"\n", 0)])
def test_at_a_terminal_the_person_is_asked_and_only_a_yes_writes(
    folder: Path, capsys: pytest.CaptureFixture[str], answer: bytes, imported: int
) -> None:
    keyboard, terminal = pty.openpty()
    command = [sys.executable, "-m", "duban", "agencies", "import", roll(folder, roll_text())]
    environment = {**os.environ, "PYTHONPATH": str(ROLLS.parent)}

    with subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, env=environment) as asked:
        os.write(keyboard, answer)
        shown, _ = asked.communicate(timeout=60)
    os.close(keyboard)
    os.close(terminal)

    assert "写入以上改动？" in shown.decode()
    assert asked.returncode == 0
    assert output(capsys, "list")[-1].startswith(f"共 {imported} 个机关")
