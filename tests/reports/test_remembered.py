"""What is remembered of one document's tables never makes another one read differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from reports.extract import extract
from reports.model import AnnualReport, Document, Grid, HtmlPlace, TableKey, TextBlock
from reports.readers import read
from reports.remembered import forget
from tests.rendering import RENDERERS
from tests.rendering.figures import Figures, balanced
from tests.rendering.specimen import Specimen, specimen
from tests.rendering.spelling import with_blanks, with_full_width_digits, with_placeholders, with_remarks

PAGES = tuple(name for name in RENDERERS if name.endswith(".html"))
TIMES = 3
"""Read this often before, whatever can be remembered is."""


def written(report: Specimen, renderer: str) -> Document:
    return read(RENDERERS[renderer](report, Random(1)))


def by_itself(document: Document) -> AnnualReport:
    forget()
    return extract(document)


def behind(other: Document, document: Document) -> AnnualReport:
    forget()
    for _ in range(TIMES):
        extract(other)
    return extract(document)


@pytest.mark.parametrize("renderer", PAGES)
@pytest.mark.parametrize("seed", range(3))
def test_other_figures_on_the_same_page_are_read_as_if_it_were_the_first(renderer: str, seed: int) -> None:
    document = written(specimen(balanced(seed, largest=9)), renderer)

    assert behind(written(specimen(balanced(seed + 40)), renderer), document) == by_itself(document)


@pytest.mark.parametrize("renderer", PAGES)
@pytest.mark.parametrize("changed", [with_blanks, with_remarks, with_placeholders, with_full_width_digits])
def test_what_is_no_plain_number_is_not_taken_from_the_page_before(
    renderer: str, changed: Callable[[Figures], Figures]
) -> None:
    figures = balanced(3)
    document = written(specimen(changed(figures)), renderer)

    assert behind(written(specimen(figures), renderer), document) == by_itself(document)


def with_last_column_twice(document: Document, *, added: str) -> Document:
    """The copy that a lost span leaves, `added` to the numbers of the first row that has any."""
    first = next(block for block in document.blocks if isinstance(block, Grid))
    rows = [(*row, row[-1]) for row in first.rows]
    at = next(index for index, row in enumerate(rows) if row[-1].text.isdigit())
    rows[at] = (*rows[at][:-1], replace(rows[at][-1], text=rows[at][-1].text + added))
    grid = Grid(tuple(rows), first.place)
    return replace(document, blocks=tuple(grid if block is first else block for block in document.blocks))


@pytest.mark.parametrize(("before", "after"), [("", "7"), ("7", "")])
def test_copies_of_a_column_that_agree_are_read_and_those_that_do_not_are_left(before: str, after: str) -> None:
    page = written(specimen(balanced(3)), "clean.html")
    other, document = (with_last_column_twice(page, added=added) for added in (before, after))

    assert behind(other, document) == by_itself(document)
    assert by_itself(other) != by_itself(document)


def test_the_place_of_a_number_is_its_own_page_s() -> None:
    page = written(specimen(balanced(3)), "clean.html")
    moved = replace(page, blocks=tuple(in_other_place(block) for block in page.blocks))

    table = behind(page, moved).tables[TableKey.APPLICATIONS]

    assert table is not None
    assert {place.path for *_, cell in table.cells() if isinstance(place := cell.place, HtmlPlace)} == {"elsewhere"}


def in_other_place(block: TextBlock | Grid) -> TextBlock | Grid:
    if isinstance(block, TextBlock):
        return block
    rows = (
        tuple(replace(cell, place=HtmlPlace("elsewhere", 1, y, x)) for x, cell in enumerate(row))
        for y, row in enumerate(block.rows)
    )
    return Grid(tuple(rows), block.place)


def test_a_table_of_last_year_in_another_section_stays_last_year_s() -> None:
    page = written(specimen(balanced(3)), "clean.html")
    tables = [block for block in page.blocks if isinstance(block, Grid)]
    older = [block for block in written(specimen(balanced(9)), "clean.html").blocks if isinstance(block, Grid)]
    behind_all = replace(page, blocks=(*page.blocks, *older))
    first = replace(page, blocks=(*older, *page.blocks))

    report = behind(behind_all, first)

    assert report == by_itself(first)
    assert len(tables) == len(older) == len(TableKey)
