"""Delivering what is queued: every message ends delivered, waiting or dead, and never twice without need."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from alerts import outbox as delivery
from alerts.channels import Channel
from alerts.outbox import LEASE, MOST_ATTEMPTS, DeliveryCounts, deliver, revive_dead, wait_after
from alerts.targets import Target
from reports.states import Timeliness
from storage import outbox
from storage.records import MessageState, ReceiptStatus
from storage.session import Database
from tests.alerts.house import house, messages, told
from tests.alerts.samples import NOW, duty, published
from tests.alerts.servers import Hook, MailServer, free_port, hook_server, mail_server

SHENYANG = {"agency_id": "shenyang-wb", "agency_name": "沈阳市人民政府外事办公室", "jurisdiction": "shenyang"}
LATER = NOW + LEASE + timedelta(minutes=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with house(tmp_path) as opened:
        yield opened


def mail_to(port: int, name: str = "office") -> Target:
    return Target(name, f"mailto://127.0.0.1:{port}?from=duban@example.org&to=office@example.org&cto=1")


def hook_at(port: int, name: str = "hook") -> Target:
    return Target(name, f"json://127.0.0.1:{port}/hook?rto=1")


def receipts(database: Database) -> list[tuple[ReceiptStatus, str | None]]:
    with database.read() as tx:
        return [
            (receipt.status, receipt.detail)
            for message in messages(database)
            for receipt in outbox.receipts_of(tx, outbox_id=message.id)
        ]


def test_a_queued_message_is_delivered_once_with_a_receipt(database: Database) -> None:
    with mail_server() as server:
        told(database, [duty()], mail_to(server.port))

        first = deliver(database, [mail_to(server.port)], now=NOW)
        second = deliver(database, [mail_to(server.port)], now=LATER)

    assert (first, second) == (DeliveryCounts(delivered=1), DeliveryCounts())
    (message,) = messages(database)
    assert message.state is MessageState.DELIVERED
    assert [mail["X-Duban-Message-Id"] for mail in server.mails] == [message.message_id]
    assert [mail["Subject"] for mail in server.mails] == [message.subject]
    assert receipts(database) == [(ReceiptStatus.DELIVERED, "SUCCESS")]


def test_one_round_reaches_mail_and_webhook_each_once(database: Database) -> None:
    with mail_server() as server, hook_server() as hook:
        targets = [mail_to(server.port), hook_at(hook.port)]
        told(database, [duty(), duty(Timeliness.OVERDUE, **SHENYANG)], *targets)

        counts = deliver(database, targets, now=NOW)

    assert counts == DeliveryCounts(delivered=4)
    assert (len(server.mails), len(hook.received)) == (2, 2)
    assert hook.received[0]["data"]["incidents"][0]["agency"] == "沈阳市人民政府外事办公室"


def test_a_target_that_fails_does_not_keep_the_others_from_their_messages(database: Database) -> None:
    with mail_server() as server:
        targets = [mail_to(free_port(), "dead"), mail_to(server.port)]
        told(database, [duty()], *targets)

        counts = deliver(database, targets, now=NOW)

    assert counts == DeliveryCounts(delivered=1, waiting=1)


def test_a_failed_message_waits_with_its_reason_and_is_delivered_later_under_the_same_id(database: Database) -> None:
    with mail_server(MailServer(answer="451 4.3.0 busy")) as server:
        target = mail_to(server.port)
        told(database, [duty()], target)
        deliver(database, [target], now=NOW)
        (waiting,) = messages(database)
        at_once = deliver(database, [target], now=NOW + timedelta(seconds=30))
        server.answer = "250 OK"

        counts = deliver(database, [target], now=NOW + timedelta(minutes=2))

    assert waiting.state is MessageState.PENDING
    assert waiting.reason is not None
    assert "busy" in waiting.reason
    assert at_once == DeliveryCounts()
    assert counts == DeliveryCounts(delivered=1)
    assert server.mails[0]["X-Duban-Message-Id"] == waiting.message_id
    assert [status for status, _ in receipts(database)] == [ReceiptStatus.FAILED, ReceiptStatus.DELIVERED]


def test_waits_double_from_a_minute_to_six_hours_and_last_about_three_days() -> None:
    waits = [wait_after("duban-1", attempts) for attempts in range(1, MOST_ATTEMPTS)]

    known = [wait for wait in waits if wait is not None]
    assert len(known) == MOST_ATTEMPTS - 1
    assert timedelta(seconds=48) <= known[0] <= timedelta(seconds=72)
    assert max(known) <= timedelta(hours=7.2)
    assert timedelta(days=2) < sum(known, timedelta()) < timedelta(days=4)
    assert wait_after("duban-1", MOST_ATTEMPTS) is None


def test_waits_of_messages_that_failed_together_differ() -> None:
    assert len({wait_after(f"duban-{number}", 5) for number in range(20)}) > 10


def test_after_the_last_try_a_message_is_dead_and_told_in_the_log(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    target = hook_at(free_port())
    told(database, [duty()], target)
    moment = NOW

    with caplog.at_level(logging.WARNING):
        for _ in range(MOST_ATTEMPTS):
            counts = deliver(database, [target], now=moment)
            moment += timedelta(hours=8)

    assert counts == DeliveryCounts(dead=1)
    (message,) = messages(database)
    assert (message.state, message.attempts) == (MessageState.DEAD, MOST_ATTEMPTS)
    assert deliver(database, [target], now=moment) == DeliveryCounts()
    assert "duban alerts retry" in caplog.text


def test_a_dead_message_is_sent_after_a_person_asks_for_it(database: Database) -> None:
    with hook_server() as hook:
        told(database, [duty()], hook_at(hook.port), mail_to(free_port()))
        deliver(database, [], now=NOW)

        revived = revive_dead(database, now=LATER, target="hook")
        counts = deliver(database, [hook_at(hook.port)], now=LATER)

    assert (revived, counts) == (1, DeliveryCounts(delivered=1))
    assert [message.state for message in messages(database)] == [MessageState.DELIVERED, MessageState.DEAD]


def test_a_message_for_a_removed_target_is_dead_with_the_reason(database: Database) -> None:
    told(database, [duty()], hook_at(1))

    counts = deliver(database, [], now=NOW)

    assert counts == DeliveryCounts(dead=1)
    reason = messages(database)[0].reason
    assert reason is not None
    assert "no longer in the settings" in reason


def test_a_target_that_became_unusable_keeps_its_messages_waiting(database: Database) -> None:
    told(database, [duty()], hook_at(1))

    counts = deliver(database, [Target("hook", "dingtalk://SECRET-TOKEN")], now=NOW)

    assert counts == DeliveryCounts(waiting=1)
    assert "SECRET-TOKEN" not in (messages(database)[0].reason or "")


def test_a_crash_between_claim_and_stamp_sends_again_under_the_same_message_id(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with mail_server() as server:
        target = mail_to(server.port)
        told(database, [duty()], target)
        with monkeypatch.context() as patched:
            patched.setattr(delivery.outbox, "stamp_delivered", killed)
            with pytest.raises(KeyboardInterrupt):
                deliver(database, [target], now=NOW)
        before_the_lease_ends = deliver(database, [target], now=NOW + LEASE / 2)

        after = deliver(database, [target], now=LATER)

    assert before_the_lease_ends == DeliveryCounts()
    assert after == DeliveryCounts(delivered=1)
    ids = [mail["X-Duban-Message-Id"] for mail in server.mails]
    assert ids == [messages(database)[0].message_id] * 2


def test_two_deliverers_at_once_send_each_message_once(tmp_path: Path) -> None:
    with house(tmp_path) as first, hook_server() as hook:
        second = Database.open(f"sqlite:///{tmp_path / 'duban.db'}")
        targets = [hook_at(hook.port, f"hook-{number}") for number in range(8)]
        told(first, [duty()], *targets)

        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(deliver, database, targets, now=NOW) for database in (first, second)]
            counts = [run.result() for run in runs]
        second.close()

        assert sum(count.delivered for count in counts) == 8
        sent = [received["message_id"] for received in hook.received]
        assert sorted(sent) == sorted(message.message_id for message in messages(first))


def test_a_sender_held_for_dead_does_not_undo_what_the_next_one_delivered(database: Database) -> None:
    told(database, [duty()], hook_at(1))
    with database.write() as tx:
        (slow,) = outbox.claim_messages(tx, now=NOW, limit=1, lease=LEASE)
    with hook_server() as hook:
        deliver(database, [hook_at(hook.port)], now=LATER)

    with database.write() as tx:
        outbox.stamp_failed(tx, message=slow, now=LATER, detail="late", next_try_at=LATER)

    assert messages(database)[0].state is MessageState.DELIVERED


def test_a_failing_target_is_asked_once_a_round_and_its_other_messages_wait_untried(database: Database) -> None:
    with hook_server(Hook(status=503)) as hook:
        target = hook_at(hook.port)
        told(database, [duty(), duty(**SHENYANG)], target)

        counts = deliver(database, [target], now=NOW)

    assert counts == DeliveryCounts(waiting=2)
    assert len(hook.received) == 1
    details = [detail or "" for _, detail in receipts(database)]
    assert [("not tried" in detail) for detail in details] == [False, True]


def test_a_refusal_of_one_message_does_not_stop_the_next(database: Database) -> None:
    with hook_server(Hook(status=400)) as hook:
        target = hook_at(hook.port)
        told(database, [duty(), duty(**SHENYANG)], target)

        deliver(database, [target], now=NOW)

    assert len(hook.received) == 2


def test_a_crash_while_sending_one_message_leaves_the_others_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Channel.send

    def crashing(channel: Channel, message: object, **options: float) -> object:
        if channel.target.name == "bad":
            raise ZeroDivisionError("SECRET-TOKEN")
        return send(channel, message, **options)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(Channel, "send", crashing)
    with hook_server() as hook:
        targets = [Target("bad", f"json://127.0.0.1:{hook.port}/SECRET-TOKEN"), hook_at(hook.port)]
        told(database, [duty()], *targets)

        counts = deliver(database, targets, now=NOW)

    assert counts == DeliveryCounts(delivered=1, waiting=1)
    assert "ZeroDivisionError: ****" in (messages(database)[0].reason or "")


def test_no_receipt_holds_a_part_of_an_address(database: Database) -> None:
    target = Target("hook", f"json://user:pw-99@127.0.0.1:{free_port()}/token-99?-key=key-99")
    told(database, [duty()], target)

    deliver(database, [target], now=NOW)

    ((status, detail),) = receipts(database)
    assert status is ReceiptStatus.FAILED
    assert [secret for secret in ("pw-99", "token-99", "key-99") if secret in (detail or "")] == []


def test_a_suppressed_message_is_never_sent(database: Database) -> None:
    told(database, [duty()])

    with hook_server() as hook:
        counts = deliver(database, [hook_at(hook.port, "-")], now=NOW)

    assert counts == DeliveryCounts()
    assert hook.received == []


def test_what_happened_while_off_goes_out_in_its_order(database: Database) -> None:
    with hook_server() as hook:
        target = hook_at(hook.port)
        for change in (duty(), duty(Timeliness.OVERDUE), published(Timeliness.LATE)):
            told(database, [change], target)

        deliver(database, [target], now=LATER)

    assert [received["title"].split(" | ")[0] for received in hook.received] == [
        "栏目未见·待核实",
        "逾期未发布",
        "逾期发布 1、已解除 1",
    ]
