"""Characters gathered into words and lines by where they stand, and the blanks between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from reports.readers.paper.marks import Glyph, Line, Word

_WIDE: Final = 0.6
"""A gap of this part of the letters' height is a blank even in Chinese text."""
_APART: Final = 0.3
"""Characters further apart than this belong to two words, unless the word is spaced out."""
_SPACED: Final = 1.1
_TIGHT: Final = 0.08
_DIGITS_APART: Final = 0.15
"""Digits of one number touch; those of neighbouring columns may nearly touch."""
_BLANK: Final = 0.18
_SAME_LINE: Final = 0.35


def gap_between(before: Glyph, after: Glyph) -> str:
    """Return the blank that stands between two characters of a line: none beside Chinese ones unless it is wide."""
    gap = after[1] - before[3]
    if gap <= 0:
        return ""
    height = min(before[4] - before[2], after[4] - after[2])
    if before[0].isascii() and after[0].isascii():
        return " " if gap > _BLANK * height else ""
    return " " if gap > _WIDE * height else ""


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words in the order in which they were drawn: characters that follow each other on one line."""
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run, glyph):
            words.append(_word(run))
            run = []
        elif run and glyph[0] == run[-1][0] and glyph[1] - run[-1][1] < 0.3 * (glyph[3] - glyph[1]):
            continue
        run.append(glyph)
    if run:
        words.append(_word(run))
    return words


def _follows(run: Sequence[Glyph], after: Glyph) -> bool:
    before = run[-1]
    height = min(before[4] - before[2], after[4] - after[2])
    if abs(before[2] + before[4] - after[2] - after[4]) > 0.8 * height:
        return False
    gap = after[1] - before[3]
    if gap < -0.6 * height:
        return False
    if after[0].isdigit():  # a number may stand right behind a label's last letter
        return gap <= _DIGITS_APART * height
    if before[0].isascii() or after[0].isascii():
        return gap <= _APART * height
    if len(run) > 1 and gap > _TIGHT * height and before[1] - run[-2][3] < 0.25 * _TIGHT * height:
        return False  # letters that touch, and then a gap: the next cell
    if gap <= _APART * height:
        return True
    # a label whose letters are set apart: from its first two letters on, the gaps are alike
    return gap <= _SPACED * height if len(run) == 1 else gap <= 1.2 * (before[1] - run[-2][3]) + 0.05 * height


def _word(run: Sequence[Glyph]) -> Word:
    text = run[0][0]
    for before, glyph in itertools.pairwise(run):
        text += gap_between(before, glyph) + glyph[0]
    return Word(
        text,
        min(glyph[1] for glyph in run),
        min(glyph[2] for glyph in run),
        max(glyph[3] for glyph in run),
        max(glyph[4] for glyph in run),
        tuple(run),
    )


def cut_word(word: Word, x: float) -> tuple[Word, Word] | None:
    """Return what of a word stands left and right of an x position, None where it stands on one side."""
    left = [glyph for glyph in word.glyphs if glyph[1] + glyph[3] < 2 * x]
    right = [glyph for glyph in word.glyphs if glyph[1] + glyph[3] >= 2 * x]
    return (_word(left), _word(right)) if left and right else None


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the lines from top to bottom, the words of each from left to right, words drawn twice once."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        if rows:
            last = rows[-1][0]
            if word.middle - last.middle <= _SAME_LINE * min(word.height, last.height):
                rows[-1].append(word)
                continue
        rows.append([word])
    return [_line(sorted(row, key=lambda word: word.left)) for row in rows]


def _line(words: Sequence[Word]) -> Line:
    kept: list[Word] = []
    for word in words:
        if not (kept and word.text == kept[-1].text and word.left - kept[-1].left < 0.3 * word.height):
            kept.append(word)
    text = kept[0].text
    for before, word in itertools.pairwise(kept):
        gap = word.left - before.right
        chinese = not (before.text[-1].isascii() and word.text[0].isascii())
        text += ("" if gap < (_WIDE if chinese else _BLANK) * word.height else " ") + word.text
    return Line(
        text,
        kept[0].left,
        min(word.top for word in kept),
        max(word.right for word in kept),
        max(word.bottom for word in kept),
        tuple(kept),
    )
