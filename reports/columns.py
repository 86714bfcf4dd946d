"""Which cell of a row belongs to which column of the form: by the header, by count, by its neighbours, or to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.labels import Role, fold, is_like_column
from reports.model import GridCell, TableKey
from reports.rows import RowView

_WITNESSES = 2
"""So many complete rows must agree before an incomplete one is read like them."""

Tail = Sequence[tuple[int, GridCell]]


class UnclearRowError(Exception):
    """The cells of a row cannot be told apart: too few, too many, or shifted without a witness."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header puts the form's columns: by key (several where a span was copied), and columns unknown to it."""

    columns: Mapping[str, tuple[int, ...]]
    extra: Mapping[int, str]
    known: frozenset[int]  # all grid columns that the header names


def make_header(columns: Mapping[str, tuple[int, ...]], extra: Mapping[int, str]) -> Header:
    """Return the header of these columns."""
    known = frozenset(column for places in columns.values() for column in places) | frozenset(extra)
    return Header(columns, extra, known)


def header_of(
    rows: Sequence[RowView], table: TableKey, keys: Sequence[str], *, ignored: frozenset[str] = frozenset()
) -> Header | None:
    """Return what these header rows say, None where they contradict themselves or each other (spans lost).

    `keys` are the form's columns in order, `ignored` folded words that head no numbers (信息内容, 申请人情况).
    """
    columns: dict[str, set[int]] = {}
    extra: dict[int, str] = {}
    for row in rows:
        for word in row.words:
            key = word.means(table, Role.COLUMN)
            if key is not None and key in keys:
                columns.setdefault(key, set()).add(word.column)
            elif word.folded not in ignored and word.means(table, Role.GROUP) is None:
                extra[word.column] = word.text
    taken = [column for places in columns.values() for column in places]
    if not taken or len(taken) != len(set(taken)):
        return None
    order = [key for _, key in sorted((min(places), key) for key, places in columns.items())]
    if order != [key for key in keys if key in columns] and not _is_sound(rows, table, order):
        return None
    first = min(taken)
    extra = {column: text for column, text in extra.items() if column > first and column not in set(taken)}
    _name_damaged(columns, extra, table, keys)
    return make_header({key: tuple(sorted(places)) for key, places in columns.items()}, extra)


def _name_damaged(columns: dict[str, set[int]], extra: dict[int, str], table: TableKey, keys: Sequence[str]) -> None:
    """Take columns whose labels are damaged for those that the form has in their place, if as many stand there."""
    known = sorted((keys.index(key), min(places)) for key, places in columns.items())
    ends = [(-1, -1), *known, (len(keys), max((*extra, *(column for _, column in known))) + 1)]
    for (index, column), (next_index, next_column) in pairwise(ends):
        unnamed = [at for at in sorted(extra) if column < at < next_column]
        missing = keys[index + 1 : next_index]
        if not unnamed or len(unnamed) != len(missing):
            continue
        pairs = list(zip(unnamed, missing, strict=True))
        if all(is_like_column(table, key, fold(extra[at])) for at, key in pairs):
            for at, key in pairs:
                columns[key] = {at}
                del extra[at]


def _is_sound(rows: Sequence[RowView], table: TableKey, order: Sequence[str]) -> bool:
    """Columns out of the form's order are believed only from one row, or where headings span what is below them."""
    for row in rows:
        if sum(1 for word in row.words if word.means(table, Role.COLUMN) is not None) == len(order):
            return True
    for row, below in pairwise(rows):
        own = [column for column, _ in row.cells] + [row.width]
        for word in row.words:
            if word.means(table, Role.GROUP) is None or word.column == own[-2]:
                continue
            end = next(column for column in own if column > word.column)
            heads = [inner.column for inner in below.words if inner.means(table, Role.COLUMN) is not None]
            if len(heads) > 1 and all(word.column <= column < end for column in heads):
                return True
    return False


def settled(header: Header | None, tails: Sequence[Tail], keys: Sequence[str]) -> Header | None:
    """Return the header if the rows bear it out: one that lacks columns may be damaged, not the table narrower."""
    if header is None or all(key in header.columns for key in keys):
        return header
    full = 0
    for tail in tails:
        filled = {column for column, cell in tail if is_filled(cell)}
        if not filled <= header.known:
            return None
        full += len(filled) == len(header.known)
    return header if full >= 2 else None


def is_filled(cell: GridCell) -> bool:
    """True where something is printed in the cell."""
    return bool(cell.text) and not cell.text.isspace()


def assign(
    tail: Tail, keys: Sequence[str], *, header: Header | None = None, offsets: Sequence[int] = ()
) -> dict[str, GridCell | None]:
    """Return the cell of each column; None for a column that the table does not have.

    `tail` are the row's own cells behind its label, `offsets` where the values begin in complete rows of the same make.
    In this order: the header's columns, if all that is printed stands under them; a stretch as long as there are
    columns, printed at both ends; exactly as many cells as columns, if nothing speaks against; nothing printed (all
    blank); the offset that at least two complete rows have. Raises UnclearRowError where nothing decides: a row that
    ends early may have lost its last cells or one in its middle.
    """
    if (under := under_header(tail, keys, header)) is not None:
        return under
    filled = [index for index, (_, cell) in enumerate(tail) if is_filled(cell)]
    if not filled:
        return _all_blank(tail, keys)
    start = first_printed(tail, len(keys))
    if start is None and len(tail) == len(keys) and set(offsets) <= {0} and _is_shifted(tail, header):
        start = 0
    if start is None and len(offsets) >= _WITNESSES and len(set(offsets)) == 1:
        fits = offsets[0] <= filled[0] and filled[-1] < offsets[0] + len(keys) <= len(tail)
        start = offsets[0] if fits else None
    if start is None:
        raise UnclearRowError
    return {key: tail[start + index][1] for index, key in enumerate(keys)}


def _is_shifted(tail: Tail, header: Header | None) -> bool:
    """True where no header counts for the row: there is none, or something is printed where it has no column."""
    return header is None or any(column not in header.known for column, cell in tail if is_filled(cell))


def first_printed(tail: Tail, count: int) -> int | None:
    """Return where the values begin if what is printed first and last is exactly `count` cells apart, else None."""
    filled = [index for index, (_, cell) in enumerate(tail) if is_filled(cell)]
    if filled and filled[-1] - filled[0] == count - 1:
        return filled[0]
    return None


def _all_blank(tail: Tail, keys: Sequence[str]) -> dict[str, GridCell | None]:
    """Nothing is printed: every cell of the row is blank, wherever the columns are."""
    if not tail:
        raise UnclearRowError
    last = tail[-1][1]
    return {key: tail[index][1] if index < len(tail) else last for index, key in enumerate(keys)}


def under_header(tail: Tail, keys: Sequence[str], header: Header | None) -> dict[str, GridCell | None] | None:
    """Return the cells under the header's columns, None where the row does not stand under it."""
    if header is None:
        return None
    known = header.known
    for column, cell in tail:
        if column not in known and cell.text:
            return None
    cells = dict(tail)
    found: dict[str, GridCell | None] = {}
    for key in keys:
        columns = header.columns.get(key)
        if columns is None:
            found[key] = None
        elif columns[0] not in cells:
            return None
        elif len(columns) == 1:
            found[key] = cells[columns[0]]
        else:
            copies = [cells[column] for column in columns if column in cells]
            if len({cell.text for cell in copies if is_filled(cell)}) > 1:
                return None
            found[key] = next((cell for cell in copies if is_filled(cell)), copies[0])
    return found if any(cell is not None for cell in found.values()) else None
