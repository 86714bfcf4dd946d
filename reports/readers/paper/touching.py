"""Words of neighbouring cells that touch: labels of narrow columns run together, and are known apart by their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from reports.forms import FORMS
from reports.labels import KNOWN
from reports.readers.paper.marks import Glyph, Word


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def _names() -> Iterator[str]:
    """Yield every label of the forms, with its number and without."""
    yield from KNOWN
    for form in FORMS:
        for table in form.tables.values():
            for row in table.rows:
                yield from map(_letters, (row.label, *row.aliases, *row.groups))
                for column in row.columns:
                    yield from map(_letters, (column.label, *column.aliases, column.group or column.label))


_NAMES: Final = frozenset(_names())
_BEGINNINGS: Final = frozenset(name[:2] for name in _NAMES)
_FIRST: Final = frozenset(name[0] for name in _NAMES) | frozenset("（(〔【")
_LONGEST_LABEL: Final = max(map(len, _NAMES))
_LEAST: Final = 4
_MOST: Final = 60


def part_touching(words: Iterable[Word]) -> Iterator[Word]:
    """Yield the words, one that is two or more labels of the form in a row as so many words; all others as they are."""
    for word in words:
        likely = _LEAST <= len(word.text) <= _MOST and word.text[0] in _FIRST
        pieces = _labels_in(word) if likely else None
        if pieces is None:
            yield word
        else:
            for piece in pieces:
                yield Word(
                    "".join(glyph[0] for glyph in piece), piece[0][1], word.top, piece[-1][3], word.bottom, piece
                )


def _labels_in(word: Word) -> list[tuple[Glyph, ...]] | None:
    """Return the characters of each label where the word is nothing but labels, None for one label or other text."""
    letters = [index for index, glyph in enumerate(word.glyphs) if glyph[0].isalnum()]
    text = "".join(word.glyphs[index][0] for index in letters)
    if text in _NAMES or text[:2] not in _BEGINNINGS:
        return None
    ends: list[list[int] | None] = [[]] + [None] * len(text)
    for end in range(2, len(text) + 1):
        for start in range(max(0, end - _LONGEST_LABEL), end - 1):
            before = ends[start]
            found = ends[end]
            if before is not None and text[start:end] in _NAMES and (found is None or len(before) + 1 < len(found)):
                ends[end] = [*before, end]
    cuts = ends[-1]
    if cuts is None or len(cuts) < 2:
        return None
    at = [0, *(_start(word, letters[cut - 1], letters[cut]) for cut in cuts[:-1]), len(word.glyphs)]
    return [word.glyphs[start:end] for start, end in pairwise(at)]


def _start(word: Word, last: int, first: int) -> int:
    """Return where a label begins between two letters: an opening bracket is its own."""
    return next((index for index in range(last + 1, first) if word.glyphs[index][0] in "（(〔【[“"), first)
