"""Where a number stands: exactly its own cell is marked, also where several cells share one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.extract import extract
from reports.model import Document, TableKey
from reports.passage import CellElsewhere, CellKey, GridPassage, LinesPassage, Passage, passage_of
from reports.readers import read

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reports"
INPUTS = sorted(FIXTURES.glob("*/input.*"))


def marked(passage: Passage) -> list[str]:
    """Return the texts that are marked."""
    if isinstance(passage, GridPassage):
        return [cell.text for row in passage.rows for cell in row.cells if cell.marked]
    return [line.marked for line in passage.lines if line.marked]


def passage(document: Document, row: str, column: str, raw: str) -> Passage:
    """Return where the cell of table 3 stands."""
    return passage_of(document, CellKey(TableKey.APPLICATIONS, row, column, raw), url=None, report_year=2024)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}{path.suffix}")
def test_the_mark_is_on_the_text_that_was_read(path: Path) -> None:
    document = read(path.read_bytes())
    report = extract(document)
    cells = [
        (CellKey(key, row, column, cell.raw), cell)
        for key in TableKey
        if (table := report.table(key)) is not None
        for row, column, cell in table.cells()
    ]

    for key, cell in cells[::5]:
        shown = marked(passage_of(document, key, url=None, report_year=report.report_year))
        assert shown == [cell.raw.strip() or ("□" if path.suffix in {".md", ".txt"} else "")], key


def rows_in_pre(received: str) -> bytes:
    """Return a page whose table is set with tabs inside one element; every cell has the same place."""
    page = (FIXTURES / "shanghai-wsb-2024" / "input.txt").read_text("utf-8")
    lines = [
        "\t".join(["一、本年新收政府信息公开申请数量", *received.split()]) if "本年新收" in line else line
        for line in page.splitlines()
    ]
    return f"<html><body><pre>{chr(10).join(lines)}</pre></body></html>".encode()


def test_cells_that_share_one_place_are_told_apart() -> None:
    document = read(rows_in_pre("7 7 7 7 7 7 42"))

    shown = passage(document, "received", "total", "42")

    assert isinstance(shown, GridPassage)
    row = next(row for row in shown.rows if any(cell.marked for cell in row.cells))
    assert [cell.text for cell in row.cells if cell.text] == ["一、本年新收政府信息公开申请数量", *["7"] * 6, "42"]
    assert marked(shown) == ["42"]


def test_equal_neighbours_are_told_apart() -> None:
    document = read(rows_in_pre("7 7 7 7 7 7 42"))

    columns = []
    for column in ("natural_person", "commercial_enterprise", "other_organization"):
        shown = passage(document, "received", column, "7")
        assert isinstance(shown, GridPassage)
        row = next(row for row in shown.rows if any(cell.marked for cell in row.cells))
        columns.append([cell.marked for cell in row.cells].index(True))

    assert columns == [columns[0], columns[0] + 1, columns[0] + 5]


def test_a_text_that_is_no_longer_there_is_not_marked_elsewhere() -> None:
    document = read((FIXTURES / "shanghai-wsb-2024" / "input.html").read_bytes())

    with pytest.raises(CellElsewhere):
        passage(document, "received", "total", "31415")


def test_a_row_or_table_that_is_no_longer_there_is_not_marked() -> None:
    document = read((FIXTURES / "shanghai-wsb-2020" / "input.md").read_bytes())

    with pytest.raises(CellElsewhere):
        passage(document, "received", "total", "3")


def test_far_rows_are_counted_and_left_out() -> None:
    document = read((FIXTURES / "shanghai-wsb-2024" / "input.html").read_bytes())

    shown = passage(document, "carried_forward", "total", "0")

    assert isinstance(shown, GridPassage)
    assert [row.number for row in shown.rows[:3]] == [1, 2, 3]
    assert shown.rows[3].skipped == shown.rows[3].number - 4 > 10
    assert shown.below == 0


def test_lines_of_a_text_carry_their_numbers() -> None:
    path = FIXTURES / "shanghai-wsb-2024" / "input.txt"
    shown = passage(read(path.read_bytes()), "received", "total", "2")

    assert isinstance(shown, LinesPassage)
    line = next(line for line in shown.lines if line.marked)
    assert line.number is not None
    assert "2" in path.read_text("utf-8").splitlines()[line.number - 1]
