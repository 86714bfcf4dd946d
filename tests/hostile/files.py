"""Hostile files, built from nothing: bombs, locks, escapes and cut-off pieces, small on disk and large inside."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "2025年度明川市人民政府外事办公室政府信息公开工作年度报告"


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(document_xml: bytes | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX with this main part, by default a paragraph with the report's title."""
    plain = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p></w:body></w:document>'
    return zipped({"word/document.xml": document_xml or plain.encode(), **(extra or {})})


def entity_bomb() -> bytes:
    """Return XML whose one paragraph would expand to 10 ** 9 times "ha"."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{levels}]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r>'
        "<w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def outside_entity(address: str) -> bytes:
    """Return XML that asks for the text behind an address (file:///… or http://…)."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{address}">]><w:document xmlns:w="{WORD}"><w:body><w:p>'
        "<w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def locked_zip(name: str) -> bytes:
    """Return a zip whose file says that it is encrypted."""
    data = bytearray(zipped({name: b"secret" * 20}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def pdf(pages: int = 1, content: bytes = b"", *, page_size: bytes = b"595 842", trailer: bytes = b"") -> bytes:
    """Return a PDF of equal pages; the content stream is packed."""
    packed = zlib.compress(content)
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ] + [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 3 0 R>>" % page_size] * pages
    made = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(made)


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password only."""
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)
    return pdf(trailer=lock)


def png(width: int, height: int) -> bytes:
    """Return a white picture: a few kilobytes that unpack to width x height pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes((width + 7) // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def cut(data: bytes) -> bytes:
    """Return the first half, as a broken download leaves it."""
    return data[: len(data) // 2]
