"""A log line is one line, can be read by programs, and shows no secret."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.logs import Formatter, configure


def record_of(message: str, *arguments: object, exc_info: object = None) -> logging.LogRecord:
    record = logging.LogRecord("scheduler.worker", logging.WARNING, "f.py", 1, message, arguments, exc_info)  # type: ignore[arg-type]
    record.created = 1737849600.5  # 2025-01-26 08:00 in Shanghai
    return record


def test_a_line_begins_with_the_time_in_shanghai() -> None:
    line = Formatter().format(record_of("run=%s pages=%d", "r1", 3))

    assert line == "2025-01-26T08:00:00.500+08:00 WARNING scheduler.worker run=r1 pages=3"


def test_a_json_line_holds_the_same_fields() -> None:
    line = Formatter(as_json=True).format(record_of("机关=%s", "外办"))

    assert json.loads(line) == {
        "time": "2025-01-26T08:00:00.500+08:00",
        "level": "WARNING",
        "logger": "scheduler.worker",
        "message": "机关=外办",
    }


def test_a_page_title_with_line_breaks_forges_no_line() -> None:
    line = Formatter().format(record_of("title=%s", "a\r\n2025 ERROR forged"))

    assert line.splitlines() == [line]


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mailtos://user:p4ss@smtp.example", "login p4ss failed"),
        ("json://hooks.example/send/0123456789abcdef", "POST https://hooks.example/send/0123456789abcdef"),
        ("json://hooks.example/?token=0123456789abcdef", "refused 0123456789abcdef"),
        ("wecombot://0123456789abcdef", "key=0123456789abcdef"),
        ("mailtos://user:p%40ss-word@smtp.example", "mailtos://user:p@ss-word@smtp.example"),
    ],
)
def test_no_part_of_a_secret_address_is_shown(address: str, shown: str, as_json: bool) -> None:
    line = Formatter(as_json=as_json, secrets=[address]).format(record_of(shown))

    assert "***" in line
    assert not [secret for secret in ("p4ss", "0123456789abcdef", "p@ss-word") if secret in line]


def test_a_short_word_of_an_address_stays_readable() -> None:
    line = Formatter(secrets=["json://hooks.example/send/0123456789abcdef"]).format(record_of("send to hooks.example"))

    assert line.endswith("send to hooks.example")


def test_a_secret_in_a_traceback_is_masked() -> None:
    try:
        raise ValueError("https://u:p4ssword@h")
    except ValueError:
        record = record_of("failed", exc_info=sys.exc_info())

    text = Formatter(secrets=["p4ssword"]).format(record)

    assert "Traceback" in text
    assert "p4ssword" not in text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])), st.booleans())
def test_every_message_is_one_line_whatever_it_holds(message: str, as_json: bool) -> None:
    line = Formatter(as_json=as_json).format(record_of("%s", message))

    assert "\n" not in line
    assert "\r" not in line


def test_configuring_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure(verbose=True)
        configure(verbose=True)
        logging.getLogger("duban.test").info("once")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert capsys.readouterr().err.count("once") == 1
