"""Blocks of a page or a Word document in which rows were set with tabs: those lines gathered into grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.model import Grid, TextBlock
from reports.readers.text_lines import Line, tables_in


def with_tab_rows(blocks: Sequence[TextBlock | Grid]) -> Iterator[TextBlock | Grid]:
    """Yield the blocks, lines with tabs between their fields gathered into grids."""
    if not any(isinstance(block, TextBlock) and "\t" in block.text for block in blocks):
        yield from blocks
        return
    run: list[TextBlock] = []
    for block in blocks:
        if isinstance(block, TextBlock):
            run.append(block)
            continue
        yield from _rows_in(run)
        yield block
        run = []
    yield from _rows_in(run)


def _rows_in(run: Sequence[TextBlock]) -> Iterator[TextBlock | Grid]:
    lines = [Line(block.text, block.place) for block in run]
    headings = {id(line) for line, block in zip(lines, run, strict=True) if block.heading}
    for part in tables_in(lines):
        if isinstance(part, Line):
            yield TextBlock(part.text.replace("\t", " ").strip(), part.place, id(part) in headings)
        else:
            yield part
