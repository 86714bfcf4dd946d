"""Office files made to harm through the real worker: each is kept with step and reason, the next document is read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from scheduler.reading import ReadingLimits
from scheduler.watch import Watch
from storage.records import DocumentState, StoredDocument
from tests.hostile import files
from tests.hostile.test_documents import read_all, stored
from tests.rendering.docx import W_NAMES, zipped
from tests.rendering.figures import balanced
from tests.rendering.ofd import OFD_RENDERERS
from tests.rendering.ole import container
from tests.rendering.specimen import specimen
from tests.rendering.xlsx import XLSX_RENDERERS
from tests.scheduler.house import add_document, new_watch, report_html
from tests.scheduler.test_reading_jobs import NOW

BOMB = files.entity_bomb().partition(b"<w")[0]
OUTSIDE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SHEET, PAGE = "xl/worksheets/sheet1.xml", "Doc_0/Pages/Page_0/Content.xml"


def whole(layout: str) -> bytes:
    renderers = {**XLSX_RENDERERS, **OFD_RENDERERS}
    return renderers[layout](specimen(balanced(3)), Random(3))


def spoilt(layout: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a good report with one part of its package changed."""
    with zipfile.ZipFile(io.BytesIO(whole(layout))) as archive:
        return zipped({name: (change if name == part else bytes)(archive.read(name)) for name in archive.namelist()})


def behind_head(addition: bytes) -> Callable[[bytes], bytes]:
    return lambda markup: markup.replace(b"?>", b"?>" + addition, 1).replace(b"2024", b"&a;", 1)


def huge(_: bytes) -> bytes:
    return b"<a>" + b" " * (200 << 20) + b"</a>"


def deep(_: bytes) -> bytes:
    return b"<a>" * 100_000 + b"</a>" * 100_000


def endless_stream() -> bytes:
    """Return a Word file of which every sector follows itself."""
    data = bytearray(container({"WordDocument": b"\xec\xa5" + bytes(20_000), "1Table": bytes(9_000)}))
    first = struct.unpack_from("<I", data, 76)[0]
    table = 512 * (first + 1)
    for sector in range(1, 60):
        struct.pack_into("<I", data, table + 4 * sector, sector)
    return bytes(data)


def directory_in_a_circle() -> bytes:
    """Return a container whose folder contains itself."""
    data = bytearray(container({"WordDocument": b"\xec\xa5" + bytes(9_000), "1Table": bytes(9_000)}))
    folder = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    for entry in range(3):
        struct.pack_into("<III", data, folder + 128 * entry + 68, 0, 0, 0)
    return bytes(data)


CASES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("XML bomb in a sheet", lambda: spoilt("one-sheet.xlsx", SHEET, behind_head(BOMB)), "unsafe_document"),
    ("XML bomb in a page", lambda: spoilt("plain.ofd", PAGE, behind_head(BOMB)), "unsafe_document"),
    ("outside entity in a sheet", lambda: spoilt("one-sheet.xlsx", SHEET, behind_head(OUTSIDE)), "unsafe_document"),
    ("outside entity in a page", lambda: spoilt("plain.ofd", PAGE, behind_head(OUTSIDE)), "unsafe_document"),
    ("unpacking sheet", lambda: spoilt("one-sheet.xlsx", SHEET, huge), "document_too_large"),
    ("unpacking page", lambda: spoilt("plain.ofd", PAGE, huge), "document_too_large"),
    ("deep sheet", lambda: spoilt("one-sheet.xlsx", SHEET, deep), "document_too_large"),
    ("deep page", lambda: spoilt("plain.ofd", PAGE, deep), "document_too_large"),
    ("endless stream", endless_stream, ""),
    ("directory in a circle", directory_in_a_circle, ""),
    ("cut DOC", lambda: container({"WordDocument": b"\xec\xa5" + bytes(9_000)})[:3_000], ""),
)  # fmt: skip


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path)
    yield watch
    watch.database.close()


def add(watch: Watch, name: str, data: bytes) -> StoredDocument:
    return add_document(watch, data, NOW, url=f"http://127.0.2.1/{name}", media_type="application/octet-stream")


def test_every_hostile_office_file_ends_with_a_reason_and_the_worker_goes_on(watch: Watch) -> None:
    added = {name: add(watch, name, build()) for name, build, _ in CASES}
    fine = add_document(watch, report_html(), NOW)

    read_all(watch, ReadingLimits(timeout_s=30))

    for name, _, steps in CASES:
        ended = stored(watch, added[name])
        assert ended.state in (DocumentState.QUARANTINED, DocumentState.UNREAD), name
        assert ended.reason, name
        assert not steps or ended.step == steps, (name, ended.step)
    assert stored(watch, fine).state is DocumentState.PARSED


def test_a_file_that_eats_memory_meets_the_cap_is_kept_with_its_reason_and_the_next_one_is_read(watch: Watch) -> None:
    rng = Random(5)  # 30 MB of markup that packs to a hundredth, no more: as a tree well over half a gigabyte
    paragraphs = "".join(f"{'<w:p><w:r/></w:p>' * 60}<!--{rng.getrandbits(64):x}-->" for _ in range(29_000))
    body = f"<w:document {W_NAMES}><w:body>{paragraphs}</w:body></w:document>"
    eater = add(watch, "eater.docx", zipped({"word/document.xml": body}))
    fine = add_document(watch, report_html(), NOW)

    read_all(watch, ReadingLimits(timeout_s=60, memory_mb=384))

    kept = stored(watch, eater)
    assert (kept.state, kept.step) == (DocumentState.QUARANTINED, "memory")
    assert kept.reason is not None
    assert "内存" in kept.reason
    assert stored(watch, fine).state is DocumentState.PARSED
