"""Office files made to harm: each ends in a named error or a correct reading, inside the limits of a reading child."""

from __future__ import annotations

import asyncio
import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

import pytest

from reports.errors import ReadError
from reports.readers import read
from scheduler.reading import Answer, NotRead, Read, ReadingChild, ReadingLimits, ReadingTask
from tests.rendering.docx import W_NAMES, cell, package, paragraph, table_of, zipped
from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.layout import Box
from tests.rendering.ofd import OFD_RENDERERS
from tests.rendering.ole import container
from tests.rendering.specimen import specimen
from tests.rendering.xlsx import XLSX_RENDERERS, Paper, workbook

SECRET = "root:x:0:0"
ENTITIES = {
    "an XML bomb": '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>",
    "an external entity": '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an external definition": '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/a.dtd">',
    "a parameter entity": '<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1:9/a.dtd"> %p;]>',
}


def whole(layout: str = "plain.docx") -> bytes:
    """Return a good report to be spoilt."""
    renderers = {**DOCX_RENDERERS, **XLSX_RENDERERS, **OFD_RENDERERS}
    return renderers[layout](specimen(balanced(3)), Random(3))


def respelt(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the package with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({part: (change if part == name else bytes)(archive.read(part)) for part in archive.namelist()})


def with_type(kind: str, name: str, layout: str) -> bytes:
    def change(markup: bytes) -> bytes:
        head, _, rest = markup.partition(b"?>")
        return head + b"?>" + ENTITIES[kind].encode() + rest.replace(b"2024", b"&a;", 1)

    return respelt(whole(layout), name, change)


def step_of(data: bytes) -> str:
    """Return the code of the error that reading ends in."""
    with pytest.raises(ReadError) as caught:
        read(data)
    return caught.value.code


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize(
    ("layout", "part"),
    [
        ("plain.docx", "word/document.xml"),
        ("plain.docx", "word/styles.xml"),
        ("one-sheet.xlsx", "xl/worksheets/sheet1.xml"),
        ("plain.ofd", "Doc_0/Pages/Page_0/Content.xml"),
    ],
)
def test_markup_with_a_document_type_is_refused_and_nothing_is_fetched(kind: str, layout: str, part: str) -> None:
    assert step_of(with_type(kind, part, layout)) == "unsafe_document"


def test_a_document_type_hidden_by_another_encoding_is_refused() -> None:
    markup = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES["an XML bomb"]}<w:document {W_NAMES}>&m;</w:document>'

    assert step_of(respelt(whole(), "word/document.xml", lambda _: markup.encode("utf-16"))) == "unsafe_document"


def zip_bomb(megabytes: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1024 * 1024)
    return buffer.getvalue()


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    assert step_of(zip_bomb(600)) == "document_too_large"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zip_bomb(64))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<II", data, entry + 20, 1000, 1000)

    assert step_of(bytes(data)) in ("document_too_large", "damaged_document")


def test_a_package_of_too_many_parts_is_refused() -> None:
    assert step_of(zipped({"word/document.xml": "<a/>", **{f"word/{n}": b"" for n in range(6_000)}})) == (
        "document_too_large"
    )


@pytest.mark.parametrize(
    "name", ["../../../../tmp/evil.xml", "/etc/cron.d/evil", "..\\..\\evil.xml", "word/../../evil"]
)
def test_names_that_climb_out_of_the_package_change_nothing(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}

    assert read(zipped({**parts, name: b"x"})).blocks == read(whole()).blocks


def test_a_file_with_macros_is_read_without_them() -> None:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    types = parts["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
    )

    document = read(zipped({**parts, "[Content_Types].xml": types, "word/vbaProject.bin": container({"VBA": b"x"})}))

    assert document.blocks == read(whole()).blocks


def test_a_file_with_a_password_is_refused_by_name() -> None:
    assert step_of(container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})) == "encrypted_document"


def test_a_locked_part_is_refused_by_name() -> None:
    data = bytearray(whole())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            struct.pack_into("<H", data, start + at, 1)
            start = data.find(mark, start + 4)

    assert step_of(bytes(data)) == "encrypted_document"


