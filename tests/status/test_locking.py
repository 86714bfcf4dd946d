"""A withdrawn report is locked at once: neither its content nor its original is shown, on no way."""

from __future__ import annotations

from datetime import timedelta

from reports.model import Finding, Level, TableKey, TableSpot
from reports.states import Content, Timeliness
from storage import findings
from tests.status.conftest import Served
from tests.status.seeing import tree_of, words
from tests.storage.world import NOW, settle

WITHDRAWN = "/reports/sy-waiban/2025"


def test_the_page_of_a_withdrawn_report_shows_nothing_that_it_says(page: Served) -> None:
    tree = tree_of(page, WITHDRAWN)

    assert "报告已撤下，内容和原件已锁定" in words(page, WITHDRAWN)
    assert tree.css(".form, .prose, .findings li") == []
    assert "解读形式仍较单一" not in page.get(WITHDRAWN).text


def test_neither_does_an_earlier_version_of_it(page: Served) -> None:
    assert tree_of(page, WITHDRAWN + "?version=1").css(".form, .prose") == []


def test_neither_does_the_interface(page: Served) -> None:
    report = page.get("/api" + WITHDRAWN).json()

    assert report["withdrawn_and_locked"] is True
    assert (report["facts"], report["findings"]) == (None, [])
    assert [document["original"] for document in report["documents"]] == [None, None]


def test_its_originals_are_not_handed_out(page: Served) -> None:
    hashes = [document["sha256"] for document in page.get("/api" + WITHDRAWN).json()["documents"]]

    answers = [page.get(f"/originals/{sha256}") for sha256 in hashes]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "已锁定" in answers[0].text
    assert tree_of(page, "/agencies/sy-waiban").css("a[href^='/originals/']") == []


def test_only_findings_about_the_duty_itself_stay_in_sight(own_page: Served) -> None:
    of_duty = Finding("d102", "D102", Level.ERROR, "报告逾期发布。", "Late.", (), None, None, None, "")
    spot = TableSpot(TableKey.APPLICATIONS, "received", "total")
    of_content = Finding("f008", "F008", Level.ERROR, "写着张三。", "A name.", (spot,), "张三", None, "张三", "")
    with own_page.world.database.write() as tx:
        findings.sync(
            tx,
            agency_id="sy-waiban",
            report_year=2025,
            report_id=None,
            codes={"D102", "F008"},
            found=[of_duty, of_content],
            now=NOW,
        )

    texts = [own_page.get(path).text for path in (WITHDRAWN, "/api" + WITHDRAWN, "/api/agencies/sy-waiban")]

    assert all("报告逾期发布。" in text for text in texts)
    assert not any("张三" in text for text in texts)


def test_its_state_and_history_stay_in_sight(page: Served) -> None:
    text = words(page, WITHDRAWN)

    assert "⊘ 已撤下" in text
    assert "✓ 按时发布 ⊘ 已撤下" in text


def test_a_report_that_is_back_is_shown_again(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        settle(tx, "sy-waiban", Timeliness.ON_TIME, Content.CLEAN, at=NOW + timedelta(hours=1))

    tree = tree_of(own_page, WITHDRAWN)

    assert len(tree.css(".form")) == 3
    original = str(tree.css_first("a[href^='/originals/']").attributes["href"])
    assert own_page.get(original).status_code == 200
