"""Scans with a layer of text that nobody sees: what a scanner's program guessed is never taken for the report."""

from __future__ import annotations

import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: ./dev setup --ocr")

from reports.errors import PicturesWait
from reports.model import Grid, TextBlock
from reports.readers import read
from tests.rendering.drawn import FONT, table
from tests.rendering.layered import Layer, layered

pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="needs a Chinese font: apt-get install fonts-noto-cjk")

ROWS = (("行政许可", "一季度", "二季度"), ("本年受理", "17", "3071"))
GUESSED = [f"xq 99 88 77 66 55 l7 3O71 line {number}" for number in range(20)]


@pytest.mark.parametrize("layer", [Layer.UNPAINTED, Layer.BELOW])
def test_a_layer_that_cannot_be_seen_is_left_alone(layer: Layer) -> None:
    page, _ = table(ROWS)

    with pytest.raises(PicturesWait):
        read(layered(page, GUESSED, layer), pictures=False)


@pytest.mark.parametrize("layer", [Layer.ABOVE, Layer.BELOW_GLASS])
def test_text_that_can_be_seen_is_the_page_and_the_picture_is_named_as_unread(layer: Layer) -> None:
    page, _ = table(ROWS)

    document = read(layered(page, GUESSED, layer), pictures=False)

    assert GUESSED[0] in "".join(block.text for block in document.blocks if isinstance(block, TextBlock))
    assert (document.images, document.scanned_pages) == (1, ())


def test_the_numbers_are_those_of_the_picture() -> None:
    page, _ = table(ROWS)

    document = read(layered(page, GUESSED, Layer.BELOW))

    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.rows[1]] == list(ROWS[1])
    assert not any("xq" in block.text for block in document.blocks if isinstance(block, TextBlock))
