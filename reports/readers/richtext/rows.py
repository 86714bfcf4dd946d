"""The words that define a table row: where its cells end and how they are merged."""

from __future__ import annotations

from typing import Final

from reports.readers.word.tables import CellMerge, RowDefinition

_MOST_CELLS: Final = 1_000


class RowWords:
    """The row definition that was read last; it holds until the next \\trowd."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._edges: list[int] = []
        self._merges: list[CellMerge] = []
        self._down = self._sideways = False

    def take(self, word: str, value: int | None) -> bool:
        """Take a word; False where it does not define a row."""
        match word:
            case "trowd":
                self._left, self._edges, self._merges = None, [], []
                self._down = self._sideways = False
            case "trleft":
                self._left = value
            case "clvmrg":
                self._down = True
            case "clmrg":
                self._sideways = True
            case "clvmgf" | "clmgf":
                pass
            case "cellx":
                if len(self._edges) < _MOST_CELLS:
                    self._edges.append(value or 0)
                    self._merges.append(CellMerge(self._sideways, self._down))
                self._down = self._sideways = False
            case _:
                return False
        return True

    def definition(self) -> RowDefinition | None:
        """Return the row as defined, None where nothing was."""
        if not self._edges:
            return None
        left = self._left if self._left is not None else min(0, self._edges[0] - 1)
        edges = [left if left < self._edges[0] else self._edges[0] - 1, *self._edges]
        return RowDefinition(edges, list(self._merges))
