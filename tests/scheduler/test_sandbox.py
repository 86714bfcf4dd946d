"""What a reading child can no longer do: reach the network, start programs, write or remove files, inherit anything."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.reading import NotRead, Read, ReadingChild, ReadingLimits, ReadingTask

HOSTILE = """
import builtins, ctypes, os, resource, socket, subprocess, sys
import scheduler.reading_child as child
import reports.sandbox as sandbox
if {without_namespace}:
    sandbox._unshare = lambda namespaces: False
def hostile(data, **known):
    told = data.decode()
    result = eval(compile(told, "told", "eval"))
    raise child.ReportError(result) if result is None else Told(result)
class Told(child.ReportError):
    code = "told"
    @property
    def message_zh(self): return str(self.args[0])
child.read_report = hostile
child.main()
"""


@pytest.fixture
def listener() -> Iterator[int]:
    """Yield the port of a server that nobody may reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server.getsockname()[1]
        with pytest.raises(BlockingIOError):
            server.accept()


def tell(tmp_path: Path, *expressions: str, without_namespace: bool = False) -> list[NotRead]:
    """Return what children answer that evaluate the expressions where they would read a document."""
    script = tmp_path / "hostile.py"
    script.write_text(HOSTILE.format(without_namespace=without_namespace))

    async def run() -> list[NotRead]:
        child = ReadingChild(ReadingLimits(timeout_s=10), command=(sys.executable, str(script)))
        answers = []
        try:
            for expression in expressions:
                answer = await child.read(ReadingTask(expression.encode(), None, None, None, None))
                assert not isinstance(answer, Read)
                answers.append(answer)
        finally:
            await child.close()
        return answers

    return asyncio.run(run())


def _connect_natively(port: int) -> str:
    """An expression that connects past Python: what a hijacked library would do; its value is errno, 0 if connected."""
    address = f"(2).to_bytes(2, 'little') + ({port}).to_bytes(2, 'big') + bytes([127, 0, 0, 1]) + bytes(8)"
    return (
        "(lambda c: (c.connect(c.socket(2, 1, 0), "
        f"{address}, 16), ctypes.get_errno())[1])(ctypes.CDLL(None, use_errno=True))"
    )


@pytest.mark.parametrize("without_namespace", [False, True])
def test_a_reader_that_connects_is_refused(tmp_path: Path, listener: int, *, without_namespace: bool) -> None:
    (answer,) = tell(
        tmp_path, f"socket.create_connection(('127.0.0.1', {listener}))", without_namespace=without_namespace
    )

    assert answer.step == "sandbox"
    assert "socket." in answer.reason


def test_a_library_that_connects_past_python_finds_no_network(tmp_path: Path, listener: int) -> None:
    if not _may_leave_network():
        pytest.skip("this system grants no network namespace; Python's own sockets are refused all the same")

    (answer,) = tell(tmp_path, _connect_natively(listener))

    assert answer.reason == "101"  # ENETUNREACH


@pytest.mark.parametrize(
    "expression",
    [
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "open('here', 'w')",
        "open({outside!r}, 'a')",
        "os.open({outside!r}, os.O_WRONLY)",
        "os.remove({outside!r})",
        "os.rename({outside!r}, {outside!r} + '.gone')",
        "os.truncate({outside!r}, 0)",
    ],
)
def test_programs_and_changes_to_files_are_refused(tmp_path: Path, expression: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")

    (answer,) = tell(tmp_path, expression.format(outside=str(outside)))

    assert answer.step == "sandbox"
    assert outside.read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.py", "outside.txt"]


def test_nothing_of_the_parents_surroundings_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_DATABASE_URL", "postgresql://user:secret@host/duban")
    with (tmp_path / "secret.txt").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)

        environment, folder, descriptors = tell(
            tmp_path, "sorted(os.environ)", "os.listdir('.')", "sorted(map(int, os.listdir('/dev/fd')))[:4]"
        )

    assert "DUBAN" not in environment.reason
    assert folder.reason == "[]"
    assert descriptors.reason.startswith("[0, 1, 2, 3")  # 3: the listing itself


def test_the_limits_cannot_be_raised_again(tmp_path: Path) -> None:
    (limits,) = tell(tmp_path, "[resource.getrlimit(kind) for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)]")

    assert limits.reason == "[(0, 0), (64, 64)]"


def test_memory_beyond_the_limit_is_told_and_the_child_replaced(tmp_path: Path) -> None:
    eaten, before, after = tell(tmp_path, "bytearray(4 << 30)", "os.getpid()", "os.getpid()")

    assert eaten.step == "memory"
    assert before.reason == after.reason


def _may_leave_network() -> bool:
    """Return whether a process here may have a network of its own, found out by one that tries."""
    import subprocess

    program = "from reports.sandbox import confine; print(confine(memory_mb=1024, cpu_s=10))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return told.stdout.strip() == "namespace"
