"""One report out of a page and its attachments: what is taken from where, and what is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.assemble import Part, assemble
from reports.model import AnnualReport, DateWitness, Disagreement, Problem, SectionKey, TableKey
from tests.reports.building import Written, report, unreadable, with_cells, without_table

PAGE, WORD, PDF = "http://a.invalid/nb.html", "http://a.invalid/nb.docx", "http://a.invalid/nb.pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def part(address: str, found: AnnualReport) -> Part:
    kinds = {PAGE: "text/html", WORD: DOCX, PDF: "application/pdf"}
    return Part(address, address.rpartition(".")[2] * 16, kinds[address], found)


def with_cell(base: AnnualReport, key: TableKey, row: str, column: str, written: Written) -> AnnualReport:
    return with_cells(base, key, {row: {column: written}})


def shell() -> AnnualReport:
    """Return what a page holds that only introduces its attachment."""
    empty = report()
    for key in TableKey:
        empty = without_table(empty, key)
    missing = tuple(Problem("table_missing", key.value, "缺表", "missing") for key in TableKey)
    return replace(empty, problems=missing, unread_parts=(WORD,), form=None)


def test_tables_of_an_attachment_become_the_reports_own() -> None:
    found = assemble([part(PAGE, shell()), part(WORD, report())])

    assert all(found.table(key) is not None for key in TableKey)
    assert set(found.table_documents.values()) == {part(WORD, report()).sha256}
    assert found.unread_parts == ()
    assert [problem.code for problem in found.problems] == []
    assert found.form == "2021"


def test_what_is_missing_everywhere_stays_missing_and_waits_for_what_is_unread() -> None:
    found = assemble([part(PAGE, shell())], unread=[WORD])

    assert found.table(TableKey.APPLICATIONS) is None
    assert found.unread_parts == (WORD,)
    assert {problem.code for problem in found.problems} == {"table_missing"}


def test_the_most_machine_readable_document_wins_and_the_others_are_compared() -> None:
    other = with_cell(report(), TableKey.APPLICATIONS, "received", "total", 3)

    found = assemble([part(PDF, other), part(WORD, report())])

    assert found.table_documents[TableKey.APPLICATIONS] == part(WORD, report()).sha256
    assert found.disagreements == (Disagreement(TableKey.APPLICATIONS, "received", "total", 0, 3, PDF),)


def test_a_table_that_was_read_whole_beats_a_doubtful_one_of_a_better_kind() -> None:
    doubtful = with_cell(report(), TableKey.REVIEW, "reconsideration", "total", unreadable())

    found = assemble([part(PAGE, doubtful), part(PDF, report())])

    assert found.table_documents[TableKey.REVIEW] == part(PDF, report()).sha256
    assert found.table_documents[TableKey.APPLICATIONS] == part(PAGE, report()).sha256


@pytest.mark.parametrize("there", [None, unreadable()], ids=["blank", "unreadable"])
def test_blank_against_zero_and_unreadable_cells_are_no_disagreement(there: Written) -> None:
    other = with_cell(report(), TableKey.REVIEW, "reconsideration", "total", there)

    found = assemble([part(PAGE, report()), part(PDF, other)])

    assert found.disagreements == ()


def test_date_witnesses_of_all_documents_are_kept_once() -> None:
    witness = DateWitness("shown", date(2025, 1, 13), "2025-01-13")
    dated = replace(report(), dates=(witness,))

    found = assemble([part(PAGE, dated), part(WORD, dated)])

    assert found.dates == (witness,)


def test_sections_are_taken_whole_from_the_document_that_has_most_of_them() -> None:
    bare = replace(report(), sections=report().sections[:1])

    found = assemble([part(PAGE, bare), part(WORD, report())])

    assert [section.key for section in found.sections] == list(SectionKey)


def test_a_report_of_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        assemble([])


def test_a_scan_is_taken_only_where_nothing_machine_readable_shows_the_table() -> None:
    scan = replace(report(), scanned_tables=tuple(TableKey))
    beside = with_cell(report(), TableKey.REVIEW, "reconsideration", "upheld", unreadable())

    alone, both = assemble([part(PDF, scan)]), assemble([part(PDF, scan), part(WORD, beside)])

    assert alone.scanned_tables == tuple(TableKey)
    assert both.scanned_tables == ()


def test_what_a_scan_shows_too_little_of_stays_unread_only_while_the_scan_is_all_there_is() -> None:
    scan = replace(report(), scanned_tables=tuple(TableKey), unread_parts=("扫描页（第1页）",))

    assert assemble([part(PDF, scan)]).unread_parts == ("扫描页（第1页）",)
    assert assemble([part(PAGE, report()), part(PDF, scan)]).unread_parts == ()
