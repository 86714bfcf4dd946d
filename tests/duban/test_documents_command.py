"""`duban documents`: what failed to be read is listed or waived, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.cli import run
from storage import documents
from storage.archive import Archive
from storage.records import DocumentState
from storage.session import Database
from tests.storage.world import fill_world


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Return the database of a working directory with default settings and the small world in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    database = Database.open(f"sqlite:///{tmp_path / 'data' / 'duban.db'}", create=True)
    fill_world(database, Archive(tmp_path / "data" / "originals"))
    return database


def test_what_could_not_be_read_is_listed_with_step_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[1:] == ["sy-waiban", "http://127.0.2.1/nb/2025b.html", "read", "不是可识别的文件"]
    assert lines[1] == f"  再试一次：duban documents retry {lines[0].split()[0]}"
    assert lines[2].startswith("共 1 件")


def test_an_unknown_state_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "list", "--state", "lost"]) == 2
    assert "quarantined" in capsys.readouterr().err


def test_an_original_that_is_tried_again_waits_for_the_worker(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.read() as tx:
        (failed,) = documents.in_state(tx, state=DocumentState.QUARANTINED)

    assert run(["documents", "retry", str(failed.id)]) == 0

    with database.read() as tx:
        again = documents.get(tx, document_id=failed.id)
    assert (again.state, again.step, again.attempts) == (DocumentState.PENDING, None, 0)
    assert "1 件原件已排队" in capsys.readouterr().out


def test_an_original_that_was_read_needs_no_second_try_and_nothing_is_changed(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.read() as tx:
        (failed,) = documents.in_state(tx, state=DocumentState.QUARANTINED)
        parsed = documents.in_state(tx, state=DocumentState.PARSED)[0]

    assert run(["documents", "retry", str(failed.id), str(parsed.id)]) == 2

    with database.read() as tx:
        assert documents.get(tx, document_id=failed.id).state is DocumentState.QUARANTINED
    assert f"{parsed.id} 号原件的状态是 parsed" in capsys.readouterr().err


def test_a_waived_original_keeps_who_and_why(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with database.read() as tx:
        (failed,) = documents.in_state(tx, state=DocumentState.QUARANTINED)

    assert run(["documents", "waive", str(failed.id), "--by", "张三", "--reason", "是附表模板"]) == 0

    with database.read() as tx:
        waived = documents.get(tx, document_id=failed.id)
    assert (waived.state, waived.step, waived.reason) == (DocumentState.WAIVED, "waived by 张三", "是附表模板")
    assert "张三" in capsys.readouterr().out


def test_an_unknown_original_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "waive", "999", "--by", "张三", "--reason", "x"]) == 2
    assert "document 999" in capsys.readouterr().err
