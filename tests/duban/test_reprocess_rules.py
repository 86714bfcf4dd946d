"""`duban reprocess --rules`: what changed rules would open and close is told before anything is applied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from duban.cli import run
from scheduler.watch import Watch
from storage import findings
from tests.scheduler.faulty import AT, changed_rules, publish, silent
from tests.scheduler.house import new_watch
from tests.scheduler.test_judging import judge_all


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Yield the watch of a working directory with one faulty report, judged when rule A101 saw nothing in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.toml").write_text('data_dir = "data"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    watch = new_watch(tmp_path / "data")
    publish(watch)
    with changed_rules(check=silent, version=0):
        judge_all(watch, AT)
    yield watch
    watch.database.close()


def open_codes(watch: Watch) -> set[str]:
    with watch.database.read() as tx:
        return {each.finding.code for each in findings.open_of_agency(tx, agency_id="mc-waiban")}


def test_changes_are_shown_rule_by_rule_and_nothing_is_applied(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reprocess", "--rules"]) == 0

    told = capsys.readouterr().out
    assert "A101：新增 2，消除 0\n  + mc-waiban 2025 " in told
    assert told.splitlines()[-1] == "没有执行。要执行请加 --yes。"
    assert "A101" not in open_codes(watch)


def test_what_was_shown_is_applied(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reprocess", "--rules", "mc-waiban", "--yes"]) == 0
    assert "A101" in open_codes(watch)
    assert "往年的不提醒" in capsys.readouterr().out.splitlines()[-1]

    assert run(["reprocess", "--rules"]) == 0
    assert "将新增疑点 0 条，消除 0 条" in capsys.readouterr().out


def test_an_agency_that_is_not_in_the_roll_and_an_option_alone_are_refused(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reprocess", "--rules", "nobody"]) == 2
    assert run(["reprocess", "--alert-old-years"]) == 2
    assert "--rules" in capsys.readouterr().err
