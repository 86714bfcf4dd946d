"""What the roll says of coverage, offices with two names, and columns that are not the fixed one."""

from __future__ import annotations

import pytest

from storage import agencies, coverage, duties, sources
from storage.records import Coverage
from storage.roll import RollError, check_parents, read_roll
from storage.session import Database
from tests.storage.rolls import AT, import_roll

ROLL = """\
jurisdiction: here
agencies:
  - id: city
    name: 某市人民政府
    level: government
    duty_basis: statutory_government
    watch_from: 2025
    covers:
      - {year: 2025, agencies: [a1], source: 年报第一部分}
      - {year: 2026, children: true}
    sources: []
  - id: a1
    name: 某市水务局
    level: department
    duty_basis: statutory_department
    parent: city
    watch_from: 2025
    one_office_with: [a2]
    sources:
      - {url: "http://127.0.0.1/nb/", hosts: [127.0.0.1]}
      - {url: "http://127.0.0.1/news/", hosts: [127.0.0.1], fixed: false}
  - id: a2
    name: 某市河长制办公室
    level: department
    duty_basis: statutory_department
    parent: city
    watch_from: 2025
    sources: []
"""


def test_coverage_offices_and_columns_come_back_as_written(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, ROLL)

        city, water = agencies.get(tx, agency_id="city"), agencies.get(tx, agency_id="a1")
        columns = sources.of_agencies(tx, agency_ids=["a1"])
        text = agencies.export(tx, jurisdiction="here")

    assert city.covers == (Coverage(2025, ("a1",), source="年报第一部分"), Coverage(2026, children=True))
    assert water.one_office_with == ("a2",)
    assert [column.fixed for column in columns] == [True, False]
    assert read_roll(text, file="x").agencies == read_roll(ROLL, file="x").agencies


def test_the_governments_that_cover_a_body_are_found_by_year(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, ROLL)

        found = {
            (agency_id, year): coverage.governments_of(tx, agency_id=agency_id, report_year=year)
            for agency_id in ("a1", "a2", "city", "nobody")
            for year in (2024, 2025, 2026)
        }

    assert {key for key, governments in found.items() if governments == ("city",)} == {
        ("a1", 2025),
        ("a1", 2026),
        ("a2", 2026),
    }
    assert all(governments in ((), ("city",)) for governments in found.values())


def test_a_change_of_coverage_has_the_duties_judged_anew(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, ROLL)
        duties.schedule(tx, agency_id="city", report_year=2025, assess_at=None)

        import_roll(tx, ROLL.replace("agencies: [a1]", "agencies: [a1, a2]"))

        assert duties.get(tx, agency_id="city", report_year=2025).assess_at == AT


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("{year: 2026, children: true}", "{year: 2025, children: true}", "covers 中同一年度只能写一次"),
        ("{year: 2026, children: true}", "{year: 2026}", "请用 agencies 列出汇总的单位，或写 children: true"),
        ("children: true", "childern: true", "是否想写 “children”"),
        ("fixed: false", "fixd: false", "是否想写 “fixed”"),
    ],
)
def test_a_wrong_declaration_says_how_to_write_it(before: str, after: str, says: str) -> None:
    with pytest.raises(RollError) as caught:
        read_roll(ROLL.replace(before, after), file="x")

    assert says in str(caught.value)


@pytest.mark.parametrize("key", ["agencies: [a1]", "one_office_with: [a2]"])
def test_a_body_that_is_in_no_roll_is_named_with_the_one_that_was_meant(key: str) -> None:
    roll = read_roll(ROLL.replace(key, key[:-2] + "1x]"), file="x")

    with pytest.raises(RollError) as caught:
        check_parents([roll], known=())

    assert "不在名录中" in str(caught.value)
