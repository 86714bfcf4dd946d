"""Hostile originals through the real worker: each ends with step and reason, the next one is read, nothing escapes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scheduler.reading import ReadingChild, ReadingLimits
from scheduler.reading_jobs import read_pending
from scheduler.watch import Watch
from storage import documents
from storage.records import DocumentState, StoredDocument
from tests.hostile import files
from tests.scheduler.house import add_document, new_watch, report_html
from tests.scheduler.test_reading_jobs import NOW

HEAD = f"<html><body><h1>{files.TITLE}</h1>"
OUTSIDE = Path("/etc/hostname").as_uri()
KINDS = "application/octet-stream"

Case = tuple[str, Callable[[], bytes], str]
CASES: tuple[Case, ...] = (
    ("locked PDF", files.locked_pdf, "encrypted_document"),
    ("locked DOCX part", lambda: files.locked_zip("word/document.xml"), "encrypted_document"),
    ("locked zip", lambda: files.locked_zip("a.html"), "encrypted_document"),
    ("XML bomb", lambda: files.docx(files.entity_bomb()), "unsafe_document"),
    ("external entity in DOCX", lambda: files.docx(files.outside_entity(OUTSIDE)), "unsafe_document"),
    ("nested XML", lambda: files.docx(b"<w>" * 100_000), "document_too_large"),
    ("zip bomb by ratio", lambda: files.zipped({"a.html": bytes(64 << 20)}), "document_too_large"),
    ("zip in a zip", lambda: files.zipped({"a.zip": files.zipped({"b.html": report_html()})}), "document_too_large"),
    ("zip of 10,000 files", lambda: files.zipped({f"{n}.txt": b"" for n in range(10_000)}), "document_too_large"),
    ("zip of 60 files", lambda: files.zipped({f"{n}.txt": b"x" for n in range(60)}), "document_too_large"),
    ("empty zip", lambda: files.zipped({}), "empty_document"),
    ("PDF of 100,000 pages", lambda: files.pdf(100_000), "document_too_large"),
    ("PDF stream bomb", lambda: files.pdf(content=b" " * (300 << 20)), ""),
    ("cut PDF", lambda: files.cut(files.pdf()), "damaged_document"),
    ("cut DOCX", lambda: files.cut(files.docx()), "damaged_document"),
    ("cut zip", lambda: files.cut(files.zipped({"a.html": report_html()})), "damaged_document"),
    ("picture bomb", lambda: files.png(30_000, 30_000), ""),
    ("cut picture", lambda: files.cut(files.png(300, 300)), ""),
    ("page of a million nodes", lambda: (HEAD + "<i></i><p>a" * 500_000).encode(), "document_too_large"),
    ("100,000 nested elements", lambda: (HEAD + "<div>" * 100_000).encode(), "document_too_large"),
    ("20,000 runs in a cell", lambda: (HEAD + "<table><tr><td>" + "<span>" * 20_000).encode(), "read"),
    ("20,000 runs with text", lambda: (HEAD + "<table><tr><td>" + "<span>1" * 20_000).encode(), "document_too_large"),
    ("a million cells", lambda: (HEAD + "<table>" + ("<tr>" + "<td>1" * 50) * 20_000).encode(), "document_too_large"),
    ("wide spans", lambda: (HEAD + "<table>" + "<tr><td rowspan=65000 colspan=1000>1" * 900).encode(), "read"),
    ("20 MB of text", lambda: (HEAD + "文" * 20_000_000).encode(), "document_too_large"),
    ("65 MB", lambda: bytes(1) + b"x" * (65 << 20), "document_too_large"),
)  # fmt: skip


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    (tmp_path / "data").mkdir()
    watch = new_watch(tmp_path / "data")
    yield watch
    watch.database.close()


def read_all(watch: Watch, limits: ReadingLimits | None = None) -> None:
    async def run() -> None:
        child = ReadingChild(limits or watch.limits)
        try:
            await read_pending(watch, child, clock=lambda: NOW)
        finally:
            await child.close()

    asyncio.run(run())


def stored(watch: Watch, document: StoredDocument) -> StoredDocument:
    with watch.database.read() as tx:
        return documents.get(tx, document_id=document.id)


def test_every_hostile_document_ends_with_a_reason_and_the_worker_goes_on(watch: Watch, tmp_path: Path) -> None:
    added = {}
    for number, (name, build, _) in enumerate(CASES):
        url = f"http://127.0.2.1/{number}"
        added[name] = add_document(watch, build(), NOW, url=url, media_type=KINDS)
    fine = add_document(watch, report_html(), NOW)

    read_all(watch, ReadingLimits(timeout_s=30))

    ended = {name: stored(watch, document) for name, document in added.items()}
    for name, _, steps in CASES:
        if steps == "read":
            assert ended[name].state is DocumentState.PARSED, name
            continue
        assert ended[name].state in (DocumentState.QUARANTINED, DocumentState.UNREAD), name
        assert ended[name].reason, name
        if steps:
            assert ended[name].step in steps.split("|"), (name, ended[name])
    assert stored(watch, fine).state is DocumentState.PARSED
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_entity_that_asks_the_network_reaches_nobody(watch: Watch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/secret"
        asking = add_document(watch, files.docx(files.outside_entity(address)), NOW, media_type=KINDS)

        read_all(watch)

        with pytest.raises(BlockingIOError):
            server.accept()
    assert stored(watch, asking).step == "unsafe_document"


def test_a_report_beside_macros_is_read_and_the_macros_are_not_run(watch: Watch) -> None:
    text = "".join(
        f'<w:p xmlns:w="{files.WORD}"><w:r><w:t>{line}</w:t></w:r></w:p>'
        for line in (
            files.TITLE,
            "一、总体情况",
            "本机关依法推进政府信息公开。",
            "五、存在的主要问题及改进情况",
            "加强培训。",
        )
    )
    markup = f'<w:document xmlns:w="{files.WORD}"><w:body>{text}</w:body></w:document>'.encode()
    macros = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"AutoOpen" * 100}
    document = add_document(watch, files.docx(markup, macros), NOW, media_type=KINDS)

    read_all(watch)

    assert stored(watch, document).state is DocumentState.PARSED
