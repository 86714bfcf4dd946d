"""Label lines of a table without rules gathered into labels, one per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from reports.labels import KNOWN, fold
from reports.readers.paper.form_lines import NUMBERING
from reports.readers.paper.lines import lines_of
from reports.readers.paper.marks import Box, Line, Word, boundary

LOOSE: Final = 1.9
"""Lines of one label are no further apart than this many letters."""
TIGHT: Final = 0.72
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


def _begins(above: LabelBlock, line: Line) -> bool:
    if NUMBERING.match(line.text) is not None:
        return True
    if _is_beginning(above.text + line.text):
        return False
    if fold(line.text) in KNOWN or fold(above.text) in KNOWN:
        return True
    return line.middle - above.lines[-1].middle > LOOSE * line.height


def _is_beginning(text: str) -> bool:
    folded = fold(text)
    return len(folded) > 1 and any(name.startswith(folded) for name in KNOWN)


def letter_height(word: Word) -> float:
    """Return the height of the word's letters, which a word over several lines is higher than."""
    return word.glyphs[0][4] - word.glyphs[0][2] if word.glyphs else word.height
