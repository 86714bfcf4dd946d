"""The reading child: answers come back, hung and dying children are killed and replaced."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from scheduler.reading import NotRead, Read, ReadingChild, ReadingLimits, ReadingTask

CHILD = """
import os, sys, time
sys.path.insert(0, {root!r})
from scheduler.framing import HEAD_SIZE, frame, lengths, parse_head
while True:
    head, body = lengths(sys.stdin.buffer.read(HEAD_SIZE))
    parse_head(sys.stdin.buffer.read(head))
    data = sys.stdin.buffer.read(body)
    if data == b"hang":
        time.sleep(600)
    if data == b"die":
        os.kill(os.getpid(), 9)
    if data == b"leave":
        sys.exit(3)
    if data == b"noise":
        sys.stdout.buffer.write(b"this is no frame at all, it is only noise")
        sys.stdout.buffer.flush()
        time.sleep(600)
    answer = {{"facts": {{"pid": os.getpid()}}}} if data != b"odd" else {{"something": 1}}
    sys.stdout.buffer.write(frame(answer))
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def script(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "child.py"
    path.write_text(CHILD.format(root=os.getcwd()))
    return (sys.executable, str(path))


def task(data: bytes) -> ReadingTask:
    return ReadingTask(data=data, media_type="text/html", url=None, agency=None, report_year=None)


def read_all(script: tuple[str, ...], *pieces: bytes, limits: ReadingLimits | None = None) -> list[Read | NotRead]:
    async def run() -> list[Read | NotRead]:
        child = ReadingChild(limits or ReadingLimits(timeout_s=2), command=script)
        try:
            return [await child.read(task(piece)) for piece in pieces]
        finally:
            await child.close()

    return asyncio.run(run())


def test_one_child_reads_many_documents(script: tuple[str, ...]) -> None:
    first, second = read_all(script, b"one", b"two")

    assert isinstance(first, Read)
    assert first == second


def test_a_hung_child_is_killed_and_the_next_document_gets_a_new_one(script: tuple[str, ...]) -> None:
    before, hung, after = read_all(script, b"one", b"hang", b"two")

    assert isinstance(hung, NotRead)
    assert hung.step == "timeout"
    assert isinstance(before, Read)
    assert isinstance(after, Read)
    assert after.facts["pid"] != before.facts["pid"]
    with pytest.raises(ProcessLookupError):
        os.kill(before.facts["pid"], 0)


@pytest.mark.parametrize(("piece", "how"), [(b"die", "SIGKILL"), (b"leave", "exit 3")])
def test_a_child_that_dies_says_how_and_is_replaced(script: tuple[str, ...], piece: bytes, how: str) -> None:
    died, after = read_all(script, piece, b"two")

    assert isinstance(died, NotRead)
    assert died.step == "child_died"
    assert how in died.reason
    assert isinstance(after, Read)


def test_noise_instead_of_an_answer_never_counts_as_read(script: tuple[str, ...]) -> None:
    noisy, after = read_all(script, b"noise", b"two")

    assert isinstance(noisy, NotRead)
    assert isinstance(after, Read)


def test_an_answer_of_unknown_form_is_not_read(script: tuple[str, ...]) -> None:
    (odd,) = read_all(script, b"odd")

    assert isinstance(odd, NotRead)
    assert odd.step == "answer"


def test_a_child_is_replaced_after_its_number_of_documents(script: tuple[str, ...]) -> None:
    answers = read_all(script, b"1", b"2", b"3", limits=ReadingLimits(timeout_s=2, documents=2))

    pids = [answer.facts["pid"] for answer in answers if isinstance(answer, Read)]
    assert pids[0] == pids[1] != pids[2]
