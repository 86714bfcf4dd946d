"""One agency and one report with everything that belongs to them; what is not there is not there."""

from __future__ import annotations

from storage import overview
from storage.records import DocumentState
from tests.storage.world import World


def test_an_agency_s_page_has_everything_of_it(world: World) -> None:
    with world.database.read() as tx:
        detail = overview.agency_detail(tx, agency_id="sh-hezuo", looks_limit=1)

        assert overview.agency_detail(tx, agency_id="nobody") is None
    assert detail is not None
    assert [duty.report_year for duty in detail.duties] == [2025, 2024]
    assert [report.version for report in detail.reports] == [2]
    assert [found.finding.code for found in detail.open_findings] == ["A101", "A101", "F007"]
    assert len(detail.looks) == len(detail.sources) == 1


def test_a_report_s_page_has_versions_documents_findings_and_history(world: World) -> None:
    with world.database.read() as tx:
        detail = overview.report_detail(tx, agency_id="sh-hezuo", report_year=2025)

    assert detail is not None
    assert detail.report is not None
    assert detail.document is not None
    assert detail.document.id == detail.report.document_id
    assert [version.version for version in detail.versions] == [2, 1]
    assert len(detail.documents) == 2
    assert len(detail.findings) == 3
    assert [transition.after for transition in detail.transitions] == ["not_due", "on_time", "findings"]
    assert [incident.kind for incident in detail.incidents] == ["invalid"]


def test_a_year_without_a_report_has_its_duty_and_no_report(world: World) -> None:
    with world.database.read() as tx:
        missing = overview.report_detail(tx, agency_id="sh-dangan", report_year=2025)
        unread = overview.report_detail(tx, agency_id="sh-shi", report_year=2025)
        nothing = overview.report_detail(tx, agency_id="sh-dangan", report_year=1999)

        assert overview.report_detail(tx, agency_id="nobody", report_year=2025) is None
    assert missing is not None
    assert missing.duty is not None
    assert (missing.report, missing.documents) == (None, ())
    assert unread is not None
    assert [document.state for document in unread.documents] == [DocumentState.UNREAD]
    assert nothing is not None
    assert nothing.duty is None
