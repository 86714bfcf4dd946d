"""Examines what is kept: rows against bytes, bytes against rows, the schema, the processes, the messages.

Each complaint says what is wrong and what to do about it; an empty result means that nothing was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from reports.states import Sentence
from storage.archive import Archive
from storage.errors import ArchiveDamaged, ArchiveMissing, DatabaseNewer
from storage.overview_stuck import stuck_work
from storage.records import Axis
from storage.schema import documents, duties, looks, transitions
from storage.session import Database
from storage.upgrade import SchemaState, revision, state

SILENT_FOR = timedelta(minutes=5)
SHOWN = 20  # of one kind, the rest as a number
Track = Callable[[Sequence[str]], Iterable[str]]


class Trouble(StrEnum):
    """What a complaint is about."""

    SCHEMA = "schema"
    DATABASE_DAMAGED = "database_damaged"
    ROW_WITHOUT_BYTES = "row_without_bytes"
    BYTES_DAMAGED = "bytes_damaged"
    BYTES_WITHOUT_ROW = "bytes_without_row"
    DUTY_WITHOUT_TRANSITION = "duty_without_transition"
    OLD_HEARTBEAT = "old_heartbeat"
    DEAD_LETTER = "dead_letter"


ADVICE: dict[Trouble, Sentence] = {
    Trouble.SCHEMA: Sentence("先备份，再运行 duban db upgrade", "make a backup, then run duban db upgrade"),
    Trouble.DATABASE_DAMAGED: Sentence(
        "停止督办，从备份恢复数据库文件；磁盘可能有故障", "stop Duban and restore the database; suspect the disk"
    ),
    Trouble.ROW_WITHOUT_BYTES: Sentence(
        "从备份恢复原件目录中的这些文件；没有备份的，下次巡查会重新获取仍在网上的页面",
        "restore these files from a backup; pages still online are fetched again at the next look",
    ),
    Trouble.BYTES_DAMAGED: Sentence(
        "从备份恢复这些文件并检查磁盘；仍在网上的页面下次巡查时会重新归档",
        "restore these files from a backup and check the disk; pages still online are archived again",
    ),
    Trouble.BYTES_WITHOUT_ROW: Sentence(
        "多为写入时中断所留，下次巡查取得同一页面时会自动接上；确认不需要后可删除",
        "usually left by an interruption and adopted when the page is fetched again; delete them if not needed",
    ),
    Trouble.DUTY_WITHOUT_TRANSITION: Sentence(
        "有人绕过程序改了状态；请从备份恢复数据库", "a state was changed behind the program: restore the database"
    ),
    Trouble.OLD_HEARTBEAT: Sentence(
        "进程可能已停止：查看 duban run 的日志并重新启动", "the process may be down: see the log of duban run, restart"
    ),
    Trouble.DEAD_LETTER: Sentence(
        "提醒没有送达：检查对象的地址和口令，运行 duban alerts test，并以其他方式告知有关人员",
        "a notice was not delivered: check its target, run duban alerts test, and tell people another way",
    ),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong; `what` names it for a person."""

    trouble: Trouble
    what: str


def examine(database: Database, archive: Archive, *, now: datetime, track: Track = iter) -> tuple[Complaint, ...]:
    """Return everything that is wrong, in the order of Trouble; `track` may show progress over the originals.

    An old or empty schema ends the examination. Raises DatabaseNewer and NotOurDatabase: those cannot be examined.
    """
    found = state(database)
    if found is SchemaState.NEWER:
        raise DatabaseNewer(database.address, revision(database) or "?")
    if found is not SchemaState.CURRENT:
        return (Complaint(Trouble.SCHEMA, f"{database.address}: {revision(database) or 'empty'} ({found})"),)
    bytes_first = set(archive)  # before the rows: a crawl puts bytes first, so a row read later is never missing
    with database.read() as tx:
        complaints = [*_damaged_file(tx), *_unrecorded_states(tx), *_house(tx, now)]
        wanted = _wanted(tx)
    complaints += _bytes(archive, wanted, track)
    complaints += [Complaint(Trouble.BYTES_WITHOUT_ROW, sha256) for sha256 in sorted(bytes_first - wanted.keys())]
    order = list(Trouble)
    return tuple(sorted(complaints, key=lambda complaint: order.index(complaint.trouble)))


def _wanted(tx: sa.Connection) -> dict[str, str]:
    """Return the hashes that rows name, each with a row that names it."""
    wanted = {
        row.picture_sha256: f"look {row.id}"
        for row in tx.execute(sa.select(looks.c.picture_sha256, looks.c.id).where(looks.c.picture_sha256.is_not(None)))
    }
    for row in tx.execute(sa.select(documents.c.sha256, documents.c.id, documents.c.url)):
        wanted[row.sha256] = f"document {row.id} {row.url}"
    return wanted


def _bytes(archive: Archive, wanted: dict[str, str], track: Track) -> Iterator[Complaint]:
    for sha256 in track(sorted(wanted)):
        try:
            archive.get(sha256)
        except ArchiveMissing:
            yield Complaint(Trouble.ROW_WITHOUT_BYTES, f"{sha256} ({wanted[sha256]})")
        except ArchiveDamaged as damage:
            yield Complaint(Trouble.BYTES_DAMAGED, f"{damage.path} ({wanted[sha256]}: {damage.why})")


def _damaged_file(tx: sa.Connection) -> Iterator[Complaint]:
    if tx.dialect.name != "sqlite":
        return
    for line in tx.exec_driver_sql("PRAGMA quick_check(5)").scalars():
        if line != "ok":
            yield Complaint(Trouble.DATABASE_DAMAGED, str(line))


def _unrecorded_states(tx: sa.Connection) -> Iterator[Complaint]:
    """Yield duties whose state is not what their last transition says."""
    of_duty, newer = transitions.alias(), transitions.alias()
    same_axis = [
        newer.c.agency_id == duties.c.agency_id,
        newer.c.report_year == duties.c.report_year,
        newer.c.axis == Axis.TIMELINESS,
    ]
    last = sa.select(sa.func.max(newer.c.id)).where(*same_axis).correlate(duties).scalar_subquery()
    query = (
        sa.select(duties.c.agency_id, duties.c.report_year, duties.c.timeliness, of_duty.c.after)
        .join_from(duties, of_duty, of_duty.c.id == last, isouter=True)
        .where(of_duty.c.id.is_(None) | (sa.cast(duties.c.timeliness, sa.Text) != of_duty.c.after))
    )
    for row in tx.execute(query.limit(SHOWN)):
        state_text = f"{row.timeliness} / {row.after}"
        yield Complaint(Trouble.DUTY_WITHOUT_TRANSITION, f"{row.agency_id} {row.report_year}: {state_text}")


def _house(tx: sa.Connection, now: datetime) -> Iterator[Complaint]:
    stuck = stuck_work(tx, now=now, silent_for=SILENT_FOR)
    for beat in stuck.old_beats:
        minutes = int((now - beat.at).total_seconds() // 60)
        yield Complaint(Trouble.OLD_HEARTBEAT, f"{beat.name} (pid {beat.pid}): {minutes} min")
    for message in stuck.dead_messages:
        what = f"{message.message_id} → {message.target}: {message.reason or '-'}"
        yield Complaint(Trouble.DEAD_LETTER, what)
