"""Label lines of a table without rules gathered into the labels they make, and the numbers found that stand beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from reports.labels import KNOWN, fold
from reports.readers.paper.form_lines import NUMBERING
from reports.readers.paper.lines import lines_of
from reports.readers.paper.marks import Box, Line, Word, boundary

_LOOSE: Final = 1.9
"""Lines of one label are no further apart than this many letters."""
_BESIDE: Final = 0.62
"""A row of numbers stands at most so many letters above or below the place where its label puts it."""


@dataclass(slots=True)
class LabelBlock:
    """One label, over one line or several."""

    lines: list[Line]
    numbers: list[Word] = field(default_factory=list)
    before: str = ""  # its beginning, if the page's end cut it
    after: str = ""  # its rest on the next page

    @property
    def text(self) -> str:
        """The label as printed, without line breaks."""
        return f"{self.before}{''.join(line.text for line in self.lines)}{self.after}"

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

    A label begins with its number (（一）, 1., 一、), where the one above is complete, or where the distance is too wide;
    what is neither known nor the beginning of a known label goes on with the label above.
    """
    blocks: list[LabelBlock] = []
    for line in lines_of(words):
        if blocks and not _begins(blocks[-1], line):
            blocks[-1].lines.append(line)
        else:
            blocks.append(LabelBlock([line]))
    return blocks


def join_cut_labels(pages: Sequence[list[LabelBlock]]) -> None:
    """Join labels that a page's end cut: the half without numbers goes to the half beside which they stand."""
    for page, following in pairwise(pages):
        if not page or not following or NUMBERING.match(following[0].text) is not None:
            continue
        last, first = page[-1], following[0]
        if fold(last.text + first.text) not in KNOWN or (last.numbers and first.numbers):
            continue
        if first.numbers:
            first.before = last.text
            page.pop()
        else:
            last.after = first.text
            following.pop(0)


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


def number_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of the value columns row by row, those on one level together."""
    return [list(line.words) for line in lines_of(words)]


def pair(blocks: Sequence[LabelBlock], rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Give each label the numbers beside it; return the rows that stand beside none.

    Over the whole table numbers are level with the middle, the first or the last line of their labels: whichever fits
    most rows best.
    """
    if not blocks:
        return list(rows)
    where = min(("middle", "first", "last"), key=lambda choice: _misfit(blocks, rows, choice))
    left: list[list[Word]] = []
    for row in rows:
        block, distance = _nearest(blocks, row, where)
        if distance <= _BESIDE * row[0].height and not block.numbers:
            block.numbers = list(row)
        else:
            left.append(row)
    return [row for row in left if not _wrapped(blocks, row)]


def _middle(row: Sequence[Word]) -> float:
    return sum(word.middle for word in row) / len(row)


def _nearest(blocks: Sequence[LabelBlock], row: Sequence[Word], where: str) -> tuple[LabelBlock, float]:
    middle = _middle(row)
    block = min(blocks, key=lambda block: abs(block.level(where) - middle))
    return block, abs(block.level(where) - middle)


def _misfit(blocks: Sequence[LabelBlock], rows: Sequence[list[Word]], where: str) -> float:
    return sum(min(_nearest(blocks, row, where)[1], row[0].height) for row in rows)


def _wrapped(blocks: Sequence[LabelBlock], row: Sequence[Word]) -> bool:
    """Give what is left to the label beside which it stands, if it is a piece of a cell that goes over several lines."""
    middle = _middle(row)
    for block in blocks:
        _left, top, _right, bottom = block.box
        reach = 0.9 * row[0].height
        if top - reach <= middle <= bottom + reach:
            others = [
                other
                for other in blocks
                if other is not block and other.box[1] - reach <= middle <= other.box[3] + reach
            ]
            if not others:
                block.numbers.extend(row)
                return True
    return False
