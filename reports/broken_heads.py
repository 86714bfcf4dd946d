"""Column labels that were broken over rows ("结果" above "维持"): put together into one row again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reports.labels import KNOWN, Role, fold
from reports.model import Grid, GridCell, TextBlock
from reports.numbers import looks_like_number

_MOST_ROWS: Final = 4
_LONGEST: Final = 8
_LEAST_GAIN: Final = 2
_HEADS: Final = frozenset(name for name, hits in KNOWN.items() if any(hit.role is Role.COLUMN for hit in hits))


def with_whole_heads(blocks: Sequence[TextBlock | Grid]) -> list[TextBlock | Grid]:
    """Return the blocks, rows of pieces of column labels joined where the form knows clearly more labels then."""
    return [_with_whole_heads(block) if isinstance(block, Grid) else block for block in blocks]


def _with_whole_heads(grid: Grid) -> Grid:
    rows: list[tuple[GridCell, ...]] = []
    at = 0
    while at < len(grid.rows):
        row = grid.rows[at]
        count = 1 if row[-1].text.isdecimal() else _pieces(grid.rows[at : at + _MOST_ROWS])  # nearly all hold numbers
        rows.append(_joined(grid.rows[at : at + count]) if count > 1 else row)
        at += count
    return grid if len(rows) == len(grid.rows) else Grid(tuple(rows), grid.place)


def _pieces(rows: Sequence[Sequence[GridCell]]) -> int:
    """Return how many of the first rows are pieces of one row of labels; 1 where the first stands for itself."""
    best, count = _LEAST_GAIN - 1, 1
    whole = [""] * len(rows[0])
    apart = 0
    for number, row in enumerate(rows, start=1):
        texts = [cell.text for cell in row]
        if sum(1 for text in texts if text) < 2 or any(
            len(text) > _LONGEST or looks_like_number(text) for text in texts
        ):
            break
        whole = [above + text for above, text in zip(whole, texts, strict=True)]
        apart += sum(map(_is_head, texts))
        gain = sum(map(_is_head, whole)) - apart
        if number > 1 and gain > best:
            best, count = gain, number
    return count


def _may_be_pieces(texts: Sequence[str], *, first: bool) -> bool:
    printed = [text for text in texts if text]
    if len(printed) < 2 or max(map(len, printed)) > _LONGEST:
        return False
    if first and all(fold(text) in KNOWN for text in printed):  # whole labels
        return False
    return not any(map(looks_like_number, printed))


def _is_head(text: str) -> bool:
    return bool(text) and fold(text) in _HEADS


def _joined(rows: Sequence[Sequence[GridCell]]) -> tuple[GridCell, ...]:
    cells = []
    for column in zip(*rows, strict=True):
        printed = [cell for cell in column if cell.text]
        first = printed[0] if printed else column[0]
        cells.append(GridCell("".join(cell.text for cell in printed), first.place, first.covered, first.doubtful))
    return tuple(cells)
