"""What storage knows around a report reaches the rules: other years, other bodies, looks, files, lists and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from reports.looks import LookOutcome
from reports.model import AnnualReport, DateWitness, TableKey
from reports.rules import Validation
from scheduler.judging import examine
from storage import agencies, documents, drafts, duties, looks, reports, sources
from storage.records import DocumentRole, ListedLink, LookKind, StoredDocument
from storage.roll import read_roll
from storage.session import Database
from tests.reports.building import report
from tests.reports.narrative import OTHER_OVERVIEW, OTHER_PROBLEMS, OVERVIEW, PROBLEMS, telling

YEAR = 2025
IMPORTED = datetime(2025, 12, 5, 1, tzinfo=UTC)
JANUARY = datetime(2026, 1, 12, 2, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 12, 2, tzinfo=UTC)
ROLL = """
jurisdiction: mingchuan
agencies:
  - id: city
    name: 明川市人民政府
    level: government
    duty_basis: statutory_government
    watch_from: 2025
    covers: [{year: 2025, agencies: [water]}]
    sources: [{url: "http://127.0.2.1/hub/", hosts: [127.0.2.1]}]
  - id: water
    name: 明川市水务局
    level: department
    duty_basis: statutory_department
    parent: city
    watch_from: 2025
    sources:
      - {url: "http://127.0.2.2/nb/", hosts: [127.0.2.2]}
      - {url: "http://127.0.2.2/news/", hosts: [127.0.2.2], fixed: false}
  - id: river
    name: 明川市河道管理处
    level: department
    duty_basis: statutory_department
    parent: city
    watch_from: 2025
    sources: []
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path / 'duban.db'}", create=True)
    import_roll(opened, ROLL)
    yield opened
    opened.close()


def import_roll(database: Database, text: str) -> None:
    with database.write() as tx:
        agencies.apply(tx, read_roll(text, file="roll.yml"), now=IMPORTED)


def publish(
    database: Database,
    agency_id: str,
    published: AnnualReport,
    *,
    at: datetime = JANUARY,
    url: str | None = None,
    sha256: str | None = None,
    source_id: int | None = None,
) -> StoredDocument:
    """Put a report into storage as the worker would after reading it."""
    year = published.report_year or 0
    address = url or f"http://127.0.2.9/{agency_id}/{year}.html"
    with database.write() as tx:
        document = documents.record(
            tx,
            agency_id=agency_id,
            url=address,
            sha256=sha256 or f"{abs(hash((address, at))):064x}",
            size=1,
            role=DocumentRole.REPORT,
            now=at,
            source_id=source_id,
            report_year=year,
        ).document
        reports.save(tx, document_id=document.id, report_year=year, report=published, now=at)
        documents.mark_parsed(tx, document_id=document.id, now=at)
    return document


def look(
    database: Database,
    agency_id: str,
    at: datetime,
    *,
    column: int = 0,
    links: tuple[ListedLink, ...] = (),
    note: Mapping[str, object] | None = None,
) -> None:
    """Put a complete look at one of the agency's columns into storage."""
    with database.write() as tx:
        source = sources.of_agencies(tx, agency_ids=[agency_id])[column]
        looks.add(
            tx,
            agency_id=agency_id,
            kind=LookKind.COLUMN,
            url=source.url,
            asked_at=at,
            answered_at=at,
            outcome=LookOutcome.COMPLETE,
            source_id=source.id,
            pages_read=1,
            canary=True,
            links=links,
            note=note,
        )
        sources.settle(tx, source_id=source.id, outcome=LookOutcome.COMPLETE, at=at, next_check_at=at)


def page_look(database: Database, url: str, at: datetime, *, status: int) -> None:
    """Put a look at one address of the water office into storage."""
    with database.write() as tx:
        looks.add(
            tx,
            agency_id="water",
            kind=LookKind.REPORT,
            url=url,
            asked_at=at,
            answered_at=at,
            outcome=LookOutcome.COMPLETE if status == 200 else LookOutcome.ERROR_PAGE,
            report_year=YEAR,
            http_status=status,
        )


def said(database: Database, agency_id: str = "water", *, now: datetime = FEBRUARY) -> Validation:
    with database.read() as tx:
        return examine(tx, duties.get(tx, agency_id=agency_id, report_year=YEAR), now=now).validation


def found(database: Database, agency_id: str = "water", *, now: datetime = FEBRUARY) -> set[str]:
    return {finding.code for finding in said(database, agency_id, now=now).findings}


def received(number: int, *, year: int = YEAR) -> AnnualReport:
    cells = {"natural_person": number, "total": number}
    return report(year=year, applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), cells))


def licences(number: int) -> AnnualReport:
    return report(year=YEAR, proactive={"licences": {"decisions": number}})


# --- other years and covered bodies ---------------------------------------------------------------------


def test_the_reports_of_all_earlier_years_are_the_history_of_a_leap(database: Database) -> None:
    for year, number in ((2024, 110), (2023, 100), (2022, 120)):
        publish(database, "water", received(number, year=year))
    publish(database, "water", received(500))

    assert found(database) == {"Y201"}


