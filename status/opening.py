"""Runs the program that opens an original: a fresh process each time, killed at its deadline or at too many words."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from typing import Final

from reports.sandbox import surroundings

MOST_ANSWER_BYTES: Final = 8 * 1024 * 1024


def run_program(command: Sequence[str], message: bytes, timeout_s: float) -> tuple[int, bytes]:
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
