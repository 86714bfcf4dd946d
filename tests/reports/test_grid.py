"""Spans spread over a rectangle as browsers spread them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import DocumentTooLarge
from reports.grid import SpanCell, ragged, spread
from reports.model import Grid, GridCell, HtmlPlace, TextPlace

PLACE = HtmlPlace("table", 0)


def grid_of(*rows: list[SpanCell], ends: list[int] | None = None) -> Grid:
    def place(row: int, column: int) -> HtmlPlace:
        return HtmlPlace("table", 0, row, column)

    return spread(rows, PLACE, place_of=place, group_ends=ends or [len(rows) - 1] * len(rows))


def texts(grid: Grid) -> list[list[str]]:
    return [["~" if cell.covered else cell.text for cell in row] for row in grid.rows]


def test_a_spanned_cell_stands_once_and_covers_the_rest() -> None:
    grid = grid_of(
        [SpanCell("a", rows=2, columns=2), SpanCell("b")],
        [SpanCell("c")],
        [SpanCell("d"), SpanCell("e"), SpanCell("f")],
    )

    assert texts(grid) == [["a", "~", "b"], ["~", "~", "c"], ["d", "e", "f"]]


def test_a_rowspan_ends_with_its_row_group() -> None:
    grid = grid_of([SpanCell("a", rows=9), SpanCell("b")], [SpanCell("c"), SpanCell("d")], ends=[0, 1])

    assert texts(grid) == [["a", "b"], ["c", "d"]]


def test_a_rowspan_of_zero_reaches_the_end_of_its_group() -> None:
    grid = grid_of([SpanCell("a", rows=0), SpanCell("b")], [SpanCell("c")], [SpanCell("d")])

    assert texts(grid) == [["a", "b"], ["~", "c"], ["~", "d"]]


def test_a_monstrous_span_costs_nothing() -> None:
    grid = grid_of([SpanCell("title", rows=10**6, columns=10**6)], [SpanCell("a"), SpanCell("b")], ends=[0, 1])

    assert texts(grid) == [["title", "~"], ["a", "b"]]


def test_too_many_cells_are_a_named_error() -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        spread([[SpanCell("x")] * 10] * 10, PLACE, place_of=lambda _row, _column: PLACE, group_ends=[9] * 10, limit=99)

    assert (caught.value.what, caught.value.limit) == ("cells", 99)


def test_a_cell_knows_its_place_after_spreading() -> None:
    grid = grid_of([SpanCell("a", rows=2), SpanCell("b")], [SpanCell("c")])

    assert grid.rows[1][1].place == HtmlPlace("table", 0, 1, 1)


def test_what_a_short_row_of_text_lacks_is_covered_and_not_blank() -> None:
    grid = ragged(
        [[GridCell("a", TextPlace(1, 1)), GridCell("", TextPlace(1, 3))], [GridCell("b", TextPlace(2, 1))]],
        TextPlace(1, 1),
    )

    assert texts(grid) == [["a", ""], ["b", "~"]]


cells = st.builds(SpanCell, st.text("ab", max_size=2), st.integers(0, 6), st.integers(1, 6))


@given(st.lists(st.lists(cells, max_size=6), min_size=1, max_size=8))
def test_every_grid_is_rectangular_and_keeps_every_cell_in_order(rows: list[list[SpanCell]]) -> None:
    grid = grid_of(*rows)

    assert len({len(row) for row in grid.rows}) == 1
    for written, read in zip(rows, grid.rows, strict=True):
        assert [cell.text for cell in read if not cell.covered] == [cell.text for cell in written]
