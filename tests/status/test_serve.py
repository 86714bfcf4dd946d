"""The page as a process: it says where it listens, ends cleanly, and says why it cannot begin."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from status.app import create_app
from status.config import StatusConfig
from status.serve import AddressUnavailable, listen, serve
from tests.status.conftest import Served

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from status.app import create_app
from status.config import StatusConfig
from status.serve import serve
from storage.archive import Archive
from storage.session import Database

folder = Path(sys.argv[1])
database = Database.open(f"sqlite:///{folder / 'duban.db'}", create=True)
app = create_app(database, Archive(folder / "archive"), StatusConfig(), now=lambda: datetime.now(UTC))
serve(app, "127.0.0.1", 0, started=lambda port: print(port, flush=True), beat=lambda: print("beat", flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield the page as a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as started:
        yield started
        started.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_page_cleanly(process: subprocess.Popen[str], number: signal.Signals) -> None:
    assert process.stdout is not None
    port = int(process.stdout.readline())
    assert process.stdout.readline() == "beat\n"
    assert httpx.get(f"http://127.0.0.1:{port}/", timeout=30).status_code == 200

    process.send_signal(number)
    said, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert said.endswith("ended\n")


def test_an_address_in_use_is_named(page: Served) -> None:
    app = create_app(page.world.database, page.world.archive, StatusConfig(), now=page.clock)
    port = int(page.address.rpartition(":")[2])

    with pytest.raises(AddressUnavailable) as refused:
        serve(app, "127.0.0.1", port)

    assert (refused.value.host, refused.value.port) == ("127.0.0.1", port)
    assert refused.value.reason


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(AddressUnavailable):
        listen("192.0.2.1", 0)


def test_small_answers_are_not_held_back() -> None:
    with listen("127.0.0.1", 0) as listening:
        # asyncio sets TCP_NODELAY only where the socket names TCP
        assert listening.proto == socket.IPPROTO_TCP
