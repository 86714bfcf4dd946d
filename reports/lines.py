"""Tables written without a table: one cell per line or element, put back into rows by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.grid import ragged
from reports.headings import heading_in
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, Place, TextBlock
from reports.numbers import looks_like_number

_LONGEST_CELL = 60
_LONGEST_ROW = 200
_LEAST_LABELS = 4
_LEAST_NUMBERS = 3
_TEMPLATE_LABELS = 8
_SENTENCE_ENDS = ("。", "；", ";", "：", ":")
_NUMBERS = re.compile(r"^[0-9０-９][0-9０-９,，.]*(?:\s+[0-9０-９][0-9０-９,，.]*){4,}\s*$")
_ROW = re.compile(r"^(?P<label>\S.*?)(?P<cells>(?:\s+[-+]?[0-9０-９][0-9０-９,，.]*|\s+[/／—–-]+|\s+无)+)\s*$")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    place: Place
    label: bool
    number: bool


def with_line_tables(blocks: Sequence[TextBlock | Grid]) -> tuple[list[TextBlock | Grid], frozenset[int]]:
    """Return the blocks, runs of lines that are cells of the form's tables replaced by grids, and the grids' indexes.

    A row begins at each label; the numbers and blank lines up to the next label are its cells.
    """
    result: list[TextBlock | Grid] = []
    made: set[int] = set()
    run: list[TextBlock] = []
    for block in (*blocks, None):
        if isinstance(block, TextBlock) and _may_be_cell(block):
            run.append(block)
            continue
        for part in _run(run):
            if isinstance(part, Grid):
                made.add(len(result))
            result.append(part)
        run = []
        if block is not None:
            result.append(block)
    return result, frozenset(made)


def _may_be_cell(block: TextBlock) -> bool:
    text = block.text
    if not text:
        return True
    if text.endswith(_SENTENCE_ENDS):
        return False
    if len(text) > _LONGEST_CELL and not (len(text) <= _LONGEST_ROW and (_ROW.match(text) or _labels(text))):
        return False
    return heading_in(text, marked=block.heading) is None


def _run(run: Sequence[TextBlock]) -> Iterator[TextBlock | Grid]:
    tokens = [_tokens(block) for block in run]
    cells = [index for index, group in enumerate(tokens) if any(token.label or token.number for token in group)]
    labels = {fold(token.text) for group in tokens for token in group if token.label}
    numbers = sum(1 for group in tokens for token in group if token.number)
    enough = len(labels) >= _LEAST_LABELS and (numbers >= _LEAST_NUMBERS or len(labels) >= _TEMPLATE_LABELS)
    if not enough:
        yield from run
        return
    first = next(index for index in cells if any(token.label for token in tokens[index]))
    last = cells[-1] + 1
    while last < len(run) and not run[last].text:
        last += 1
    yield from run[:first]
    yield _grid([token for group in tokens[first:last] for token in group])
    yield from run[last:]


def _tokens(block: TextBlock) -> list[_Token]:
    """Return the line's cells: itself, or its labels and numbers where it holds a whole row set apart by blanks."""
    text, place = block.text, block.place
    if not text:
        return [_Token("", place, False, False)]
    if fold(text) in KNOWN and not text.strip().isdigit():
        return [_Token(text, place, True, False)]
    if " " not in text and "\u3000" not in text:
        return [_Token(text, place, False, looks_like_number(text))]
    if _NUMBERS.match(text) is not None:
        return [_Token(cell, place, False, True) for cell in text.split()]
    row = _ROW.match(text)
    labels = _labels(text if row is None else row["label"])
    if labels:
        numbers = [] if row is None else row["cells"].split()
        return [_Token(label, place, True, False) for label in labels] + [
            _Token(number, place, False, True) for number in numbers
        ]
    return [_Token(text, place, False, looks_like_number(text))]


def _labels(text: str) -> list[str]:
    """Return the labels that a line is made of ("三、本年度办理结果 （一） 予以公开"), [] if anything else is in it."""
    words = text.split()
    labels: list[str] = []
    while words:
        for count in range(min(len(words), 4), 0, -1):
            label = " ".join(words[:count])
            if fold(label) in KNOWN:
                break
        else:
            return []
        labels.append(label)
        words = words[count:]
    return labels


def _grid(tokens: Sequence[_Token]) -> Grid:
    rows: list[list[GridCell]] = []
    for token in _without_separators(tokens):
        if not rows or (token.text and not token.number):
            rows.append([])
        rows[-1].append(GridCell(token.text, token.place))
    return ragged(rows, tokens[0].place)


def _without_separators(tokens: Sequence[_Token]) -> list[_Token]:
    """Leave out blank lines where they only set every line apart from the next: then they are no cells."""
    printed = [index for index, token in enumerate(tokens) if token.text]
    followed = sum(1 for index in printed if index + 1 < len(tokens) and not tokens[index + 1].text)
    if followed >= 0.9 * (len(printed) - 1):
        return [token for token in tokens if token.text]
    return list(tokens)
