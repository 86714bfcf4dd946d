"""The child that reads one document after the other: bytes in, facts out, confined by itself before it reads.

Run by `scheduler.reading.ReadingChild` only. Every answer is one frame; the broad except of this file is the border
"per document".
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
from typing import Any, BinaryIO

from reports.checking import read_report
from reports.codec import report_to_json
from reports.errors import DocumentTooLarge, ReportError, UnsupportedFormat
from reports.readers import sniff
from reports.readers.archive import ArchivedFile, files_of
from reports.readers.sniff import ZIP
from reports.sandbox import Refused, confine
from scheduler.framing import HEAD_SIZE, BrokenFrame, frame, lengths, parse_head

logger = logging.getLogger(__name__)


def main() -> None:
    """Read frames from standard input until it ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("--cpu-s", type=int, required=True)
    arguments = parser.parse_args()
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but frames may reach the pipe
    barrier = confine(memory_mb=arguments.memory_mb, cpu_s=arguments.cpu_s)
    logger.debug("reading child confined network=%s", barrier)
    with contextlib.suppress(BrokenFrame, BrokenPipeError):
        serve(sys.stdin.buffer, answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer every frame of `questions` on `answers`; raises BrokenFrame when the other side ends."""
    while True:
        head_length, body_length = lengths(questions.read(HEAD_SIZE))
        head = parse_head(questions.read(head_length))
        answers.write(frame(answer(questions.read(body_length), head)))
        answers.flush()


def answer(data: bytes, head: dict[str, Any]) -> dict[str, Any]:
    """Return {"facts": …}, {"parts": […]} or {"step", "reason", "reason_en", "unsupported"} for one document.

    An archive of attachments answers part by part: {"name", "media_type"} and what the file alone would answer.
    """
    try:
        if sniff(data) == ZIP:
            return {"parts": [_part(file, head) for file in files_of(data)]}
        return {"facts": _facts(data, head)}
    except ReportError as error:
        unsupported = isinstance(error, UnsupportedFormat)
        return _not_read(error.code, error.message_zh, error.message_en, unsupported=unsupported)
    except MemoryError:
        return _not_read("memory", "读取所需内存超过上限，未予读取。请确认原件是年度报告本身，或人工打开原件核对。",
                         "reading needed more memory than it is allowed; look at the original")  # fmt: skip
    except Refused as error:
        return _not_read("sandbox", f"读取该文件时试图访问网络或系统（{error.event}），已阻止。请人工核对原件来源。",
                         f"reading the file tried to reach out ({error.event}) and was stopped")  # fmt: skip
    except Exception as error:  # noqa: BLE001  the border "per document"
        logger.warning("document not read error=%r", error)
        return _not_read("crash", f"读取时发生程序错误（{type(error).__name__}）。原件已保存，请在升级后重新读取。",
                         f"the reader failed ({type(error).__name__}); read it again after an upgrade")  # fmt: skip


def _facts(data: bytes, head: dict[str, Any]) -> dict[str, object]:
    _, report = read_report(
        data,
        media_type=head["media_type"],
        url=head["url"],
        agency=head["agency"],
        report_year=head["report_year"],
        pictures=head["pictures"],
    )
    return report_to_json(report)


def _part(file: ArchivedFile, head: dict[str, Any]) -> dict[str, Any]:
    """Return the answer for one file of an archive; an archive inside an archive is not opened."""
    media_type: str | None = None
    try:
        if isinstance(file.content, ReportError):
            raise file.content
        media_type = sniff(file.content, filename=file.name)
        if media_type == ZIP:
            raise DocumentTooLarge("depth", 1)
        answered: dict[str, Any] = {"facts": _facts(file.content, {**head, "media_type": None})}
    except ReportError as error:
        unsupported = isinstance(error, UnsupportedFormat)
        answered = _not_read(error.code, error.message_zh, error.message_en, unsupported=unsupported)
    return {"name": file.name, "media_type": media_type, **answered}


def _not_read(step: str, reason: str, reason_en: str, *, unsupported: bool = False) -> dict[str, Any]:
    return {"step": step, "reason": reason, "reason_en": reason_en, "unsupported": unsupported}


if __name__ == "__main__":
    main()
