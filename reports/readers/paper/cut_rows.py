"""Rows of tables without rules that a page's end cuts in two, joined again or doubted."""

from __future__ import annotations

from collections.abc import Sequence

from reports.labels import KNOWN, fold
from reports.readers.paper.form_lines import NUMBERING
from reports.readers.paper.label_blocks import TIGHT, LabelBlock, letter_height
from reports.readers.paper.marks import Word


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
    return top - max(word.bottom for word in above) <= TIGHT * letter_height(above[0])


def _go_on(row: LabelBlock, rest: Sequence[Word]) -> None:
    """Give a row at a page's end the numbers that stand below it on the next page."""
    end = max((word.bottom for word in row.numbers), default=row.box[3])
    row.numbers.extend(word.lowered(end) for word in rest)
