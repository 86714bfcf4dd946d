"""Label lines of a table without rules gathered into labels, and the numbers that stand beside each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from reports.labels import KNOWN, fold
from reports.readers.paper.form_lines import NUMBERING, is_number
from reports.readers.paper.lines import lines_of
from reports.readers.paper.marks import Box, Line, Word, boundary
from reports.readers.paper.value_columns import word_columns

_LOOSE: Final = 1.9
"""Lines of one label are no further apart than this many letters."""
_BESIDE: Final = 0.62
"""A row of numbers stands at most so many letters above or below the place where its label puts it."""
_SAME_LEVEL: Final = 0.35
_CLEARLY: Final = 0.6
_TIGHT: Final = 0.72
"""Lines of one cell are no further apart than this part of a letter's height."""


@dataclass(slots=True)
class LabelBlock:
    """One label, over one line or several."""

    lines: list[Line]
    numbers: list[Word] = field(default_factory=list)
    doubts: list[Word] = field(default_factory=list)  # may be pieces of this row's cells, or of another's
    before: str = ""  # its beginning, if the page's end cut it
    after: str = ""  # its rest on the next page
    dropped: bool = False  # a half without numbers, told with the other half

    @property
    def text(self) -> str:
        """The label as printed, without line breaks."""
        return f"{self.before}{''.join(line.text for line in self.lines)}{self.after}"

    @property
    def words(self) -> list[Word]:
        """The words of the label, the numbers of its row, and those that may be."""
        return [*(word for line in self.lines for word in line.words), *self.numbers, *self.doubts]

    @property
    def box(self) -> Box:
        """The box around it."""
        return boundary([line.box for line in self.lines])

    def level(self, where: str) -> float:
        """Return where its numbers stand if they are set level with its first line, its last line or its middle."""
        first, last = self.lines[0].middle, self.lines[-1].middle
        match where:
            case "first":
                return first
            case "last":
                return last
            case _:
                return (first + last) / 2


def label_blocks(words: Sequence[Word]) -> list[LabelBlock]:
    """Return the labels from top to bottom.

    A label begins with its number (（一）, 1., 一、), where the one above is complete, or where the gap is too wide;
    what is neither known nor the beginning of a known label goes on with the label above.
    """
    blocks: list[LabelBlock] = []
    for line in lines_of(words):
        if blocks and not _begins(blocks[-1], line):
            blocks[-1].lines.append(line)
        else:
            blocks.append(LabelBlock([line]))
    return blocks


def join_cut_rows(pages: Sequence[Sequence[LabelBlock]], stray: Sequence[Sequence[Word]]) -> None:
    """Join rows that a page's end cut: the half of a label without numbers is told with the half that has them.

    Where both halves have numbers their digits are wrapped. What of a page's numbers is `stray` stands above its first
    label: it is the rest of the last row before. Halves that make no known label cast doubt on each other.
    """
    for page, following, above in zip(pages, pages[1:], stray[1:], strict=False):
        if not page:
            continue
        last = page[-1]
        if above and following and _touches(following[0], above):
            last.doubts.extend(above)
            following[0].doubts.extend(above)
        else:
            _go_on(last, above)
        if not following or NUMBERING.match(following[0].text) is not None:
            continue
        first = following[0]
        whole = fold(last.text + first.text) in KNOWN
        if fold(first.text) in KNOWN and (not whole or fold(last.text) in KNOWN):
            continue
        if not whole:
            last.doubts.extend(first.numbers)
            first.doubts.extend(last.numbers)
        elif first.numbers and not last.numbers:
            first.before, last.dropped = last.text, True
        else:
            _go_on(last, first.numbers)
            last.after, first.dropped = first.text, True


def _touches(row: LabelBlock, above: Sequence[Word]) -> bool:
    """True where numbers stand so close above a page's first row that they may be the upper lines of its own cells."""
    top = min([row.box[1], *(word.top for word in row.numbers)])
    return top - max(word.bottom for word in above) <= _TIGHT * _letter(above[0])


def _go_on(row: LabelBlock, rest: Sequence[Word]) -> None:
    """Give a row at a page's end the numbers that stand below it on the next page."""
    end = max((word.bottom for word in row.numbers), default=row.box[3])
    row.numbers.extend(word.lowered(end) for word in rest)


def _begins(above: LabelBlock, line: Line) -> bool:
    if NUMBERING.match(line.text) is not None:
        return True
    if _is_beginning(above.text + line.text):
        return False
    if fold(line.text) in KNOWN or fold(above.text) in KNOWN:
        return True
    return line.middle - above.lines[-1].middle > _LOOSE * line.height


def _is_beginning(text: str) -> bool:
    folded = fold(text)
    return len(folded) > 1 and any(name.startswith(folded) for name in KNOWN)


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
            letter = _letter(words[0])
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
    """Give each label the row of numbers that is level with it; return the rows that are level with none."""
    left: list[list[Word]] = []
    for row in rows:
        block, distance = _nearest(blocks, row, where) if blocks else (None, 0.0)
        if block is not None and distance <= _BESIDE * _letter(row[0]) and not block.numbers:
            block.numbers = list(row)
        else:
            left.append(row)
    return left


def _is_wrapped(block: LabelBlock, pieces: Sequence[Word], where: str) -> bool:
    """True where these lines of numbers and those beside the label are cells of one row.

    Then every cell, over however many lines, stands level with the others in the way that `where` tells; a whole row
    that lost its label does not.
    """
    levels = [_level(word, where) for word in block.numbers]
    level = sum(levels) / len(levels) if levels else block.level(where)
    return all(
        abs(_level(_stacked(column), where) - level) <= _SAME_LEVEL * _letter(column[0]) and _is_tight(column)
        for column in word_columns((*block.numbers, *pieces))
        if any(word in pieces for word in column)
    )


def _is_tight(column: Sequence[Word]) -> bool:
    """True where the lines of a cell follow each other without a gap."""
    return all(below.top - word.bottom <= _TIGHT * _letter(word) for word, below in pairwise(column))


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
            if stack.left < word.right and word.left < stack.right and word.bottom - stack.bottom < _LOOSE * word.height
        ),
        None,
    )


def _letter(word: Word) -> float:
    """Return the height of the word's letters, which a word over several lines is higher than."""
    return word.glyphs[0][4] - word.glyphs[0][2] if word.glyphs else word.height


def _level(word: Word, where: str) -> float:
    match where:
        case "first":
            return word.top + _letter(word) / 2
        case "last":
            return word.bottom - _letter(word) / 2
        case _:
            return word.middle


def _rows(words: Sequence[Word], where: str) -> list[list[Word]]:
    """Return the words row by row: those on one level."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: _level(word, where)):
        if rows and _level(word, where) - _level(rows[-1][0], where) <= _SAME_LEVEL * _letter(word):
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
        return range(1) if level >= blocks[0].box[1] - _letter(row[0]) else ()
    above, below = (abs(blocks[at].level(where) - level) for at in (after - 1, after))
    if min(above, below) < _CLEARLY * max(above, below):
        return (after - 1,) if above < below else (after,)
    return after - 1, after
