"""Text boxes of a binary Word file: which part of the text stands in the box that hangs on a character."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from reports.readers.word97.file import SHAPES, TEXT_BOXES, WordFile

_SHAPE_SIZE: Final = 26
_BOX_SIZE: Final = 22


class Boxes:
    """The text boxes of one file; each is handed out once."""

    def __init__(self, file: WordFile) -> None:
        self._shapes = {
            position: struct.unpack_from("<iiiii", shape)
            for position, _, shape in _entries(file.table(SHAPES), _SHAPE_SIZE)
        }
        self._boxes: dict[int, list[tuple[int, int]]] = {}
        for start, end, box in _entries(file.table(TEXT_BOXES), _BOX_SIZE):
            (shape,) = struct.unpack_from("<i", box, 14)
            end = min(end, file.boxes_length)
            if end > start:
                self._boxes.setdefault(shape, []).append((file.boxes_start + start, file.boxes_start + end))

    def anchored_at(self, position: int) -> tuple[int, int] | None:
        """Return (start, end) of the text in the shape that hangs on the character, None where it holds none."""
        shape = self._shapes.get(position)
        found = self._boxes.pop(shape[0], None) if shape is not None else None
        return None if found is None else found[0]

    def width_at(self, position: int) -> int:
        """Return how wide the shape that hangs on the character is, in twips."""
        shape = self._shapes.get(position)
        return 0 if shape is None else shape[3] - shape[1]

    def remaining(self) -> Iterator[tuple[int, int]]:
        """Yield the boxes that no character was found for (parts of drawings)."""
        for boxes in self._boxes.values():
            yield from boxes


def _entries(plc: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield (position, next position, entry) of a list of positions with an entry each."""
    count = (len(plc) - 4) // (4 + size)
    if count <= 0:
        return
    positions = struct.unpack_from(f"<{count + 1}I", plc)
    for index in range(count):
        at = 4 * (count + 1) + size * index
        yield positions[index], positions[index + 1], plc[at : at + size]
