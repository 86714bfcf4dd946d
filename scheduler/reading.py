"""Reads documents in a capped child process that is really killed when it hangs.

How it works:
1. a child is started once and kept (`python -m scheduler.reading_child`) with a cleared environment in an empty folder;
   network, files and limits it gives up itself before it reads (`reports.sandbox`);
2. each document goes over a pipe, the answer comes back as JSON;
3. a child that does not answer by the deadline is killed and replaced; one that dies says how;
4. a Word file that only an office program can open is converted beside the child, then read like any other;
5. a document with scanned pages is read again in a child of its own, with the limits that recognising them takes;
6. after a number of documents, and after any that was too much for it, the child is replaced: its memory stays flat.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, assert_never

from reports.errors import ConversionFailed
from reports.readers.sniff import DOC, DOCX
from reports.sandbox import surroundings
from scheduler.convert import LibreOffice
from scheduler.framing import HEAD_SIZE, BrokenFrame, frame, lengths, parse_head

logger = logging.getLogger(__name__)

ENDING_S = 1.0
EXHAUSTED = frozenset({"memory", "sandbox", "crash"})
"""Steps after which a child is not trusted with the next document."""

NOT_A_REPORT = "not_an_annual_report"  # the code of reports.checking.NotAnnualReport
PICTURES_WAIT = "pictures_wait"  # the code of reports.errors.PicturesWait
CONVERTER_MISSING = "converter_missing"  # the code of reports.errors.ConverterMissing
CHILD_COMMAND = (sys.executable, "-m", "scheduler.reading_child")


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may cost; memory is the child's address space, documents its life.

    A document with scanned pages gets a child of its own, with more time and room: recognising a page takes seconds
    and the models alone take half a gigabyte.
    """

    timeout_s: float = 60.0
    memory_mb: int = 1024
    documents: int = 500
    scan_timeout_s: float = 900.0
    scan_memory_mb: int = 3072

    def for_scans(self) -> ReadingLimits:
        """Return the limits of a child that recognises the pictures of one document."""
        return replace(self, timeout_s=self.scan_timeout_s, memory_mb=self.scan_memory_mb, documents=1)


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """One document to read and what is known of it from the roll and the crawl."""

    data: bytes
    media_type: str | None
    url: str | None
    agency: str | None
    report_year: int | None


