"""White space and breaks of a page turned into text as it shows: lines, tabs between cells, numbers kept whole."""

from __future__ import annotations

import re
from typing import Final

from reports.labels import KNOWN, fold
from reports.numbers import looks_like_number

BREAK: Final = "\v"  # a line ends here: <br>, a block inside a cell
LAYOUT_SPACE: Final = "\x1c"  # white space with a line end between two inline elements: the editor's, or the author's?
SEAM: Final = "\x1f"  # an inline element ended here

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x1d\x1e]")
PICTURE: Final = "\ufffc"
"""Stands for a picture in a cell that has nothing else: not blank, not readable."""

_NOT_PLAIN = re.compile("[\\s\x00-\x1f\xad\u200b-\u200f\u2060\ufeff]")
_SOFT_LINE_END = re.compile(r"(?<![ \t\r\f])[ \t\r\f]*\n\s*")
_BLANKS = re.compile(r"[ \r\f]{2,}")
_BETWEEN_CHINESE = re.compile(
    "(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_CUT_NUMBER = re.compile(f"(?<=[0-9.,]){SEAM}?{LAYOUT_SPACE}{SEAM}?(?=[0-9])")

SUPERSCRIPT: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
SUBSCRIPT: Final = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
"""A footnote mark behind a number must not become its last digit."""

_NUMBERS_ALONE: Final = 8
"""So many numbers side by side are a row; fewer pieces may be one number cut by its editor."""

_LONGEST_ROW: Final = 400
_TABS_ALONE: Final = 4

_ONLY_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[₀₁₂₃₄₅₆₇₈₉]+")
_LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def _settled(text: str) -> str:
    """Return the text with white space as it shows; breaks and seams still in it."""
    if LAYOUT_SPACE in text:
        text = _CUT_NUMBER.sub("", text).replace(LAYOUT_SPACE, "\n")
    if _NOT_PLAIN.search(text) is None:
        return text
    text = text.replace("\xa0", " ")
    if "\n" in text:
        text = _SOFT_LINE_END.sub("\n", text)
        text = _BETWEEN_CHINESE.sub("", text).replace("\n", " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return _INVISIBLE.sub("", text)


def plain_cell_text(text: str) -> str:
    """Return the text of a cell that is one text node; nearly all are plain and stay as they are."""
    return text if _NOT_PLAIN.search(text) is None else cell_text([text])


def cell_text(pieces: list[str]) -> str:
    """Return the text of a table cell: its lines without blank ones, joined by line ends."""
    if not pieces:
        return ""
    text = _settled("".join(pieces)).replace(SEAM, "").replace("\t", " ")
    if PICTURE in text and text.replace(PICTURE, "").strip():
        text = text.replace(PICTURE, "")
    if BREAK not in text:
        text = text.strip()
        return text.translate(_LEVEL) if _ONLY_RAISED.fullmatch(text) is not None else text
    return "\n".join(line for line in (part.strip() for part in text.split(BREAK)) if line)


def block_lines(pieces: list[str]) -> list[str]:
    """Return the lines of a block, blank ones kept ("" for an empty block is not among them: that is []).

    A row written as inline elements (<span>规章</span><span>0</span>…) comes back with tabs between its cells.
    """
    text = "".join(pieces)
    if text.count(SEAM) < 2:
        text = text.replace(SEAM, "")
    if _NOT_PLAIN.search(text) is None:
        return [text] if text else []
    if text.isspace():
        return [] if BREAK not in text else [""] * max(1, text.count(BREAK))
    text = _settled(text)
    if BREAK not in text:
        return [_line(text)]
    lines = [_line(part) for part in text.split(BREAK)]
    return lines[:-1] if not lines[-1] else lines


def inline_cells(pieces: list[str]) -> tuple[str, ...] | None:
    """Return the texts of the inline elements side by side that a block is made of, blank ones too; None below two."""
    text = "".join(pieces)
    if BREAK in text or text.count(SEAM) < 2:
        return None
    *cells, rest = text.split(SEAM)
    if rest.strip() or len(text) > _LONGEST_ROW:
        return None
    return tuple(_settled(cell.replace(LAYOUT_SPACE, "")).strip() for cell in cells)


def _line(text: str) -> str:
    if SEAM in text:
        text = _inline_row(text) if text.count(SEAM) >= 2 else text.replace(SEAM, "")
    if "\t" not in text:
        return text.strip()
    line = text.strip(" \r\n\f\u3000")
    inner = line.strip("\t")
    # in a row, tabs at the end are blank cells, and so many tabs alone are a row of them
    is_row = "\t" in inner or (fold(inner) in KNOWN if inner else len(line) >= _TABS_ALONE)
    return line if is_row else line.rstrip("\t")


def _inline_row(text: str) -> str:
    cells = [cell.strip() for cell in text.removesuffix(SEAM).split(SEAM)]
    words = [cell for cell in cells if cell]
    if len(words) >= 2 and len(words[0]) <= 50 and fold(words[0]) in KNOWN:
        is_row = all(looks_like_number(word) or fold(word) in KNOWN for word in words[1:])
    else:
        is_row = len(words) >= _NUMBERS_ALONE and all(map(looks_like_number, words))
    return "\t".join(cells) if is_row else text.replace(SEAM, "")
