"""A zip of attachments: its files in memory, by the names that their makers gave them; nothing touches the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reports.errors import DocumentTooLarge, EmptyDocument, ReadError
from reports.readers.package import Package

MAX_FILES: Final = 50
MAX_UNPACKED: Final = 128 * 1024 * 1024
"""Of all files together, as they come out and not as the directory states it."""

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
    names = [name for name in package.names() if _is_file(name)]
    if not names:
        raise EmptyDocument
    if len(names) > MAX_FILES:
        raise DocumentTooLarge("files", MAX_FILES)
    left = MAX_UNPACKED
    for name in names:
        try:
            content = package.read(name)
        except ReadError as error:
            yield ArchivedFile(shown_name(name), error)
            continue
        left -= len(content)
        if left < 0:
            raise DocumentTooLarge("unpacked bytes", MAX_UNPACKED)
        yield ArchivedFile(shown_name(name), content)


def shown_name(name: str) -> str:
    """Return the name as its maker wrote it: without a mark for UTF-8, zip programs here write GBK or plain UTF-8."""
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


def _is_file(name: str) -> bool:
    folded = name.lower()
    return not name.endswith("/") and not any(folded.startswith(part) or folded.endswith(part) for part in _FURNITURE)
