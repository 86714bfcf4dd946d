"""Table 3 without vertical rules: seven columns of numbers, and row labels beside the labels of their groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reports.forms import FORM_2021
from reports.forms.common import APPLICANTS
from reports.labels import KNOWN, Role, fold
from reports.model import TableKey
from reports.readers.paper.accounting import is_any_lost, with_doubtful_blanks
from reports.readers.paper.beside_labels import level_of_numbers
from reports.readers.paper.cut_rows import join_cut_rows
from reports.readers.paper.form_lines import NUMBERING, Part, is_number, is_part_of_label, meaning
from reports.readers.paper.label_blocks import LabelBlock, label_blocks
from reports.readers.paper.lines import cut_word
from reports.readers.paper.marks import Box, PlacedGrid, Word, boundary
from reports.readers.paper.printed_cells import PrintedCell, PrintedRow, as_printed, placed_grid
from reports.readers.paper.unruled_cells import cells_of, labelled_rows
from reports.readers.paper.unruled_columns import Columns, find_columns, part_at, row_rules, whole_heads
from reports.readers.paper.value_columns import Span, word_columns
from reports.readers.paper.witness import doubted

_TABLE: Final = TableKey.APPLICATIONS
_KEYS: Final = [column.key for column in APPLICANTS]
_SUB_ROW: Final = re.compile(r"^[0-9]{1,2}\s*[.、．,)）](?![0-9])")
_OUTCOME: Final = re.compile(r"^[（(〔\[【][一二三四五六七][)）〕\]】]")
_GROUP_AND_ROW: Final = re.compile(r"^[（(〔\[【][一二三四五六七][)）〕\]】][^0-9]{0,8}(?=[0-9]{1,2}[.、．,](?![0-9]))")
_OVER_GROUPS: Final = frozenset(("申请人情况", "法人或其他组织"))
_OUTCOMES_LABEL: Final = fold("三、本年度办理结果")
_ROW_LABELS: Final = tuple(fold(row.label) for row in FORM_2021.table(_TABLE).rows)
_GROUP_LABELS: Final = "\n".join(fold(group) for row in FORM_2021.table(_TABLE).rows for group in row.groups)
_TITLE_PIECES: Final = "\n".join(
    [*_OVER_GROUPS, *(fold(name) for column in APPLICANTS for name in (column.label, *column.aliases))]
)
_EDGE: Final = 1.5


def applications_grids(parts: Sequence[Part]) -> list[PlacedGrid]:
    """Return one grid per part, in order: a column of labels and seven of numbers, the same in all parts."""
    heads_and_bodies = [_head_and_body(part.words) for part in parts]
    heads = next((found for head in whole_heads([head for head, _ in heads_and_bodies]) if (found := _heads(head))), [])
    everything = [word for _, body in heads_and_bodies for word in body]
    labels = [word for word in everything if meaning(word, _TABLE, Role.ROW) is not None]
    columns = find_columns(labels, everything, [span for _, span in heads], len(_KEYS))
    sides = [_sides(body, columns) for _, body in heads_and_bodies]
    where = level_of_numbers([(label_blocks(own), values) for own, values in sides])
    read = [_blocks(part, *side, columns, where) for part, side in zip(parts, sides, strict=True)]
    blocks = [found for found, _ in read]
    join_cut_rows(blocks, [stray for _, stray in read])
    cells = iter(doubted([cells_of(block, columns) for found in blocks for block in found]))
    grids: list[PlacedGrid] = []
    for part, (head, _), labelled in zip(parts, heads_and_bodies, blocks, strict=True):
        rows: list[tuple[Box, PrintedRow]] = []
        if columns.spans is not None and (titles := _heads(head)):
            box = boundary([(word.left, word.top, word.right, word.bottom) for word in head])
            rows.append((box, (PrintedCell(""), *(PrintedCell(text) for text, _ in titles))))
        for block, values in zip(labelled, cells, strict=False):
            if block.dropped:
                continue
            if block in (labelled[0], labelled[-1]) and _may_be_cut(block):
                values = [replace(cell, doubtful=True) for cell in values]
            rows.append((block.box, (PrintedCell(block.text, block.box), *values)))
        grids.append(placed_grid(part.sheet, rows or as_printed(part)))
    told = [word for found in blocks for block in found for word in block.words]
    lost = is_any_lost(everything, told)
    return [with_doubtful_blanks(grid) for grid in grids] if lost else grids


def _may_be_cut(block: LabelBlock) -> bool:
    """True for what may be half of a row whose other half stands on another page: no numbers, and no whole label."""
    return not block.numbers and fold(block.text) not in KNOWN


def _head_and_body(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Part the header from the rows: rows begin below the headings of the columns, or where there are none at once."""
    starts = [
        word.top
        for word in words
        if is_number(word) or NUMBERING.match(word.text) is not None or meaning(word, _TABLE, Role.ROW) in _FIRST_ROWS
    ]
    top = min(starts, default=float("inf"))
    above = [word for word in words if word.middle < top]
    titles = [word for word in above if _is_title(word)]
    if titles:
        others = [word.right for word in above if word not in titles and fold(word.text) not in _TITLE_PIECES]
        end = max(others, default=0.0) - _EDGE
        titles += [word for word in above if word.left >= end and fold(word.text) in _TITLE_PIECES]
    # the rest of a label that the last page's end cut stands above the first whole row
    first = min((word.left for word in titles), default=float("inf"))
    bottom = max((word.bottom for word in above if word.left >= first), default=0.0)
    head = [word for word in above if word.middle < bottom]
    return head, [word for word in words if word not in head]


