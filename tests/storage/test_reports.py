"""Reports: one current version per agency and year, a new one only when figures or words are different."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reports.model import AnnualReport, Finding, Level, SectionSpot
from storage import documents, duties, findings, reports
from storage.errors import NoSuchRow
from storage.records import DocumentRole, SavedReport, StoredReport
from storage.session import Database
from tests.storage.figures import annual_report
from tests.storage.rolls import AT, with_agencies

PAGE = "http://127.0.0.1/2025.html"


def _see(database: Database, content: str, *, day: int = 0, url: str = PAGE) -> int:
    """Return the document that these bytes are, seen on that day."""
    with database.write() as tx:
        seen = documents.record(
            tx,
            agency_id="a1",
            url=url,
            sha256=content.ljust(64, "0"),
            size=1,
            role=DocumentRole.REPORT,
            now=AT + timedelta(days=day),
        )
        return seen.document.id


def _save(database: Database, document_id: int, report: AnnualReport, *, day: int = 0, year: int = 2025) -> SavedReport:
    with database.write() as tx:
        now = AT + timedelta(days=day)
        return reports.save(tx, document_id=document_id, report_year=year, report=report, now=now)


def _versions(database: Database, year: int = 2025) -> list[tuple[int, int, bool]]:
    with database.read() as tx:
        found = reports.versions_of(tx, agency_id="a1", report_year=year)
    return [(version.version, version.document_id, version.is_current) for version in found]


def _assess_at(database: Database, year: int = 2025) -> datetime | None:
    with database.read() as tx:
        return duties.get(tx, agency_id="a1", report_year=year).assess_at


def test_the_first_report_of_a_year_is_version_one_and_the_current_one(database: Database) -> None:
    with_agencies(database)
    report = annual_report(received=7)

    saved = _save(database, _see(database, "a"), report)

    assert saved.is_new_version
    assert saved.changed
    assert saved.before is None
    assert (saved.report.version, saved.report.is_current, saved.report.received_total) == (1, True, 7)
    assert reports.load(saved.report) == report


def test_reading_the_same_document_twice_changes_nothing(database: Database) -> None:
    with_agencies(database)
    document = _see(database, "a")
    first = _save(database, document, annual_report())

    again = _save(database, document, annual_report(), day=1)

    assert not again.is_new_version
    assert not again.changed
    assert again.report.first_seen_at == first.report.first_seen_at
    assert _versions(database) == [(1, document, True)]


def test_a_better_reading_of_the_current_document_replaces_its_row(database: Database) -> None:
    with_agencies(database)
    document = _see(database, "a")
    _save(database, document, annual_report(received=4))

    better = _save(database, document, annual_report(received=5))

    assert not better.is_new_version
    assert better.changed
    assert (better.report.version, better.report.received_total) == (1, 5)
    assert better.before is not None
    assert better.before.received_total == 4


def test_new_bytes_with_the_same_facts_are_no_new_version(database: Database) -> None:
    with_agencies(database)
    first = _see(database, "a")
    _save(database, first, annual_report())

    counter_ticked = _save(database, _see(database, "b", day=1), annual_report(), day=1)

    assert not counter_ticked.is_new_version
    assert _versions(database) == [(1, first, True)]


def test_changed_figures_at_the_same_address_are_a_new_version(database: Database) -> None:
    with_agencies(database)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, first, annual_report(received=4))

    saved = _save(database, second, annual_report(received=5), day=1)

    assert saved.is_new_version
    assert saved.before is not None
    assert saved.before.received_total == 4
    assert saved.report.first_seen_at == AT + timedelta(days=1)
    assert _versions(database) == [(2, second, True), (1, first, False)]


def test_an_older_report_that_comes_back_to_its_address_becomes_current_again(database: Database) -> None:
    with_agencies(database)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, first, annual_report(received=4))
    _save(database, second, annual_report(received=5), day=1)
    _see(database, "a", day=2)

    back = _save(database, first, annual_report(received=4), day=2)

    assert back.is_new_version
    assert _versions(database) == [(3, first, True), (2, second, False), (1, first, False)]


def test_re_reading_everything_in_any_order_leaves_the_same_current_version(database: Database) -> None:
    with_agencies(database)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, first, annual_report(received=4))
    _save(database, second, annual_report(received=5), day=1)
    before = _versions(database)

    for document, received in ((second, 5), (first, 4), (first, 4), (second, 5)):
        _save(database, document, annual_report(received=received), day=9)

    assert _versions(database) == before


def test_a_better_reading_of_an_older_version_changes_that_version_only(database: Database) -> None:
    with_agencies(database)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, first, annual_report(received=4))
    _save(database, second, annual_report(received=5), day=1)

    saved = _save(database, first, annual_report(received=40), day=2)

    assert not saved.is_new_version
    assert saved.report.received_total == 5
    with database.read() as tx:
        received = [v.received_total for v in reports.versions_of(tx, agency_id="a1", report_year=2025)]
    assert received == [5, 40]


def test_older_bytes_that_could_only_be_read_late_do_not_become_the_current_version(database: Database) -> None:
    with_agencies(database)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, second, annual_report(received=5), day=1)

    late = _save(database, first, annual_report(received=4), day=2)

    assert not late.is_new_version
    assert late.report.document_id == second
    assert _versions(database) == [(2, first, False), (1, second, True)]


def test_two_reports_at_two_addresses_do_not_take_turns_at_every_round(database: Database) -> None:
    with_agencies(database)
    other = "http://127.0.0.1/copy.html"
    first, second = _see(database, "a"), _see(database, "b", url=other)
    _save(database, first, annual_report(received=4))
    _save(database, second, annual_report(received=5))
    before = _versions(database)

    for day in range(1, 4):
        _see(database, "a", day=day)
        _save(database, first, annual_report(received=4), day=day)
        _see(database, "b", day=day, url=other)
        _save(database, second, annual_report(received=5), day=day)

    assert _versions(database) == before


def test_a_saved_report_makes_its_duty_due_for_assessment(database: Database) -> None:
    with_agencies(database)
    with database.write() as tx:
        duties.schedule(tx, agency_id="a1", report_year=2025, assess_at=None)

    _save(database, _see(database, "a"), annual_report(), day=2)

    assert _assess_at(database) == AT + timedelta(days=2)


def test_a_report_of_a_year_that_is_not_owed_makes_a_silent_duty(database: Database) -> None:
    with_agencies(database)

    _save(database, _see(database, "a"), annual_report(report_year=2021), year=2021)

    with database.read() as tx:
        assert duties.get(tx, agency_id="a1", report_year=2021).silent


def test_a_document_that_turns_out_to_be_of_another_year_leaves_the_wrong_one(database: Database) -> None:
    with_agencies(database, watch_from=2024)
    document = _see(database, "a")
    wrong = _save(database, document, annual_report(report_year=2024), year=2024)
    finding = Finding("f1", "A101", Level.ERROR, "错", "wrong", (SectionSpot(None),), 1, 2, None, "form 2021")
    with database.write() as tx:
        findings.sync(
            tx,
            agency_id="a1",
            report_year=2024,
            report_id=wrong.report.id,
            codes={"A101"},
            found=[finding],
            now=AT,
        )
        duties.schedule(tx, agency_id="a1", report_year=2024, assess_at=None)

    right = _save(database, document, annual_report(report_year=2025), day=1)

    assert right.left_years == (2024,)
    assert (_versions(database, 2024), _versions(database, 2025)) == ([], [(1, document, True)])
    assert _assess_at(database, 2024) == AT + timedelta(days=1)
    with database.read() as tx:
        assert findings.of_duty(tx, agency_id="a1", report_year=2024, open_only=True) == ()


def test_the_version_before_steps_up_when_the_current_one_leaves_for_another_year(database: Database) -> None:
    with_agencies(database, watch_from=2024)
    first, second = _see(database, "a"), _see(database, "b", day=1)
    _save(database, first, annual_report(received=4))
    _save(database, second, annual_report(received=5), day=1)

    _save(database, second, annual_report(report_year=2024, received=5), day=2, year=2024)

    assert _versions(database) == [(1, first, True)]
    assert _versions(database, 2024) == [(1, second, True)]


def test_current_reports_of_an_agency_come_newest_year_first(database: Database) -> None:
    with_agencies(database, watch_from=2023)
    for year in (2024, 2025, 2023):
        url = f"http://127.0.0.1/{year}.html"
        _save(database, _see(database, str(year), url=url), annual_report(report_year=year), year=year)

    with database.read() as tx:
        found: tuple[StoredReport, ...] = reports.current_of_agency(tx, agency_id="a1")

    assert [report.report_year for report in found] == [2025, 2024, 2023]


def test_an_unknown_report_or_document_is_named(database: Database) -> None:
    with database.write() as tx:
        with pytest.raises(NoSuchRow, match="report 3"):
            reports.get(tx, report_id=3)
        with pytest.raises(NoSuchRow, match="document 3"):
            reports.save(tx, document_id=3, report_year=2025, report=annual_report(), now=AT)


def test_stored_facts_give_back_the_report_with_every_detail(database: Database) -> None:
    with_agencies(database)
    report = replace(annual_report(), unread_parts=("附件.pdf",), agency="某市“<b>局”")
    saved = _save(database, _see(database, "a"), report)

    with database.read() as tx:
        stored = reports.get(tx, report_id=saved.report.id)

    assert reports.load(stored) == report
