"""Texts that resemble each other are found among all stored reports, whatever their number."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from reports.model import AnnualReport, SectionKey
from reports.states import Timeliness
from storage import copies, documents, duties, reports
from storage.records import DocumentRole, StoredReport
from storage.schema import reports as report_table
from storage.schema import text_marks
from storage.session import Database
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies

OURS = telling(OVERVIEW, PROBLEMS, year=2025)
COPIED = telling(OVERVIEW.replace("我局", "某市第2局"), PROBLEMS, year=2025, received=3)
ANOTHER = telling(OTHER_OVERVIEW, OTHER_PROBLEMS, year=2025)


def _save(tx: sa.Connection, agency_id: str, report: AnnualReport, *, mark: str = "0") -> StoredReport:
    year = report.report_year or 0
    document = documents.record(
        tx,
        agency_id=agency_id,
        url=f"http://127.0.0.1/{agency_id}/{year}.html",
        sha256=(mark + agency_id + str(year)).ljust(64, "0"),
        size=1,
        role=DocumentRole.REPORT,
        now=AT,
    ).document
    return reports.save(tx, document_id=document.id, report_year=year, report=report, now=AT).report


def _found(database: Database, report_id: int) -> list[str]:
    with database.read() as tx:
        return [text.agency_id for text in copies.candidates(tx, report_id=report_id)]


def test_a_near_copy_at_another_body_is_found_and_other_texts_are_not(database: Database) -> None:
    with_agencies(database, 3)
    with database.write() as tx:
        ours = _save(tx, "a1", OURS)
        _save(tx, "a2", COPIED)
        _save(tx, "a3", ANOTHER)

    assert _found(database, ours.id) == ["a2"]


def test_last_year_s_report_of_another_body_is_found_an_older_one_is_not(database: Database) -> None:
    with_agencies(database, 3)
    with database.write() as tx:
        ours = _save(tx, "a1", OURS)
        _save(tx, "a2", telling(OVERVIEW, PROBLEMS, year=2024))
        _save(tx, "a3", telling(OVERVIEW, PROBLEMS, year=2023))

    assert _found(database, ours.id) == ["a2"]


def test_a_candidate_brings_its_text_its_names_and_its_address(database: Database) -> None:
    with_agencies(database, 2)
    with database.write() as tx:
        ours = _save(tx, "a1", OURS)
        _save(tx, "a2", COPIED)

    with database.read() as tx:
        (found,) = copies.candidates(tx, report_id=ours.id)

    assert found.names == ("某市第2局",)
    assert found.sections[SectionKey.PROBLEMS_AND_IMPROVEMENTS] == PROBLEMS
    assert found.address == "http://127.0.0.1/a2/2025.html"


def test_a_text_that_was_replaced_is_found_no_more(database: Database) -> None:
    with_agencies(database, 2)
    with database.write() as tx:
        ours = _save(tx, "a1", OURS)
        _save(tx, "a2", COPIED)
        _save(tx, "a2", ANOTHER)

    assert _found(database, ours.id) == []


def test_a_withdrawn_report_is_shown_to_nobody(database: Database) -> None:
    with_agencies(database, 2)
    with database.write() as tx:
        ours = _save(tx, "a1", OURS)
        _save(tx, "a2", COPIED)
        duties.change(
            tx,
            agency_id="a2",
            report_year=2025,
            at=AT,
            timeliness=Timeliness.WITHDRAWN,
            content=None,
            cause="原网址已不存在",
            evidence={},
        )

    assert _found(database, ours.id) == []


def test_an_outline_that_very_many_share_leads_nowhere(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "SHARED_BY_MANY", 3)
    with_agencies(database, 6)
    with database.write() as tx:
        saved = [_save(tx, f"a{n}", telling(OVERVIEW, PROBLEMS, year=2025)) for n in range(1, 5)]
        pair = [_save(tx, f"a{n}", telling(OTHER_OVERVIEW, OTHER_PROBLEMS, year=2025)) for n in range(5, 7)]

    assert _found(database, saved[0].id) == []
    assert _found(database, pair[0].id) == ["a6"]


def test_the_sample_takes_each_body_once_its_newest_report_and_the_own_jurisdiction_first(database: Database) -> None:
    with_agencies(database, 3)
    with database.write() as tx:
        import_roll(
            tx, roll_text(1, jurisdiction="there").replace("id: a1", "id: b1").replace("127.0.0.1", "127.0.9.1")
        )
        for agency_id in ("b1", "a1", "a2", "a3"):
            _save(tx, agency_id, telling(OVERVIEW, PROBLEMS, year=2024))
            _save(tx, agency_id, OURS)

    with database.read() as tx:
        found = copies.sample(tx, jurisdiction="here", report_year=2025, without={"a2"})

    assert [(text.agency_id, text.report_year) for text in found] == [("a1", 2025), ("a3", 2025), ("b1", 2025)]


def test_reports_of_an_older_version_of_duban_are_marked_a_few_at_a_time(database: Database) -> None:
    with_agencies(database, 3)
    with database.write() as tx:
        saved = [_save(tx, f"a{n}", OURS) for n in (1, 2, 3)]
        tx.execute(sa.delete(text_marks))
        tx.execute(sa.update(report_table).values(marks_version=0))

        steps = [copies.mark_some(tx, limit=2) for _ in range(3)]

    assert steps == [2, 1, 0]
    assert _found(database, saved[0].id) == ["a2", "a3"]


def test_reading_a_report_again_makes_its_marks_anew(database: Database) -> None:
    with_agencies(database, 2)
    with database.write() as tx:
        ours = _save(tx, "a1", ANOTHER)
        _save(tx, "a2", COPIED)
        again = reports.save(tx, document_id=ours.document_id, report_year=2025, report=OURS, now=AT + timedelta(1))

    assert again.report.id == ours.id
    assert _found(database, ours.id) == ["a2"]
