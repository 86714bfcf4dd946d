"""The JSON of a report: the contract's keys and types, and the way back without loss."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.codec import (
    FACTS_VERSION,
    FactsError,
    UnknownFactsVersion,
    WrongFactsShape,
    figures_from_json,
    finding_to_json,
    report_from_json,
    report_to_json,
)
from reports.model import (
    AnnualReport,
    Cell,
    CellState,
    DateWitness,
    Finding,
    HtmlPlace,
    Level,
    PagePlace,
    Period,
    Problem,
    Section,
    SectionKey,
    SectionSpot,
    Table,
    TableKey,
    TableSpot,
    TextPlace,
)


def report_with(**changes: Any) -> AnnualReport:
    fields: dict[str, Any] = {
        "form": "2021",
        "title": "某市档案局2024年政府信息公开工作年度报告",
        "agency": "某市档案局",
        "report_year": 2024,
        "published": date(2025, 1, 13),
        "dates": (DateWitness("shown", date(2025, 1, 13), "2025-01-13"),),
        "period": Period(date(2024, 1, 1), None, "2024年1月1日至", TextPlace(4, 1)),
        "sections": (),
        "tables": dict.fromkeys(TableKey),
        "problems": (Problem("table_missing", "review", "没有找到表四", "Table 4 was not found"),),
        "unread_parts": ("附件.pdf",),
    }
    return AnnualReport(**(fields | changes))


def report_with_cell(cell: Cell | None) -> AnnualReport:
    table = Table(TableKey.PROACTIVE, {"licences": {"decisions": cell}, "penalties": None})
    return report_with(tables=dict.fromkeys(TableKey) | {TableKey.PROACTIVE: table})


def cell_json(cell: Cell | None) -> Any:
    facts: Any = report_to_json(report_with_cell(cell))
    return facts["tables"]["proactive"]["licences"]["decisions"]


def through_json(report: AnnualReport) -> AnnualReport:
    return report_from_json(json.loads(json.dumps(report_to_json(report), ensure_ascii=False)))


places = st.one_of(
    st.none(),
    st.builds(TextPlace, st.integers(1, 9999), st.integers(1, 99)),
    st.builds(HtmlPlace, st.text(max_size=20), *[st.none() | st.integers(0, 99)] * 3),
    st.builds(PagePlace, st.integers(1, 99), st.tuples(*[st.floats(-1e4, 1e4)] * 4)),
)
days = st.none() | st.dates()
texts = st.text(max_size=30)
numbers = st.integers(-(10**12), 10**12) | st.decimals(allow_nan=False, allow_infinity=False, places=3)
cells = st.one_of(
    st.none(),
    st.builds(Cell, numbers, texts, st.just(CellState.NUMBER), places, st.none() | texts),
    st.builds(Cell, st.just(0), texts, st.just(CellState.PLACEHOLDER), places),
    st.builds(
        Cell,
        st.none(),
        texts,
        st.sampled_from([CellState.BLANK, CellState.NOT_A_NUMBER, CellState.UNREADABLE]),
        places,
    ),
)
rows = st.dictionaries(texts, st.none() | st.dictionaries(texts, cells, max_size=3), max_size=4)
labels = st.lists(texts, max_size=2).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport:
    return report_with(
        form=draw(st.none() | texts),
        title=draw(st.none() | texts),
        agency=draw(st.none() | texts),
        report_year=draw(st.none() | st.integers(1999, 2100)),
        published=draw(days),
        dates=tuple(draw(st.lists(st.builds(DateWitness, texts, st.dates(), texts), max_size=3))),
        period=draw(st.none() | st.builds(Period, days, days, texts, places)),
        sections=tuple(
            draw(
                st.lists(
                    st.builds(
                        Section,
                        st.sampled_from(SectionKey),
                        texts,
                        st.none() | texts,
                        st.none() | st.integers(1, 9),
                        places,
                    ),
                    max_size=9,
                )
            )
        ),
        tables={key: draw(st.none() | st.builds(Table, st.just(key), rows, labels, labels)) for key in TableKey},
        problems=tuple(draw(st.lists(st.builds(Problem, texts, texts, texts, texts), max_size=2))),
        unread_parts=draw(labels),
    )


@given(reports())
def test_every_report_comes_back_from_its_json_as_it_was(report: AnnualReport) -> None:
    assert through_json(report) == report


def test_a_count_is_a_json_integer() -> None:
    written = cell_json(Cell(12, "12", CellState.NUMBER, TextPlace(3, 2)))

    assert written == {"value": 12, "raw": "12", "place": {"line": 3, "column": 2}, "state": "number"}
    assert type(written["value"]) is int


def test_an_amount_is_a_decimal_string_without_exponent() -> None:
    assert cell_json(Cell(Decimal("1285805.60"), "1285805.60", CellState.NUMBER))["value"] == "1285805.60"
    assert cell_json(Cell(Decimal("1E+4"), "10000", CellState.NUMBER))["value"] == "10000"


def test_a_blank_is_null_and_keeps_its_raw_text() -> None:
    written = cell_json(Cell(None, " ", CellState.BLANK))

    assert (written["value"], written["raw"], written["state"]) == (None, " ", "blank")


def test_a_placeholder_is_zero_and_keeps_its_raw_text() -> None:
    written = cell_json(Cell(0, "/", CellState.PLACEHOLDER))

    assert (written["value"], written["raw"], written["state"]) == (0, "/", "placeholder")


def test_an_unreadable_cell_is_null() -> None:
    written = cell_json(Cell(None, "1?", CellState.UNREADABLE))

    assert (written["value"], written["state"]) == (None, "unreadable")


def test_a_remark_stands_beside_its_number() -> None:
    written = cell_json(Cell(17, "17（其中修订15件）", CellState.NUMBER, remark="（其中修订15件）"))

    assert (written["value"], written["remark"]) == (17, "（其中修订15件）")


def test_a_missing_cell_row_and_table_are_null() -> None:
    facts: Any = report_to_json(report_with_cell(None))

    assert facts["tables"]["proactive"] == {"licences": {"decisions": None}, "penalties": None}
    assert facts["tables"]["review"] is None


def test_all_six_sections_have_a_key_and_a_missing_one_is_null() -> None:
    facts: Any = report_to_json(report_with(sections=(Section(SectionKey.OVERVIEW, "正文"),)))

    assert facts["sections"]["overview"] == "正文"
    assert [key for key, text in facts["sections"].items() if text is None] == [
        key.value for key in SectionKey if key is not SectionKey.OVERVIEW
    ]


def test_a_doubled_section_shows_both_texts() -> None:
    twice = (Section(SectionKey.OVERVIEW, "前半"), Section(SectionKey.OVERVIEW, "后半", heading="一、总体情况"))

    facts: Any = report_to_json(report_with(sections=twice))

    assert facts["sections"]["overview"] == "前半\n后半"
    assert report_from_json(facts).sections == twice


def test_a_place_on_a_page_keeps_its_box() -> None:
    place = PagePlace(2, (10.5, 20.0, 30.25, 40.0))

    assert cell_json(Cell(1, "1", CellState.NUMBER, place))["place"] == {"page": 2, "box": [10.5, 20.0, 30.25, 40.0]}


def test_facts_of_another_version_are_refused_by_name() -> None:
    facts = report_to_json(report_with()) | {"facts_version": 0}

    with pytest.raises(UnknownFactsVersion) as refused:
        report_from_json(facts)

    assert refused.value.version == 0


def test_keys_beside_the_written_ones_are_left_alone() -> None:
    assert report_from_json(report_to_json(report_with()) | {"sha256": "00"}) == report_with()


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("report_year", "2024", "a whole number"),
        ("report_year", True, "a whole number"),
        ("published", "13.1.2025", "a day"),
        ("title", 7, "a string"),
        ("dates", {}, "a list"),
        ("tables", [], "an object"),
        ("tables.proactive.licences.decisions.value", "many", "a decimal string"),
        ("tables.proactive.licences.decisions.value", "NaN", "a finite decimal string"),
        ("tables.proactive.licences.decisions.value", 1.5, "a whole number"),
        ("tables.proactive.licences.decisions.value", None, "a value that goes with the state number"),
        ("tables.proactive.licences.decisions.state", "guessed", "one of number"),
        ("tables.proactive.licences.decisions.place", {"page": 1, "box": [1, 2]}, "four numbers"),
        ("section_details", [{"key": "overview", "start": 0, "end": 99}], "offsets inside the text of overview"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_path(path: str, value: object, wanted: str) -> None:
    report = report_with_cell(Cell(3, "3", CellState.NUMBER))
    facts: Any = report_to_json(report) | {"sections": dict.fromkeys(SectionKey, "短")}
    *parents, last = path.split(".")
    holder = facts
    for parent in parents:
        holder = holder[parent]
    holder[last] = value

    with pytest.raises(WrongFactsShape, match=wanted) as refused:
        report_from_json(facts)

    assert refused.value.path.startswith(f"facts.{path}")


def test_a_missing_key_is_refused_with_its_path() -> None:
    facts = report_to_json(report_with())
    del facts["problems"]

    with pytest.raises(WrongFactsShape) as refused:
        report_from_json(facts)

    assert refused.value.path == "facts.problems"


def test_a_finding_is_written_with_the_keys_of_the_contract() -> None:
    finding = Finding(
        id="4f2a",
        code="A103",
        level=Level.ERROR,
        message="总计应为2",
        message_en="The total should be 2",
        places=(
            TableSpot(TableKey.APPLICATIONS, "received", "total"),
            SectionSpot(SectionKey.OVERVIEW, 3, 9),
            SectionSpot(SectionKey.OVERVIEW, 3, 9, "received.1"),
        ),
        stated=3,
        expected=2,
        raw="3",
        source="form 2021",
    )

    assert finding_to_json(finding) == {
        "id": "4f2a",
        "code": "A103",
        "level": "error",
        "message": "总计应为2",
        "message_en": "The total should be 2",
        "places": [
            {"table": "applications", "row": "received", "column": "total"},
            {"section": "overview", "start": 3, "end": 9},
            {"section": "overview", "start": 3, "end": 9, "claim": "received.1"},
        ],
        "stated": 3,
        "expected": 2,
        "raw": "3",
        "source": "form 2021",
    }


@given(reports())
@settings(max_examples=40, deadline=None)
def test_the_figures_alone_are_those_of_the_whole_report_without_places(report: AnnualReport) -> None:
    whole, figures = report_from_json(report_to_json(report)), figures_from_json(report_to_json(report))

    def numbers(of: AnnualReport) -> list[tuple[object, ...]]:
        return [
            (key, row, column, cell.value, type(cell.value), cell.raw, cell.state, cell.remark)
            for key, table in of.tables.items()
            if table is not None
            for row, column, cell in table.cells()
        ]

    assert numbers(figures) == numbers(whole)
    assert (figures.form, figures.agency, figures.report_year) == (whole.form, whole.agency, whole.report_year)


@pytest.mark.parametrize("facts", [{}, {"facts_version": 99}, {"facts_version": FACTS_VERSION, "tables": None}])
def test_figures_of_what_is_no_report_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(FactsError):
        figures_from_json(facts)
