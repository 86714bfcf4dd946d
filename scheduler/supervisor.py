"""Keeps the processes of one machine running: daemon, worker and page; one stopping never takes the others along.

1. every process is started in a session of its own, so that Ctrl-C reaches the supervisor alone;
2. each reads from a pipe that we hold: when we vanish, even by kill -9, it sees the end and stops;
3. one that ends is started again after 1 s, then 2 s … up to a minute; a minute of life resets the wait;
4. SIGTERM or Ctrl-C: all are asked to end, and killed when the grace is over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass

logger = logging.getLogger(__name__)

GRACE_S = 20.0
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
WRONG_USAGE = 2  # a process that ends with this was set up wrongly: starting it again cannot help


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to keep running."""

    name: str
    command: Sequence[str]


async def supervise(specs: Sequence[ProcessSpec], *, stop: asyncio.Event) -> int:
    """Run the processes until `stop` is set; return 0, or 2 where one refused its set-up and could never run."""
    keepers = [asyncio.create_task(_keep(spec, stop), name=spec.name) for spec in specs]
    results = await asyncio.gather(*keepers)
    return max(results, default=0)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` at SIGTERM and at Ctrl-C."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


def stop_when_orphaned(stop: asyncio.Event) -> None:
    """Set `stop` when standard input ends, which is when the supervisor is gone; for supervised processes only."""
    loop = asyncio.get_running_loop()

    def wait_for_end() -> None:
        while os.read(0, 4096):
            pass
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait_for_end, name="orphan-watch", daemon=True).start()


async def _keep(spec: ProcessSpec, stop: asyncio.Event) -> int:
    wait_s = FIRST_WAIT_S
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        code = await _run_once(spec, stop)
        if stop.is_set():
            break
        if code == WRONG_USAGE:
            logger.error("process cannot run with this set-up process=%s", spec.name)
            stop.set()
            return WRONG_USAGE
        lived_s = asyncio.get_running_loop().time() - began
        wait_s = FIRST_WAIT_S if lived_s >= LONGEST_WAIT_S else wait_s
        logger.warning("process ended and is started again process=%s code=%s wait_s=%g", spec.name, code, wait_s)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait_s)
        wait_s = min(wait_s * 2, LONGEST_WAIT_S)
    return 0


async def _run_once(spec: ProcessSpec, stop: asyncio.Event) -> int:
    process = await asyncio.create_subprocess_exec(
        *spec.command,
        stdin=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    logger.info("process started process=%s pid=%s", spec.name, process.pid)
    ended = asyncio.create_task(process.wait())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not ended.done():
        process.terminate()
        await asyncio.wait({ended}, timeout=GRACE_S)
    if not ended.done():
        logger.warning("process did not end in time and is killed process=%s", spec.name)
        process.kill()
    return await ended
