"""The numbers of a table without rules, each given to the label beside which it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reports.readers.paper.form_lines import is_number
from reports.readers.paper.label_blocks import LOOSE, TIGHT, LabelBlock, letter_height
from reports.readers.paper.marks import Word, boundary
from reports.readers.paper.value_columns import word_columns

_BESIDE: Final = 0.62
"""A row of numbers stands at most so many letters above or below the place where its label puts it."""
_SAME_LEVEL: Final = 0.35
_CLEARLY: Final = 0.6


def level_of_numbers(pages: Sequence[tuple[Sequence[LabelBlock], Sequence[Word]]]) -> str:
    """Return with which line of the labels a table's numbers are level: the middle, the first or the last.

    Labels of several lines tell it, but for those at a page's edge, which may be cut; without one it is the middle.
    """
    misfits = dict.fromkeys(("middle", "first", "last"), 0.0)
    for blocks, words in pages:
        tall = [block for block in blocks[1:-1] if len(block.lines) > 1]
        stacks = _stacks(words) if tall else []
        for where in misfits if stacks else ():
            levels = sorted(_level(word, where) for word in stacks)
            letter = letter_height(words[0])
            misfits[where] += sum(min(letter, _misfit(levels, block.level(where))) / letter for block in tall)
    return min(misfits, key=lambda where: misfits[where])


def _misfit(levels: Sequence[float], level: float) -> float:
    """Return how far the nearest of these rising levels is."""
    at = bisect_left(levels, level)
    return min(abs(near - level) for near in levels[max(0, at - 1) : at + 1])


def pair(blocks: Sequence[LabelBlock], words: Sequence[Word], where: str) -> list[Word]:
    """Give each label the words of the value columns beside it; return those above the first label.

    `where` tells with which line of their labels numbers are level ("middle", "first" or "last").
    """
    if not blocks or not words:
        return list(words)
    left = _given(blocks, _rows(_stacks(words), where), where)
    # a page's end may cut the first label or the last: its numbers may stand level with the line that is left first
    left = _given([block for block in (blocks[0], blocks[-1]) if not block.numbers], left, "first")
    stray: list[Word] = []
    pieces: list[list[Word]] = [[] for _ in blocks]
    for row in left:
        owners = _owners(blocks, row, where)
        if not owners:
            stray.extend(row)
        elif len(owners) == 1:
            pieces[owners[0]].extend(row)
        else:
            for owner in owners:
                blocks[owner].doubts.extend(row)
    for at, (block, found) in enumerate(zip(blocks, pieces, strict=True)):
        ways = (where, "first") if at in (0, len(blocks) - 1) else (where,)  # a page's end may cut the row
        if any(_is_wrapped(block, found, way) for way in ways):
            block.numbers.extend(found)
        else:
            for beside in blocks[max(0, at - 1) : at + 2]:
                beside.doubts.extend(found)
    return stray


def _given(blocks: Sequence[LabelBlock], rows: Sequence[list[Word]], where: str) -> list[list[Word]]:
    """Give each label the row of numbers that is nearest to its level; return the rows that are level with none.

    A line of wrapped digits above a row may be level with the label too, but never as nearly as the row itself.
    """
    if not blocks:
        return list(rows)
    nearest = [_nearest(blocks, row, where) for row in rows]
    given: set[int] = set()
    for index in sorted(range(len(rows)), key=lambda index: nearest[index][1]):
        block, distance = nearest[index]
        if distance <= _BESIDE * letter_height(rows[index][0]) and not block.numbers:
            block.numbers = list(rows[index])
            given.add(index)
    return [row for index, row in enumerate(rows) if index not in given]


def _is_wrapped(block: LabelBlock, pieces: Sequence[Word], where: str) -> bool:
    """True where these lines of numbers and those beside the label are cells of one row.

    Then every cell, over however many lines, stands level with the others in the way that `where` tells; a whole row
    that lost its label does not.
    """
    levels = [_level(word, where) for word in block.numbers]
    level = sum(levels) / len(levels) if levels else block.level(where)
    return all(
        abs(_level(_stacked(column), where) - level) <= _SAME_LEVEL * letter_height(column[0]) and _is_tight(column)
        for column in word_columns((*block.numbers, *pieces))
        if any(word in pieces for word in column)
    )


def _is_tight(column: Sequence[Word]) -> bool:
    """True where the lines of a cell follow each other without a gap."""
    return all(below.top - word.bottom <= TIGHT * letter_height(word) for word, below in pairwise(column))


def _stacks(words: Sequence[Word]) -> list[Word]:
    """Return the words with what goes on below them in the same cell: the rest of a remark, never another number."""
    stacks: list[Word] = []
    for word in sorted(words, key=lambda word: word.middle):
        above = None if is_number(word) else _just_above(stacks, word)
        if above is None:
            stacks.append(word)
            continue
        stacks[stacks.index(above)] = _stacked((above, word))
    return stacks


def _stacked(words: Sequence[Word]) -> Word:
    """Return words that stand below each other, from top to bottom, as one."""
    left, top, right, bottom = boundary([(word.left, word.top, word.right, word.bottom) for word in words])
    glyphs = tuple(glyph for word in words for glyph in word.glyphs)
    return Word("".join(word.text for word in words), left, top, right, bottom, glyphs)


def _just_above(stacks: Sequence[Word], word: Word) -> Word | None:
    return next(
        (
            stack
            for stack in reversed(stacks)
            if stack.left < word.right and word.left < stack.right and word.bottom - stack.bottom < LOOSE * word.height
        ),
        None,
    )


def _level(word: Word, where: str) -> float:
    match where:
        case "first":
            return word.top + letter_height(word) / 2
        case "last":
            return word.bottom - letter_height(word) / 2
        case _:
            return word.middle


def _rows(words: Sequence[Word], where: str) -> list[list[Word]]:
    """Return the words row by row: those on one level."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: _level(word, where)):
        if rows and _level(word, where) - _level(rows[-1][0], where) <= _SAME_LEVEL * letter_height(word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _row_level(row: Sequence[Word], where: str) -> float:
    return sum(_level(word, where) for word in row) / len(row)


def _nearest(blocks: Sequence[LabelBlock], row: Sequence[Word], where: str) -> tuple[LabelBlock, float]:
    level = _row_level(row, where)
    block = min(blocks, key=lambda block: abs(block.level(where) - level))
    return block, abs(block.level(where) - level)


def _owners(blocks: Sequence[LabelBlock], row: Sequence[Word], where: str) -> Sequence[int]:
    """Return the labels whose cells these lines of numbers may be pieces of; none stands above the first label.

    Where cells begin level with their label, a line between two rows belongs to the upper one, where they end level
    with it to the lower one. Where they stand in the middle it must be much nearer to one label than to the other.
    """
    level = _row_level(row, "middle")
    after = sum(1 for block in blocks if block.level(where) <= level)
    if where == "first" or after == len(blocks):
        return range(max(0, after - 1), after)
    if where == "last":
        return range(after, after + 1)
    if after == 0:
        return range(1) if level >= blocks[0].box[1] - letter_height(row[0]) else ()
    above, below = (abs(blocks[at].level(where) - level) for at in (after - 1, after))
    if min(above, below) < _CLEARLY * max(above, below):
        return (after - 1,) if above < below else (after,)
    return after - 1, after
