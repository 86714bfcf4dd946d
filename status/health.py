"""How the house is: who gave a sign of life, what does not move on, and what the office was never told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from alerts.labels import say_time
from reports.states import Sentence
from status.config import Language, StatusConfig
from storage import heartbeats, overview, runs
from storage.records import Beat, Run, StuckWork

LIMIT = 50
ROUNDS_READ = 20


@dataclass(frozen=True, slots=True)
class Concern:
    """Something a person must see to. `grave`: watching or telling does not work, so /healthz is not 200.

    `code` stays the same while the concern does; `path` with `params` is the page that shows more, None: there is none.
    """

    code: str
    text: Sentence
    grave: bool
    path: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """All concerns, grave ones first, and every sign of life."""

    concerns: tuple[Concern, ...]
    beats: tuple[Beat, ...]

    @property
    def grave(self) -> bool:
        """Return whether watching or telling does not work."""
        return any(concern.grave for concern in self.concerns)

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what changes when the banner does."""
        return tuple(concern.text.zh for concern in self.concerns)


NAMES = {
    "daemon": Sentence("调度进程", "The scheduler"),
    "worker": Sentence("巡查进程", "The crawler"),
    "page": Sentence("状态页进程", "The page's process"),
}


def health_of(tx: sa.Connection, config: StatusConfig, *, now: datetime) -> Health:
    """Return how the house is at the moment."""
    beats = heartbeats.all_beats(tx)
    stuck = overview.stuck_work(
        tx,
        now=now,
        pending_for=config.stuck_after,
        silent_for=config.stale_after,
        unsent_for=config.stuck_after,
        limit=LIMIT,
    )
    found = (
        *_silent_parts(beats, config, now),
        *_stuck(stuck),
        *_old_round(runs.latest(tx, limit=ROUNDS_READ), config, now),
        *_for_information(stuck),
    )
    return Health(tuple(sorted(found, key=lambda concern: not concern.grave)), beats)


def is_fresh(beat: Beat, config: StatusConfig, now: datetime) -> bool:
    """Return whether the sign of life is young enough."""
    return now - beat.at <= config.stale_after


def _silent_parts(beats: tuple[Beat, ...], config: StatusConfig, now: datetime) -> Iterator[Concern]:
    seen = {beat.name: beat for beat in beats}
    for part in config.expected_parts:
        name = NAMES.get(part, Sentence(part, part))
        beat = seen.get(part)
        if beat is None:
            text = Sentence(
                f"{name.zh}没有运行，数据不会更新。请运行 duban run 或检查服务。",
                f"{name.en} is not running, so nothing is updated. Run duban run, or check the service.",
            )
            yield Concern(f"silent.{part}", text, grave=True)
        elif not is_fresh(beat, config, now):
            text = Sentence(
                f"{name.zh}自{say_time(beat.at, Language.ZH)}起没有动静，本页数据可能已过时。请检查服务和日志。",
                f"{name.en} has been silent since {say_time(beat.at, Language.EN)}; this page may be out of date. "
                "Check the service and its log.",
            )
            yield Concern(f"silent.{part}", text, grave=True)


def _stuck(stuck: StuckWork) -> Iterator[Concern]:
    if stuck.pending_documents:
        number = _number(len(stuck.pending_documents))
        text = Sentence(
            f"有{number.zh}个文件等待读取的时间过长。请检查巡查进程的日志。",
            f"Documents waiting too long to be read: {number.en}. Check the crawler's log.",
        )
        yield Concern("stuck.documents", text, grave=True)
    if stuck.late_messages:
        number = _number(len(stuck.late_messages))
        text = Sentence(
            f"有{number.zh}条消息到时未能发出。请检查接收方地址和网络：duban alerts test。",
            f"Messages overdue to be sent: {number.en}. Check the targets and the network: duban alerts test.",
        )
        yield Concern("stuck.messages", text, grave=True, path="/deliveries")
    if stuck.stale_runs:
        number = _number(len(stuck.stale_runs))
        text = Sentence(
            f"有{number.zh}轮巡查中途停住。请检查巡查进程的日志。",
            f"Rounds that stopped half-way: {number.en}. Check the crawler's log.",
        )
        yield Concern("stuck.runs", text, grave=True)
    if stuck.overdue_sources:
        number = _number(len(stuck.overdue_sources))
        text = Sentence(
            f"有{number.zh}个栏目到期超过一天仍未巡查，本页数据可能已过时。请检查巡查进程的日志。",
            f"Columns due for more than a day without a look: {number.en}; this page may be out of date. "
            "Check the crawler's log.",
        )
        yield Concern("stuck.sources", text, grave=True)


def _old_round(latest: tuple[Run, ...], config: StatusConfig, now: datetime) -> Iterator[Concern]:
    finished = max((run.finished_at for run in latest if run.finished_at is not None), default=None)
    if finished is not None and now - finished > config.round_stale_after:
        text = Sentence(
            f"最近一轮巡查完成于{say_time(finished, Language.ZH)}，本页数据可能已过时。"
            "请检查服务，或运行 duban crawl。",
            f"The last round ended at {say_time(finished, Language.EN)}; this page may be out of date. "
            "Check the service, or run duban crawl.",
        )
        yield Concern("stale.round", text, grave=True)


def _for_information(stuck: StuckWork) -> Iterator[Concern]:
    if stuck.dead_messages:
        number = _number(len(stuck.dead_messages))
        text = Sentence(
            f"有{number.zh}条消息发送失败，没有送到任何人。请检查接收方后重新发送。",
            f"Messages that failed and reached nobody: {number.en}. Check the target and send them again.",
        )
        yield Concern("dead.messages", text, grave=False, path="/deliveries", params={"state": "dead"})
    if stuck.quarantined_documents:
        number = _number(len(stuck.quarantined_documents))
        text = Sentence(
            f"有{number.zh}个文件读取失败，已隔离保存。请在单位页面查看原因。",
            f"Documents that could not be read and were set aside: {number.en}. The agency's page tells why.",
        )
        first = stuck.quarantined_documents[0]
        yield Concern("quarantined.documents", text, grave=False, path=f"/agencies/{first.agency_id}")


def _number(count: int) -> Sentence:
    """Return the count as said; more than the limit were not read."""
    if count < LIMIT:
        return Sentence(str(count), str(count))
    return Sentence(f"至少{count}", f"at least {count}")