@dataclass(frozen=True, slots=True)
class Read:
    """The report as the codec's JSON document."""

    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why there are no facts. `unsupported`: no reader knows the kind yet, which is no fault of the document."""

    step: str
    reason: str
    reason_en: str
    unsupported: bool = False

    @property
    def waits(self) -> bool:
        """Return whether the document may hold what is missing elsewhere: anything but "this is something else"."""
        return self.step != NOT_A_REPORT


@dataclass(frozen=True, slots=True)
class ArchivedPart:
    """One file of an archive; the name is its path inside."""

    name: str
    media_type: str | None
    answer: Read | NotRead


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """An archive of attachments of which at least one file was read."""

    parts: tuple[ArchivedPart, ...]


Answer = Read | NotRead | ReadArchive


class ReadingChild:
    """One child process and its replacements; one document at a time. `office` converts what the readers refuse."""

    def __init__(
        self, limits: ReadingLimits, *, command: Sequence[str] = CHILD_COMMAND, office: LibreOffice | None = None
    ) -> None:
        self._limits = limits
        self._office = office
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._done = 0

    async def read(self, task: ReadingTask) -> Answer:
        """Return the facts of one document, or why there are none; never raises for what the document does."""
        answer = await self._read(task, pictures=False)
        if self._office is not None and isinstance(answer, NotRead) and answer.step == CONVERTER_MISSING:
            answer, task = await self._read_converted(task, self._office)
        if not _pictures_wait(answer):
            return answer
        await self.close()
        child = ReadingChild(self._limits.for_scans(), command=self._command)
        try:
            return await child._read(task, pictures=True)
        finally:
            await child.close()

    async def _read_converted(self, task: ReadingTask, office: LibreOffice) -> tuple[Answer, ReadingTask]:
        """Return what the converted document answers, and the task of reading it."""
        try:
            task = replace(task, data=await office.convert(task.data, DOC), media_type=DOCX)
        except ConversionFailed as error:
            return NotRead(error.code, error.message_zh, error.message_en), task
        return await self._read(task, pictures=False), task

    async def _read(self, task: ReadingTask, *, pictures: bool) -> Answer:
        process = await self._running()
        head = {
            "pictures": pictures,
            "media_type": task.media_type,
            "url": task.url,
            "agency": task.agency,
            "report_year": task.report_year,
        }
        try:
            answer = await asyncio.wait_for(_ask(process, frame(head, task.data)), self._limits.timeout_s)
        except TimeoutError:
            await self.close()
            return NotRead(
                "timeout",
                f"读取超过 {self._limits.timeout_s:g} 秒仍未完成，已停止读取。请人工打开原件核对，或在升级后重新读取。",
                f"reading took more than {self._limits.timeout_s:g} seconds and was stopped; look at the original",
            )
        except (BrokenFrame, ConnectionError, asyncio.IncompleteReadError):
            how = await self._ended()
            return NotRead(
                "child_died",
                f"读取程序中途退出（{how}），原件可能已损坏或过大。请人工打开原件核对，或在升级后重新读取。",
                f"the reading process ended ({how}); the original may be damaged or too large",
            )
        self._done += 1
        if self._done >= self._limits.documents or answer.get("step") in EXHAUSTED:
            await self.close()
        return _outcome(answer)

    async def close(self) -> None:
        """Kill the child, if there is one, and wait until it is gone."""
        process, self._process, self._done = self._process, None, 0
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="duban-reading-")
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                f"--memory-mb={self._limits.memory_mb}",
                f"--cpu-s={int(self._limits.timeout_s * self._limits.documents) + 1}",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=self._folder.name,
                env=surroundings(),
                start_new_session=True,  # Ctrl-C in a terminal is for the supervisor alone
            )
            self._done = 0
        return self._process

    async def _ended(self) -> str:
        process = self._process
        if process is not None:  # killing one that is just ending would hide how it ended
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), ENDING_S)
        await self.close()
        code = None if process is None else process.returncode
        if code is None:
            return "unknown"
        return signal.Signals(-code).name if code < 0 else f"exit {code}"


def _pictures_wait(answer: Answer) -> bool:
    """True where the document, or a file of the archive, has scanned pages that the ordinary child left alone."""
    match answer:
        case NotRead(step=step):
            return step == PICTURES_WAIT
        case ReadArchive(parts=parts):
            return any(_pictures_wait(part.answer) for part in parts)
        case Read():
            return False
        case _:
            assert_never(answer)


async def _ask(process: asyncio.subprocess.Process, message: bytes) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise BrokenFrame("the child has no pipes")
    process.stdin.write(message)
    await process.stdin.drain()
    head_length, body_length = lengths(await process.stdout.readexactly(HEAD_SIZE))
    head = parse_head(await process.stdout.readexactly(head_length))
    await process.stdout.readexactly(body_length)
    return head


def _outcome(answer: dict[str, Any]) -> Answer:
    match answer:
        case {"parts": list() as parts}:
            return _archive(parts)
        case _:
            return _single(answer)


def _archive(answers: list[dict[str, Any]]) -> Answer:
    """Return the parts; where none was read, what one waits for, else what is wrong with the first."""
    parts = [ArchivedPart(str(part.get("name")), part.get("media_type"), _single(part)) for part in answers]
    refused = [(part.name, part.answer) for part in parts if isinstance(part.answer, NotRead)]
    if len(refused) < len(parts) or not refused:
        return ReadArchive(tuple(parts))
    name, why = min(refused, key=_least_hopeless)
    return NotRead(
        why.step, f"压缩包内 {name}：{why.reason}", f"{name} in the archive: {why.reason_en}", why.unsupported
    )


def _least_hopeless(refused: tuple[str, NotRead]) -> tuple[bool, bool, bool]:
    """Sort what is read at once in another child first, then what an upgrade may read."""
    _, why = refused
    return why.step != PICTURES_WAIT, not why.unsupported, not why.waits


def _single(answer: dict[str, Any]) -> Read | NotRead:
    match answer:
        case {"facts": dict() as facts}:
            return Read(facts)
        case {"step": str(step), "reason": str(reason), "reason_en": str(reason_en), "unsupported": bool(unsupported)}:
            return NotRead(step, reason, reason_en, unsupported)
        case _:
            logger.warning("reading child answered in an unknown form keys=%s", sorted(answer))
            return NotRead(
                "answer",
                "读取程序的回答无法识别。请升级后重新读取。",
                "the reading process answered in an unknown form",
            )
