"""Which properties hold at a place of the file: paragraphs and characters keep them in pages of 512 bytes (FKP)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reports.readers.word97 import sprms as codes
from reports.readers.word97.file import CHARACTER_PAGES, PARAGRAPH_PAGES, WordFile
from reports.readers.word97.sprms import sprms

_PAGE: Final = 512


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What a paragraph's end mark says; `depth` counts the tables around it, `definition` are a row's modifiers."""

    style: int = 0
    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False
    outline: int | None = None
    list_number: int | None = None
    list_level: int | None = None
    definition: bytes = b""


@dataclass(frozen=True, slots=True)
class CharacterProperties:
    """What a run of characters says; `symbol` is the low byte of a symbol font's sign, `picture` where one is kept."""

    deleted: bool = False
    hidden: bool = False
    struck: bool = False
    raised: int = 0
    symbol: int | None = None
    form_data: bool = False
    picture: int | None = None


PLAIN: Final = CharacterProperties()


class Properties:
    """The properties of one file, looked up by the place of a character."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._paragraphs = _Runs(_paragraph_runs(file))
        self._characters = _Runs(_character_runs(file))
        self._known: dict[bytes, CharacterProperties] = {}

    def of_paragraph(self, position: int) -> ParagraphProperties:
        """Return the properties of the paragraph whose end mark is the character."""
        piece = self._file.piece_at(position)
        _, grpprl = self._paragraphs.at(piece.offset + (position - piece.start) * piece.width)
        style = struct.unpack_from("<H", grpprl)[0] if len(grpprl) >= 2 else 0
        return paragraph_properties(style, grpprl[2:] + piece.modifiers, self._file.data)

    def ends_paragraph(self, position: int) -> bool:
        """True where the paragraph's properties end right behind the character."""
        piece = self._file.piece_at(position)
        behind = piece.offset + (position + 1 - piece.start) * piece.width
        return self._paragraphs.at(behind - piece.width)[0] == behind

    def of_characters(self, start: int, end: int) -> Iterator[tuple[int, int, CharacterProperties]]:
        """Yield (start, end, properties) of the runs that characters [start, end) are made of."""
        at = start
        while at < end:
            piece = self._file.piece_at(at)
            offset = piece.offset + (at - piece.start) * piece.width
            run_end, grpprl = self._characters.at(offset)
            length = max(1, -(-(run_end - offset) // piece.width))
            until = min(end, piece.end, at + length)
            yield at, until, self._character_properties(grpprl + piece.modifiers)
            at = until

    def _character_properties(self, grpprl: bytes) -> CharacterProperties:
        if not grpprl:
            return PLAIN
        if grpprl not in self._known:
            self._known[grpprl] = _character_properties(grpprl)
        return self._known[grpprl]


class _Runs:
    """Runs of properties by where they begin in the file."""

    def __init__(self, runs: Iterator[tuple[int, int, bytes]]) -> None:
        self._runs = sorted(runs)
        self._starts = [start for start, _, _ in self._runs]

    def at(self, offset: int) -> tuple[int, bytes]:
        """Return (end of the run, modifiers) at an offset; what no run covers has none up to the next run."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0:
            _, end, grpprl = self._runs[index]
            if offset < end:
                return end, grpprl
        following = self._starts[index + 1] if index + 1 < len(self._starts) else 1 << 40
        return following, b""


def paragraph_properties(style: int, grpprl: bytes, data: bytes) -> ParagraphProperties:
    """Return what the modifiers of a paragraph (and those that it keeps in the Data stream) come to."""
    in_table = row_end = inner_cell_end = inner_row_end = False
    depth = 0
    outline = list_number = list_level = None
    definition = grpprl
    waiting = list(sprms(grpprl))
    while waiting:
        code, operand = waiting.pop(0)
        match code:
            case codes.IN_TABLE:
                in_table = operand != b"\0"
            case codes.ROW_END:
                row_end = operand != b"\0"
            case codes.INNER_CELL_END:
                inner_cell_end = operand != b"\0"
            case codes.INNER_ROW_END:
                inner_row_end = operand != b"\0"
            case codes.DEPTH:
                (depth,) = struct.unpack("<i", operand)
            case codes.DEPTH_CHANGE:
                depth += struct.unpack("<i", operand)[0]
            case codes.STYLE:
                (style,) = struct.unpack("<H", operand)
            case codes.OUTLINE_LEVEL:
                outline = operand[0]
            case codes.LIST_LEVEL:
                list_level = operand[0]
            case codes.LIST_NUMBER:
                (list_number,) = struct.unpack("<h", operand)
            case _ if code in codes.HUGE:
                (offset,) = struct.unpack("<I", operand)
                (size,) = struct.unpack_from("<H", data, offset)
                more = data[offset + 2 : offset + 2 + size]
                waiting += [sprm for sprm in sprms(more) if sprm[0] not in codes.HUGE]
                definition += more
    return ParagraphProperties(
        style=style,
        depth=min(max(depth, int(in_table or row_end)), 64),
        row_end=row_end or inner_row_end,
        inner_cell_end=inner_cell_end,
        outline=outline,
        list_number=list_number,
        list_level=list_level,
        definition=definition if row_end or inner_row_end else b"",
    )


def _character_properties(grpprl: bytes) -> CharacterProperties:
    deleted = hidden = struck = form_data = False
    raised = 0
    symbol = picture = None
    for code, operand in sprms(grpprl):
        on = bool(operand and operand[0] & 1)
        match code:
            case codes.DELETED:
                deleted = on
            case codes.HIDDEN:
                hidden = on
            case codes.RAISED:
                raised = operand[0]
            case codes.SYMBOL:
                symbol = operand[2]
            case codes.FORM_DATA:
                form_data = on
            case codes.PICTURE_AT:
                (picture,) = struct.unpack("<I", operand)
            case _ if code in codes.STRUCK:
                struck = on
    return CharacterProperties(deleted, hidden, struck, raised, symbol, form_data, picture)


def _pages(file: WordFile, index: int) -> Iterator[bytes]:
    plc = file.table(index)
    count = (len(plc) - 4) // 8
    for number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ():
        page = file.main[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
        if len(page) == _PAGE:
            yield page


def _paragraph_runs(file: WordFile) -> Iterator[tuple[int, int, bytes]]:
    """Yield (start, end, style index and modifiers) of every run of paragraphs."""
    for page in _pages(file, PARAGRAPH_PAGES):
        count = min(page[511], 29)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = 2 * page[4 * (count + 1) + 13 * index]
            grpprl = b""
            if at and page[at]:
                grpprl = page[at + 1 : at + 2 * page[at]]
            elif at and at + 1 < _PAGE:
                grpprl = page[at + 2 : at + 2 + 2 * page[at + 1]]
            yield bounds[index], bounds[index + 1], grpprl


def _character_runs(file: WordFile) -> Iterator[tuple[int, int, bytes]]:
    for page in _pages(file, CHARACTER_PAGES):
        count = min(page[511], 101)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = 2 * page[4 * (count + 1) + index]
            yield bounds[index], bounds[index + 1], page[at + 1 : at + 1 + page[at]] if at else b""
