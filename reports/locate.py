"""Which rows of which grids are the form's three tables: pieces are told by their words, joined and weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.labels import Role
from reports.model import Grid, SectionKey, TableKey, TextBlock
from reports.rows import RowView, rows_of

_RESULTS = 5
_AT_HOME = {TableKey.PROACTIVE: 3, TableKey.APPLICATIONS: 6, TableKey.REVIEW: 2}
"""So many rows does a table count more that stands in its own section: last year's may be printed in another."""

_NEAR_TEXT = 30
"""What may stand between two pieces of one table: a page number, a repeated title, "续表"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive rows of one grid that belong to one table of the form; `index` is the block it stands in."""

    index: int
    table: TableKey | None
    rows: tuple[RowView, ...]

    def keys(self, *roles: Role) -> set[str]:
        """Return the keys that the piece's words stand for in these roles."""
        if self.table is None:
            return set()
        found = (word.means(self.table, role) for row in self.rows for word in row.words for role in roles)
        return {key for key in found if key is not None}


@dataclass(frozen=True, slots=True)
class Located:
    """The rows of one table in order, from all its pieces; `blocks` are the indexes of the blocks they stand in."""

    table: TableKey
    rows: tuple[RowView, ...]
    blocks: tuple[int, ...]


def pieces_of(blocks: Sequence[TextBlock | Grid], loose: frozenset[int] = frozenset()) -> list[Piece]:
    """Return all pieces in reading order; a grid that says nothing of the form is one piece of no table.

    `loose` are the indexes of grids put together from single lines.
    """
    pieces: list[Piece] = []
    number = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            pieces.extend(_split(rows_of(block, number, loose=index in loose), index))
            number += 1
    return pieces


def _split(rows: Sequence[RowView], index: int) -> Iterator[Piece]:
    """Cut a grid where its words begin to speak of another table; rows that say nothing stay with those above."""
    current: TableKey | None = None
    gathered: list[RowView] = []
    for row in rows:
        table = row.table
        if table is not None and current is not None and table is not current:
            yield Piece(index, current, tuple(gathered))
            gathered = []
        current = table or current
        gathered.append(row)
    if gathered:
        yield Piece(index, current, tuple(gathered))


_SECTION_OF = {
    TableKey.PROACTIVE: SectionKey.PROACTIVE,
    TableKey.APPLICATIONS: SectionKey.APPLICATIONS,
    TableKey.REVIEW: SectionKey.REVIEW,
}
Covered = Callable[[Piece], Sequence[int]]
"""Returns the indexes of the form's rows that a piece holds, in the piece's order."""


def locate(
    blocks: Sequence[TextBlock | Grid],
    pieces: Sequence[Piece],
    table: TableKey,
    *,
    covered: Covered,
    section_of: Mapping[int, SectionKey],
) -> Located | None:
    """Return the rows of the table, None where no piece is surely of it.

    Pieces follow each other as long as their rows go on in the form's order (a table cut by pages, header repeated); a
    piece that begins again is another table: the one with most of the form wins, then the one in its own section.
    """
    candidates = list(_with_loose(blocks, pieces, table, section_of))
    if len(candidates) == 1:
        return _joined(candidates, table) if _is_strong(candidates) else None
    chains: list[list[Piece]] = []
    indexes: dict[int, Sequence[int]] = {}
    reached = -1
    for piece in candidates:
        rows = indexes[id(piece)] = covered(piece)
        near = bool(chains) and _near(blocks, chains[-1][-1].index, piece.index, section_of)
        if not (_is_strong([piece]) or near or _names_blocks(piece)):
            continue
        if rows:
            follows = rows[0] > reached or (near and rows[0] == reached and rows[-1] > reached)
            goes_on = bool(chains) and follows and (near or reached >= 0)
        else:
            goes_on = near
        if goes_on:
            chains[-1].append(piece)
        else:
            chains.append([piece])
            reached = -1
        reached = max([reached, *rows])
    strong = [chain for chain in chains if _is_strong(chain)]
    if not strong:
        return None
    best = max(strong, key=lambda chain: _weight(chain, table, indexes, section_of))
    return _joined(best, table)


