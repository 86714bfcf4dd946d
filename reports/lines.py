"""Tables written without a table: one cell per line or element, put back into rows by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.grid import ragged
from reports.headings import heading_in
from reports.labels import KNOWN, PLAIN_HEADS, fold
from reports.model import Grid, GridCell, Place, TextBlock
from reports.numbers import looks_like_number

_LONGEST_CELL = 60
_LONGEST_ROW = 200
_LEAST_LABELS = 4
_LEAST_NUMBERS = 3
_TEMPLATE_LABELS = 8
_SENTENCE_ENDS = ("。", "；", ";", "：", ":")
_LEAST_IN_LINE = 5
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")
_BLANK = re.compile(r"\s")
_PIECES = 14
_GLUED = re.compile(r"(.*[^0-9０-９,，.．/／—–－-])([0-9０-９,，.．/／—–－-]+)$")
_NUMBERING = re.compile(r"[（(]?[一二三四五六七八九十][)）、.．]?|[0-9０-９]{1,2}\s?[.、．]|[（(][0-9０-９]{1,2}[)）]?")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    place: Place
    label: bool
    number: bool
    glued: str = ""  # what stands right behind the label, without a blank between: digits run together, dashes


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
    if text.endswith(_SENTENCE_ENDS) and len(_OPENING.findall(text)) == len(_CLOSING.findall(text)):
        return False
    if len(text) > _LONGEST_CELL:
        name, numbers = _row(text)
        if len(name) + sum(map(len, numbers)) > _LONGEST_ROW or not (looks_like_number(name) or _labels(name)):
            return False
    return heading_in(text, marked=block.heading) is None


def _run(run: Sequence[TextBlock]) -> Iterator[TextBlock | Grid]:
    tokens = [_tokens(block) for block in run]
    cells = [index for index, group in enumerate(tokens) if any(token.label or token.number for token in group)]
    labels, lines = _labelled(tokens)
    numbers = sum(1 for group in tokens for token in group if token.number)
    enough = len(labels) >= _LEAST_LABELS and (numbers >= _LEAST_NUMBERS or len(labels) >= _TEMPLATE_LABELS)
    if not enough:
        yield from run
        return
    first, last = min(lines), max(*cells, *lines) + 1
    while last < len(run) and not run[last].text:
        last += 1
    yield from run[:first]
    yield _grid([token for group in tokens[first:last] for token in group])
    yield from run[last:]


def _labelled(tokens: Sequence[Sequence[_Token]]) -> tuple[set[str], set[int]]:
    """Return the folded labels, those broken over lines put together, and the lines in which they stand."""
    flat = [(index, token) for index, group in enumerate(tokens) for token in group]
    labels: set[str] = set()
    lines: set[int] = set()
    at = 0
    while at < len(flat):
        count, label = _whole_label([token for _, token in flat[at : at + _PIECES]])
        if count > 1 or flat[at][1].label:
            labels.add(fold(label if count > 1 else flat[at][1].text))
            lines.update(index for index, _ in flat[at : at + count])
        at += count
    return labels, lines


def _tokens(block: TextBlock) -> list[_Token]:
    """Return the line's cells: itself, or its labels and numbers where it holds a whole row set apart by blanks."""
    text, place = block.text, block.place
    if not text:
        return [_Token("", place, False, False)]
    if not _BLANK.search(text):
        name, glued = _unglued(text)
        label = fold(name) in KNOWN
        if not label and looks_like_number(text):
            return [_Token(text, place, False, True)]
        return [_Token(name, place, label, False, glued)]
    name, numbers = _row(text)
    if len(numbers) >= _LEAST_IN_LINE - 1 and looks_like_number(name):
        return [_Token(cell, place, False, True) for cell in (name, *numbers)]
    if labels := _labels(name):
        return [_Token(label, place, True, False) for label in labels] + [
            _Token(number, place, False, True) for number in numbers
        ]
    if numbers and not looks_like_number(name):  # a damaged label: what stands behind it must not pass for blank
        return [_Token(name, place, False, False)] + [_Token(number, place, False, True) for number in numbers]
    return [_Token(text, place, False, looks_like_number(text))]


def _unglued(text: str) -> tuple[str, str]:
    """Return a text and the digits or dashes that run on behind it ("规章000"): they may be numbers run together."""
    found = _GLUED.match(text)
    return (text, "") if found is None else (found[1], found[2])


def _row(text: str) -> tuple[str, Sequence[str]]:
    """Return what stands before the numbers at a line's end (blanks made single), and those numbers."""
    words = text.split()
    end = len(words)
    while end > 1 and looks_like_number(words[end - 1]):
        end -= 1
    return " ".join(words[:end]), words[end:]


def _labels(text: str) -> list[str]:
    """Return the labels that a line is made of ("三、本年度办理结果 （一） 予以公开"), [] if anything else is in it."""
    words = text.split()
    if len(words) > 2 and fold(words[0]) in PLAIN_HEADS - KNOWN.keys():
        words = words[1:]
    labels: list[str] = []
    while words:
        for count in range(min(len(words), _PIECES), 0, -1):
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
    glued = ""
    for token in (*_with_whole_labels(_without_separators(tokens)), None):
        if glued and rows and (token is None or not token.number):  # nothing else stands for the row's numbers
            rows[-1].append(GridCell(glued, rows[-1][-1].place, doubtful=True))
        if token is None:
            break
        if not rows or (token.text and not token.number):
            rows.append([])
        rows[-1].append(GridCell(token.text, token.place))
        glued = token.glued
    return ragged(rows, tokens[0].place)


def _without_separators(tokens: Sequence[_Token]) -> list[_Token]:
    """Leave out blank lines where they only set every line apart from the next: then they are no cells."""
    printed = [index for index, token in enumerate(tokens) if token.text]
    followed = sum(1 for index in printed if index + 1 < len(tokens) and not tokens[index + 1].text)
    if followed >= 0.9 * (len(printed) - 1):
        return [token for token in tokens if token.text]
    return list(tokens)


def _with_whole_labels(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield the tokens, labels that were broken over lines put together again."""
    at = 0
    while at < len(tokens):
        count, label = _whole_label(tokens[at : at + _PIECES])
        yield tokens[at] if count == 1 else _Token(label, tokens[at].place, True, False)
        at += count


def _whole_label(tokens: Sequence[_Token]) -> tuple[int, str]:
    """Return how many of the first tokens are one label, and that label; 1 where the first stands alone."""
    count, whole, text = 1, "", ""
    for number, token in enumerate(tokens, start=1):
        if not token.text or (token.number and not _may_be_piece(token.text)):
            break
        text += token.text
        if number > 1 and len(text) > _LONGEST_CELL:
            break
        if number > 1 and fold(token.text) and fold(text) in KNOWN:
            count, whole = number, text
    return count, whole


def _may_be_piece(text: str) -> bool:
    """True for what stands for a number but may begin a broken label as well: its numbering, 没有 of 没有现成信息."""
    return _NUMBERING.fullmatch(text) is not None or (bool(fold(text)) and not any(char.isdigit() for char in text))
