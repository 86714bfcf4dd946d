"""`duban draft`: the approved draft is recorded, shown, and compared with what was published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from duban.cli import run
from duban.demo.script import Figures
from scheduler.judging import examine
from scheduler.watch import Watch
from storage import documents, duties, reports
from storage.records import DocumentRole
from tests.scheduler.house import YEAR, new_watch, report_html

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch = new_watch(tmp_path, targets=())
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield watch
    watch.database.close()


def publish(watch: Watch, page: bytes) -> None:
    from reports.checking import read_report

    with watch.database.write() as tx:
        document = documents.record(
            tx,
            agency_id="mc-waiban",
            url="http://127.0.2.1/1.html",
            sha256="0" * 64,
            size=1,
            role=DocumentRole.REPORT,
            now=NOW,
        ).document
        reports.save(tx, document_id=document.id, report_year=YEAR, report=read_report(page)[1], now=NOW)


def approve(page: bytes, *, year: int = YEAR, agency: str = "mc-waiban") -> int:
    Path("审定稿.html").write_bytes(page)
    return run(["draft", "approve", agency, str(year), "审定稿.html", "--by", "张三"])


def test_a_published_number_that_differs_from_the_draft_is_found_and_shown(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = approve(report_html(Figures(proactive={"licences": 21})))
    publish(watch, report_html(Figures(proactive={"licences": 12})))

    run(["draft", "show", "mc-waiban", str(YEAR)])

    with watch.database.read() as tx:
        duty = duties.get(tx, agency_id="mc-waiban", report_year=YEAR)
        found = {finding.code for finding in examine(tx, duty, now=NOW).validation.findings}
    told = capsys.readouterr().out
    assert code == 0
    assert "D116" in found
    assert "“行政许可·本年处理决定数量”审定稿为21，公布为12" in told
    assert "有 1 处不同" in told


def test_the_draft_approved_last_counts(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    approve(report_html(Figures(proactive={"licences": 21})))
    approve(report_html(Figures(proactive={"licences": 12})))
    publish(watch, report_html(Figures(proactive={"licences": 12})))

    run(["draft", "show", "mc-waiban", str(YEAR)])

    assert "有 0 处不同" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("agency", "year", "says"),
    [("mc-nobody", YEAR, "名录中没有机关 mc-nobody"), ("mc-waiban", YEAR - 1, "不是 2024 年度的")],
)
def test_what_does_not_fit_is_refused_with_what_to_do(
    watch: Watch, capsys: pytest.CaptureFixture[str], agency: str, year: int, says: str
) -> None:
    code = approve(report_html(), agency=agency, year=year)

    assert code == 2
    assert says in capsys.readouterr().err


def test_a_file_that_is_no_report_is_refused(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    code = approve("<html><body><p>会议通知</p></body></html>".encode())

    assert code == 2
    assert "不能登记" in capsys.readouterr().err


def test_where_no_draft_is_on_record_show_says_how_to_record_one(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["draft", "show", "mc-waiban", str(YEAR)])

    assert code == 2
    assert "duban draft approve" in capsys.readouterr().err
