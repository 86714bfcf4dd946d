"""Tables written as HTML inside another format (markdown), as grids."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from reports.model import Grid, GridCell, Place, TextBlock
from reports.readers.html_walk import hidden_nodes, whole_page


def grids_of(markup: str, place: Place) -> Iterator[TextBlock | Grid]:
    """Yield what the piece of markup holds in reading order; all of it stands at the given place of the whole."""
    tree = LexborHTMLParser(f"<body>{markup}")
    if tree.body is None:
        return
    for item in whole_page(tree.body, hidden_nodes(tree)).items:
        if item.grid is not None:
            rows = tuple(tuple(GridCell(cell.text, place, cell.covered) for cell in row) for row in item.grid.rows)
            yield Grid(rows, place)
        else:
            yield TextBlock(item.text, place, item.heading)
