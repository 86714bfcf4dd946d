"""Shows where a number stands in its original, through a confined process that is killed when it takes too long.

The page's own process never parses what agencies publish. How a question is answered:
1. what was answered lately is remembered, up to a number of bytes; a failure for half a minute;
2. two originals are opened at a time, whoever waits too long is told to come back;
3. a fresh process gets the bytes, gives up network, files and memory by itself, answers once and ends.
"""

from __future__ import annotations

import contextlib
import json
import logging
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from reports.model import TableKey
from reports.passage import GridPassage, LinesPassage, Passage
from reports.sandbox import surroundings
from status.words import N_
from storage.archive import Archive

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "status.evidence_child")
TIMEOUT_S = 20.0
WAIT_S = 10.0
AT_ONCE = 2
MOST_ANSWER_BYTES = 8 * 1024 * 1024
MOST_KEPT_BYTES = 32 * 1024 * 1024
FAILURE_KEPT_S = 30.0
MARGIN = (200.0, 70.0)  # points sideways, up and down: the neighbours, and most often the row's label
SCALE = 2.0  # pixels a point

_PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """Which cell of the form, as read in that original, to find again."""

    sha256: str
    media_type: str | None
    url: str | None
    report_year: int
    table: TableKey
    row: str
    column: str
    raw: str


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """Which box (left, top, right, bottom in points) of which page, from 1, to draw."""

    sha256: str
    page: int
    box: tuple[float, float, float, float]


Question = PassageQuestion | PictureQuestion


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of the page's piece with the box marked."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing can be shown: a source string, and what the reader said in both languages, if it did."""

    message: str
    zh: str = ""
    en: str = ""


Shown = Passage | Picture | Failure

BUSY = Failure(N_("正在打开的原件较多，请稍后刷新本页，或下载原件核对。"))
TOO_MUCH = Failure(N_("打开原件所需的时间或内存超过上限，已停止。请下载原件核对。"))
NO_PLACE = Failure(N_("读取时没有记下这一格的位置。请下载原件核对。"))
CHANGED = Failure(N_("数据刚刚更新，请刷新本页。"))
FAILED = Failure(N_("打开原件时出错，已写入日志。请下载原件核对。"))
UNREADABLE = N_("无法在原件中指出位置：")


class Evidence:
    """Answers questions about the originals of one archive; safe to ask from several threads."""

    def __init__(self, archive: Archive, *, command: Sequence[str] = COMMAND, timeout_s: float = TIMEOUT_S) -> None:
        self._archive = archive
        self._command = tuple(command)
        self._timeout_s = timeout_s
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._kept = _Kept(time.monotonic)

    def show(self, question: Question | None) -> Shown:
        """Return what the original shows there, or why it cannot be shown. Raises ArchiveMissing, ArchiveDamaged."""
        if question is None:
            return NO_PLACE
        if (known := self._kept.get(question)) is not None:
            return known
        if not self._places.acquire(timeout=WAIT_S):
            return BUSY
        try:
            if (known := self._kept.get(question)) is not None:  # somebody asked the same meanwhile
                return known
            answer, size = self._ask(question)
        finally:
            self._places.release()
        self._kept.put(question, answer, size)
        return answer

    def _ask(self, question: Question) -> tuple[Shown, int]:
        data = self._archive.get(question.sha256)
        started = time.monotonic()
        code, told = _run(self._command, json.dumps(_head(question)).encode() + b"\n" + data, self._timeout_s)
        answer = TOO_MUCH if code != 0 else _understood(told)
        logger.info(
            "original opened sha256=%s code=%s bytes=%s seconds=%.2f",
            question.sha256[:12],
            code,
            len(told),
            time.monotonic() - started,
        )
        return answer, len(told)


def shown_as(shown: Shown) -> str:
    """Return which part of the page shows it: grid, lines, picture or failure."""
    match shown:
        case GridPassage():
            return "grid"
        case LinesPassage():
            return "lines"
        case Picture():
            return "picture"
        case Failure():
            return "failure"
        case _:
            assert_never(shown)


class _Kept:
    """Answers used last, up to a number of bytes; failures pass after a while, so that a reload tries again."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._answers: OrderedDict[Question, tuple[float, int, Shown]] = OrderedDict()
        self._bytes = 0

    def get(self, question: Question) -> Shown | None:
        with self._lock:
            known = self._answers.get(question)
            if known is None or (isinstance(known[2], Failure) and self._clock() - known[0] > FAILURE_KEPT_S):
                return None
            self._answers.move_to_end(question)
            return known[2]

    def put(self, question: Question, answer: Shown, size: int) -> None:
        with self._lock:
            _, before, _ = self._answers.pop(question, (0.0, 0, None))
            self._answers[question] = (self._clock(), size, answer)
            self._bytes += size - before
            while self._bytes > MOST_KEPT_BYTES and len(self._answers) > 1:
                _, (_, dropped, _) = self._answers.popitem(last=False)
                self._bytes -= dropped


def _head(question: Question) -> dict[str, object]:
    if isinstance(question, PictureQuestion):
        return {"page": question.page, "box": question.box, "margin": MARGIN, "scale": SCALE}
    return {
        "media_type": question.media_type,
        "url": question.url,
        "report_year": question.report_year,
        "table": question.table,
        "row": question.row,
        "column": question.column,
        "raw": question.raw,
    }


def _run(command: Sequence[str], message: bytes, timeout_s: float) -> tuple[int, bytes]:
    """Return how the program ended and what it said; it is killed at its deadline, and when it says too much."""
    with tempfile.TemporaryDirectory(prefix="duban-evidence-") as folder:
        process = subprocess.Popen(  # noqa: S603  our own module, and nothing of the document is on its command line
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=surroundings(),
            start_new_session=True,
        )
        deadline = threading.Timer(timeout_s, process.kill)
        deadline.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with contextlib.suppress(BrokenPipeError), process.stdin:
                process.stdin.write(message)
            told = process.stdout.read(MOST_ANSWER_BYTES + 1)
            if len(told) > MOST_ANSWER_BYTES:
                process.kill()
            return process.wait(), told
        finally:
            deadline.cancel()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _understood(told: bytes) -> Shown:
    """Return the child's answer checked: it has read hostile bytes, and its word is not taken for anything."""
    head, _, body = told.partition(b"\n")
    try:
        answer = json.loads(head)
        match answer:
            case {"passage": dict() as passage}:
                return _PASSAGE.validate_python(passage)
            case {"picture": True}:
                return _picture(body)
            case {"zh": str(zh), "en": str(en)}:
                return Failure(UNREADABLE, zh[:1000], en[:1000])
    except (ValueError, ValidationError, struct.error) as error:
        logger.warning("original shown in an unknown form error=%r", error)
    return FAILED


def _picture(png: bytes) -> Picture:
    if not png.startswith(_PNG):
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return Picture(png, width, height)
