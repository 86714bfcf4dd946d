"""Rows told by labels alone (one cell per line): which blank lines are the row's own cells, which its neighbours'.

A row's blank lines may stand before its first number (a merged label's empty positions) or behind its last (those of
the next row). Complete rows show how many; only a row that then has exactly its number of cells is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.columns import Tail, UnclearRowError, first_printed, is_filled
from reports.forms import Row
from reports.labels import Role
from reports.model import TableKey
from reports.rows import RowView

_WITNESSES = 2

Kind = tuple[Role, int] | None
"""What stands at a row's beginning: a row label with its depth, a group label with its length, or nothing known."""


def own_cells(
    rows: Sequence[RowView], tails: Mapping[int, tuple[Tail, Row]], table: TableKey, depths: Mapping[str, int]
) -> dict[int, Tail]:
    """Return, per row by its position in `rows`, the cells that are its values; a row without an answer is left out.

    `tails` are the data rows: what follows the label, and the form's row. `depths` tell how many merged labels stand
    left of a row of the form.
    """
    before: dict[Kind, set[int]] = {}
    behind: dict[Kind, set[int]] = {}
    counts: dict[Kind, int] = {}
    settled: dict[int, Tail] = {}
    for at, (tail, row) in tails.items():
        count = len(row.columns)
        start = first_printed(tail, count)
        if start is None or sum(1 for _, cell in tail if is_filled(cell)) != count:
            continue
        settled[at] = tail[start : start + count]
        own, following = _kind(rows[at], table, depths), _following(rows, at, table, depths)
        before.setdefault(own, set()).add(start)
        behind.setdefault(following, set()).add(len(tail) - start - count)
        counts[own] = counts.get(own, 0) + 1
        counts[following] = counts.get(following, 0) + 1
    for at, (tail, row) in tails.items():
        if at in settled:
            continue
        own, following = _kind(rows[at], table, depths), _following(rows, at, table, depths)
        lead, rest = before.get(own, set()), behind.get(following, set())
        if len(lead) != 1 or len(rest) != 1 or following is None or counts[own] < _WITNESSES:
            continue
        start, count = next(iter(lead)), len(row.columns)
        if len(tail) == start + count + next(iter(rest)):
            settled[at] = tail[start : start + count]
    return settled


def values_of(tail: Tail, row: Row, settled: Tail | None) -> Tail:
    """Return the cells of a row: all blank ones where nothing is printed. Raises UnclearRowError where unsettled."""
    if settled is not None:
        return settled
    if any(is_filled(cell) for _, cell in tail):
        raise UnclearRowError
    return tail


def _following(rows: Sequence[RowView], at: int, table: TableKey, depths: Mapping[str, int]) -> Kind:
    return _kind(rows[at + 1], table, depths) if at + 1 < len(rows) else None


def _kind(row: RowView, table: TableKey, depths: Mapping[str, int]) -> Kind:
    if not row.words:
        return None
    word = row.words[0]
    key = word.means(table, Role.ROW)
    if key is not None:
        return Role.ROW, depths.get(key, 0)
    group = word.means(table, Role.GROUP)
    return None if group is None else (Role.GROUP, len(group))
