"""Real layouts with their real figures: every number of every fixture is read, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reports.codec import report_to_json
from reports.extract import extract
from reports.model import AnnualReport, SectionKey
from reports.readers import read

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reports"
INPUTS = sorted(FIXTURES.glob("*/input.*"))

pytestmark = pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.suffix[1:]}")


def report_of(path: Path) -> AnnualReport:
    return extract(read(path.read_bytes(), filename=path.name))


def expected_of(path: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    return whole | whole.get("by_input", {}).get(path.name, {})


def squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


def test_every_number_of_the_three_tables_is_read(path: Path) -> None:
    facts: Any = report_to_json(report_of(path))

    shown = {
        table: rows
        and {
            row: cells and {column: cell and cell["value"] for column, cell in cells.items()}
            for row, cells in rows.items()
        }
        for table, rows in facts["tables"].items()
    }
    assert shown == expected_of(path)["tables"]


def test_title_agency_year_and_form_are_read(path: Path) -> None:
    expected = expected_of(path)

    report = report_of(path)

    assert squeezed(report.title) == expected["title"]
    assert (report.agency, report.report_year, report.form) == (
        expected["agency"],
        expected["report_year"],
        expected["form"],
    )


def test_the_publication_date_is_read_where_one_is_stated(path: Path) -> None:
    stated = expected_of(path)["published"]

    assert report_of(path).published == (None if stated is None else date.fromisoformat(stated))


def test_the_stated_period_is_read(path: Path) -> None:
    stated = expected_of(path)["period"]

    period = report_of(path).period

    assert (None if period is None else [str(period.start), str(period.end)]) == stated


def test_each_section_has_its_own_text_and_no_other(path: Path) -> None:
    expected = expected_of(path)["sections"]
    passages = {key: [squeezed(passage) for passage in found or ()] for key, found in expected.items()}

    report = report_of(path)

    for key in SectionKey:
        section = report.section(key)
        assert (section is None) == (expected[key] is None), key
        text = "" if section is None else squeezed(section.text) or ""
        assert all(passage in text for passage in passages[key]), key
        others = [passage for other, found in passages.items() if other != key for passage in found]
        assert not [passage for passage in others if passage and len(passage) > 3 and passage in text], key


def test_no_section_holds_the_text_of_a_table(path: Path) -> None:
    report = report_of(path)

    for section in report.sections:
        assert "本年处理决定数量" not in section.text
        assert "结转下年度继续办理" not in section.text
        assert "复议后起诉" not in section.text


def test_sections_stand_in_order_with_their_numbers(path: Path) -> None:
    found = [(section.key, section.number) for section in report_of(path).sections]

    here = [key for key in SectionKey if expected_of(path)["sections"][key] is not None]
    assert found == [(key, list(SectionKey).index(key) + 1) for key in here]


def test_what_is_missing_is_named_as_a_problem(path: Path) -> None:
    expected = expected_of(path)
    missing = {key for part in ("tables", "sections") for key, found in expected[part].items() if found is None}

    parts = {problem.part for problem in report_of(path).problems}

    assert missing <= {part.removeprefix("tables.").removeprefix("sections.") for part in parts}
    assert missing or not parts


def test_state_raw_text_and_remark_of_particular_cells_are_kept(path: Path) -> None:
    facts: Any = report_to_json(report_of(path))

    for spot, wanted in expected_of(path)["cells"].items():
        table, rest = spot.split(".", 1)
        row, column = rest.rsplit(".", 1)
        cell = facts["tables"][table][row][column]
        assert {key: squeezed(cell.get(key)) for key in wanted} == wanted, spot


def test_every_value_has_the_place_where_it_stands(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")

    for table in report_of(path).tables.values():
        for row, column, cell in table.cells() if table is not None else ():
            assert cell.place is not None, (row, column)
            place: Any = cell.place
            if path.suffix != ".html":
                assert cell.raw.strip() in lines[place.line - 1], (row, column, place)


def test_an_amount_is_a_decimal_and_a_count_an_integer(path: Path) -> None:
    for table in report_of(path).tables.values():
        for _row, column, cell in table.cells() if table is not None else ():
            if cell.value is not None:
                assert type(cell.value) is (Decimal if column in {"wan_yuan", "amount"} else int)
