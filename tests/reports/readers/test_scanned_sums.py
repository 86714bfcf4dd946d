"""Lines of numbers in a picture that miss their total are known before the form is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.readers.scanned.sums import lines_with_totals

Box = tuple[float, float, float, float]


def line_of(texts: list[str | None], top: float = 0.0) -> tuple[list[Box], dict[int, str]]:
    """Return a row of cells; None was not read for sure."""
    boxes = [(20.0 * at, top, 20.0 * at + 20, top + 12) for at in range(len(texts))]
    return boxes, {index: text for index, text in enumerate(texts) if text is not None}


def failing_lines(boxes: list[Box], texts: dict[int, str]) -> list[list[int]]:
    return [list(line.cells) for line in lines_with_totals(boxes, texts) if not line.holds]


@given(st.lists(st.integers(0, 5000), min_size=6, max_size=6), st.integers(0, 6), st.integers(1, 9))
def test_any_one_number_misread_is_noticed_in_a_row_of_applicants(parts: list[int], at: int, by: int) -> None:
    counts = [*parts, sum(parts)]
    assert failing_lines(*line_of(["本年新收", *map(str, counts)])) == []

    counts[at] += by

    assert failing_lines(*line_of(["本年新收", *map(str, counts)])) == [[1, 2, 3, 4, 5, 6, 7]]


def test_blanks_and_dashes_count_as_nothing() -> None:
    assert failing_lines(*line_of(["予以公开", "2,002", "", "—", "/", "1", "无", "2003"])) == []


def test_each_block_of_table_4_is_a_line_of_its_own() -> None:
    texts: list[str | None] = ["1", "0", "0", "0", "1", "1", "2", "0", "0", "4", "0", "0", "0", "0", "0"]

    assert failing_lines(*line_of(texts)) == [[5, 6, 7, 8, 9]]


def test_a_line_with_words_or_with_doubt_says_nothing() -> None:
    assert failing_lines(*line_of(["规章", "1", "2", None, "0", "0", "0", "9"])) == []
    assert failing_lines(*line_of(["自然人", "商业", "科研", "公益", "法律", "其他", "9", "总计"])) == []
