"""A small world to look at: eight agencies of two jurisdictions in February 2026, in most of the states there are.

`build_world(folder)` makes it in a fresh SQLite file and archive; NOW is its present. What is where:

| agency | 2025 | why |
|---|---|---|
| sh-waiban | on_time, clean | report on 2026-01-13; 2024 and 2023 silent history |
| sh-hezuo | on_time, findings | A101 in two columns, F007 on five cells of table 4; numbers changed: two versions |
| sh-tongji | late, clean | first seen on 2026-02-03 |
| sh-dangan | not_seen | two good looks after 31 January without it; an open incident, its mail delivered |
| sh-guozi | unknown | behind a challenge page since December; incident source_unhealthy, its mail dead |
| sh-shi | on_time, unread | a government (31 March), its report only as a PDF |
| sh-lishi | not_due | no column known |
| sy-waiban | withdrawn, clean | name with markup and a quarantined document beside its report |
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from reports.looks import LookOutcome
from reports.model import Finding, Level, SectionKey, SectionSpot, TableKey, TableSpot
from reports.states import Content, Timeliness
from storage import agencies, documents, findings, heartbeats, incidents, looks, outbox, runs, sources
from storage.archive import Archive
from storage.records import ListedLink, LookKind, NewMessage, Source
from storage.roll import read_roll
from storage.session import Database
from tests.storage.figures import BLANK, annual_report, number
from tests.storage.world_rolls import SHANGHAI, SHENYANG
from tests.storage.world_steps import IMPORTED, NOW, World, add_document, publish, settle, source_of

__all__ = ["IMPORTED", "NOW", "World", "add_document", "build_world", "fill_world", "publish", "settle", "source_of"]


def build_world(folder: Path) -> World:
    """Return the world, made below the folder."""
    return fill_world(Database.open(f"sqlite:///{folder / 'duban.db'}", create=True), Archive(folder / "archive"))


def fill_world(database: Database, archive: Archive) -> World:
    """Return the world, made in an empty database and archive."""
    world = World(database, archive)
    with database.write() as tx:
        for text, file in ((SHANGHAI, "shanghai.yml"), (SHENYANG, "shenyang.yml")):
            agencies.apply(tx, read_roll(text, file=file), now=IMPORTED)
        _looks_at_everybody(tx)
        _published_on_time(world, tx)
        _published_with_faults(world, tx)
        _published_late(world, tx)
        _not_seen(tx)
        _behind_a_challenge(tx)
        _only_a_pdf(world, tx)
        _withdrawn(world, tx)
        _house(tx)
    return world


def _looks_at_everybody(tx: sa.Connection) -> None:
    for source in sources.of_agencies(tx):
        for month, day in ((1, 20), (2, 1), (2, 9)):
            blocked = source.agency_id == "sh-guozi"
            outcome = LookOutcome.CHALLENGE if blocked else LookOutcome.COMPLETE
            _look(tx, source, outcome, datetime(2026, month, day, 1, tzinfo=UTC))


def _look(tx: sa.Connection, source: Source, outcome: LookOutcome, at: datetime) -> None:
    earlier = ListedLink(f"{source.url}2022.html", "2022年度报告", date(2023, 1, 20), 2022, is_report=True)
    looks.add(
        tx,
        agency_id=source.agency_id,
        source_id=source.id,
        kind=LookKind.COLUMN,
        url=source.url,
        asked_at=at,
        answered_at=at + timedelta(seconds=1),
        outcome=outcome,
        http_status=200 if outcome.is_good else 412,
        pages_read=1 if outcome.is_good else 0,
        canary=True if outcome.is_good else None,
        links=[earlier] if outcome.is_good else [],
    )
    sources.settle(tx, source_id=source.id, outcome=outcome, at=at, next_check_at=at + timedelta(days=1), etag='"1"')


def _published_on_time(world: World, tx: sa.Connection) -> None:
    name = "上海市人民政府外事办公室"
    seen = datetime(2026, 1, 13, 2, tzinfo=UTC)
    for year, received in ((2023, 2), (2024, 3), (2025, 4)):
        report = annual_report(name, year, received=received, published=date(year + 1, 1, 13))
        publish(world, tx, "sh-waiban", report, at=seen)
        settle(tx, "sh-waiban", Timeliness.ON_TIME, Content.CLEAN, at=seen, report_year=year)


def _published_with_faults(world: World, tx: sa.Connection) -> None:
    name, seen = "上海市人民政府合作交流办公室", datetime(2026, 1, 27, 2, tzinfo=UTC)
    review = ["upheld", "corrected", "other_result", "pending", "total"]
    blanks = {(TableKey.REVIEW, "reconsideration", column): BLANK for column in review}
    first = annual_report(name, 2025, received=9, published=date(2026, 1, 26), cells=blanks)
    publish(world, tx, "sh-hezuo", first, at=seen)
    off = {(TableKey.APPLICATIONS, "received", column): number(10) for column in ("natural_person", "total")}
    stored = publish(
        world,
        tx,
        "sh-hezuo",
        annual_report(name, 2025, received=9, published=date(2026, 1, 26), cells=blanks | off),
        at=seen + timedelta(days=2),
        words=" 更正",
    )
    found = [
        _unbalanced("natural_person"),
        _unbalanced("total"),
        Finding(
            id="f007-sh-hezuo-2025",
            code="F007",
            level=Level.WARNING,
            message="表四（行政复议）有 5 格空白，应填数字（没有的填 0）。",
            message_en="Five cells of table 4 are blank where the form wants a number.",
            places=tuple(TableSpot(TableKey.REVIEW, "reconsideration", column) for column in review),
            stated=None,
            expected=None,
            raw=None,
            source="国办公开办函〔2021〕30号",
        ),
    ]
    findings.sync(
        tx,
        agency_id="sh-hezuo",
        report_year=2025,
        report_id=stored.id,
        codes={"A101", "F007"},
        found=found,
        now=seen + timedelta(days=2),
    )
    settle(tx, "sh-hezuo", Timeliness.ON_TIME, Content.FINDINGS, at=seen + timedelta(days=2))
    _tell(tx, "invalid", "sh-hezuo", at=seen + timedelta(days=2))


def _unbalanced(column: str) -> Finding:
    return Finding(
        id=f"a101-sh-hezuo-2025-{column}",
        code="A101",
        level=Level.ERROR,
        message="新收 10 + 上年结转 0 ≠ 办理结果总计 9 + 结转下年度 0。",
        message_en="received 10 + brought forward 0 is not outcomes 9 + carried forward 0.",
        places=(TableSpot(TableKey.APPLICATIONS, "outcomes_total", column), SectionSpot(SectionKey.APPLICATIONS)),
        stated=9,
        expected=10,
        raw="9",
        source="国办公开办函〔2021〕30号 表三注",
    )


def _published_late(world: World, tx: sa.Connection) -> None:
    seen = datetime(2026, 2, 3, 2, tzinfo=UTC)
    publish(world, tx, "sh-tongji", annual_report("上海市统计局", published=date(2026, 2, 3)), at=seen)
    settle(tx, "sh-tongji", Timeliness.LATE, Content.CLEAN, at=seen)
    _tell(tx, "late", "sh-tongji", at=seen)


def _not_seen(tx: sa.Connection) -> None:
    at = datetime(2026, 2, 2, 2, tzinfo=UTC)
    settle(tx, "sh-dangan", Timeliness.NOT_SEEN, None, at=at, sentence="期限已过，两次完整巡查未检索到。")
    _tell(tx, "not_seen", "sh-dangan", at=at)


def _behind_a_challenge(tx: sa.Connection) -> None:
    at = datetime(2026, 2, 1, 2, tzinfo=UTC)
    settle(tx, "sh-guozi", Timeliness.UNKNOWN, None, at=at, sentence="栏目要求浏览器验证，无法判断。")
    _tell(tx, "source_unhealthy", "sh-guozi", at=at, dead=True)


def _only_a_pdf(world: World, tx: sa.Connection) -> None:
    at = datetime(2026, 2, 8, 2, tzinfo=UTC)
    document = add_document(
        world, tx, "sh-shi", b"%PDF-1.7 a report", at=at, path="2025.pdf", media_type="application/pdf"
    )
    documents.mark_unread(tx, document_id=document.id, reason="PDF 暂无法读取", now=at)
    settle(tx, "sh-shi", Timeliness.ON_TIME, Content.UNREAD, at=at)


def _withdrawn(world: World, tx: sa.Connection) -> None:
    at = datetime(2026, 1, 22, 2, tzinfo=UTC)
    publish(world, tx, "sy-waiban", annual_report("沈阳市外事办公室", received=0), at=at)
    odd = add_document(world, tx, "sy-waiban", b"\x00\x01 not a report", at=at, path="2025b.html")
    documents.quarantine(tx, document_id=odd.id, step="read", reason="不是可识别的文件", now=at)
    settle(tx, "sy-waiban", Timeliness.ON_TIME, Content.CLEAN, at=at)
    settle(tx, "sy-waiban", Timeliness.WITHDRAWN, Content.CLEAN, at=at + timedelta(days=10))


def _tell(tx: sa.Connection, kind: str, agency_id: str, *, at: datetime, dead: bool = False) -> None:
    agency = agencies.get(tx, agency_id=agency_id)
    incident, _ = incidents.open_incident(
        tx,
        kind=kind,
        jurisdiction=agency.jurisdiction,
        dedupe_key=f"{kind}/{agency_id}/2025",
        agency_id=agency_id,
        report_year=2025,
        detail={"timeliness": kind},
        now=at,
    )
    message = outbox.put(
        tx,
        message=NewMessage(
            message_id=f"<{kind}.{agency_id}@duban.invalid>",
            jurisdiction=agency.jurisdiction,
            target="office-mail",
            kind=kind,
            subject=f"{agency.name} 2025 年度报告",
            body="请核实。",
            incident_ids=(incident.id,),
        ),
        now=at,
    )
    incidents.stamp_message(tx, incident_ids=[incident.id], message_id=message.message_id)
    (claimed,) = outbox.claim_messages(tx, now=at, limit=1, lease=timedelta(minutes=5))
    if dead:
        outbox.stamp_failed(tx, message=claimed, now=at, detail="550 mailbox unavailable", next_try_at=None)
    else:
        outbox.stamp_delivered(tx, message=claimed, now=at, detail="250 OK")
    if kind == "late":
        incidents.resolve(tx, incident_id=incident.id, now=at + timedelta(days=1))


def _house(tx: sa.Connection) -> None:
    for name in ("daemon", "worker", "page"):
        started = NOW - timedelta(hours=3)
        heartbeats.beat(tx, name=name, now=NOW - timedelta(seconds=20), pid=4711, started_at=started)
    run = runs.enqueue(tx, kind="crawl", source_ids=[source_of(tx, "sh-waiban").id], now=NOW - timedelta(hours=1))
    runs.take_next(tx, now=NOW - timedelta(hours=1))
    runs.finish(tx, run_id=run.id, now=NOW - timedelta(minutes=58), counts={"looks": 1, "documents": 0})
