"""Property modifiers (Sprm) of paragraphs, characters and table rows, and what reading needs of them ([MS-DOC] 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from reports.readers.word.tables import CellMerge, RowDefinition

IN_TABLE: Final = 0x2416
ROW_END: Final = 0x2417
DEPTH: Final = 0x6649
DEPTH_CHANGE: Final = 0x664A
INNER_CELL_END: Final = 0x244B
INNER_ROW_END: Final = 0x244C
HUGE: Final = frozenset((0x6645, 0x6646))
STYLE: Final = 0x4600
OUTLINE_LEVEL: Final = 0x2640
LIST_LEVEL: Final = 0x260A
LIST_NUMBER: Final = 0x460B
TABLE_DEFINITION: Final = 0xD608
VERTICAL_MERGE: Final = 0xD62B
SIDEWAYS_MERGE: Final = 0x5624
SIDEWAYS_SPLIT: Final = 0x5625

DELETED: Final = 0x0800
HIDDEN: Final = 0x083C
STRUCK: Final = frozenset((0x0837, 0x2A53))
RAISED: Final = 0x2A48
SYMBOL: Final = 0x6A09
SPECIAL: Final = 0x0855
FORM_DATA: Final = 0x0806
PICTURE_AT: Final = 0x6A03

_TABS: Final = 0xC615
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)

# [MS-DOC] 2.9.211: a piece can carry one short modifier by number
SHORT: Final = {0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x57: 0x0837, 0x5C: HIDDEN, 0x68: RAISED}


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (opcode, operand) of a list of modifiers; what is cut off at its end is left out."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        (code,) = struct.unpack_from("<H", grpprl, at)
        at += 2
        if code == TABLE_DEFINITION:
            if at + 2 > end:
                return
            size = max(0, struct.unpack_from("<H", grpprl, at)[0] - 1)
            at += 2
        elif code >> 13 == 6:
            size = grpprl[at]
            if code == _TABS and size == 255:
                size = _tabs_size(grpprl, at + 1)
            at += 1
        else:
            size = _SIZES[code >> 13]
        if at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def _tabs_size(grpprl: bytes, at: int) -> int:
    """Tab stops too many for one byte of length: their own counts tell."""
    if at >= len(grpprl):
        return 0
    removed = 1 + 4 * grpprl[at]
    added = grpprl[at + removed] if at + removed < len(grpprl) else 0
    return removed + 1 + 3 * added


def row_definition(grpprl: bytes) -> RowDefinition | None:
    """Return the row as its modifiers leave it, None where they do not define one."""
    row: RowDefinition | None = None
    for code, operand in sprms(grpprl):
        if code == TABLE_DEFINITION and operand:
            row = _defined(operand) or row
        elif row is None:
            continue
        elif code == VERTICAL_MERGE and len(operand) >= 2 and operand[0] < len(row.merges):
            row.merges[operand[0]] = CellMerge(row.merges[operand[0]].sideways, operand[1] & 3 == 1)
        elif code in (SIDEWAYS_MERGE, SIDEWAYS_SPLIT):
            first = operand[0] + (1 if code == SIDEWAYS_MERGE else 0)
            for index in range(first, min(operand[1], len(row.merges))):
                row.merges[index] = CellMerge(code == SIDEWAYS_MERGE, row.merges[index].down)
    return row


def _defined(operand: bytes) -> RowDefinition | None:
    count = operand[0]
    if len(operand) < 1 + 2 * (count + 1):
        return None
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    merges = []
    for at in range(1 + 2 * (count + 1), 1 + 2 * (count + 1) + 20 * count, 20):
        flags = struct.unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        merges.append(CellMerge(sideways=bool(flags & 0x02), down=flags & 0x60 == 0x20))
    return RowDefinition(edges, merges)
