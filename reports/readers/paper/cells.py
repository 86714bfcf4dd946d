"""The text of a cell from its characters: lines joined again, digits wrapped in a narrow cell kept one number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from reports.readers.paper.lines import NO_BLANK, WIDE, gap_between
from reports.readers.paper.marks import Glyph

_USUAL_PADDING: Final = 11.0
"""What Word leaves free beside the text of a cell, both sides together, in points."""
_DIGITS: Final = frozenset("0123456789０１２３４５６７８９.,，．")


def rows_of_cell(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters of a cell line by line, each line from left to right, characters drawn twice once."""
    if len(glyphs) == 1:
        return [list(glyphs)]
    levels = [glyph[2] + glyph[4] for glyph in glyphs]  # twice the middle
    first = glyphs[0]
    if max(levels) - min(levels) <= 0.8 * (first[4] - first[2]):
        return [_from_left(list(glyphs))]
    in_order = _as_drawn(glyphs)
    if in_order is not None:
        return in_order
    ordered = sorted(glyphs, key=_level)
    rows: list[list[Glyph]] = []
    start = 0
    for index in range(1, len(ordered)):
        _, _, top, _, bottom = ordered[index]
        reference = ordered[start]
        height = min(bottom - top, reference[4] - reference[2])
        if top + bottom - reference[2] - reference[4] > height:
            rows.append(_from_left(ordered[start:index]))
            start = index
    rows.append(_from_left(ordered[start:]))
    return rows


def _as_drawn(glyphs: Sequence[Glyph]) -> list[list[Glyph]] | None:
    """Return the lines if the characters were drawn line by line, each from left to right, else None."""
    row: list[Glyph] = []
    rows = [row]
    _, end, top, _, bottom = glyphs[0]
    level, height = top + bottom, bottom - top
    for glyph in glyphs:
        _, left, top, right, bottom = glyph
        below = top + bottom - level
        if below > height + bottom - top:
            row = []
            rows.append(row)
            level, height = top + bottom, bottom - top
        elif left < end - 0.5 or not -0.8 * height < below < 0.8 * height:
            return None
        row.append(glyph)
        end = right
    return rows


def _level(glyph: Glyph) -> float:
    return glyph[2] + glyph[4]


def _left(glyph: Glyph) -> float:
    return glyph[1]


def _from_left(glyphs: list[Glyph]) -> list[Glyph]:
    glyphs.sort(key=_left)
    before = glyphs[0]
    for glyph in glyphs[1:]:
        if glyph[0] == before[0] and glyph[1] - before[1] < 0.3 * (glyph[3] - glyph[1]):
            break
        before = glyph
    else:
        return glyphs
    kept: list[Glyph] = []
    for glyph in glyphs:
        if kept and glyph[0] == kept[-1][0] and glyph[1] - kept[-1][1] < 0.3 * (glyph[3] - glyph[1]):
            continue  # the same character at the same place: a shadow, or boldness by printing twice
        kept.append(glyph)
    return kept


def row_text(row: Sequence[Glyph]) -> str:
    """Return the characters of a line, with a blank where they stand apart."""
    text = row[0][0]
    for before, glyph in pairwise(row):
        text += gap_between(before, glyph) + glyph[0]
    return text


def cell_texts(
    cells: Sequence[tuple[Sequence[Glyph], float]], *, padding: float | None = None
) -> tuple[list[str], float]:
    """Return the text of each cell, given its characters and its width, one table at a time; and the padding.

    Lines are joined without a break. Where a line ends and the next begins with a digit they are one number only if
    the first line left no room for another digit; else the break stays, and the cell is no number. The padding is what
    the cells leave free beside their text; None: as the fullest of several lines shows it.
    """
    texts = [_simple(glyphs) for glyphs, _ in cells]
    rows = [rows_of_cell(glyphs) if text is None else [] for (glyphs, _), text in zip(cells, texts, strict=True)]
    if padding is None:
        padding = _padding(rows, [width for _, width in cells])
    whole = [
        _joined(lines, width - padding) if text is None else text
        for lines, (_, width), text in zip(rows, cells, texts, strict=True)
    ]
    return whole, padding


def _padding(cells: Iterable[Sequence[Sequence[Glyph]]], widths: Iterable[float]) -> float:
    free = (
        width - max(row[-1][3] - row[0][1] for row in rows)
        for rows, width in zip(cells, widths, strict=True)
        if len(rows) > 1
    )
    return min([_USUAL_PADDING, *(max(0.0, room) for room in free)])


def _simple(glyphs: Sequence[Glyph]) -> str | None:
    """Return the text of a cell with one line of characters in order that touch or nearly do, None for any other."""
    if not glyphs:
        return ""
    text, _, top, end, bottom = glyphs[0]
    near, wide = NO_BLANK * (bottom - top), WIDE * (bottom - top)
    for character, left, upper, right, _ in glyphs[1:]:
        gap = left - end
        if not (top - near < upper < top + near and -0.5 < gap < wide):
            return None
        if gap > near and character.isascii() and text[-1].isascii():
            return None
        text += character
        end = right
    return text


def is_full(glyphs: Sequence[Glyph], width: float, padding: float) -> bool:
    """True where the last line of a cell leaves no room for another character like its last one."""
    if not glyphs:
        return False
    row = rows_of_cell(glyphs)[-1]
    last = row[-1]
    return last[3] - row[0][1] + last[3] - last[1] > width - padding - 0.5


def _joined(rows: Sequence[Sequence[Glyph]], room: float) -> str:
    text = row_text(rows[0])
    for above, row in pairwise(rows):
        last, first = above[-1], row[0]
        if last[0] in _DIGITS and first[0] in _DIGITS:
            fits = last[3] - above[0][1] + first[3] - first[1] <= room - 0.5
            text += "\n" if fits else ""
        elif last[0].isascii() and first[0].isascii() and first[0].isalpha():
            text += " "
        text += row_text(row)
    return text
