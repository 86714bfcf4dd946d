"""The terminal view of a checked report."""

from __future__ import annotations

import io
from random import Random

import pytest
from rich.console import Console

from duban.report_view import show_report
from reports.checking import check_bytes
from tests.rendering import RENDERERS
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.specimen import specimen
from tests.rendering.spelling import with_blanks, with_placeholders, with_remarks


def shown(figures: Figures, *, width: int = 130, english: bool = False) -> list[str]:
    written = io.StringIO()
    data = RENDERERS["clean.html"](specimen(figures), Random(0))
    show_report(Console(file=written, width=width), "报告.html", check_bytes(data), english=english)
    return written.getvalue().splitlines()


def line_of(lines: list[str], label: str) -> str:
    return next(line for line in lines if label in line)


def changed(table: str, row: str, column: str, text: str) -> Figures:
    def change(t: str, r: str, c: str, cell: Shown) -> Shown:
        return Shown(text, None) if (t, r, c) == (table, row, column) else cell

    return balanced(1).mapped(change)


@pytest.mark.parametrize("width", [30, 80, 130, 300])
def test_every_number_of_table_3_is_shown_whole_at_any_width(width: int) -> None:
    figures = balanced(3, largest=9_000_000)

    lines = shown(figures, width=width)

    printed = {word for line in lines for word in line.split()}
    assert {cell.text for cells in figures.applications.values() for cell in cells.values()} <= printed


def test_a_blank_is_shown_as_blank_and_not_as_zero() -> None:
    lines = shown(with_blanks(balanced(1)))

    assert line_of(lines, "行政复议 ").count("空白") == 5


def test_a_placeholder_is_shown_as_zero_with_its_sign() -> None:
    lines = shown(with_placeholders(balanced(1)))

    assert "0 (—)" in line_of(lines, "  规章")


def test_a_remark_is_shown_with_its_number() -> None:
    lines = shown(with_remarks(balanced(1)))

    assert "1935（含自然失效）" in "".join(lines)


def test_text_where_a_number_belongs_is_shown_in_quotes() -> None:
    lines = shown(changed("applications", "carried_forward", "total", "见附件"))

    assert "?“见附件”" in line_of(lines, "四、结转下年度继续办理")


def test_a_mark_at_a_cell_has_the_number_of_its_finding() -> None:
    lines = shown(changed("applications", "received", "natural_person", ""))

    number = next(line.split()[0] for line in lines if " F007 " in line)
    assert f"空白 {number}" in line_of(lines, "一、本年新收")


def test_markup_in_a_cell_is_printed_as_it_stands() -> None:
    lines = shown(changed("applications", "carried_forward", "total", "[red]9[/red]"))

    assert "[red]9[/red]" in "".join(lines)


def test_the_english_view_keeps_the_official_labels() -> None:
    lines = shown(with_blanks(balanced(1)), english=True)

    assert line_of(lines, "行政复议 ").count("blank") == 5
    assert any(line.startswith("!1 warning F007") for line in lines)
