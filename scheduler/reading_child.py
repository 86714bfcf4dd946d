"""The child that reads one document after the other: bytes in, facts out, under limits that it sets on itself.

Run by `scheduler.reading.ReadingChild` only. Every answer is one frame; the broad except of this file is the border
"per document".
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import resource
import sys
from typing import Any, BinaryIO

from reports.checking import read_report
from reports.codec import report_to_json
from reports.errors import ReportError, UnsupportedFormat
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
    _cap(resource.RLIMIT_AS, arguments.memory_mb * 1024 * 1024)
    _cap(resource.RLIMIT_CPU, arguments.cpu_s)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
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
    """Return {"facts": …} or {"step", "reason", "reason_en", "unsupported"} for one document."""
    try:
        _, report = read_report(
            data,
            media_type=head["media_type"],
            url=head["url"],
            agency=head["agency"],
            report_year=head["report_year"],
        )
        return {"facts": report_to_json(report)}
    except ReportError as error:
        return {
            "step": error.code,
            "reason": error.message_zh,
            "reason_en": error.message_en,
            "unsupported": isinstance(error, UnsupportedFormat),
        }
    except Exception as error:  # noqa: BLE001  the border "per document"
        logger.warning("document not read error=%r", error)
        return {
            "step": "crash",
            "reason": f"读取时发生程序错误（{type(error).__name__}）。原件已保存，请在升级后重新读取。",
            "reason_en": f"the reader failed ({type(error).__name__}); read it again after an upgrade",
            "unsupported": False,
        }


def _cap(kind: int, limit: int) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    # some systems know the limit and refuse to set it (RLIMIT_AS on macOS): the deadline still holds there
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (ceiling, hard))


if __name__ == "__main__":
    main()
