"""Serving the page: one process, one socket, a clean end on SIGTERM and Ctrl-C."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StorageError

logger = logging.getLogger(__name__)

GRACE_S = 5
BEAT_EVERY_S = 15.0


class AddressUnavailable(Exception):
    """The page cannot listen where it was told to: another program does, or the address is not ours."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one. Raises AddressUnavailable."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches off Nagle's delay (40 ms a page) only on sockets that name their protocol
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise AddressUnavailable(host, port, error.strerror or str(error)) from error
    return listening


def serve(
    app: FastAPI,
    host: str,
    port: int,
    *,
    started: Callable[[int], None] | None = None,
    beat: Callable[[], None] | None = None,
) -> None:
    """Serve the page until SIGTERM or SIGINT, then return normally.

    `started` is told the port once it listens; `beat` is called every 15 seconds from its own thread, for a
    heartbeat that whoever runs the page wants to write. Raises AddressUnavailable.
    """
    listening = listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    if started is not None:
        started(listening.getsockname()[1])
    with _own_signals(), _beating(beat):
        uvicorn.Server(config).run(sockets=[listening])


@contextlib.contextmanager
def _own_signals() -> Iterator[None]:
    """Catch the signal that uvicorn raises again after its clean end; without this the exit code says "killed"."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _noted) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _noted(number: int, frame: FrameType | None) -> None:
    """Do nothing: the server has already ended for this signal."""


@contextlib.contextmanager
def _beating(beat: Callable[[], None] | None) -> Iterator[None]:
    if beat is None:
        yield
        return
    ended = threading.Event()

    def run(beat: Callable[[], None] = beat) -> None:
        while True:
            try:
                beat()
            except (StorageError, SQLAlchemyError, OSError) as error:
                # a busy database must not end the heartbeat for good; if it stays, the silence itself is shown
                logger.warning("page_heartbeat_not_written error=%s", error)
            if ended.wait(BEAT_EVERY_S):
                return

    thread = threading.Thread(target=run, name="page-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=GRACE_S)
