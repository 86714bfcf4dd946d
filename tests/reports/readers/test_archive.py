"""The files of a zip by the names that their makers gave them, whatever program packed them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from reports.errors import EmptyDocument
from reports.readers.archive import files_of


def packed(*files: tuple[bytes, bytes], utf8: bool = False, beside: str | None = None) -> bytes:
    """Return a zip whose names are written byte by byte, as programs write them that know no UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(files):
            info = zipfile.ZipInfo(f"{number:0{len(name)}d}")
            if beside is not None:
                field = struct.pack("<BI", 1, zlib.crc32(name)) + beside.encode()
                info.extra = struct.pack("<HH", 0x7075, len(field)) + field
            archive.writestr(info, content)
    data = buffer.getvalue()
    for number, (name, _) in enumerate(files):
        data = data.replace(f"{number:0{len(name)}d}".encode(), name)
    if utf8:
        data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
    return data


def names(data: bytes) -> list[str]:
    return [file.name for file in files_of(data)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_gbk_or_utf_8(encoding: str) -> None:
    assert names(packed(("2024年度报告/附件一.docx".encode(encoding), b"x"))) == ["2024年度报告/附件一.docx"]


def test_a_character_whose_second_byte_is_a_backslash_is_no_folder() -> None:
    name = b"\x8b\x5c\xb1\xed.xls"

    assert names(packed((name, b"x"))) == [name.decode("gb18030")]


def test_folders_that_windows_programs_write_are_folders() -> None:
    assert names(packed(("附件\\年报.doc".encode("gb18030"), b"x"))) == ["附件/年报.doc"]


def test_names_marked_as_utf_8_are_taken_as_they_are() -> None:
    assert names(packed(("Größe.doc".encode(), b"x"), utf8=True)) == ["Größe.doc"]


def test_the_name_in_utf_8_beside_the_other_one_counts() -> None:
    assert names(packed((b"______.doc", b"x"), beside="年报.doc")) == ["年报.doc"]


def test_two_files_whose_names_are_one_to_other_programs_are_both_read() -> None:
    files = list(files_of(packed((b"\x82\xa0.txt", b"one"), (b"\x90\xa0.txt", b"two"))))  # é and É to old programs

    assert [file.content for file in files] == [b"one", b"two"]


def test_what_systems_leave_behind_is_no_file() -> None:
    with pytest.raises(EmptyDocument):
        names(packed((b"__MACOSX/._a.doc", b"x"), (b"a/Thumbs.db", b"x"), (b"a/", b"")))
