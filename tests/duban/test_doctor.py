"""`duban doctor`: exit code 0 in a sound house, 1 with what is wrong and what to do, 2 without a house."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.cli import run
from storage.archive import Archive
from storage.session import Database
from tests.storage.test_upgrade import at_first_revision, set_revision
from tests.storage.world import fill_world


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data directory of a working directory with default settings; nothing is in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    return tmp_path / "data"


def _make(data: Path) -> Database:
    return Database.open(f"sqlite:///{data / 'duban.db'}", create=True)


def test_an_empty_house_is_in_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _make(data).close()

    assert run(["doctor"]) == 0
    assert capsys.readouterr().out.startswith("一切正常")


def test_what_is_wrong_is_told_with_what_to_do(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive(data / "originals")
    fill_world(_make(data), archive).database.close()
    stray = archive.put(b"nobody knows me")

    assert run(["doctor"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert ["[bytes_without_row] 1", f"  {stray}"] == lines[:2]
    assert lines[2].startswith("  → ")
    assert any("550 mailbox unavailable" in line for line in lines)
    assert "duban doctor" in lines[-1]


def test_the_english_output_is_english(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_world(_make(data), Archive(data / "originals")).database.close()

    assert run(["--language", "en", "doctor"]) == 1
    assert "thing(s) wrong" in capsys.readouterr().out


def test_without_a_database_the_exit_code_is_2_and_nothing_is_made(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 2
    assert "没有找到数据库" in capsys.readouterr().err
    assert not data.exists()


def test_an_old_database_is_told_and_left_as_it_is(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at_first_revision(f"sqlite:///{data / 'duban.db'}").close()

    assert run(["doctor"]) == 1
    assert "duban db upgrade" in capsys.readouterr().out
    assert list(data.glob("*.bak")) == []


def test_a_newer_database_is_refused_with_a_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = _make(data)
    set_revision(database, "9999")
    database.close()

    assert run(["doctor"]) == 2
    assert "请升级督办" in capsys.readouterr().err
