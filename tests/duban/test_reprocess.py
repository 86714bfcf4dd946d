"""`duban reprocess`: what reading the archive again would change is told before anything is applied."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from duban.cli import run
from reports.codec import report_from_json, report_to_json
from scheduler.convert import LibreOffice
from scheduler.reading import ReadingChild
from scheduler.reading_jobs import read_pending
from scheduler.watch import Watch
from storage import documents, reports
from storage.records import DocumentState
from tests.rendering import docx_layouts
from tests.rendering.figures import balanced
from tests.rendering.ole import word_95
from tests.rendering.specimen import specimen
from tests.scheduler.house import YEAR, add_document, new_watch, report_html

NOW = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Yield the watch of a working directory in which one report was read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    watch = new_watch(tmp_path / "data")
    add_document(watch, report_html(), NOW)

    async def read() -> None:
        child = ReadingChild(watch.limits)
        await read_pending(watch, child, clock=lambda: NOW)
        await child.close()

    asyncio.run(read())
    yield watch
    watch.database.close()


def counts(watch: Watch) -> dict[DocumentState, int]:
    with watch.database.read() as tx:
        return documents.count_by_state(tx)


def read_wrongly(watch: Watch) -> None:
    """Have one number stand in the database as an older program might have read it."""
    with watch.database.write() as tx:
        stored = reports.current_of(tx, agency_id="mc-waiban", report_year=YEAR)
        assert stored is not None
        facts = report_to_json(report_from_json(stored.facts))
        facts["tables"]["applications"]["received"]["total"]["value"] = 7  # type: ignore[index]  # plain JSON
        reports.save(tx, document_id=stored.document_id, report_year=YEAR, report=report_from_json(facts), now=NOW)


def test_nothing_changes_where_the_same_program_reads_again(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reprocess"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "共 1 份：不变 1，变化 0，新读出 0，转为失败 0，仍未读出 0。"
    assert told[1] == "没有执行。要执行请加 --yes。"
    assert counts(watch) == {DocumentState.PARSED: 1}


def test_a_number_that_would_change_is_told_with_both_values_and_not_applied(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_wrongly(watch)

    assert run(["reprocess"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"mc-waiban 明川市人民政府外事办公室 {YEAR}: 数字变化 1 处，文字变化 0 节"
    assert told[1] == "  applications.received.total: 7 → 2"
    with watch.database.read() as tx:
        kept = reports.current_of(tx, agency_id="mc-waiban", report_year=YEAR)
    assert kept is not None
    assert kept.received_total == 7


def test_what_could_be_read_now_and_what_could_not_any_more_are_told(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    with watch.database.write() as tx:
        (document,) = documents.in_state(tx, state=DocumentState.PARSED)
    junk = add_document(watch, b"\x00\x01\x02\xff" * 400, NOW, url="http://127.0.2.1/junk.html")
    with watch.database.write() as tx:
        documents.quarantine(tx, document_id=junk.id, step="not_text", reason="x", now=NOW)
    for file in watch.archive.root.rglob(f"{document.sha256}*"):
        file.unlink()

    assert run(["reprocess"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert "原先已读取，现在未能读取" in told[0]
    assert "转为失败 1，仍未读出 1" in told[1]


def test_what_the_worker_reads_with_an_office_program_is_not_told_as_failing(
    watch: Watch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = specimen(balanced(6), agency="明川市人民政府外事办公室", year=YEAR - 1)
    (tmp_path / "made.docx").write_bytes(docx_layouts.plain(made, Random(0)))
    program = tmp_path / "office"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2"; cp {tmp_path}/made.docx "$2/input.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr("scheduler.convert.find_office", lambda: LibreOffice(str(program)))
    old = add_document(watch, word_95(), NOW, url="http://127.0.2.1/old.doc", media_type="application/msword")
    with watch.database.write() as tx:
        documents.mark_unread(tx, document_id=old.id, reason="x", now=NOW)

    assert run(["reprocess"]) == 0

    assert "新读出 1" in capsys.readouterr().out


def test_a_confirmed_run_queues_everything_for_the_worker(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reprocess", "mc-waiban", "--yes"]) == 0

    assert counts(watch) == {DocumentState.PENDING: 1}
    assert "已排队 1 件原件" in capsys.readouterr().out


def test_an_agency_without_documents_changes_nothing_of_the_others(watch: Watch) -> None:
    assert run(["reprocess", "mc-dangan", "--yes"]) == 0

    assert counts(watch) == {DocumentState.PARSED: 1}


def test_an_unknown_agency_is_named_and_nothing_is_queued(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reprocess", "nobody", "--yes"]) == 2

    assert "名录中没有 nobody" in capsys.readouterr().err
    assert counts(watch) == {DocumentState.PARSED: 1}
