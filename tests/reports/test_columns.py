"""The cells of a row find their columns by header, by count or by complete neighbours; else the row is unclear."""

from __future__ import annotations

import pytest

from reports.columns import Header, UnclearRowError, assign, make_header
from reports.model import GridCell, TextPlace

KEYS = ("a", "b", "c")


def tail(*texts: str, first: int = 1) -> list[tuple[int, GridCell]]:
    return [(first + at, GridCell(text, TextPlace(1, at + 1))) for at, text in enumerate(texts)]


def header(*columns: int) -> Header:
    return make_header({key: (column,) for key, column in zip(KEYS, columns, strict=True)}, {})


def read(*texts: str, under: Header | None = None, offsets: tuple[int, ...] = ()) -> list[str | None]:
    cells = assign(tail(*texts), KEYS, header=under, offsets=offsets)
    return [None if cell is None else cell.text for cell in cells.values()]


def test_cells_stand_under_their_header_blanks_included() -> None:
    assert read("", "1", "", "3", under=header(2, 3, 4)) == ["1", "", "3"]


def test_as_many_cells_as_columns_need_no_header() -> None:
    assert read("1", "", "") == ["1", "", ""]


def test_a_stretch_of_the_right_length_is_found_between_blanks() -> None:
    assert read("", "1", "", "3", "") == ["1", "", "3"]


def test_a_row_shifted_against_its_header_is_read_by_its_stretch() -> None:
    assert read("1", "2", "3", under=header(3, 4, 5)) == ["1", "2", "3"]


def test_nothing_printed_is_blank_in_every_column() -> None:
    assert read("", "", "", "", "") == ["", "", ""]


@pytest.mark.parametrize("texts", [("1", "2"), ("", "1", "2", ""), ("1", "2", "3", "4")])
def test_too_few_or_too_many_numbers_are_unclear(texts: tuple[str, ...]) -> None:
    with pytest.raises(UnclearRowError):
        read(*texts)


def test_a_row_that_ends_before_its_header_does_is_unclear() -> None:
    with pytest.raises(UnclearRowError):
        read("", "1", "2", under=header(2, 3, 4))


def test_two_complete_rows_of_the_same_make_place_an_incomplete_one() -> None:
    assert read("", "1", "", "", "", offsets=(1, 1)) == ["1", "", ""]


@pytest.mark.parametrize("offsets", [(1,), (0, 1)])
def test_one_witness_or_witnesses_who_disagree_do_not(offsets: tuple[int, ...]) -> None:
    with pytest.raises(UnclearRowError):
        read("", "1", "", "", "", offsets=offsets)


def test_a_column_that_the_header_lacks_is_none() -> None:
    under = make_header({"a": (1,), "c": (2,)}, {})

    assert read("1", "3", under=under) == ["1", None, "3"]


def test_a_number_copied_over_a_merged_cell_is_one_number() -> None:
    under = make_header({"a": (1, 2, 3)}, {})

    cells = assign(tail("7", "7", "7"), ("a",), header=under)

    assert [cell.text for cell in cells.values() if cell is not None] == ["7"]


def test_different_numbers_in_the_copies_of_one_column_are_unclear() -> None:
    under = make_header({"a": (1, 2, 3)}, {})

    with pytest.raises(UnclearRowError):
        assign(tail("7", "8", "7"), ("a",), header=under)
