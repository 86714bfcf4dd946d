"""Figures stated in the text are marked where they stand, readable without colour."""

from __future__ import annotations

from reports.claims import Verdict
from reports.model import SectionKey
from reports.rules import AgencyLevel, BodyFacts, Case, validate
from status.statements import MARKED_AT_MOST, Piece, marked_texts
from tests.reports.claims.telling import telling
from tests.status.conftest import Served
from tests.status.seeing import tree_of, words_of

OFFICE = BodyFacts("ys-jyj", "云山市教育局", level=AgencyLevel.DEPARTMENT)


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of the text in section 三, with the findings of the rules as footnotes."""
    report = telling(text, key=SectionKey.APPLICATIONS)
    found = validate(Case(report, agency=OFFICE)).findings
    return list(marked_texts(report, OFFICE, found)[2])


def test_a_figure_as_in_the_table_is_marked_as_confirmed() -> None:
    pieces = pieces_of("全年收到政府信息公开申请40件，组织培训3次。")

    assert [(piece.text, piece.verdict) for piece in pieces] == [
        ("全年", None),
        ("收到政府信息公开申请40件", Verdict.CONFIRMED),
        ("，组织培训3次。", None),
    ]


def test_a_figure_that_fits_nothing_carries_the_number_of_its_finding() -> None:
    pieces = pieces_of("收到政府信息公开申请41件。")

    assert [(piece.text, piece.verdict, piece.marks) for piece in pieces] == [
        ("收到政府信息公开申请41件", Verdict.CONTRADICTED, (1,)),
        ("。", None, ()),
    ]


def test_an_open_figure_tells_why_it_was_not_judged() -> None:
    (piece, _) = pieces_of("收到政府信息公开申请40余件。")

    assert piece.verdict is Verdict.OPEN
    assert piece.reason is not None
    assert piece.reason.zh == "约数，不作核对。"


def test_the_pieces_give_the_whole_text_back() -> None:
    text = "办结政府信息公开申请38件（含上年结转5件），予以公开14件，\n部分公开4件，占10.53%。未收到投诉。"

    assert "".join(piece.text for piece in pieces_of(text)) == text


def test_a_list_beyond_measure_is_shown_unmarked() -> None:
    text = "收到政府信息公开申请40件。" * (MARKED_AT_MOST + 1)

    assert pieces_of(text) == [Piece(text)]


def test_the_page_marks_what_the_text_states_and_explains_the_marks(page: Served) -> None:
    tree = tree_of(page, "/reports/sh-hezuo/2025")

    marked = tree.css_first("#section-overview .prose mark")
    assert marked is not None
    assert (words_of(marked), marked.attributes["class"]) == ("均已答复", "m-confirmed")
    assert marked.attributes["title"] == "与表格一致。"
    assert [words_of(entry) for entry in tree.css(".legend mark")] == [
        "与表格或所列数字一致",
        "对不上，请核对",
        "没有判断：指向文字可看原因",
    ]
