"""The supervisor: processes are restarted apart from each other and ended together."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler import supervisor
from scheduler.supervisor import ProcessSpec, supervise

MARKS = "import os,sys,time; open(sys.argv[1],'a').write(f'{os.getpid()}\\n'); "
LIVES = MARKS + "time.sleep(600)"
DIES = MARKS + "sys.exit(1)"
REFUSES = "import sys; sys.exit(2)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LIVES


def spec(name: str, code: str, path: Path) -> ProcessSpec:
    return ProcessSpec(name, (sys.executable, "-c", code, str(path)))


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


async def until(condition: object) -> None:
    deadline = asyncio.get_running_loop().time() + 20
    while not condition():  # type: ignore[operator]
        assert asyncio.get_running_loop().time() < deadline, "it did not come to pass"
        await asyncio.sleep(0.02)


def test_one_process_that_keeps_dying_is_started_again_and_the_other_lives_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT_S", 0.05)
    steady, shaky = tmp_path / "steady", tmp_path / "shaky"

    async def run() -> int:
        stop = asyncio.Event()
        work = asyncio.create_task(supervise([spec("a", LIVES, steady), spec("b", DIES, shaky)], stop=stop))
        await until(lambda: len(pids(shaky)) >= 3 and pids(steady))
        stop.set()
        return await work

    code = asyncio.run(run())

    assert code == 0
    assert len(pids(steady)) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pids(steady)[0], 0)


def test_a_process_that_ignores_the_request_to_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_S", 0.3)
    mark = tmp_path / "stubborn"

    async def run() -> None:
        stop = asyncio.Event()
        work = asyncio.create_task(supervise([spec("a", STUBBORN, mark)], stop=stop))
        await until(lambda: pids(mark))
        stop.set()
        await work

    asyncio.run(run())

    with pytest.raises(ProcessLookupError):
        os.kill(pids(mark)[0], 0)


def test_a_process_that_refuses_its_set_up_ends_everything_instead_of_being_retried_for_ever(tmp_path: Path) -> None:
    mark = tmp_path / "steady"

    async def run() -> int:
        specs = [spec("a", LIVES, mark), spec("b", REFUSES, mark)]
        return await asyncio.wait_for(supervise(specs, stop=asyncio.Event()), 20)

    assert asyncio.run(run()) == 2


def test_a_supervised_process_ends_when_its_supervisor_was_killed(tmp_path: Path) -> None:
    mark = tmp_path / "orphan"
    child = (
        "import asyncio, sys; sys.path.insert(0, '.'); from scheduler.supervisor import stop_when_orphaned\n"
        "async def main():\n"
        "    stop = asyncio.Event(); stop_when_orphaned(stop)\n"
        "    import os; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); await stop.wait()\n"
        "asyncio.run(main())"
    )
    parent = (
        "import asyncio, sys; sys.path.insert(0, '.')\n"
        "from scheduler.supervisor import ProcessSpec, supervise\n"
        f"spec = ProcessSpec('a', (sys.executable, '-c', {child!r}, {str(mark)!r}))\n"
        "asyncio.run(supervise([spec], stop=asyncio.Event()))"
    )
    process = subprocess.Popen([sys.executable, "-c", parent])
    asyncio.run(until(lambda: pids(mark)))

    process.send_signal(signal.SIGKILL)
    process.wait()

    deadline = time.monotonic() + 20
    while _alive(pids(mark)[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(pids(mark)[0])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="utf-8") as status:  # a zombie that nobody reaps counts as ended
        return status.read().rpartition(")")[2].split()[0] != "Z"
