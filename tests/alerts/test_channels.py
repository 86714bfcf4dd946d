"""Sending to real servers on loopback, and what is told of it."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

import pytest

from alerts.channels import Channel, Outcome, TargetError, check_target, without_secrets
from alerts.failures import ADVICE, Failure, explain
from alerts.messages import Message
from alerts.targets import NOT_YET, Target, masked
from tests.alerts.servers import Hook, MailServer, free_port, hook_server, mail_server

MESSAGE = Message(
    message_id="duban-0123",
    kind="overdue",
    subject="逾期未发布 | 上海市人民政府外事办公室 | 2024年度",
    body="情况：经网上巡查，<b>未检索到</b>\n\n下一步：请核实",
    payload={"message_id": "duban-0123", "counts": {"overdue": 1}, "incidents": [{"agency": "上海市外办"}]},
)


def mail_to(port: int, *, extra: str = "") -> Target:
    return Target("office", f"mailto://127.0.0.1:{port}?from=duban@example.org&to=office@example.org{extra}")


def hook_at(port: int, *, path: str = "/hook", extra: str = "") -> Target:
    return Target("hook", f"json://127.0.0.1:{port}{path}?{extra}")


def test_a_mail_arrives_with_chinese_subject_and_text_intact() -> None:
    with mail_server() as server:
        outcome = Channel(mail_to(server.port)).send(MESSAGE)

    assert outcome.delivered
    (mail,) = server.mails
    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n").strip() == MESSAGE.body


def test_a_mail_carries_its_message_id_and_asks_for_no_automatic_reply() -> None:
    with mail_server() as server:
        Channel(mail_to(server.port)).send(MESSAGE)

    assert server.mails[0]["X-Duban-Message-Id"] == "duban-0123"
    assert server.mails[0]["Auto-Submitted"] == "auto-generated"


def test_a_line_break_in_a_subject_adds_no_header() -> None:
    with mail_server() as server:
        Channel(mail_to(server.port)).send(replace(MESSAGE, subject="a\r\nBcc: x@example.org\r\n\r\nb"))

    assert server.mails[0]["Bcc"] is None
    assert server.mails[0]["Subject"] == "a Bcc: x@example.org b"


@pytest.mark.parametrize(
    ("server", "failure", "said"),
    [
        (MailServer(answer="451 4.3.0 try again later"), Failure.NOT_NOW, "try again later"),
        (MailServer(answer="554 5.7.1 looks like spam"), Failure.REFUSED, "looks like spam"),
        (MailServer(answer="550 5.7.1 not from you"), Failure.REFUSED, "not from you"),
        (MailServer(recipient_answer="550 5.1.1 no such user"), Failure.RECIPIENT, "no such user"),
        (MailServer(recipient_answer="450 4.2.0 greylisted"), Failure.NOT_NOW, "greylisted"),
        (MailServer(slow_s=5), Failure.TIMEOUT, "timed out"),
    ],
)
def test_a_mail_server_that_does_not_take_it_is_a_failure_with_its_reason(
    server: MailServer, failure: Failure, said: str
) -> None:
    with mail_server(server):
        outcome = Channel(mail_to(server.port, extra="&cto=0.3")).send(MESSAGE)

    assert outcome.failure is failure
    assert said in outcome.detail


def test_a_closed_port_is_told_as_unreachable() -> None:
    outcome = Channel(mail_to(free_port())).send(MESSAGE)

    assert outcome == Outcome(Failure.UNREACHABLE, "FAILURE", outcome.detail)
    assert "Connection refused" in outcome.detail


def test_an_unknown_host_is_told_as_unreachable() -> None:
    target = Target("office", "mailto://mail.invalid?from=duban@example.org&to=office@example.org")

    assert Channel(target).send(MESSAGE).failure is Failure.UNREACHABLE


@pytest.mark.parametrize(("password", "delivered"), [("right", True), ("wrong-one", False)])
def test_a_login_is_used_and_a_refused_one_is_told_without_the_password(password: str, delivered: bool) -> None:
    with mail_server(password="right") as server:
        url = f"mailto://duban:{password}@example.org:{server.port}?smtp=127.0.0.1&to=office@example.org"
        outcome = Channel(Target("office", url)).send(MESSAGE)

    assert outcome.delivered is delivered
    assert outcome.failure is (None if delivered else Failure.LOGIN)
    assert password not in outcome.detail


def test_a_plain_port_spoken_to_in_tls_is_told_as_such() -> None:
    with mail_server() as server:
        url = f"mailtos://127.0.0.1:{server.port}?from=duban@example.org&to=office@example.org"
        outcome = Channel(Target("office", url)).send(MESSAGE)

    assert outcome.failure is Failure.TLS


def test_a_webhook_gets_title_text_data_and_the_idempotency_key() -> None:
    with hook_server() as hook:
        outcome = Channel(hook_at(hook.port)).send(MESSAGE)

    assert outcome.delivered
    assert hook.received == [
        {
            "version": "1.0",
            "title": MESSAGE.subject,
            "message": MESSAGE.body,
            "type": "warning",
            "message_id": "duban-0123",
            "data": MESSAGE.payload,
        }
    ]
    assert hook.headers[0]["Idempotency-Key"] == "duban-0123"


def test_a_webhook_without_names_gets_no_incidents() -> None:
    with hook_server() as hook:
        Channel(replace(hook_at(hook.port), names=False)).send(MESSAGE)

    assert hook.received[0]["data"] == {"message_id": "duban-0123", "counts": {"overdue": 1}}


def test_a_webhooks_login_headers_and_fields_from_its_address_are_sent() -> None:
    with hook_server() as hook:
        url = f"json://user:pass@127.0.0.1:{hook.port}/hook?+X-Token=t0ken&:room=7"
        outcome = Channel(Target("hook", url)).send(MESSAGE)

    assert outcome.delivered
    assert hook.headers[0]["Authorization"].startswith("Basic ")
    assert hook.headers[0]["X-Token"] == "t0ken"
    assert hook.received[0]["room"] == "7"


@pytest.mark.parametrize(
    ("hook", "failure"),
    [
        (Hook(status=503), Failure.NOT_NOW),
        (Hook(status=429), Failure.NOT_NOW),
        (Hook(status=401), Failure.LOGIN),
        (Hook(status=404), Failure.REFUSED),
        (Hook(status=302, location="http://127.0.0.1:1/"), Failure.REDIRECTED),
        (Hook(body='{"errcode": 93000, "errmsg": "invalid webhook url"}'), Failure.SAID_NO),
        (Hook(body='{"success": false}'), Failure.SAID_NO),
        (Hook(body='{"code": 403, "msg": "no permission"}'), Failure.SAID_NO),
        (Hook(slow_s=5), Failure.TIMEOUT),
    ],
)
def test_a_webhook_that_does_not_take_it_is_a_failure_whatever_its_status(hook: Hook, failure: Failure) -> None:
    with hook_server(hook):
        outcome = Channel(hook_at(hook.port, extra="rto=0.3")).send(MESSAGE)

    assert outcome.failure is failure


@pytest.mark.parametrize("body", ["", "ok", '{"errcode": 0}', '{"code": 0}', '{"code": 200}', "[1]", '{"ok": true}'])
def test_a_webhook_that_answers_well_is_a_delivery(body: str) -> None:
    with hook_server(Hook(body=body)) as hook:
        assert Channel(hook_at(hook.port)).send(MESSAGE).delivered


def test_a_send_that_never_ends_is_given_up() -> None:
    with hook_server(Hook(slow_s=5)) as hook:
        outcome = Channel(hook_at(hook.port, extra="rto=4")).send(MESSAGE, timeout_s=0.2)

    assert (outcome.failure, outcome.status) == (Failure.TIMEOUT, "TIMEOUT")


@pytest.mark.parametrize("option", ["optional=yes", "retry=3&wait=0"])
def test_no_option_of_the_address_hides_or_repeats_a_failure(option: str) -> None:
    with hook_server(Hook(status=500)) as hook:
        outcome = Channel(hook_at(hook.port, extra=option)).send(MESSAGE)

    assert not outcome.delivered
    assert len(hook.received) == 1


@pytest.mark.parametrize(("status", "delivered"), [(200, True), (500, False)])
def test_any_other_channel_of_the_library_is_sent_the_text(status: int, delivered: bool) -> None:
    with hook_server(Hook(status=status)) as hook:
        outcome = Channel(Target("form", f"form://127.0.0.1:{hook.port}/in")).send(MESSAGE)

    assert outcome.delivered is delivered
    assert "下一步：请核实" in hook.received[0]["raw"]


@pytest.mark.parametrize("scheme", NOT_YET)
def test_a_channel_that_would_report_false_success_is_refused_by_name(scheme: str) -> None:
    with pytest.raises(TargetError, match=r"not supported yet, use mail or json"):
        check_target(Target("chat", f"{scheme}://SECRET-TOKEN"))


@pytest.mark.parametrize(
    "url",
    [
        "office@example.org",
        "mailto://",
        "mailto://127.0.0.1",
        "mailto://user:SECRET@example.org?to=nobody",
        "mailto://user:SECRET@example.org?to=a@example.org,b@example.org",
        "mailto://user:SECRET@example.org?to=a@example.org&cc=b@example.org",
        "mailto://user:SECRET@example.org?to=a@example.org,not-an-address",
        "mailto://user:SECRET@example.org/a@example.org/b@example.org",
        "json://",
        "jsonn://127.0.0.1/SECRET",
        "json://127.0.0.1/SECRET?method=BREW",
    ],
)
def test_a_bad_address_is_refused_with_what_to_write_and_without_the_address(url: str) -> None:
    with pytest.raises(TargetError) as refused:
        check_target(Target("office", url))

    for text in (refused.value.zh, refused.value.en):
        assert "office" in text
        assert "mailtos://user:password@example.org?smtp=smtp.example.org" in text
        assert "SECRET" not in text


def test_good_addresses_are_taken() -> None:
    for url in (
        "mailtos://user:password@example.org?smtp=smtp.example.org&to=office@example.org",
        "mailto://127.0.0.1:25?from=duban@example.org&to=office@example.org",
        "mailto://127.0.0.1:25/office@example.org?from=duban@example.org",
        "mailtos://user:password@example.org",
        "jsons://hook.example.org/path",
    ):
        check_target(Target("office", url))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mailto://user:pw-9@mail.example.org:465?to=a@example.org", "mailto://mail.example.org:465/****"),
        ("json://hook.example.org/token-9?-key=k", "json://hook.example.org/****"),
        ("json://user:12/pw-9@hook.example.org", "json://****"),
        ("pushplus://token-9", "pushplus://****"),
        ("token-9", "****"),
        ("json://[token-9", "json://****"),
    ],
)
def test_an_address_is_shown_without_what_is_secret(url: str, shown: str) -> None:
    assert masked(url) == shown


def test_nothing_that_is_printed_of_a_target_shows_its_address() -> None:
    target = Target("hook", "json://user:pw-9@127.0.0.1:9/token-9?-key=key-9")

    texts = [repr(target), str(target), target.label, repr(Channel(target))]

    assert [text for text in texts for secret in ("pw-9", "token-9", "key-9") if secret in text] == []


def test_neither_outcome_nor_log_shows_the_address() -> None:
    seen = io.StringIO()
    handler = logging.StreamHandler(seen)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    target = Target("hook", f"json://user:pw-99@127.0.0.1:{free_port()}/token-99?-key=key-99&+X-Head=head-99")

    try:
        outcome = Channel(target).send(MESSAGE)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

    assert outcome.failure is Failure.UNREACHABLE
    for secret in ("pw-99", "token-99", "key-99", "head-99"):
        assert secret not in outcome.detail
        assert secret not in seen.getvalue()


def test_a_secret_is_masked_however_it_is_written() -> None:
    url = "json://u:p%40ss@127.0.0.1/tok%20en-9?-key=abc%2Fdef"

    assert without_secrets("p@ss p%40ss /tok en-9 tok%20en-9 abc/def", url) == "**** **** **** **** ****"


def test_every_failure_has_advice_in_both_languages() -> None:
    assert set(ADVICE) == set(Failure)
    assert all(advice.zh and advice.en for advice in ADVICE.values())


def test_a_sender_that_logged_nothing_is_a_refusal_without_detail() -> None:
    assert explain([]) == (Failure.REFUSED, "")


@pytest.mark.parametrize(
    ("url", "names", "shows"),
    [
        ("mailto://h", None, True),
        ("json://h", None, True),
        ("pushplus://t", None, False),
        ("pushplus://t", True, True),
        ("mailto://h", False, False),
    ],
)
def test_mail_and_data_name_agencies_by_default_and_chat_does_not(url: str, names: bool | None, shows: bool) -> None:
    assert Target("t", url, names=names).shows_names is shows