@pytest.mark.parametrize("layout", ["plain.docx", "one-sheet.xlsx", "plain.ofd"])
@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_damaged_or_no_known_format(layout: str, share: float) -> None:
    data = whole(layout)

    assert step_of(data[: max(4, int(len(data) * share))]) in ("damaged_document", "unsupported_format", "not_text")


@pytest.mark.parametrize("layout", ["plain.docx", "one-sheet.xlsx", "plain.ofd"])
@pytest.mark.parametrize("seed", range(15))
def test_a_file_with_bytes_knocked_over_ends_in_a_named_error_or_a_reading(layout: str, seed: int) -> None:
    data = bytearray(whole(layout))
    rng = Random(seed)
    for _ in range(rng.randint(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)

    try:
        ending = read(bytes(data)).media_type
    except ReadError as error:
        ending = error.message_zh

    assert ending


def nested_tables(depth: int) -> bytes:
    inner = paragraph("底")
    for _ in range(depth):
        inner = table_of(f"<w:tr><w:tc>{inner}{paragraph('')}</w:tc></w:tr>", 1)
    return package(inner)


def test_tables_nested_a_little_are_read_and_without_end_are_refused() -> None:
    assert any("底" in getattr(block, "text", "") for block in read(nested_tables(40)).blocks)
    assert step_of(nested_tables(400)) == "document_too_large"


def test_a_cell_that_spans_a_billion_columns_costs_nothing() -> None:
    row = f"<w:tr>{cell(Box('甲', columns=10**9))}{cell(Box('1'))}</w:tr>"

    assert len(read(package(table_of(row * 50, 2))).blocks) == 1


def test_styles_that_are_based_on_each_other_end() -> None:
    loop = (
        b'<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style></w:styles>'
    )
    data = package(paragraph("正文", '<w:pStyle w:val="x"/>'))

    assert read(respelt(data, "word/styles.xml", lambda markup: markup.replace(b"</w:styles>", loop))).blocks


def test_a_document_put_into_itself_is_opened_once() -> None:
    inner = package('<w:altChunk r:id="rIdChunk"/>' + paragraph("里"), relations={"rIdChunk": ("aFChunk", "in.docx")})
    for _ in range(4):
        inner = package(
            '<w:altChunk r:id="rIdChunk"/>' + paragraph("外"),
            more={"word/in.docx": inner},
            relations={"rIdChunk": ("aFChunk", "in.docx")},
        )

    assert len(read(inner).blocks) == 2


def test_a_long_string_in_every_cell_is_refused() -> None:
    paper = Paper("S", {(row, column): "长" * 30_000 for row in range(400) for column in range(2)})

    assert step_of(workbook([paper])) == "document_too_large"


def in_child(data: bytes) -> Answer:
    async def run() -> Answer:
        child = ReadingChild(ReadingLimits(timeout_s=30))
        try:
            return await child.read(ReadingTask(data, None, None, None, None))
        finally:
            await child.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("data", "step"),
    [
        (lambda: zip_bomb(600), "document_too_large"),
        (lambda: with_type("an XML bomb", "word/document.xml", "plain.docx"), "unsafe_document"),
        (lambda: nested_tables(400), "document_too_large"),
        (lambda: b"{\\rtf1" + b"{" * 200_000, "document_too_large"),
        (lambda: container({"WordDocument": bytes(9_000)}), "converter_missing"),
        (lambda: container({"Workbook": Random(1).randbytes(9_000)}), "damaged_document"),
    ],
)
def test_the_child_says_by_name_why_it_did_not_read(data: Callable[[], bytes], step: str) -> None:
    answer = in_child(data())

    assert isinstance(answer, NotRead)
    assert answer.step == step


@pytest.mark.parametrize("layout", ["plain.docx", "one-sheet.xlsx", "plain.ofd"])
def test_the_child_reads_good_office_files_inside_its_limits(layout: str) -> None:
    assert isinstance(in_child(whole(layout)), Read)
