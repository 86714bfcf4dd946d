"""Ruled tables that a page's end parts: rows cut in two joined again, fragments with the same columns made one grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from reports.labels import KNOWN, fold
from reports.model import Grid
from reports.numbers import looks_like_number
from reports.readers.paper.form_lines import NUMBERING, is_part_of_label
from reports.readers.paper.marks import PlacedGrid, RuledCell, RuledCells, Sheet

_SAME: Final = 2.5
_DIGITS: Final = re.compile(r"[0-9０-９.,，．]+")
_HEADINGS: Final = 3
"""So many labels completed at once are a row of headings."""


def join_over_pages(sheets: Sequence[Sheet]) -> None:
    """Join the last grid of a sheet and the first of the next where only the page's end lies between.

    A grid that goes on over several pages ends up whole on the sheet where it begins; its cells keep their own places.
    A blank one goes on with the one before or is none.
    """
    for sheet, following in reversed([*pairwise(sheets)]):
        above, below = _last(sheet), _first(following)
        if above is None or below is None or above.ruled is None or below.ruled is None:
            continue
        xs, others = above.ruled.xs, below.ruled.xs
        row = _repeated_rows(above, below)
        pairs = _rest_of_row(above.ruled, below.ruled.row(row))
        if pairs is not None:
            above, below = _with_rest(above, below, pairs, above.ruled), _without_row(below, row)
        same = len(xs) == len(others) and all(abs(a - b) <= _SAME for a, b in zip(xs, others, strict=True))
        if same or not below.grid.rows:
            above = replace(above, grid=Grid((*above.grid.rows, *below.grid.rows), above.grid.place))
            following.grids = following.grids[1:]
        else:
            following.grids[0] = below
        sheet.grids[-1] = above
    for sheet in sheets:
        sheet.grids = [grid for grid in sheet.grids if any(cell.text for row in grid.grid.rows for cell in row)]


def _repeated_rows(above: PlacedGrid, below: PlacedGrid) -> int:
    """Return how many rows at the top are the headings of the page before, printed again."""
    count = 0
    for first, again in zip(above.grid.rows, below.grid.rows, strict=False):
        texts = [cell.text for cell in again if cell.text]
        if not texts or texts != [cell.text for cell in first if cell.text] or any(map(looks_like_number, texts)):
            break
        count += 1
    return count


def _last(sheet: Sheet) -> PlacedGrid | None:
    """Return the ruled grid at the sheet's end, None where text stands below it."""
    sheet.grids.sort(key=lambda grid: grid.box[1])
    if not sheet.grids or sheet.grids[-1].ruled is None:
        return None
    bottom = sheet.grids[-1].box[3]
    return None if any(line.middle > bottom for line in sheet.lines) else sheet.grids[-1]


def _first(sheet: Sheet) -> PlacedGrid | None:
    sheet.grids.sort(key=lambda grid: grid.box[1])
    if not sheet.grids or sheet.grids[0].ruled is None:
        return None
    top = sheet.grids[0].box[1]
    return None if any(line.middle < top for line in sheet.lines) else sheet.grids[0]


def _rest_of_row(above: RuledCells, first: Sequence[RuledCell]) -> list[tuple[RuledCell, RuledCell]] | None:
    """Return the cells that belong together if the first row is the rest of the last row before, None if it is not.

    It is if no label begins there, and what stands there either completes labels of the form or is digits of numbers,
    of which some have no rest, or all found no room.
    """
    pairs = list(_pairs(above.last_row(), first))
    paired = {id(rest) for _, rest in pairs}
    texts = [(cell.text, rest.text) for cell, rest in pairs if rest.text]
    if not texts or any(rest.text and id(rest) not in paired for rest in first):
        return None
    labels = [(text, rest) for text, rest in texts if not looks_like_number(rest)]
    if any(NUMBERING.match(rest) is not None for _, rest in labels):
        return None
    completed = [fold(text + rest) in KNOWN for text, rest in labels if text]
    if completed and completed[-1] and (fold(labels[-1][1]) not in KNOWN or sum(completed) >= _HEADINGS):
        return pairs
    digits = [(cell, rest) for cell, rest in pairs if _DIGITS.fullmatch(rest.text) is not None]
    ended = any(cell.text and not rest.text for cell, rest in pairs)
    wraps = ended or (bool(digits) and all(above.is_full(cell) for cell, _ in digits))
    pieces = all(
        fold(text + rest) in KNOWN if text else is_part_of_label(rest) and fold(rest) not in KNOWN
        for text, rest in labels
    )
    follow = all(_DIGITS.search(cell.text[-1:]) is not None for cell, _ in digits)
    return pairs if pieces and follow and len(digits) + len(labels) == len(texts) and wraps else None


def _pairs(last: Sequence[RuledCell], first: Sequence[RuledCell]) -> Iterator[tuple[RuledCell, RuledCell]]:
    """Yield the cells that stand one below the other with the same left and right edge."""
    for cell in last:
        for rest in first:
            if abs(cell.box[0] - rest.box[0]) <= _SAME and abs(cell.box[2] - rest.box[2]) <= _SAME:
                yield cell, rest


def _with_rest(
    above: PlacedGrid, below: PlacedGrid, pairs: Sequence[tuple[RuledCell, RuledCell]], cells: RuledCells
) -> PlacedGrid:
    rows = [list(row) for row in above.grid.rows]
    for cell, rest in pairs:
        if rest.text:
            stands = rows[cell.row][cell.column] if cell.text else below.grid.rows[rest.row][rest.column]
            rows[cell.row][cell.column] = replace(stands, text=_whole(cell, rest, cells))
    return replace(above, grid=Grid(tuple(map(tuple, rows)), above.grid.place))


def _whole(cell: RuledCell, rest: RuledCell, cells: RuledCells) -> str:
    """Return both texts; digits are one number only if the first part left no room for another digit."""
    if not cell.text or not (_DIGITS.fullmatch(cell.text[-1]) and _DIGITS.fullmatch(rest.text[0])):
        return cell.text + rest.text
    return cell.text + ("" if cells.is_full(cell) else "\n") + rest.text


def _without_row(below: PlacedGrid, row: int) -> PlacedGrid:
    rows = below.grid.rows
    return replace(below, grid=Grid((*rows[:row], *rows[row + 1 :]), below.grid.place))
