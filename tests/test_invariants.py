"""The invariants hold over the demo's season, undisturbed and under faults, on either database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from duban.demo.play import Stage, play, staged
from duban.demo.script import load_season
from duban.demo.verdict import Outcome, compare, load_planted
from scheduler import round as rounds
from scheduler.duty_jobs import judge_due
from storage import documents, duties
from storage.records import DocumentState
from tests.invariants import broken

Disturb = Callable[[Stage], None]


def play_season(
    folder: Path, *, after_each_round: Disturb = lambda _: None, database_url: str | None = None
) -> tuple[Outcome, list[str]]:
    """Return what the season came to and which invariants are broken at its end."""

    async def run() -> tuple[Outcome, list[str]]:
        season = load_season()
        async with staged(season, folder, database_url=database_url) as stage:
            await play(stage, told=lambda _: after_each_round(stage))
            outcome = compare(stage.watch.database, stage.mails.mails, season, load_planted())
            return outcome, broken(stage.watch.database, stage.watch.archive)

    return asyncio.run(run())


def test_an_undisturbed_season_keeps_every_invariant(tmp_path: Path) -> None:
    outcome, wrong = play_season(tmp_path)

    assert wrong == []
    assert outcome.as_planted


def test_reading_and_judging_everything_again_after_each_round_changes_nothing(tmp_path: Path) -> None:
    def again(stage: Stage) -> None:
        now = stage.clock()
        with stage.watch.database.write() as tx:
            documents.requeue(tx, now=now, states=(DocumentState.PARSED, DocumentState.UNREAD))
            for agency in stage.season.agencies:
                for duty in duties.of_agency(tx, agency_id=agency.id):
                    duties.touch(tx, agency_id=agency.id, report_year=duty.report_year, at=now)

    outcome, wrong = play_season(tmp_path, after_each_round=again)

    # what was requeued after the last round is still waiting, and nothing else is
    assert [entry for entry in wrong if not entry.startswith("N3")] == []
    assert outcome.as_planted


def test_a_round_that_fails_half_way_is_made_up_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 0

    def sometimes(watch: rounds.Watch, *, now: object) -> object:
        nonlocal failures
        if failures % 3 == 1:
            failures += 1
            monkeypatch.setattr("scheduler.duty_jobs.alert", _refuse)
            with pytest.raises(OSError, match="disk"):
                judge_due(watch, now=now)  # type: ignore[arg-type]
            monkeypatch.undo()
            monkeypatch.setattr(rounds, "judge_due", sometimes)
        else:
            failures += 1
        return judge_due(watch, now=now)  # type: ignore[arg-type]

    monkeypatch.setattr(rounds, "judge_due", sometimes)

    outcome, wrong = play_season(tmp_path)

    assert failures > 10
    assert wrong == []
    assert outcome.as_planted


def _refuse(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


@pytest.fixture
def season_database(postgres_url: str) -> Iterator[str]:
    """Yield the address of a database for one season on the test process's PostgreSQL."""
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE season"))
        yield postgres_url.rpartition("/")[0] + "/season"
        connection.execute(sa.text("DROP DATABASE season WITH (FORCE)"))
    engine.dispose()


def test_the_season_is_the_same_on_postgresql(tmp_path: Path, season_database: str) -> None:
    outcome, wrong = play_season(tmp_path, database_url=season_database)

    assert wrong == []
    assert outcome.as_planted
