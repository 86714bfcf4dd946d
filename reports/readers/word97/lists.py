"""The lists of a binary Word file: their levels stand behind PlfLst, paragraphs name them through PlfLfo."""

from __future__ import annotations

import struct
from typing import Final

from reports.readers.word.lists import LEVELS, Count, Level, ListInstance, Lists
from reports.readers.word97.file import LIST_OVERRIDES, LISTS, WordFile

_LIST_SIZE: Final = 28
_OVERRIDE_SIZE: Final = 16
_MOST: Final = 2_000

# [MS-OSHARED] 2.2.1.3 MSONFC, in its order from 0
KINDS: Final = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText",
    "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth",
    "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2",
    "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung", "decimalEnclosedFullstop",
    "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional",
    "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional",
    "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified",
    "chineseCountingThousand", "decimal", "koreanDigital", "koreanCounting", "koreanLegal", "koreanDigital2",
)  # fmt: skip
_NO_NUMBER: Final = 255


def read_lists(file: WordFile) -> Lists:
    """Return the document's lists by the number (from 1) that paragraphs call them by."""
    counts = _counts(file)
    overrides = file.table(LIST_OVERRIDES)
    instances: dict[str, ListInstance] = {}
    if len(overrides) < 4:
        return Lists(instances)
    total = min(struct.unpack_from("<I", overrides)[0], _MOST)
    at = 4 + _OVERRIDE_SIZE * total
    for index in range(total):
        if 4 + _OVERRIDE_SIZE * (index + 1) > len(overrides):
            break
        (ident,) = struct.unpack_from("<i", overrides, 4 + _OVERRIDE_SIZE * index)
        changes = overrides[4 + _OVERRIDE_SIZE * index + 12]
        levels, starts, at = _changed(overrides, at + 4, changes)
        if (count := counts.get(ident)) is not None:
            instances[str(index + 1)] = ListInstance(count, {**count.levels, **levels}, starts)
    return Lists(instances)


def _counts(file: WordFile) -> dict[int, Count]:
    listed = file.table(LISTS)
    counts: dict[int, Count] = {}
    if len(listed) < 2:
        return counts
    total = min(struct.unpack_from("<H", listed)[0], _MOST)
    behind = listed[2 + _LIST_SIZE * total :] or file.table_behind(LISTS)
    at = 0
    for index in range(total):
        start = 2 + _LIST_SIZE * index
        if start + _LIST_SIZE > len(listed):
            break
        (ident,) = struct.unpack_from("<i", listed, start)
        levels: dict[int, Level] = {}
        for number in range(1 if listed[start + 26] & 1 else LEVELS):
            if at + _LIST_SIZE > len(behind):
                break
            levels[number], at = _level(behind, at)
        counts[ident] = Count(levels)
    return counts


def _level(levels: bytes, at: int) -> tuple[Level, int]:
    """Return one level and where the next begins ([MS-DOC] 2.9.150 LVL)."""
    (start,) = struct.unpack_from("<i", levels, at)
    kind, flags = levels[at + 4], levels[at + 5]
    follow = levels[at + 15]
    characters, paragraphs = levels[at + 24], levels[at + 25]
    limit = levels[at + 26]
    text_at = at + _LIST_SIZE + paragraphs + characters
    length = struct.unpack_from("<H", levels, text_at)[0] if text_at + 2 <= len(levels) else 0
    raw = levels[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in raw)
    name = "none" if kind == _NO_NUMBER else KINDS[kind] if kind < len(KINDS) else "decimal"
    restart = None if not flags & 0x08 else limit
    return Level(name, text, start, spaced=follow != 2, restart=restart), text_at + 2 + 2 * length


def _changed(overrides: bytes, at: int, count: int) -> tuple[dict[int, Level], dict[int, int], int]:
    """Return the levels that one list changes, where it begins anew, and where the next list's changes begin."""
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for _ in range(count):
        if at + 8 > len(overrides):
            break
        start, flags = struct.unpack_from("<iI", overrides, at)
        at += 8
        number = flags & 0x0F
        if flags & 0x20 and at + _LIST_SIZE <= len(overrides):
            levels[number], at = _level(overrides, at)
            if flags & 0x10:
                starts[number] = levels[number].start
        elif flags & 0x10:
            starts[number] = start
    return levels, starts, at


def plain_level(level: int | None) -> int:
    """Return a level that a list can have."""
    return 0 if level is None or not 0 <= level < LEVELS else level
