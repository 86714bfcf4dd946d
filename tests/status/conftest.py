"""The small world behind a real server on loopback, for every test of the page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest
import uvicorn

from reports.readers import Converter
from status.app import create_app
from status.config import StatusConfig
from status.serve import listen
from storage.archive import Archive
from storage.session import Database
from tests.status.odd import add_odd_things
from tests.storage.world import NOW, World, build_world


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        """Return what the clock shows."""
        return self.moment


@dataclass(frozen=True)
class Served:
    """A page being served, with what is behind it."""

    address: str
    client: httpx.Client
    world: World
    clock: Clock

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Return the answer to a GET."""
        return self.client.get(path, headers=headers)


@contextmanager
def serving(world: World, config: StatusConfig | None = None, *, convert: Converter | None = None) -> Iterator[Served]:
    """Yield the world's page, served on a free port of loopback by a thread that ends with the block."""
    clock = Clock()
    app = create_app(world.database, world.archive, config or StatusConfig(), now=clock, convert=convert)
    listening = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        with httpx.Client(base_url=address, timeout=30) as client:
            yield Served(address, client, world, clock)
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="package")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield the page over the small world and its odd things; tests only read it."""
    world = build_world(tmp_path_factory.mktemp("world"))
    with world.database.write() as tx:
        add_odd_things(world, tx)
    with serving(world) as served:
        yield served
    world.database.close()


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small world that is closed, to be copied: making one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("built")
    build_world(folder).database.close()
    return folder


@pytest.fixture
def own_page(built: Path, tmp_path: Path) -> Iterator[Served]:
    """Yield a page over a small world that the test may change."""
    folder = shutil.copytree(built, tmp_path / "own")
    world = World(Database.open(f"sqlite:///{folder / 'duban.db'}"), Archive(folder / "archive"))
    with serving(world) as served:
        yield served
    world.database.close()


@pytest.fixture
def empty_page(tmp_path: Path) -> Iterator[Served]:
    """Yield the page of a fresh install."""
    database = Database.open(f"sqlite:///{tmp_path / 'duban.db'}", create=True)
    world = World(database, Archive(tmp_path / "archive"))
    with serving(world) as served:
        yield served
    database.close()