def _is_title(word: Word) -> bool:
    folded = fold(word.text)
    return folded in _OVER_GROUPS or (folded in KNOWN and meaning(word, _TABLE, Role.COLUMN) is not None)


_FIRST_ROWS: Final = frozenset(("received", "brought_forward", "disclosed", "partly_disclosed"))


def _heads(words: Sequence[Word]) -> list[tuple[str, Span]]:
    """Return the seven column headings with their spans, [] where they are not all there and in order."""
    leaves = [word for word in words if fold(word.text) not in _OVER_GROUPS]
    found: list[tuple[str, str, Span]] = []
    for column in word_columns(leaves):
        text = "".join(word.text for word in column)
        whole = Word(text, column[0].left, 0, 0, 0)
        key = meaning(whole, _TABLE, Role.COLUMN)
        if key is not None:
            found.append((key, text, (min(word.left for word in column), max(word.right for word in column))))
    if [key for key, _, _ in found] != _KEYS:
        return []
    return [(text, span) for _, text, span in found]


def _sides(body: Sequence[Word], columns: Columns) -> tuple[list[Word], list[Word]]:
    """Return the rows' own labels and what stands in the value columns."""
    labels, values = part_at(body, columns.start)
    return _row_labels(labels), values


def _blocks(
    part: Part, labels: Sequence[Word], values: Sequence[Word], columns: Columns, where: str
) -> tuple[list[LabelBlock], list[Word]]:
    if not labels and not values:
        return [], []
    words = [*labels, *values]
    strips = row_rules(part.sheet, columns, min(word.top for word in words), max(word.bottom for word in words))
    return labelled_rows(labels, values, strips, where)