def test_a_government_is_compared_with_the_bodies_that_the_roll_says_it_covers(database: Database) -> None:
    publish(database, "city", received(4))
    publish(database, "water", received(5))
    publish(database, "river", received(9))

    (finding,) = said(database, "city").findings
    assert finding.code == "T101"
    assert "明川市水务局为5" in finding.message
    assert "明川市河道管理处" not in finding.message


def test_reading_a_body_s_report_has_the_government_judged_that_covers_it(database: Database) -> None:
    from scheduler.reading_jobs import _touch

    with database.write() as tx:
        duties.schedule(tx, agency_id="city", report_year=YEAR, assess_at=None)
        _touch(tx, "water", YEAR, JANUARY)
        waiting = {duty.agency_id for duty in duties.due_for_assessment(tx, now=JANUARY, limit=10)}

    assert "city" in waiting


def test_another_coverage_than_last_year_s_leaves_the_years_uncompared(database: Database) -> None:
    wider = "covers: [{year: 2024, agencies: [water]}, {year: 2025, agencies: [water, river]}]"
    import_roll(database, ROLL.replace("covers: [{year: 2025, agencies: [water]}]", wider))
    carried = {"natural_person": 3, "total": 3}
    publish(database, "city", report(year=2024, applications={"received": carried, "carried_forward": carried}))
    publish(database, "city", report(year=YEAR))

    assert "Y101" in {note.code for note in said(database, "city").not_applicable}


# --- copies ---------------------------------------------------------------------------------------------


def test_the_later_of_two_copies_is_asked_about_and_not_the_earlier(database: Database) -> None:
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=YEAR))
    publish(database, "river", telling(OVERVIEW, PROBLEMS, year=YEAR), at=FEBRUARY)

    assert found(database, "river") == {"N121"}
    assert found(database, "water") == set()


def test_two_names_of_one_office_may_publish_the_same_text_and_the_same_file(database: Database) -> None:
    import_roll(
        database, ROLL.replace("    name: 明川市河道管理处", "    name: 明川市河道管理处\n    one_office_with: [water]")
    )
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=YEAR), sha256="ab" * 32)
    publish(database, "river", telling(OVERVIEW, PROBLEMS, year=YEAR), at=FEBRUARY, sha256="ab" * 32)

    assert found(database, "river") == set()


def test_an_outline_of_the_whole_city_is_nobody_s_own_text(database: Database) -> None:
    others = "".join(
        f"""
  - id: town{n}
    name: 明川市第{n}镇人民政府
    level: township
    duty_basis: local_notice
    parent: city
    watch_from: 2025
    sources: []"""
        for n in range(5)
    )
    import_roll(database, ROLL.rstrip() + others + "\n")
    for n in range(5):
        publish(database, f"town{n}", telling(OVERVIEW, PROBLEMS, year=YEAR))
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=2024), at=JANUARY)
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=YEAR), at=FEBRUARY)

    assert found(database) == set()


def test_a_text_taken_over_from_last_year_waits_for_a_reviewer(database: Database) -> None:
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=2024))
    publish(database, "water", telling(OVERVIEW, PROBLEMS, year=YEAR), at=FEBRUARY)
    publish(database, "river", telling(OTHER_OVERVIEW, OTHER_PROBLEMS, year=YEAR))

    assert found(database) == {"N120"}


def test_the_same_file_at_two_bodies_is_told_at_both(database: Database) -> None:
    publish(database, "water", licences(3), sha256="cd" * 32)
    publish(database, "river", licences(3), sha256="cd" * 32)

    assert found(database, "water") == found(database, "river") == {"D109"}


# --- versions, addresses, attachments ---------------------------------------------------------------------


def test_a_report_that_stands_at_a_second_address_is_no_older_version(database: Database) -> None:
    first = publish(database, "water", licences(10), url="http://127.0.2.2/a.html")
    publish(database, "water", licences(12), url="http://127.0.2.2/b.html", at=JANUARY + timedelta(days=2))
    with database.write() as tx:
        documents.touch(tx, document_ids=[first.id], now=FEBRUARY)

    assert found(database) == {"D107"}


def test_a_second_report_that_was_corrected_is_told_no_more(database: Database) -> None:
    first = publish(database, "water", licences(10), url="http://127.0.2.2/a.html")
    publish(database, "water", licences(12), url="http://127.0.2.2/b.html", at=JANUARY + timedelta(days=2))
    with database.write() as tx:
        documents.touch(tx, document_ids=[first.id], now=JANUARY + timedelta(days=3))
    page_look(database, "http://127.0.2.2/a.html", JANUARY + timedelta(days=4), status=503)
    before = found(database)
    publish(database, "water", licences(12), url="http://127.0.2.2/a.html", at=FEBRUARY)

    assert before == {"D107"}
    assert "D107" not in found(database)


