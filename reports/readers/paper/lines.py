"""Characters gathered into words and lines by where they stand, and the blanks between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from reports.readers.paper.marks import Glyph, Line, Word

WIDE: Final = 0.6
"""A gap of this part of the letters' height is a blank even in Chinese text."""
_APART: Final = 0.3
"""Characters further apart than this belong to two words, unless the word is spaced out."""
_SPACED: Final = 1.1
_TIGHT: Final = 0.08
_TOUCH: Final = 0.2
_DIGITS_APART: Final = 0.15
"""Digits of one number touch; those of neighbouring columns may nearly touch."""
NO_BLANK: Final = 0.18
"""A gap up to this part of the letters' height is no blank."""
_SAME_LINE: Final = 0.35


def gap_between(before: Glyph, after: Glyph) -> str:
    """Return the blank that stands between two characters of a line: none beside Chinese ones unless it is wide."""
    gap = after[1] - before[3]
    if gap <= 0:
        return ""
    height = min(before[4] - before[2], after[4] - after[2])
    if before[0].isascii() and after[0].isascii():
        return " " if gap > NO_BLANK * height else ""
    return " " if gap > WIDE * height else ""


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Return the words in the order in which they were drawn: characters that follow each other on one line."""
    words: list[Word] = []
    if not glyphs:
        return words
    run = [glyphs[0]]
    before, _, top, end, bottom = glyphs[0]
    near = 0.1 * (bottom - top)
    for glyph in glyphs[1:]:
        character, left, upper, right, lower = glyph
        # most characters touch the one before them
        if not (-near < left - end < _TOUCH * near and -near < upper - top < near and character != before):
            if not _follows(run, glyph):
                words.append(_word(run))
                run = []
            elif character == before and left - run[-1][1] < 0.3 * (right - left):
                continue
        run.append(glyph)
        before, top, end = character, upper, right
        near = 0.1 * (lower - upper)
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
    if not ("\u4e00" <= before[0] <= "\u9fff" and "\u4e00" <= after[0] <= "\u9fff"):
        return False
    # a label whose letters are set apart: from its first two letters on, the gaps are alike
    return gap <= _SPACED * height if len(run) == 1 else gap <= 1.2 * (before[1] - run[-2][3]) + 0.05 * height


def _word(run: Sequence[Glyph]) -> Word:
    before = run[0]
    text = before[0]
    for glyph in run[1:]:
        text += glyph[0] if glyph[1] <= before[3] else gap_between(before, glyph) + glyph[0]
        before = glyph
    _, lefts, tops, rights, bottoms = zip(*run, strict=True)
    return Word(text, min(lefts), min(tops), max(rights), max(bottoms), tuple(run))


def cut_word(word: Word, x: float) -> tuple[Word, Word] | None:
    """Return what of a word stands left and right of an x position, None where it stands on one side."""
    if word.right <= x or word.left >= x:
        return None
    left = [glyph for glyph in word.glyphs if glyph[1] + glyph[3] < 2 * x]
    right = [glyph for glyph in word.glyphs if glyph[1] + glyph[3] >= 2 * x]
    return (_word(left), _word(right)) if left and right else None


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the lines from top to bottom, the words of each from left to right, words drawn twice once."""
    rows: list[list[Word]] = []
    level = height = 0.0
    for word in sorted(words, key=_level):
        tall = word.bottom - word.top
        if rows and _level(word) - level <= 2 * _SAME_LINE * min(tall, height):
            rows[-1].append(word)
        else:
            rows.append([word])
            level, height = _level(word), tall
    return [line_of(sorted(row, key=_left)) for row in rows]


def _level(word: Word) -> float:
    return word.top + word.bottom


def _left(word: Word) -> float:
    return word.left


def line_of(words: Sequence[Word]) -> Line:
    """Return the line that these words make, from left to right."""
    kept: list[Word] = []
    for word in words:
        if not (kept and word.text == kept[-1].text and word.left - kept[-1].left < 0.3 * word.height):
            kept.append(word)
    text = kept[0].text
    for before, word in pairwise(kept):
        gap = word.left - before.right
        chinese = not (before.text[-1].isascii() and word.text[0].isascii())
        text += ("" if gap < (WIDE if chinese else NO_BLANK) * word.height else " ") + word.text
    return Line(
        text,
        kept[0].left,
        min(word.top for word in kept),
        max(word.right for word in kept),
        max(word.bottom for word in kept),
        tuple(kept),
    )
