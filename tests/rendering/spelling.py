"""Ways in which the same figures are printed: separators, full-width digits, placeholders, blanks, remarks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.rendering.figures import Figures, Shown

FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
PLACEHOLDERS = ("/", "—", "-", "无", "——")


def as_printed(figures: Figures) -> Figures:
    """Return the figures unchanged."""
    return figures


def with_thousands_separators(figures: Figures) -> Figures:
    """Print 21045877 as 21,045,877."""
    return figures.mapped(lambda _t, _r, _c, cell: replace(cell, text=_separated(cell.text)))


def with_full_width_digits(figures: Figures) -> Figures:
    """Print 12 as １２."""
    return figures.mapped(lambda _t, _r, _c, cell: replace(cell, text=cell.text.translate(FULL_WIDTH)))


def with_placeholders(figures: Figures) -> Figures:
    """Print most zeros as a stroke or 无; they still count as zero."""
    rng = Random(7)

    def change(_table: str, _row: str, _column: str, cell: Shown) -> Shown:
        if cell.text != "0" or rng.random() < 0.2:
            return cell
        return Shown(rng.choice(PLACEHOLDERS), 0 if cell.value == 0 else "0")

    return figures.mapped(change)


def with_blanks(figures: Figures) -> Figures:
    """Leave some cells empty: every third zero, and every cell of the first block of table 4."""
    rng = Random(11)

    def change(table: str, row: str, _column: str, cell: Shown) -> Shown:
        left_out = (table, row) == ("review", "reconsideration") or (cell.text == "0" and rng.random() < 0.33)
        return Shown("", None) if left_out else cell

    return figures.mapped(change)


def with_remarks(figures: Figures) -> Figures:
    """Put a remark or unit behind some numbers of table 2."""

    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        if (table, row) == ("proactive", "normative_documents"):
            return replace(cell, text=f"{cell.text}（含自然失效）")
        if (table, row, column) == ("proactive", "licences", "decisions"):
            return replace(cell, text=f"{cell.text}件")
        return cell

    return figures.mapped(change)


SPELLINGS = (
    as_printed,
    with_thousands_separators,
    with_full_width_digits,
    with_placeholders,
    with_blanks,
    with_remarks,
)


def _separated(text: str) -> str:
    sign = text[: len(text) - len(text.lstrip("+-"))]
    whole, point, rest = text.removeprefix(sign).partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"
