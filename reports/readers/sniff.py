"""What bytes are: by their magic numbers, the names inside a zip and their markup, never by a file name alone."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from reports.errors import DamagedDocument, DocumentTooLarge
from reports.readers.package import part_names

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD = "application/ofd"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
RTF = "application/rtf"
ZIP = "application/zip"
MHTML = "multipart/related"
WORD_XML = "application/vnd.ms-word.xml"
SHEET_XML = "application/vnd.ms-excel.xml"
ENCRYPTED = "application/vnd.ms-office.encrypted-package"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

PICTURES = ("image/png", "image/jpeg", "image/tiff", "image/gif", "image/bmp", "image/webp")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"%!PS", "application/postscript"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
)
_OLE_STORAGE = "application/x-ole-storage"
_ZIP = b"PK\x03\x04"
_LOOKED_AT = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    ("word/", DOCX),
    ("xl/", XLSX),
    ("ppt/", _PPTX),
    ("ofd.xml", OFD),
    ("content.xml", "application/vnd.oasis.opendocument.text"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)


def sniff_binary(data: bytes) -> str | None:
    """Return the media type of a format that is not text, None where the bytes may be text."""
    if data.startswith((_ZIP, b"PK\x05\x06")):
        return _sniff_zip(data)
    if b"%PDF-" in data[:1024]:  # after zip: an archive may hold a PDF uncompressed
        return PDF
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for magic, media_type in _MAGIC:
        if data.startswith(magic) and (magic != b"BM" or b"\x00" in data[:64]):
            return media_type
    return None


def _sniff_zip(data: bytes) -> str:
    """Told by the names inside; where the directory is lost or too long, by the names in front of the first parts."""
    try:
        names = [name.lstrip("/").lower() for name in part_names(data)]
    except (DamagedDocument, DocumentTooLarge):
        names = list(_local_names(data))
    for part, media_type in _ZIP_PARTS:
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            return media_type
    return ZIP


def _local_names(data: bytes) -> Iterator[str]:
    at = 0
    for _ in range(_LOOKED_AT):
        at = data.find(_ZIP, at)
        if at < 0 or at + 30 > len(data):
            return
        (length,) = struct.unpack_from("<H", data, at + 26)
        yield data[at + 30 : at + 30 + length].decode("ascii", "replace").lower()
        at += 30


def _sniff_ole(data: bytes) -> str:
    """Told by the streams at the root; embedded files have theirs further down."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return next((kind for name, kind in _OLE_STREAMS if container.exists(name)), _OLE_STORAGE)
    except (OSError, ValueError, IndexError, struct.error, RecursionError):
        names = ((name.encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS)
        return next((kind for name, kind in names if name in data), _OLE_STORAGE)


_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|frameset)\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"</?(?:div|p|span|td|tr|li|ul|h[1-6]|br|a|table|font|section|article)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_WORD_XML = re.compile(r"<\?mso-application\s+progid=\"(Word|Excel)\.", re.IGNORECASE)
_MHTML = re.compile(r"^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_HEADING = re.compile(r"^(?:#{1,6}\s+\S|\*\*[^*\n]+\*\*\s*$)", re.MULTILINE)
_RULE_LINE = re.compile(r"^[ \t]{0,8}\|?[ \t]{0,8}:?-{3,}:?[ \t]{0,8}\|", re.MULTILINE)


def sniff_text(text: str) -> str:
    """Return the media type of text: a page, markdown, a packed or XML office file, else plain text.

    Markdown may hold tables written as HTML elements; it is then still markdown.
    """
    head = text[:20_000]
    if (office := _WORD_XML.search(head)) is not None:
        return WORD_XML if office[1].lower() == "word" else SHEET_XML
    if _MHTML.match(head) is not None:
        return MHTML
    is_page = _PAGE.search(head) is not None
    if is_page and head.lstrip().startswith("<"):
        return HTML
    sample = text[:200_000]
    if len(_HEADING.findall(sample)) >= 2 or _HEADING.match(sample.lstrip()) is not None:
        return MARKDOWN
    if is_page:
        return HTML
    elements = len(_ELEMENT.findall(sample))
    if elements >= 3 and (head.lstrip().startswith("<") or elements * 3 > sample.count("\n") + 1):
        return HTML
    return MARKDOWN if _HEADING.search(sample) is not None or _RULE_LINE.search(sample) is not None else PLAIN
