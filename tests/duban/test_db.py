"""`duban db upgrade`: makes the tables, brings an old database up, and leaves everybody else's alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from duban.cli import run
from storage import upgrade
from storage.session import Database
from tests.storage.test_upgrade import at_first_revision, set_revision


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data directory of a working directory with default settings; nothing is in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    return tmp_path / "data"


def test_a_missing_embedded_database_is_made(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "upgrade"]) == 0

    assert "已从 空库 升级到" in capsys.readouterr().out
    Database.open(f"sqlite:///{data / 'duban.db'}").close()


def test_an_old_database_is_upgraded_with_a_copy_beside_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at_first_revision(f"sqlite:///{data / 'duban.db'}").close()

    assert run(["db", "upgrade"]) == 0

    assert f"已从 0001 升级到 {upgrade.head()}" in capsys.readouterr().out
    assert (data / "duban.db.0001.bak").exists()


def test_upgrading_again_says_that_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    run(["db", "upgrade"])
    capsys.readouterr()

    assert run(["db", "upgrade"]) == 0
    assert "无需升级" in capsys.readouterr().out


def test_a_newer_database_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database.open(f"sqlite:///{data / 'duban.db'}", create=True)
    set_revision(database, "9999")
    database.close()

    assert run(["db", "upgrade"]) == 2
    assert "请升级督办" in capsys.readouterr().err


def test_a_file_of_another_kind_is_refused_and_left_untouched(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.mkdir()
    (data / "duban.db").write_bytes(b"PK\x03\x04")

    assert run(["db", "upgrade"]) == 2
    assert "不是督办的数据库" in capsys.readouterr().err
    assert (data / "duban.db").read_bytes() == b"PK\x03\x04"


def test_a_postgresql_database_is_made_and_opened(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    monkeypatch.setenv("DUBAN_DATABASE_URL", postgres_url)

    assert run(["agencies", "list"]) == 2
    assert "duban db upgrade" in capsys.readouterr().err
    assert run(["db", "upgrade"]) == 0
    assert run(["agencies", "list"]) == 0
