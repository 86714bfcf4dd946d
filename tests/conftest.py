"""What tests of every package share: a real PostgreSQL and the path of a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.postgres import Installation, find_installation, running_server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield the address of an empty database on a server of this test process's own, stopped at the end."""
    installation: Installation | None = find_installation()
    if installation is None:
        pytest.skip("no PostgreSQL server programs on this machine: apt-get install postgresql")
    with running_server(installation) as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the path of the system's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return path
