"""Which lines of a sheet belong to a table of the form that has no rules around its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final

from reports.headings import heading_in
from reports.labels import KNOWN, Hit, Role, fold, hits
from reports.model import TableKey
from reports.numbers import looks_like_number
from reports.readers.paper.marks import Line, Sheet, Word

_ALL_LABELS: Final = "\n".join(KNOWN)
_LONG: Final = 18
_DATE_WORDS: Final = ("年", "月", "日")
_LONGEST_CELL: Final = max(map(len, KNOWN)) + 8
_SENTENCE_ENDS: Final = ("。", "；", "：", "！")
_NEAR: Final = 2.2
_COLUMN_GAP: Final = 1.0
"""Words further apart than so many letters stand in different columns."""
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
NUMBERING: Final = re.compile(
    r"^(?:[（(〔\[【][一二三四五六七八九十]{1,2}[)）〕\]】]|[一二三四五六七八九十]{1,2}[、.．:：]|[0-9]{1,2}\s*[.、．,)）](?![0-9]))"
)
"""How a label of the form begins; a line that goes on with one does not begin so."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one table of the form on one sheet."""

    sheet: Sheet
    table: TableKey
    lines: tuple[Line, ...]
    sure: bool = True  # False: it may be one if the table goes on over the page

    @property
    def words(self) -> list[Word]:
        """All words of the part."""
        return [word for line in self.lines for word in line.words]


def is_number(word: Word) -> bool:
    """True for a word that stands in a cell for a number."""
    return _is_number(word.text)


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    if text == "无":
        return True
    return _CHINESE.match(text) is None and NUMBERING.match(text) is None and looks_like_number(text)


def meaning(word: Word, table: TableKey, *roles: Role) -> str | None:
    """Return the key that the word stands for in one of these roles, None for none."""
    return next((hit.key for hit in _hits(word.text) if hit.table is table and hit.role in roles), None)


def is_part_of_label(text: str) -> bool:
    """True for a label of the form or a piece of one."""
    folded = fold(text)
    return bool(folded) and folded in _ALL_LABELS


@lru_cache(maxsize=4096)
def _hits(text: str) -> tuple[Hit, ...]:
    return hits(fold(text))


def parts_of(sheets: Sequence[Sheet]) -> list[Part]:
    """Return the parts of tables without rules in reading order; ruled tables and running text lie between them.

    A part is told by its labels; one that has none (numbers alone at the top of a page) goes on with the part before.
    """
    parts: list[Part] = []
    for sheet in sheets:
        if not any(_may_be_row(line.words) for line in sheet.lines):
            continue
        for region, first in _regions(sheet):
            before = parts[-1] if parts and first and _ends_just_before(parts[-1], sheet, sheets) else None
            parts.extend(_split(sheet, region, None if before is None else before.table))
    return [
        part
        for part, following in zip_longest(parts, parts[1:])
        if part.sure or (following is not None and _goes_on(part, following, sheets))
    ]


def _may_be_row(words: Sequence[Word]) -> bool:
    """True for a line with a label of the form or a number, but for a date set with blanks between its parts."""
    if any(len(word.text) <= _LONGEST_CELL and (_hits(word.text) or _begins_label(word)) for word in words):
        return True
    return any(map(is_number, words)) and not any(word.text.startswith(_DATE_WORDS) for word in words)


def _begins_label(word: Word) -> bool:
    """True for the first line of a numbered label, which in a narrow column is no more than its first letters."""
    return NUMBERING.match(word.text) is not None and is_part_of_label(word.text)


def _goes_on(part: Part, following: Part, sheets: Sequence[Sheet]) -> bool:
    return following.sure and following.table is part.table and _ends_just_before(part, following.sheet, sheets)


def _regions(sheet: Sheet) -> Iterator[tuple[list[Line], bool]]:
    """Yield runs of lines without running text, headings or grids between, and whether each begins its sheet."""
    run: list[Line] = []
    text_before: Line | None = None
    first = True
    headings = _wrapped_headings(sheet.lines)
    for line in sheet.lines:
        grid_between = bool(run) and any(
            run[-1].middle < grid.box[1] and grid.box[3] < line.middle for grid in sheet.grids
        )
        is_text = id(line) in headings or _is_text(line, text_before)
        if run and (is_text or grid_between):
            yield run, first
            run, first = [], False
        text_before = line if is_text else None
        if is_text:
            first = False
        else:
            run.append(line)
    if run:
        yield run, first


