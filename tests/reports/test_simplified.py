"""Pages served in traditional characters are read like those in simplified ones."""

from __future__ import annotations

from random import Random

from reports.extract import extract
from reports.model import Document, TextBlock, TextPlace
from reports.readers import read
from reports.rules import Case, validate
from reports.simplified import _PAIRS, in_simplified
from reports.title_words import TRADITIONAL
from tests.rendering import RENDERERS
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen

_BACK = {ord(new): old for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)} | {
    new: chr(old) for old, new in TRADITIONAL.items()
}


def test_a_report_in_traditional_characters_is_read_whole_and_without_a_finding() -> None:
    original = specimen(balanced(5))
    page = RENDERERS["site.html"](original, Random(0)).decode().translate(_BACK)
    assert "總體情況" in page

    report = extract(read(page.encode(), filename="a.html"))

    assert report.agency == original.agency
    assert read_numbers(report) == printed_numbers(original.figures)
    assert [section.text for section in report.sections if section.key == "overview"] == [
        "\n".join(original.sections["overview"])
    ]
    assert validate(Case(report)).findings == ()


def test_a_few_traditional_characters_leave_a_document_as_it_is() -> None:
    text = "展出《總統府》等书画作品，开放处处规范，机关办结报项标总况请务。"
    document = Document("text/plain", (TextBlock(text, TextPlace(1, 1)),))

    assert in_simplified(document) is document
