"""A zip of attachments: its files in memory, by the names that their makers gave them; nothing touches the disk."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zipfile import ZipInfo

from reports.errors import DocumentTooLarge, EmptyDocument, ReadError
from reports.readers.package import Package

MAX_FILES: Final = 50
MAX_UNPACKED: Final = 128 * 1024 * 1024
"""Of all files together, as they come out and not as the directory states it."""

_UTF8_NAME: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_FURNITURE: Final = ("__macosx/", "thumbs.db", ".ds_store", "desktop.ini")


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of an archive: its bytes, or why they could not be taken out."""

    name: str
    content: bytes | ReadError


def files_of(data: bytes) -> Iterator[ArchivedFile]:
    """Yield the files of a zip in its order; folders and what systems leave behind are left out.

    Raises EmptyDocument where no file is in it, else as `Package`, and DocumentTooLarge for too many files or too much
    in them. A file that cannot be taken out is an error of that file.
    """
    package = Package(data)
    files = [(name, info) for info in package.members() if _is_file(name := _shown_name(info))]
    if not files:
        raise EmptyDocument
    if len(files) > MAX_FILES:
        raise DocumentTooLarge("files", MAX_FILES)
    left = MAX_UNPACKED
    for name, info in files:
        try:
            content = package.unpacked(info)
        except ReadError as error:
            yield ArchivedFile(name, error)
            continue
        left -= len(content)
        if left < 0:
            raise DocumentTooLarge("unpacked bytes", MAX_UNPACKED)
        yield ArchivedFile(name, content)


def _shown_name(info: ZipInfo) -> str:
    """Return the name as its maker wrote it, folders apart by "/".

    Without a mark for UTF-8 zip programs here write GBK or plain UTF-8, at times with the name in UTF-8 beside it. In
    GBK the second byte of a character may be that of "\\", so folders are told only after decoding.
    """
    return (_name_beside(info) or _decoded(info)).replace("\\", "/")


def _decoded(info: ZipInfo) -> str:
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAME:
        return name
    try:
        raw = name.encode("cp437")  # how the library spelt bytes that it had no encoding for
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _name_beside(info: ZipInfo) -> str | None:
    """Return the name that the entry's extra field 0x7075 gives in UTF-8, None where it has none."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _is_file(name: str) -> bool:
    folded = name.lower()
    return not name.endswith("/") and not any(folded.startswith(part) or folded.endswith(part) for part in _FURNITURE)
