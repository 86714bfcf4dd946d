"""`duban explain` and `duban duty`: why a state is so, and what a person adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from duban.cli import run
from reports.looks import LookOutcome
from reports.states import Timeliness
from scheduler.duty_jobs import judge_due
from scheduler.watch import Watch
from storage import duties, looks, sources
from tests.scheduler.house import YEAR, add_look, new_watch

AFTER_DUE = datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
LATER = AFTER_DUE + timedelta(hours=12)


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch = new_watch(tmp_path, targets=())
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield watch
    watch.database.close()


def judge_all(watch: Watch, now: datetime) -> Timeliness:
    while judge_due(watch, now=now).judged:
        pass
    with watch.database.read() as tx:
        return duties.get(tx, agency_id="mc-waiban", report_year=YEAR).timeliness


def not_seen(watch: Watch) -> None:
    add_look(watch, AFTER_DUE)
    add_look(watch, LATER)
    assert judge_all(watch, LATER) is Timeliness.NOT_SEEN


def test_explain_tells_state_reasons_looks_and_history(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    not_seen(watch)

    code = run(["explain", "mc-waiban", str(YEAR)])

    told = capsys.readouterr().out
    assert code == 0
    assert "栏目未见·待核实" in told
    assert "2026年2月1日10:00完整查看栏目，未检索到该年度报告。" in told
    assert "not_due → " in told
    assert "column  complete" in told


def test_explain_in_english_has_english_reasons(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    not_seen(watch)

    run(["--language", "en", "explain", "mc-waiban", str(YEAR)])

    assert "did not show the report" in capsys.readouterr().out


def test_an_unknown_agency_is_refused_with_where_to_look(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["explain", "nobody", str(YEAR)])

    assert code == 2
    assert "duban agencies list" in capsys.readouterr().err


def test_a_confirmation_makes_what_was_not_seen_overdue(watch: Watch) -> None:
    not_seen(watch)

    code = run(["duty", "confirm", "mc-waiban", str(YEAR), "--by", "值班员"])

    assert code == 0
    assert judge_all(watch, datetime.now(UTC)) is Timeliness.OVERDUE


def test_nothing_is_confirmed_missing_before_two_good_looks_missed_it(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    add_look(watch, AFTER_DUE, LookOutcome.CHALLENGE)
    judge_all(watch, AFTER_DUE)

    code = run(["duty", "confirm", "mc-waiban", str(YEAR), "--by", "值班员"])

    assert code == 2
    assert "manual-look" in capsys.readouterr().err
    assert judge_all(watch, AFTER_DUE) is Timeliness.UNKNOWN


def test_a_person_who_saw_the_report_settles_a_site_that_blocks_programs(watch: Watch, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    picture.write_bytes(b"\x89PNG not really")
    add_look(watch, AFTER_DUE, LookOutcome.CHALLENGE)

    arguments = ["--by", "值班员", "--saw", "--url", "http://127.0.2.1/2025.html", "--picture", str(picture)]
    code = run(["duty", "manual-look", "mc-waiban", str(YEAR), *arguments])

    assert code == 0
    assert judge_all(watch, datetime.now(UTC)) is not Timeliness.UNKNOWN
    with watch.database.read() as tx:
        look = looks.of_agency(tx, agency_id="mc-waiban")[0]
    assert look.saw_report is True
    assert look.picture_sha256 is not None
    assert watch.archive.get(look.picture_sha256) == b"\x89PNG not really"


def test_no_earlier_report_is_a_persons_word_about_every_column(watch: Watch) -> None:
    code = run(["duty", "no-earlier", "mc-waiban", "--by", "值班员"])

    assert code == 0
    with watch.database.read() as tx:
        (source,) = sources.of_agencies(tx, agency_ids=["mc-waiban"])
    assert source.no_earlier_report_by == "值班员"


def test_an_agency_without_a_column_needs_the_address_that_was_looked_at(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["duty", "manual-look", "mc-dangan", str(YEAR), "--by", "值班员", "--not-seen"])

    assert code == 2
    assert "--url" in capsys.readouterr().err