def _wrapped_headings(lines: Sequence[Line]) -> set[int]:
    """Return which lines make a heading of a section only with the line below or above, by their id."""
    found: set[int] = set()
    for line, below in pairwise(lines):
        if len(line.words) == len(below.words) == 1 and NUMBERING.match(line.text) is not None:
            heading = heading_in(line.text + below.text)
            near = below.middle - line.middle < _NEAR * line.height and abs(below.height - line.height) < 1.0
            if near and heading is not None and not heading.rest and fold(line.text) not in KNOWN:
                found.update((id(line), id(below)))
    return found


def _is_text(line: Line, before: Line | None) -> bool:
    """True for a heading, for a line of running text, and for a short line that ends a paragraph begun `before`."""
    words = line.words
    if all(map(is_number, words)):
        return False
    apart = any(after.left - word.right > _COLUMN_GAP * line.height for word, after in pairwise(words))
    if not apart and heading_in(line.text) is not None:
        return True
    if any(is_number(word) for word in words) and (apart or len(line.text) < _LONG or _is_row(words)):
        return False
    if any(is_part_of_label(word.text) or (NUMBERING.match(word.text) and _hits(word.text)) for word in words[:1]):
        return False
    if apart and any(is_part_of_label(word.text) for word in words):
        return False
    if len(line.text) >= _LONG or line.text.endswith(_SENTENCE_ENDS) or "。" in line.text:
        return True
    return not apart and before is not None and line.middle - before.middle < _NEAR * line.height


def _is_row(words: Sequence[Word]) -> bool:
    """True for the label of a row with a number right behind it."""
    labelled = any(hit.role is Role.ROW for hit in _hits(words[0].text))
    return labelled and len(words) > 1 and is_number(words[1])


def _votes(line: Line) -> Counter[TableKey]:
    votes: Counter[TableKey] = Counter()
    for word in line.words:
        tables = {hit.table for hit in _hits(word.text)}
        if len(tables) == 1:
            votes[tables.pop()] += 1
    return votes


def _vote(line: Line, current: TableKey | None) -> TableKey | None:
    """Return the table of which the line speaks: the first letters of a label go on with the `current` one."""
    best = _votes(line).most_common(2)
    if not best:
        return current if any(map(_begins_label, line.words)) else None
    if len(best) == 2 and best[0][1] == best[1][1]:
        return None
    return best[0][0]


def _split(sheet: Sheet, lines: Sequence[Line], before: TableKey | None) -> Iterator[Part]:
    """Yield the parts of a region, cut where its words begin to speak of another table."""
    gathered: list[Line] = []
    loose: list[Line] = []  # lines without a word of the form since the last that had one
    current = before
    spoken = False
    continued = before is not None
    for line in lines:
        vote = _vote(line, current)
        if vote is not None and current is not None and vote is not current:
            if spoken or before is not None:
                yield from _part(sheet, current, gathered, spoken=spoken, continued=continued)
                gathered = []
            current, spoken, continued = vote, False, False
        if vote is None and not any(is_number(word) for word in line.words):
            loose.append(line)
            continue
        if vote is not None:
            current, spoken = vote, True
        gathered.extend(loose)
        gathered.append(line)
        loose = []
    for line in loose if gathered else ():
        close = line.middle - gathered[-1].middle < _NEAR * line.height
        if close or any(is_part_of_label(word.text) for word in line.words):
            gathered.append(line)
    if current is not None:
        yield from _part(sheet, current, gathered, spoken=spoken, continued=continued)


def _part(sheet: Sheet, table: TableKey, lines: Sequence[Line], *, spoken: bool, continued: bool) -> Iterator[Part]:
    numbers = sum(1 for line in lines for word in line.words if is_number(word))
    voices = sum(1 for line in lines if _vote(line, table) is table)
    sure = voices >= 2 or (voices > 0 and (numbers > 0 or continued)) or (numbers > 0 and not spoken)
    if sure or voices:
        yield Part(sheet, table, tuple(lines), sure)


def _ends_just_before(part: Part, sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """True where nothing but the page's end lies between a part and this sheet."""
    index = next(index for index, other in enumerate(sheets) if other is sheet)
    if index == 0 or sheets[index - 1] is not part.sheet:
        return False
    last = part.lines[-1].middle
    return not any(line.middle > last for line in part.sheet.lines if line not in part.lines) and not any(
        grid.box[1] > last for grid in part.sheet.grids
    )
