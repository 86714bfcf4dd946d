"""Only one watch owns a data directory, and only one a PostgreSQL database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.owner import AlreadyRunning, own
from storage.session import Database

HOLD = """
import sys
from pathlib import Path
from scheduler.owner import own
from storage.session import Database
with own(Path(sys.argv[1]), Database.connect(sys.argv[2], create=True)):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path, url: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'duban.db'}"


def test_a_second_owner_of_a_directory_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    process = hold(tmp_path, sqlite(tmp_path))
    database = Database.connect(sqlite(tmp_path), create=True)

    with pytest.raises(AlreadyRunning), own(tmp_path, database):
        pass
    process.kill()
    process.wait()

    with own(tmp_path, database) as ownership:
        assert ownership.holds()
    database.close()


def test_two_directories_on_one_postgresql_have_one_owner(tmp_path: Path, postgres_url: str) -> None:
    process = hold(tmp_path / "a", postgres_url)
    database = Database.connect(postgres_url)

    with pytest.raises(AlreadyRunning), own(tmp_path / "b", database):
        pass
    process.kill()
    process.wait()
    database.close()
