"""`duban run` as a person starts and ends it: three processes, one owner, a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import heartbeats
from storage.records import Beat
from storage.session import Database

DUBAN = (sys.executable, "-m", "duban")
PATIENCE_S = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "duban.toml").write_text(
        f'data_dir = "data"\n[crawler]\ncontact = "test@example.gov.cn"\n[page]\nbind = "127.0.0.1:{free_port()}"\n'
    )
    return tmp_path


@pytest.fixture
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(folder)
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(PATIENCE_S)


def start(folder: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    environment["PYTHONPATH"] = os.getcwd()
    return subprocess.Popen([*DUBAN, "run"], cwd=folder, stderr=subprocess.PIPE, text=True, env=environment)


def until(condition: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while not (result := condition()):
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)
    return result


def health(folder: Path) -> tuple[int, dict[str, Any]] | None:
    bind = (folder / "duban.toml").read_text().rpartition('bind = "')[2].rpartition('"')[0]
    try:
        with urllib.request.urlopen(f"http://{bind}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return None


def beats(folder: Path) -> dict[str, Beat]:
    file = folder / "data" / "duban.db"
    if not file.exists():
        return {}
    database = Database.connect(f"sqlite:///{file}")
    try:
        with database.read() as tx:
            return {beat.name: beat for beat in heartbeats.all_beats(tx)}
    finally:
        database.close()


def all_alive(folder: Path) -> bool:
    return (health(folder) or (0, {}))[0] == 200


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_watch_is_healthy_with_its_three_processes_and_ends_cleanly(
    folder: Path, running: subprocess.Popen[str]
) -> None:
    until(lambda: all_alive(folder))
    pids = {name: beat.pid for name, beat in beats(folder).items()}

    running.send_signal(signal.SIGINT)
    code = running.wait(PATIENCE_S)

    assert set(pids) == {"daemon", "worker", "page"}
    assert code == 0
    assert not any(alive(pid) for pid in pids.values())


def test_a_second_watch_on_the_same_data_says_so_and_ends(folder: Path, running: subprocess.Popen[str]) -> None:
    until(lambda: all_alive(folder))

    second = start(folder)
    _, said = second.communicate(timeout=PATIENCE_S)

    assert second.returncode == 2
    assert "已经在使用" in said
    assert "Traceback" not in said
    assert running.poll() is None


def test_a_killed_worker_is_replaced_and_the_others_live_on(folder: Path, running: subprocess.Popen[str]) -> None:
    until(lambda: all_alive(folder))
    before = {name: beat.pid for name, beat in beats(folder).items()}

    os.kill(before["worker"], signal.SIGKILL)
    until(lambda: beats(folder)["worker"].pid != before["worker"])

    after = {name: beat.pid for name, beat in beats(folder).items()}
    assert after["daemon"] == before["daemon"]
    assert after["page"] == before["page"]
    assert running.poll() is None


def test_without_a_contact_nothing_is_started_and_the_message_says_what_to_write(tmp_path: Path) -> None:
    process = start(tmp_path)
    _, said = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 2
    assert "contact" in said
    assert "Traceback" not in said