def test_a_report_that_moved_to_another_address_is_the_same_report_changed(database: Database) -> None:
    publish(database, "water", licences(10), url="http://127.0.2.2/a.html")
    publish(database, "water", licences(12), url="http://127.0.2.2/b.html", at=JANUARY + timedelta(days=2))
    page_look(database, "http://127.0.2.2/a.html", FEBRUARY, status=404)

    assert found(database) == {"D105"}


def test_an_attachment_is_dead_after_two_looks_half_a_day_apart_while_the_site_answers(database: Database) -> None:
    publish(database, "water", licences(10))
    codes = []
    for hours in (0, 24):
        look(database, "water", FEBRUARY + timedelta(hours=hours))
        page_look(database, "http://127.0.2.2/tables.pdf", FEBRUARY + timedelta(hours=hours), status=404)
        codes.append(found(database, now=FEBRUARY + timedelta(hours=hours + 1)))

    assert codes == [set(), {"D108"}]


def test_an_attachment_that_is_there_again_is_told_no_more(database: Database) -> None:
    publish(database, "water", licences(10))
    for hours, status in ((0, 404), (24, 404), (48, 200)):
        look(database, "water", FEBRUARY + timedelta(hours=hours))
        page_look(database, "http://127.0.2.2/tables.pdf", FEBRUARY + timedelta(hours=hours), status=status)

    assert found(database, now=FEBRUARY + timedelta(hours=49)) == set()


# --- dates and places -----------------------------------------------------------------------------------


def test_a_date_before_a_look_that_missed_the_report_is_for_a_reviewer(database: Database) -> None:
    look(database, "water", JANUARY + timedelta(days=10))
    dated = replace(licences(1), dates=(DateWitness("shown", date(2026, 1, 12), "2026-01-12"),))
    publish(database, "water", dated, at=JANUARY + timedelta(days=12))

    assert found(database) == {"D103"}


def test_a_report_among_the_news_that_its_column_lacks_is_noticed(database: Database) -> None:
    with database.read() as tx:
        news = next(source for source in sources.of_agencies(tx, agency_ids=["water"]) if not source.fixed)
    publish(database, "water", licences(1), source_id=news.id, url="http://127.0.2.2/news/1.html")
    codes = [found(database)]
    look(database, "water", FEBRUARY)
    codes.append(found(database, now=FEBRUARY + timedelta(hours=1)))

    assert codes == [set(), {"D110"}]


def test_a_report_that_its_column_lists_as_well_is_where_it_belongs(database: Database) -> None:
    with database.read() as tx:
        news = next(source for source in sources.of_agencies(tx, agency_ids=["water"]) if not source.fixed)
    publish(database, "water", licences(1), source_id=news.id, url="http://127.0.2.2/news/1.html")
    listed = ListedLink("http://127.0.2.2/nb/2.html", "2025年度报告", None, YEAR, is_report=True)
    look(database, "water", FEBRUARY, links=(listed,))

    assert found(database, now=FEBRUARY + timedelta(hours=1)) == set()


def test_a_report_that_a_person_saw_elsewhere_is_looked_for_in_its_column(database: Database) -> None:
    with database.write() as tx:
        looks.add_manual(
            tx,
            agency_id="water",
            report_year=YEAR,
            looked_by="张三",
            at=JANUARY,
            url="http://127.0.2.2/news/1.html",
            saw_report=True,
        )
    codes = [found(database)]
    look(database, "water", FEBRUARY)
    codes.append(found(database, now=FEBRUARY + timedelta(hours=1)))

    assert codes == [set(), {"D110"}]


def test_a_report_page_that_its_column_links_in_vain_is_no_attachment(database: Database) -> None:
    publish(database, "water", licences(10))
    lost = ListedLink("http://127.0.2.2/tables.html", "2025年度报告", None, YEAR, is_report=True)
    for hours in (0, 24):
        look(database, "water", FEBRUARY + timedelta(hours=hours), links=(lost,))
        page_look(database, lost.url, FEBRUARY + timedelta(hours=hours), status=404)

    assert found(database, now=FEBRUARY + timedelta(hours=25)) == set()


def test_a_list_of_the_government_that_lacks_a_body_is_for_the_office(database: Database) -> None:
    publish(database, "water", licences(1))
    shown = {"bodies": {"2025": ["市河道管理处", "市教育局", "市财政局"]}, "unlinked": ["市水务局"]}
    look(database, "city", FEBRUARY, note=shown)

    (finding,) = said(database).findings
    assert finding.code == "D112"
    assert "列出了单位名称但没有链接" in finding.message


def test_what_was_published_is_compared_with_the_draft_approved_last(database: Database) -> None:
    publish(database, "water", licences(12))
    with database.write() as tx:
        for number in (12, 21):
            approve(tx, licences(number))

    assert found(database) == {"D116"}


def approve(tx: sa.Connection, draft: AnnualReport) -> None:
    assert draft.table(TableKey.PROACTIVE) is not None
    drafts.approve(
        tx,
        agency_id="water",
        report_year=YEAR,
        report=draft,
        sha256="0" * 64,
        file_name="审定稿.docx",
        by="张三",
        now=JANUARY,
    )
