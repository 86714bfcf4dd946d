"""`duban documents` and `duban reprocess`: what failed to be read is listed, waived or queued again, never lost."""

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


def _counts(database: Database) -> dict[DocumentState, int]:
    with database.read() as tx:
        return documents.count_by_state(tx)


def test_what_could_not_be_read_is_listed_with_step_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[1:] == ["sy-waiban", "http://127.0.2.1/nb/2025b.html", "read", "不是可识别的文件"]
    assert lines[1].startswith("共 1 件")


def test_an_unknown_state_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "list", "--state", "lost"]) == 2
    assert "quarantined" in capsys.readouterr().err


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


def test_reprocessing_queues_everything_that_was_read_or_failed(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sum(_counts(database).values())

    assert run(["reprocess"]) == 0

    assert _counts(database) == {DocumentState.PENDING: before}
    assert f"已排队 {before} 件原件" in capsys.readouterr().out


def test_reprocessing_one_agency_leaves_the_others(database: Database) -> None:
    assert run(["reprocess", "sy-waiban"]) == 0

    assert _counts(database)[DocumentState.PENDING] == 2


def test_an_unknown_agency_is_named_and_nothing_is_queued(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reprocess", "sy-waiban", "nobody"]) == 2

    assert "名录中没有 nobody" in capsys.readouterr().err
    assert DocumentState.PENDING not in _counts(database)
