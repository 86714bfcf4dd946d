"""A fresh database for every test: copies of one empty SQLite file, and one PostgreSQL schema wiped in between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.archive import Archive
from storage.session import Database
from tests.storage.world import World, build_world


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with all tables and no rows; copy it, never open it."""
    path = tmp_path_factory.mktemp("empty") / "duban.db"
    Database.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture
def database(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Yield an empty SQLite database."""
    path = tmp_path / "duban.db"
    shutil.copy(empty_file, path)
    opened = Database.open(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an empty archive."""
    return Archive(tmp_path / "archive")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Yield the small world, a fresh one for every test."""
    made = build_world(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def empty_postgres(postgres_url: str) -> str:
    """Return the address of a PostgreSQL database without any table."""
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_url


@pytest.fixture
def postgres(empty_postgres: str) -> Iterator[Database]:
    """Yield an empty PostgreSQL database with all tables."""
    opened = Database.open(empty_postgres, create=True)
    yield opened
    opened.close()
