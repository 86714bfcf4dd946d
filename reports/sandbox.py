"""What a reading child gives up before it reads: network, files, programs, memory and time; for good, by itself.

1. The network: on Linux an empty network namespace, with a user namespace of its own where the system grants one.
2. Whatever the system grants, Python's audit events: sockets, programs, and files opened to write are refused.
3. Hard limits on memory, processor time, open files, processes, and the size of written files (none).

`surroundings` is what the parent hands over: a cleared environment; the folder is the parent's to make.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER and CLONE_NEWNET of sched.h
_NEW_NETWORK: Final = 0x40000000
_OPEN_FILES: Final = 64
_PROCESSES: Final = 64
"""Threads count as well: a picture is read by several."""

_NICE: Final = 10
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset({
    "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.link", "os.mkdir", "os.posix_spawn",
    "os.remove", "os.rename", "os.rmdir", "os.spawn", "os.symlink", "os.system", "os.truncate", "os.utime",
    "pty.spawn", "subprocess.Popen",
})  # fmt: skip


class Refused(PermissionError):
    """What was read made the reader try something that reading never needs: `event` is Python's name of it."""

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.event = event


class NetworkBarrier(StrEnum):
    """What keeps a child from the network; the audit hook is there in any case."""

    NAMESPACE = "namespace"
    AUDIT_HOOK = "audit_hook"


def surroundings() -> dict[str, str]:
    """Return the whole environment of a child: UTF-8, where the packages are, and no byte code written."""
    packages = str(Path(__file__).resolve().parent.parent)
    return {"LANG": "C.UTF-8", "PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONSAFEPATH": "1"}


def confine(*, memory_mb: int, cpu_s: int) -> NetworkBarrier:
    """Give up everything for the rest of this process, and return what keeps it from the network.

    To be called before any thread is started: a process with threads gets no namespace of its own.
    """
    own_user = _unshare(_NEW_USER | _NEW_NETWORK)
    own_network = own_user or _unshare(_NEW_NETWORK)
    if own_user:  # elsewhere all processes of the user would count, the database's among them
        _cap(resource.RLIMIT_NPROC, _PROCESSES)
    _cap(resource.RLIMIT_AS, memory_mb * 1024 * 1024)
    _cap(resource.RLIMIT_CPU, cpu_s)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    sys.addaudithook(_refuse)
    return NetworkBarrier.NAMESPACE if own_network else NetworkBarrier.AUDIT_HOOK


def _unshare(namespaces: int) -> bool:
    """Return whether the system granted it; many containers and systems other than Linux do not."""
    if not sys.platform.startswith("linux"):
        return False
    refused: int = ctypes.CDLL(None).unshare(namespaces)
    return refused == 0


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REFUSED or event.startswith("socket."):
        raise Refused(event)
    if event == "open":
        _, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITES:
            raise Refused(event)


def _cap(kind: int, limit: int) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    # some systems know the limit and refuse to set it (RLIMIT_AS on macOS): the deadline still holds there
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (ceiling, ceiling))
