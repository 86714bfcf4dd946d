"""What any document may hold, whatever its format: real reports stay far below, and reading on takes time by size."""

from __future__ import annotations

from typing import Final

from reports.errors import DocumentTooLarge
from reports.grid import MAX_CELLS
from reports.model import Document, Grid

MAX_BLOCKS: Final = 50_000
"""Paragraphs and tables; the longest real page has 3,000 with all its empty elements."""

MAX_CHARACTERS: Final = 2_000_000
"""Text of blocks and cells; the longest real report has 60,000."""

MAX_MARKUP: Final = 16 * 1024 * 1024
"""Characters of text before it is parsed: a tree takes twenty times as much memory."""


def within_limits(document: Document, *, longest: int | None = None) -> Document:
    """Return the document itself; `longest` is how many characters it can hold at most, None where nothing tells.

    Raises DocumentTooLarge for too many blocks, cells or characters.
    """
    counted = longest is None or longest > MAX_CHARACTERS
    if len(document.blocks) > MAX_BLOCKS:
        raise DocumentTooLarge("blocks", MAX_BLOCKS)
    cells = characters = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            cells += sum(map(len, block.rows))
            characters += sum(len(cell.text) for row in block.rows for cell in row) if counted else 0
        else:
            characters += len(block.text)
    if cells > MAX_CELLS:
        raise DocumentTooLarge("cells", MAX_CELLS)
    if characters > MAX_CHARACTERS:
        raise DocumentTooLarge("characters", MAX_CHARACTERS)
    return document


def parseable(text: str) -> str:
    """Return the text itself. Raises DocumentTooLarge where it is too long to be parsed."""
    if len(text) > MAX_MARKUP:
        raise DocumentTooLarge("characters", MAX_MARKUP)
    return text
