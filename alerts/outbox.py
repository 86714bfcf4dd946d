"""Delivering what is queued.

1. claim: one due message at a time, with a lease; while it runs nobody else gets the message.
2. send it to its one target, and judge the answer.
3. stamp: delivered, or to be tried again later (1 minute doubling up to 6 hours, about three days in all), or dead.

A sender that dies between 2 and 3 leaves a lease that runs out, and the message goes out again under the same message
id: at least once. A target that failed in this round is not asked again in it: its other messages wait, untried.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.channels import Channel, Outcome, TargetError, without_secrets
from alerts.failures import ADVICE, Failure
from alerts.messages import Message
from alerts.targets import Target
from storage import outbox
from storage.records import MessageState, OutboxMessage
from storage.session import Database

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
LONGEST_ROUND = timedelta(minutes=5)  # what is left of the lease is more than twice what one send may take
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 20
# These say something about the target, not about the message: no use in trying its other messages now.
OF_THE_TARGET = frozenset(
    {
        Failure.UNREACHABLE,
        Failure.TIMEOUT,
        Failure.TLS,
        Failure.LOGIN,
        Failure.RECIPIENT,
        Failure.NOT_NOW,
        Failure.REDIRECTED,
        Failure.ADDRESS,
    }
)
UNTRIED = "未尝试，同一提醒对象刚刚发送失败：; not tried, the target failed just before: "
REMOVED = "提醒对象已从设置中删除；恢复后请运行 duban alerts retry; the target is no longer in the settings"


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """What one round of delivering came to; `waiting` are tries that failed and will be repeated."""

    delivered: int = 0
    waiting: int = 0
    dead: int = 0


def deliver(database: Database, targets: Sequence[Target], *, now: datetime) -> DeliveryCounts:
    """Send every message that is due at `now` and return the counts; blocks while it sends, five minutes at most.

    Every message that was taken ends this call delivered, waiting or dead, whatever its target does.
    """
    started = time.monotonic()
    by_name = {target.name: target for target in targets}
    channels: dict[str, Channel] = {}
    failed: dict[str, Outcome] = {}
    counts = DeliveryCounts()
    moment = now
    while moment - now < LONGEST_ROUND:
        with database.write() as tx:
            claimed = outbox.claim_messages(tx, now=now, limit=1, lease=LEASE)
        if not claimed:
            break
        (message,) = claimed
        outcome = failed.get(message.target) or _try(message, by_name, channels)
        if outcome.failure in OF_THE_TARGET and message.target in by_name:
            failed.setdefault(message.target, replace(outcome, detail=f"{UNTRIED}{outcome.detail}"))
        moment = now + timedelta(seconds=time.monotonic() - started)
        state = _stamp(database, message, outcome, removed=message.target not in by_name, now=moment)
        counts = _counted(counts, state)
    return counts


def wait_after(message_id: str, attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed tries, None when it was the last one.

    Doubles from one minute to six hours, and differs by up to a fifth from message to message, so that what failed
    together does not come back together.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    digest = hashlib.sha256(f"{message_id}/{attempts}".encode()).digest()
    spread = 0.8 + 0.4 * digest[0] / 255
    return min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT) * spread


def revive_dead(database: Database, *, now: datetime, target: str | None = None) -> int:
    """Return how many dead messages (of that target) wait to be sent again, after somebody mended the cause."""
    revived = 0
    before: int | None = None
    while True:
        with database.write() as tx:
            dead = outbox.page(tx, limit=200, before=before, state=MessageState.DEAD)
            for message in dead:
                if target is None or message.target == target:
                    outbox.revive(tx, outbox_id=message.id, now=now)
                    revived += 1
        if not dead:
            return revived
        before = dead[-1].id


def _try(message: OutboxMessage, targets: Mapping[str, Target], channels: dict[str, Channel]) -> Outcome:
    """Send the message and return what came of it; this is one of the four borders where any error is caught."""
    target = targets.get(message.target)
    if target is None:
        return Outcome(Failure.ADDRESS, "NOMATCH", REMOVED)
    try:
        if target.name not in channels:
            channels[target.name] = Channel(target)
        sent = Message(message.message_id, message.kind, message.subject, message.body, message.payload)
        return channels[target.name].send(sent)
    except TargetError as error:
        return Outcome(Failure.ADDRESS, "NOMATCH", f"{error.zh} {error.en}")
    except Exception as error:  # noqa: BLE001 - per delivery: one message's failure must not stop the others
        text = without_secrets(f"{type(error).__name__}: {error}", target.url)
        logger.error("delivery crashed target=%s message=%s error=%s", target.name, message.message_id, text)
        return Outcome(Failure.CRASHED, "FAILURE", text)


def _stamp(
    database: Database, message: OutboxMessage, outcome: Outcome, *, removed: bool, now: datetime
) -> MessageState:
    """Write the receipt and the message's new state, and return that."""
    if outcome.failure is None:
        with database.write() as tx:
            return outbox.stamp_delivered(tx, message=message, now=now, detail=outcome.status).state
    wait = None if removed else wait_after(message.message_id, message.attempts)
    advice = ADVICE[outcome.failure]
    detail = outcome.detail if removed else f"{advice.zh} {advice.en} {outcome.detail}".strip()
    with database.write() as tx:
        stamped = outbox.stamp_failed(
            tx, message=message, now=now, detail=detail, next_try_at=None if wait is None else now + wait
        )
    if stamped.state is MessageState.DEAD:
        logger.warning(
            "message given up target=%s message=%s attempts=%s: mend the target, then run duban alerts retry",
            message.target,
            message.message_id,
            message.attempts,
        )
    return stamped.state


def _counted(counts: DeliveryCounts, state: MessageState) -> DeliveryCounts:
    match state:
        case MessageState.DELIVERED:
            return replace(counts, delivered=counts.delivered + 1)
        case MessageState.DEAD:
            return replace(counts, dead=counts.dead + 1)
        case _:
            return replace(counts, waiting=counts.waiting + 1)
