"""Plays the season: moves the sites' clock from round to round and runs the scheduler's own jobs at each."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from alerts.targets import Language, Target
from crawler.pace import DEFAULT_PACE
from duban.demo.script import DemoAgency, Season
from duban.demo.sinks import MailSink, WebhookSink
from duban.demo.web import DemoWeb
from scheduler.crawl_jobs import tick
from scheduler.reading import ReadingChild
from scheduler.round import RoundDone, crawl_and_follow_up
from scheduler.watch import Watch
from storage import agencies, duties
from storage.archive import Archive
from storage.roll import read_roll
from storage.session import Database

CONTACT = "demo@example.invalid"


class SeasonClock:
    """The season's time: a round's moment, and from there on as fast as real time."""

    def __init__(self, moment: datetime) -> None:
        self.turn_to(moment)

    def turn_to(self, moment: datetime) -> None:
        """Begin a new round."""
        self._moment = moment
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        """Return the present moment of the season."""
        return self._moment + timedelta(seconds=time.monotonic() - self._began)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the season is played on."""

    season: Season
    web: DemoWeb
    mails: MailSink
    hook: WebhookSink
    watch: Watch
    clock: SeasonClock


@dataclass(frozen=True, slots=True)
class Round:
    """What happened in one round, for who looks on."""

    moment: datetime
    done: RoundDone
    mails: Sequence[str]


@asynccontextmanager
async def staged(
    season: Season, data_dir: Path, *, public_url: str | None = None, database_url: str | None = None
) -> AsyncIterator[Stage]:
    """Yield the season's web, mail server, webhook and watch, all on loopback; everything is closed at the end."""
    web = DemoWeb(season, now=season.rounds[0])
    mails, hook = MailSink(), WebhookSink()
    await web.start()
    await hook.start()
    mails.start()
    database = Database.open(database_url or f"sqlite:///{data_dir / 'duban.db'}", create=True)
    try:
        watch = Watch(
            database=database,
            archive=Archive(data_dir / "originals"),
            contact=CONTACT,
            targets=_targets(mails, hook),
            pace=DEFAULT_PACE,
            public_url=public_url,
            allow_loopback=True,
            delay_s=0,
        )
        yield Stage(season, web, mails, hook, watch, SeasonClock(season.rounds[0]))
    finally:
        database.close()
        mails.stop()
        await hook.stop()
        await web.stop()


async def play(stage: Stage, *, told: Callable[[Round], None] = lambda _: None) -> None:
    """Play every round; `told` hears of each when it is over."""
    _import_roll(stage)
    child = ReadingChild(stage.watch.limits)
    try:
        for moment in stage.season.rounds:
            told(await _play_round(stage, child, moment))
    finally:
        await child.close()


async def _play_round(stage: Stage, child: ReadingChild, moment: datetime) -> Round:
    watch, clock = stage.watch, stage.clock
    stage.web.now = moment
    clock.turn_to(moment)
    had = len(stage.mails.mails)
    _confirm(stage, until=moment)
    tick(watch, now=clock())
    done = await crawl_and_follow_up(watch, child, clock=clock)
    return Round(moment, done, [mail.subject for mail in stage.mails.mails[had:]])


def _import_roll(stage: Stage) -> None:
    text = yaml.safe_dump(_roll(stage), allow_unicode=True, sort_keys=False)
    now = stage.season.rounds[0]
    with stage.watch.database.write() as tx:
        agencies.apply(tx, read_roll(text, file="demo"), now=now)


def _roll(stage: Stage) -> dict[str, object]:
    season = stage.season
    return {
        "jurisdiction": season.jurisdiction,
        "agencies": [_entry(agency, season, stage.web.column_url(agency)) for agency in season.agencies],
    }


def _entry(agency: DemoAgency, season: Season, url: str) -> dict[str, object]:
    government = agency.level == "government"
    entry: dict[str, object] = {
        "id": agency.id,
        "name": agency.name,
        "aliases": list(agency.aliases),
        "level": agency.level,
        "duty_basis": "statutory_government" if government else "statutory_department",
        "watch_from": season.report_year,
        "sources": [{"url": url, "family": "auto", "hosts": [agency.address], "verified": True}],
    }
    return entry if government else {**entry, "parent": season.jurisdiction}


def _confirm(stage: Stage, *, until: datetime) -> None:
    """Do what the season's officer did by now and had not done before the last round."""
    before = [moment for moment in stage.season.rounds if moment < until]
    since = before[-1] if before else datetime.min.replace(tzinfo=until.tzinfo)
    with stage.watch.database.write() as tx:
        for said in stage.season.confirmations:
            if since < said.at <= until:
                duties.confirm_overdue(
                    tx, agency_id=said.agency, report_year=stage.season.report_year, by=said.by, at=said.at
                )


def _targets(mails: MailSink, hook: WebhookSink) -> tuple[Target, ...]:
    mail = f"mailto://127.0.0.1:{mails.port}?from=duban@example.invalid&to=office@example.invalid"
    return (
        Target(name="mail", url=mail, language=Language.ZH),
        Target(name="webhook", url=f"json://127.0.0.1:{hook.port}/duban", language=Language.EN),
    )
