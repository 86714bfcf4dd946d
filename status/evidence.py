"""Shows where a number stands in its original, through a confined process that is killed when it takes too long.

The page's own process never parses what agencies publish. How a question is answered:
1. what was answered lately is remembered, up to a number of bytes; a failure for half a minute;
2. two originals are opened at a time, whoever waits too long is told to come back;
3. a fresh process gets the bytes, gives up network, files and memory by itself, answers once and ends.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from reports.errors import ReportError
from reports.model import TableKey
from reports.passage import GridPassage, LinesPassage, Passage
from reports.readers import Converter
from reports.readers.sniff import DOC, DOCX
from status.opening import run_program
from status.words import N_
from storage.archive import Archive

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "status.evidence_child")
TIMEOUT_S = 20.0
WAIT_S = 10.0
AT_ONCE = 2
MOST_KEPT_BYTES = 32 * 1024 * 1024
FAILURE_KEPT_S = 30.0
MARGIN = (200.0, 70.0)  # points sideways, up and down: the neighbours, and most often the row's label
SCALE = 2.0  # pixels a point

_PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """Which cell of the form, as read in that original or in that file of an archive, to find again."""

    sha256: str
    media_type: str | None
    url: str | None
    report_year: int
    table: TableKey
    row: str
    column: str
    raw: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """Which box (left, top, right, bottom in points) of which page, from 1, of the original or of a file to draw."""

    sha256: str
    page: int
    box: tuple[float, float, float, float]
    file: str | None = None


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
    code: str = ""


Shown = Passage | Picture | Failure

BUSY = Failure(N_("正在打开的原件较多，请稍后刷新本页，或下载原件核对。"))
TOO_MUCH = Failure(N_("打开原件所需的时间或内存超过上限，已停止。请下载原件核对。"))
NO_PLACE = Failure(N_("读取时没有记下这一格的位置。请下载原件核对。"))
CHANGED = Failure(N_("数据刚刚更新，请刷新本页。"))
FAILED = Failure(N_("打开原件时出错，已写入日志。请下载原件核对。"))
UNREADABLE = N_("无法在原件中指出位置：")
NOT_DRAWN = "unsupported_format"  # the code of reports.errors.UnsupportedFormat: it has pages, but none that we draw
CONVERTER_MISSING = "converter_missing"  # the code of reports.errors.ConverterMissing


class Evidence:
    """Answers questions about the originals of one archive; safe to ask from several threads.

    `convert` is asked for old Word files that the readers themselves refuse, as in reports.readers.read.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        convert: Converter | None = None,
        command: Sequence[str] = COMMAND,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._archive = archive
        self._convert = convert
        self._converted: tuple[str, bytes] = ("", b"")
        self._command = tuple(command)
        self._timeout_s = timeout_s
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._kept = _Kept(time.monotonic)

    def show(self, question: Question | None, *, otherwise: PassageQuestion | None = None) -> Shown:
        """Return what the original shows there, or why it cannot be shown; `otherwise` is asked of what has no pages.

        Raises ArchiveMissing, ArchiveDamaged.
        """
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
            if otherwise is not None and isinstance(answer, Failure) and answer.code == NOT_DRAWN:
                answer, size = self._ask(otherwise)
        finally:
            self._places.release()
        self._kept.put(question, answer, size)
        return answer

    def _ask(self, question: Question) -> tuple[Shown, int]:
        answer, size = self._open(question, self._archive.get(question.sha256))
        needs_office = isinstance(answer, Failure) and answer.code == CONVERTER_MISSING
        if not needs_office or self._convert is None or not isinstance(question, PassageQuestion):
            return answer, size
        try:
            data = self._as_docx(question.sha256, self._convert)
        except ReportError as error:
            return Failure(UNREADABLE, error.message_zh, error.message_en, error.code), 0
        return self._open(replace(question, media_type=DOCX), data)

    def _as_docx(self, sha256: str, convert: Converter) -> bytes:
        """Return the old Word file converted; the last one is kept, as its numbers are looked at one by one."""
        known, data = self._converted
        if known != sha256:
            data = convert(self._archive.get(sha256), DOC)
            self._converted = (sha256, data)
        return data

    def _open(self, question: Question, data: bytes) -> tuple[Shown, int]:
        started = time.monotonic()
        code, told = run_program(self._command, json.dumps(_head(question)).encode() + b"\n" + data, self._timeout_s)
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
        return {
            "page": question.page,
            "box": question.box,
            "margin": MARGIN,
            "scale": SCALE,
            "file": question.file,
        }
    return {
        "file": question.file,
        "media_type": question.media_type,
        "url": question.url,
        "report_year": question.report_year,
        "table": question.table,
        "row": question.row,
        "column": question.column,
        "raw": question.raw,
    }


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
            case {"zh": str(zh), "en": str(en), "code": str(code)}:
                return Failure(UNREADABLE, zh[:1000], en[:1000], code[:100])
    except (ValueError, ValidationError, struct.error) as error:
        logger.warning("original shown in an unknown form error=%r", error)
    return FAILED


def _picture(png: bytes) -> Picture:
    if not png.startswith(_PNG):
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return Picture(png, width, height)