def _row_labels(words: Sequence[Word]) -> list[Word]:
    """Leave out the labels of groups (三、本年度办理结果, （三）不予公开), which stand left of the rows' own labels."""
    words = [piece for word in words for piece in _group_apart(word)]
    sub_rows = [word for word in words if _is_sub_row(word)]
    numbered = [word for word in sub_rows if _SUB_ROW.match(word.text) is not None]
    third = min((word.left for word in numbered or sub_rows), default=float("inf")) - _EDGE
    words = [piece for word in words for piece in _apart(word, third)]
    outcomes = [word.left for word in words if _OUTCOME.match(word.text) is not None and word.left < third]
    second = min(outcomes, default=third if sub_rows else 0.0) - _EDGE
    top = min((word.middle - 0.6 * word.height for word in sub_rows), default=float("inf"))
    bottom = max((word.middle + 0.6 * word.height for word in sub_rows), default=0.0)
    leaves = [word for word in words if word.left >= third]
    begun = min((word.middle for word in words if NUMBERING.match(word.text) is not None), default=float("inf"))
    kept: list[Word] = []
    groups: list[Word] = []
    for word in sorted(words, key=lambda word: word.middle):
        inside = top <= word.middle and (word.middle <= bottom or _is_beside(leaves, word))
        if word.left < third and (inside or _ends_group(groups, word)):
            groups.append(word)
            continue
        own = _is_row(word) or _goes_below(kept, word) or (word.middle < begun and _is_rest(word))
        if word.left < second and (not own or (_is_outcomes_label(word) and not _completes_row(kept, word))):
            continue
        if sub_rows or not _is_group(word):
            kept.append(word)
    return kept


def _group_apart(word: Word) -> tuple[Word, ...]:
    """Cut a word that begins with the number of a group and goes on with that of a row: （三）1.属于国家秘密."""
    at = _GROUP_AND_ROW.match("".join(glyph[0] for glyph in word.glyphs))
    halves = None if at is None else cut_word(word, word.glyphs[at.end()][1])
    return (word,) if halves is None else halves


def _apart(word: Word, x: float) -> tuple[Word, ...]:
    """Cut a group's label from the row's label that it touches."""
    halves = cut_word(word, x)
    return (word,) if halves is None or _SUB_ROW.match(halves[1].text) is None else halves


def _is_beside(leaves: Sequence[Word], word: Word) -> bool:
    """True for a piece of a group's label: the label of one of its rows stands right of it."""
    return any(abs(leaf.middle - word.middle) < word.height for leaf in leaves)


def _is_rest(word: Word) -> bool:
    """True for the rest of a row's label that the last page's end cut."""
    folded = fold(word.text)
    return len(folded) > 1 and is_part_of_label(word.text) and folded not in _GROUP_LABELS


def _is_outcomes_label(word: Word) -> bool:
    folded = fold(word.text)
    return folded in _OUTCOMES_LABEL and meaning(word, _TABLE, Role.ROW) is None


def _is_sub_row(word: Word) -> bool:
    key = meaning(word, _TABLE, Role.ROW)
    return _SUB_ROW.match(word.text) is not None or (key is not None and "." in key)


def _is_row(word: Word) -> bool:
    if meaning(word, _TABLE, Role.ROW) is not None:
        return True
    if NUMBERING.match(word.text) is None or _is_group(word):
        return False
    return len(word.text) > 4 or (bool(fold(word.text)) and _begins_row(word.text))


def _is_group(word: Word) -> bool:
    return meaning(word, _TABLE, Role.GROUP) is not None and meaning(word, _TABLE, Role.ROW) is None


def _goes_below(kept: Sequence[Word], word: Word) -> bool:
    """True for the second line of a label that reaches over the columns of group labels; a whole label has none."""
    return _completes_row(kept, word) or any(fold(other.text) not in _ROW_LABELS for other in _above(kept, word))


def _completes_row(kept: Sequence[Word], word: Word) -> bool:
    """True for a line that goes on with the label above it."""
    return any(_begins_row(other.text + word.text) for other in _above(kept, word))


def _ends_group(groups: Sequence[Word], word: Word) -> bool:
    """True for the last line of a group's label, below the rows' own labels where the page's end cut them."""
    return NUMBERING.match(word.text) is None and bool(_above(groups, word))


def _above(words: Sequence[Word], word: Word) -> list[Word]:
    """Return which of the last words stand right above a word and begin where it begins."""
    return [
        other
        for other in words[-3:]
        if abs(other.left - word.left) < word.height and 0 < word.middle - other.middle < 1.9 * word.height
    ]


def _begins_row(text: str) -> bool:
    folded = fold(text)
    return any(name.startswith(folded) for name in _ROW_LABELS)
