"""What bytes are is told by the bytes: endings and stated types do not matter."""

from __future__ import annotations

import io
import zipfile

import pytest

from reports.errors import DocumentTooLarge, EmptyDocument, NotText, UnsupportedFormat
from reports.readers import read, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def package(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "application/pdf"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        (
            package("[Content_Types].xml", "word/document.xml"),
            "openxmlformats-officedocument.wordprocessingml.document",
        ),
        (package("xl/workbook.xml"), "openxmlformats-officedocument.spreadsheetml.sheet"),
        (package("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        (package("a.txt"), "application/zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"{\\rtf1 \\ansi}", "application/rtf"),
        ("<!DOCTYPE html><html><body>报告</body></html>".encode(), "text/html"),
        ("<div><p>一、总体情况</p><p>甲</p></div>".encode(), "text/html"),
        ("# 报告\n\n## 一、总体情况\n\n甲。\n".encode(), "text/markdown"),
        ("| 规章 | 0 |\n| --- | --- |\n".encode(), "text/markdown"),
        (
            "# 报告\n\n## 二、表\n\n<html><body><table><tr><td>规章</td></tr></table></body></html>".encode(),
            "text/markdown",
        ),
        ("一、总体情况\n见<https://www.example.gov.cn/>。\n".encode(), "text/plain"),
    ],
)
def test_the_content_tells_what_it_is(data: bytes, media_type: str) -> None:
    assert sniff(data, media_type="text/html", filename="report.pdf").endswith(media_type)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_nothing_but_white_space_is_an_empty_document(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read(data)


def test_a_format_without_a_reader_is_named_in_both_languages() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(b"Rar!\x1a\x07\x01\x00" + bytes(20), filename="report.html")

    assert caught.value.media_type == "application/vnd.rar"
    assert "application/vnd.rar" in caught.value.message_zh
    assert "application/vnd.rar" in caught.value.message_en


def test_junk_with_the_name_of_a_page_is_not_text() -> None:
    with pytest.raises(NotText):
        read(bytes(range(1, 256)) * 40, media_type="text/html", filename="index.html")


def test_a_file_past_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        read(b"x" * 101, limit=100)

    assert (caught.value.what, caught.value.limit) == ("bytes", 100)


def test_an_archive_that_holds_a_pdf_uncompressed_is_an_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("2024.pdf", b"%PDF-1.7\n")

    assert sniff(packed.getvalue()) == "application/zip"
