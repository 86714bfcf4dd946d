"""OFD: every layout of a small writer, and what its pages draw."""

from __future__ import annotations

import pytest

from reports.errors import DamagedDocument, EncryptedDocument
from reports.model import Document, Grid, PagePlace, TextBlock
from reports.readers import read
from tests.rendering.docx import zipped
from tests.rendering.figures import balanced
from tests.rendering.ofd import OFD_RENDERERS, package, stroke, text_object
from tests.reports.readers.layouts import assert_all_figures, assert_all_text, figures_of, read_back

every_layout = pytest.mark.parametrize("layout", OFD_RENDERERS)


@every_layout
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("seed", range(6))
def test_random_figures_are_read_from_every_layout(seed: int, form: str, layout: str) -> None:
    figures = figures_of(seed, form=form)

    _, report = read_back(OFD_RENDERERS[layout], figures, seed)

    assert report.form == form
    assert_all_figures(figures, report)


@every_layout
def test_title_year_dates_and_sections_are_read_from_every_layout(layout: str) -> None:
    original, report = read_back(OFD_RENDERERS[layout], balanced(2), 2)

    assert_all_text(original, report)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def test_a_number_has_the_page_and_the_box_of_its_cell() -> None:
    box = [stroke(*each) for each in ((20, 20, 80, 20), (20, 30, 80, 30), (20, 20, 20, 30), (50, 20, 50, 30))]
    drawn = "".join(box) + stroke(80, 20, 80, 30) + text_object("总计", 30, 27, 4) + text_object("7", 60, 27, 4)

    (grid,) = (block for block in read(package(["", drawn])).blocks if isinstance(block, Grid))

    place = grid.rows[0][1].place
    assert isinstance(place, PagePlace)
    assert place.page == 2
    assert place.box == pytest.approx((50 * 72 / 25.4, 20 * 72 / 25.4, 80 * 72 / 25.4, 30 * 72 / 25.4), abs=1)


def test_what_is_switched_off_is_not_read() -> None:
    hidden = text_object("藏", 20, 60, 4).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')

    assert lines(read(package([text_object("露", 20, 40, 4) + hidden]))) == ["露"]


def test_large_pictures_are_counted_and_seals_are_not() -> None:
    pictures = (
        '<ofd:ImageObject ID="5" Boundary="20 30 170 120" ResourceID="9"/>'
        '<ofd:ImageObject ID="6" Boundary="150 240 40 40" ResourceID="8"/>'
    )

    assert read(package([pictures])).images == 1


def test_a_drawing_that_contains_itself_ends() -> None:
    unit = (
        '<ofd:CompositeGraphicUnit ID="7"><ofd:Content><ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="7"/>'
        f"{text_object('一', 20, 20, 4)}</ofd:Content></ofd:CompositeGraphicUnit>"
    )
    page = '<ofd:CompositeObject ID="4" Boundary="0 0 210 297" ResourceID="7"/>'

    assert lines(read(package([page], units=unit)))


def test_steps_repeated_a_billion_times_cost_nothing() -> None:
    text = text_object("总体情况", 20, 20, 4).replace('DeltaX="g 3 4"', 'DeltaX="g 1000000000 4"')

    assert lines(read(package([text]))) == ["总体情况"]


@pytest.mark.parametrize("value", ["", "x y", "1e999 0", "nan nan nan nan", "0 0 -5 -5"])
def test_a_box_that_is_none_is_passed_over_or_read(value: str) -> None:
    broken = f'<ofd:TextObject Boundary="{value}" Size="4"><ofd:TextCode X="0" Y="4">甲</ofd:TextCode></ofd:TextObject>'

    document = read(package([broken + text_object("乙", 20, 40, 4)]))

    assert "乙" in "".join(lines(document))


def test_an_encrypted_ofd_is_refused_by_name() -> None:
    with pytest.raises(EncryptedDocument):
        read(zipped({"OFD.xml": "<OFD/>", "Encryptions.xml": "<Encryptions/>"}))


def test_an_ofd_without_its_pages_is_damaged() -> None:
    root = "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"

    with pytest.raises(DamagedDocument):
        read(zipped({"OFD.xml": root}))