def _joined(chain: Sequence[Piece], table: TableKey) -> Located:
    blocks = tuple(dict.fromkeys(piece.index for piece in chain))
    return Located(table, tuple(row for piece in chain for row in piece.rows), blocks)


def _with_loose(
    blocks: Sequence[TextBlock | Grid], pieces: Sequence[Piece], table: TableKey, section_of: Mapping[int, SectionKey]
) -> Iterator[Piece]:
    """Yield the table's pieces, and those right behind that say nothing else: numbers alone, labels of two tables."""
    last: Piece | None = None
    for piece in pieces:
        if piece.table is table:
            last = piece
            yield piece
        elif piece.table is None and last is not None and _near(blocks, last.index, piece.index, section_of):
            if not any(row.numbers for row in piece.rows):
                if table is TableKey.REVIEW and all(_is_blank(row) for row in piece.rows):
                    yield piece
                continue
            if all(_may_be_row(row, table) for row in piece.rows):
                last = piece if all(not row.words for row in piece.rows) else replace(piece, table=table)
                yield last
        elif piece.table is not None:
            last = None


def _is_blank(row: RowView) -> bool:
    """True for a line as long as a block of table 4 in which nothing is printed."""
    return not row.words and not row.numbers and len(row.cells) >= _RESULTS


def _may_be_row(row: RowView, table: TableKey) -> bool:
    """True for a row of numbers alone, and for one whose label stands in this table too ("3.其他", "（七）总计")."""
    return not row.words or any(word.means(table, Role.ROW) is not None for word in row.words)


def _near(blocks: Sequence[TextBlock | Grid], first: int, second: int, section_of: Mapping[int, SectionKey]) -> bool:
    """True for two blocks of one section with only blank or very short text between."""
    return section_of.get(first) is section_of.get(second) and close_together(blocks, first, second)


def close_together(blocks: Sequence[TextBlock | Grid], first: int, second: int) -> bool:
    """True where only blank or very short text stands between two blocks."""
    between = blocks[first + 1 : second]
    return all(isinstance(block, TextBlock) and len(block.text) <= _NEAR_TEXT for block in between)


def _is_strong(chain: Sequence[Piece]) -> bool:
    """True where the words of these pieces can come from no other table than the form's."""
    rows = {key for piece in chain for key in piece.keys(Role.ROW)}
    heads = {key for piece in chain for key in piece.keys(Role.COLUMN)}
    match chain[0].table:
        case TableKey.PROACTIVE:
            return len(rows) >= 4 or bool(rows and heads) or len(heads) >= 2
        case TableKey.APPLICATIONS:
            return len(rows - {"outcomes_total", "otherwise_handled.other"}) >= 2 or len(heads) >= 4
        case TableKey.REVIEW:
            return (len(rows) >= 2 and bool(heads)) or (bool(rows) and len(heads) >= 3)
        case None:
            return False


def _names_blocks(piece: Piece) -> bool:
    """True for the upper rows of table 4's header, which a page end may part from the results below."""
    return piece.table is TableKey.REVIEW and len(piece.keys(Role.ROW, Role.GROUP)) >= 2


def _weight(
    chain: Sequence[Piece], table: TableKey, indexes: Mapping[int, Sequence[int]], section_of: Mapping[int, SectionKey]
) -> tuple[int, int, int]:
    rows = {index for piece in chain for index in indexes[id(piece)]}
    at_home = any(section_of.get(piece.index) is _SECTION_OF[table] for piece in chain)
    heads = {key for piece in chain for key in piece.keys(Role.COLUMN)}
    return len(rows) + (_AT_HOME[table] if at_home else 0) + (2 if heads else 0), len(heads), -chain[0].index
