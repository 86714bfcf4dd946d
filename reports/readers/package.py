"""Zip packages (DOCX, XLSX, OFD) opened with care: few parts, bounded sizes, no path used, XML without entities."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import normpath
from typing import Final

from lxml import etree

from reports.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument, UnsafeDocument

MAX_PARTS: Final = 5_000
MAX_PART_BYTES: Final = 32 * 1024 * 1024
"""Unpacked; the largest document.xml of real reports has 2 MB, and a tree takes about ten times its text."""

MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
"""Of all parts as they state it: pictures come to this only in an attack."""

MAX_RATIO: Final = 400
_RATIO_FROM: Final = 8 * 1024 * 1024
"""Repetitive markup packs to 1/100; only beyond this size is the ratio looked at."""

_WIDE: Final = ("utf-16-le", "utf-16-be")
_PROLOG: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_WIDE_DEFINITIONS: Final = tuple(f"<!{word}".encode(code) for word in ("DOCTYPE", "ENTITY") for code in _WIDE)
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False, remove_pis=True,
    remove_comments=True,
)  # fmt: skip  # a new one takes as long as a small part
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_DIRECTORY_ENTRY = 46

Element = etree._Element


class Package:
    """The parts of a zip by name; nothing is unpacked before it is asked for, and nothing touches the disk."""

    def __init__(self, data: bytes) -> None:
        self._archive = _opened(data)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        unpacked = 0
        for info in self._archive.infolist():
            self._infos.setdefault(_folded(info.filename), info)
            unpacked += info.file_size
        if unpacked > MAX_UNPACKED_BYTES:
            raise DocumentTooLarge("unpacked bytes", MAX_UNPACKED_BYTES)

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._infos

    def names(self) -> Iterator[str]:
        """Yield the names of all parts as written, in the package's order."""
        return (info.filename.replace("\\", "/") for info in self._infos.values())

    def members(self) -> list[zipfile.ZipInfo]:
        """Return the directory of the zip, in its order, each entry even where two have one name."""
        return self._archive.infolist()

    def read(self, name: str) -> bytes:
        """Return a part unpacked. Raises KeyError where there is none, else as `unpacked`."""
        return self.unpacked(self._infos[_folded(name)])

    def unpacked(self, info: zipfile.ZipInfo, *, limit: int = MAX_PART_BYTES) -> bytes:
        """Return what an entry of the directory holds. Raises DocumentTooLarge, EncryptedDocument, DamagedDocument."""
        name = info.filename
        if info.flag_bits & 0x1:
            raise EncryptedDocument
        if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise DocumentTooLarge("unpacked bytes", _RATIO_FROM)
        try:
            with self._archive.open(info) as part:
                data = part.read(limit + 1)  # what the directory states about the size may be a lie
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise DamagedDocument(name) from error
        if len(data) > limit:
            raise DocumentTooLarge("unpacked bytes", limit)
        return data

    def xml(self, name: str) -> Element:
        """Return the root of an XML part. Raises as `read` and `parse_xml`."""
        return parse_xml(self.read(name), name)


def part_names(data: bytes) -> list[str]:
    """Return the names in a zip's directory. Raises DocumentTooLarge or DamagedDocument."""
    return [name.replace("\\", "/") for name in _opened(data).namelist()]


def parse_xml(data: bytes, name: str) -> Element:
    """Return the root of an XML document; entities stay unexpanded, nothing is fetched.

    Raises UnsafeDocument for a document type definition, DocumentTooLarge for more than 256 levels, MemoryError where
    the process may have no more, else DamagedDocument(name).
    """
    if _has_definition(data):
        raise UnsafeDocument("DTD")
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:  # the stubs do not know the attribute
            raise MemoryError from error  # the document may well be whole
        if "depth" in (error.msg or "").lower():
            raise DocumentTooLarge("depth", 256) from error
        raise DamagedDocument(name) from error
    if root is None:
        raise DamagedDocument(name)
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that hid it above
        raise UnsafeDocument("DTD")
    return root


def _has_definition(data: bytes) -> bool:
    """True where a document type stands before the root; looked for everywhere where two bytes are a character."""
    if b"\0" in data[:4]:
        return any(mark in data for mark in _WIDE_DEFINITIONS)
    return data.startswith(b"<!", _PROLOG.match(data).end())  # type: ignore[union-attr]  # it matches nothing as well


def _folded(name: str) -> str:
    """Part names do not mind case; some programs write them with backslashes or as absolute."""
    return normpath(name.replace("\\", "/")).lstrip("/").lower()


def _opened(data: bytes) -> zipfile.ZipFile:
    if _directory_bytes(data) > MAX_PARTS * (_DIRECTORY_ENTRY + 200):
        raise DocumentTooLarge("parts", MAX_PARTS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedDocument("zip") from error
    if len(archive.namelist()) > MAX_PARTS:
        raise DocumentTooLarge("parts", MAX_PARTS)
    return archive


def _directory_bytes(data: bytes) -> int:
    """Return the size of the zip's directory as its end record states it, so that a huge one is never read."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or end + 16 > len(data):
        raise DamagedDocument("zip")
    (size,) = struct.unpack_from("<I", data, end + 12)
    if size == 0xFFFFFFFF:
        wide = data.rfind(_END64, 0, end)
        if wide < 0 or wide + 48 > len(data):
            raise DamagedDocument("zip")
        (size,) = struct.unpack_from("<Q", data, wide + 40)
    return int(size)
