"""The streams of a binary Word file: its header (FIB), the pieces that its text is made of, the tables it points to."""

from __future__ import annotations

import io
import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

import olefile

from reports.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from reports.readers.word.echoes import without_echoes
from reports.readers.word97.sprms import SHORT

# indexes into the header's table of (offset, length) pairs
STYLES: Final = 1
CHARACTER_PAGES: Final = 12
PARAGRAPH_PAGES: Final = 13
PIECES: Final = 33
SHAPES: Final = 40
TEXT_BOXES: Final = 56
LISTS: Final = 73
LIST_OVERRIDES: Final = 74

_WORD_97: Final = 0x00C1
_MAX_CHARACTERS: Final = 20_000_000
_CHINESE: Final = 0x04


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of the text stand at a place in the file, one or two bytes each."""

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes


class WordFile:
    """A binary Word file opened. Raises EncryptedDocument, or DamagedDocument also for a file of Word 6 or 95."""

    def __init__(self, data: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            self.main = _stream(container, "WordDocument")
            if len(self.main) < 0x200:
                raise DamagedDocument("FIB")
            ident, version = struct.unpack_from("<HH", self.main, 0)
            (flags,) = struct.unpack_from("<H", self.main, 0x0A)
            if ident != 0xA5EC or version < _WORD_97:
                raise DamagedDocument("Word 6/95")
            if flags & 0x0100:
                raise EncryptedDocument
            self._table = _stream(container, "1Table" if flags & 0x0200 else "0Table")
            self.data = _stream(container, "Data", needed=False)
        self.language = int(struct.unpack_from("<H", self.main, 6)[0])
        counts: tuple[int, ...] = struct.unpack_from("<8i", self.main, 0x4C)
        self.text_length = max(0, counts[0])
        self.boxes_start = sum(counts[:6])
        self.boxes_length = max(0, counts[6])
        self.pieces = self._pieces()
        self._starts = [piece.start for piece in self.pieces]
        self.characters = without_echoes(self._characters())

    def table(self, index: int) -> bytes:
        """Return the structure that the header points to by that index, b"" where there is none."""
        at = 0x9A + 8 * index
        if at + 8 > len(self.main):
            return b""
        offset, length = struct.unpack_from("<II", self.main, at)
        return self._table[offset : offset + length] if length else b""

    def table_behind(self, index: int) -> bytes:
        """Return what follows the structure in the table stream, for those whose length leaves out their last part."""
        offset, length = struct.unpack_from("<II", self.main, 0x9A + 8 * index)
        return self._table[offset + length :] if length else b""

    def piece_at(self, position: int) -> Piece:
        """Return the piece that holds the character. Raises IndexError where none does."""
        return self.pieces[bisect_right(self._starts, position) - 1]

    def _pieces(self) -> list[Piece]:
        clx = self.table(PIECES)
        modifiers: list[bytes] = []
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            (size,) = struct.unpack_from("<H", clx, at + 1)
            modifiers.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at + 5 > len(clx) or clx[at] != 2:
            raise DamagedDocument("Clx")
        (size,) = struct.unpack_from("<I", clx, at + 1)
        plc = clx[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        if count < 1:
            raise DamagedDocument("Clx")
        bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
        pieces = []
        for index in range(count):
            where, prm = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * index + 2)
            width = 1 if where & 0x40000000 else 2
            offset = (where & 0x3FFFFFFF) // (3 - width)
            if bounds[index + 1] > bounds[index]:
                pieces.append(Piece(bounds[index], bounds[index + 1], offset, width, _modifiers(prm, modifiers)))
        if pieces and pieces[-1].end > _MAX_CHARACTERS:
            raise DocumentTooLarge("characters", _MAX_CHARACTERS)
        return pieces

    def _characters(self) -> list[str]:
        """Return the text, one entry for each character position; half a surrogate pair may be one."""
        characters: list[str] = []
        for piece in self.pieces:
            count = piece.end - piece.start
            raw = self.main[piece.offset : piece.offset + count * piece.width]
            if len(raw) < count * piece.width or piece.start != len(characters):
                raise DamagedDocument("text")
            characters += _wide(raw) if piece.width == 2 else _narrow(raw, self.language)
        if len(characters) < self.text_length:
            raise DamagedDocument("text")
        return characters


def _stream(container: olefile.OleFileIO[str], name: str, *, needed: bool = True) -> bytes:
    if not container.exists(name):
        if needed:
            raise DamagedDocument(name)
        return b""
    return bytes(container.openstream(name).read())


def _modifiers(prm: int, listed: list[bytes]) -> bytes:
    """Return the modifiers that a piece carries: one of the listed, or a short one by number."""
    if prm & 1:
        return listed[prm >> 1] if prm >> 1 < len(listed) else b""
    code = SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)


def _wide(raw: bytes) -> list[str]:
    units = array("H", raw)
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        units.byteswap()
    return list(map(chr, units))


def _narrow(raw: bytes, language: int) -> list[str]:
    """Eight-bit text is Western by the format; some Chinese programs write two bytes a character into it."""
    high = sum(byte >= 0x80 for byte in raw)
    if language & 0x3FF == _CHINESE and high >= 4 and high % 2 == 0:
        try:
            text = raw.decode("gbk")
        except UnicodeDecodeError:
            return list(raw.decode("cp1252", "replace"))
        characters: list[str] = []
        for character in text:
            characters += [character] if character.isascii() else [character, ""]
        return characters
    return list(raw.decode("cp1252", "replace"))
