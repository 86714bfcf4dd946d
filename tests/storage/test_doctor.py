"""The doctor: finds what is missing, damaged, left over or silent, and nothing in a sound house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import documents, heartbeats
from storage.doctor import ADVICE, Trouble, examine
from storage.errors import DatabaseNewer
from storage.records import StoredDocument
from storage.schema import duties, outbox
from storage.session import Database
from storage.upgrade import SchemaState, state
from tests.storage.test_upgrade import at_first_revision, set_revision
from tests.storage.world import NOW, World


def troubles(world: World, *, later: timedelta = timedelta(0)) -> list[Trouble]:
    return [complaint.trouble for complaint in examine(world.database, world.archive, now=NOW + later)]


@pytest.fixture
def sound(world: World) -> World:
    """Return the world with its dead letter settled."""
    with world.database.write() as tx:
        tx.execute(sa.update(outbox).values(state="delivered"))
    return world


def _document(world: World) -> StoredDocument:
    with world.database.read() as tx:
        return documents.of_agency(tx, agency_id="sh-waiban")[0]


def _file(world: World, sha256: str) -> Path:
    return next(world.archive.root.rglob(f"{sha256}*"))


def test_a_sound_house_has_nothing_wrong(sound: World) -> None:
    assert troubles(sound) == []


def test_a_row_without_bytes_is_found_with_its_address(sound: World) -> None:
    document = _document(sound)
    _file(sound, document.sha256).unlink()

    (complaint,) = examine(sound.database, sound.archive, now=NOW)

    assert complaint.trouble is Trouble.ROW_WITHOUT_BYTES
    assert document.sha256 in complaint.what
    assert document.url in complaint.what


def test_bytes_without_a_row_are_found(sound: World) -> None:
    stray = sound.archive.put(b"nobody knows me")

    (complaint,) = examine(sound.database, sound.archive, now=NOW)

    assert (complaint.trouble, complaint.what) == (Trouble.BYTES_WITHOUT_ROW, stray)


def test_damaged_bytes_are_found(sound: World) -> None:
    path = _file(sound, _document(sound).sha256)
    path.chmod(0o644)
    path.write_bytes(b"overwritten")

    assert troubles(sound) == [Trouble.BYTES_DAMAGED]


def test_a_dead_letter_is_found(world: World) -> None:
    (complaint,) = examine(world.database, world.archive, now=NOW)

    assert complaint.trouble is Trouble.DEAD_LETTER
    assert "550 mailbox unavailable" in complaint.what


def test_a_silent_process_is_found(sound: World) -> None:
    with sound.database.write() as tx:
        heartbeats.beat(tx, name="worker", now=NOW + timedelta(minutes=9), pid=1, started_at=NOW)

    found = examine(sound.database, sound.archive, now=NOW + timedelta(minutes=10))

    assert [complaint.what.split()[0] for complaint in found] == ["daemon", "page"]


def test_a_state_changed_behind_the_program_is_found(sound: World) -> None:
    with sound.database.write() as tx:
        one = duties.c.agency_id == "sh-dangan"
        tx.execute(sa.update(duties).where(one).values(timeliness="on_time"))

    (complaint,) = examine(sound.database, sound.archive, now=NOW)

    assert complaint.trouble is Trouble.DUTY_WITHOUT_TRANSITION
    assert "sh-dangan 2025: on_time / not_seen" in complaint.what


def test_complaints_come_in_a_fixed_order(world: World) -> None:
    world.archive.put(b"stray")
    _file(world, _document(world).sha256).unlink()

    assert troubles(world) == [Trouble.ROW_WITHOUT_BYTES, Trouble.BYTES_WITHOUT_ROW, Trouble.DEAD_LETTER]


def test_an_old_schema_is_told_and_not_upgraded(tmp_path: Path, world: World) -> None:
    old = at_first_revision(f"sqlite:///{tmp_path / 'old.db'}")

    (complaint,) = examine(old, world.archive, now=NOW)

    assert complaint.trouble is Trouble.SCHEMA
    assert "0001" in complaint.what
    assert state(old) is SchemaState.OLD


def test_a_database_of_a_newer_version_cannot_be_examined(database: Database, world: World) -> None:
    set_revision(database, "9999")

    with pytest.raises(DatabaseNewer):
        examine(database, world.archive, now=NOW)


def test_a_database_file_with_damaged_pages_is_found(sound: World) -> None:
    path = sound.database.path
    assert path is not None
    with sound.database.read() as tx:
        page = tx.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'ix_looks_agency_id_asked_at'")
        root = page.scalar_one()
        size = tx.exec_driver_sql("PRAGMA page_size").scalar_one()
    sound.database.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size + 8 : root * size] = bytes(size - 8)
    path.write_bytes(data)

    assert Trouble.DATABASE_DAMAGED in troubles(World(Database.connect(f"sqlite:///{path}"), sound.archive))


def test_every_trouble_has_advice_in_both_languages() -> None:
    assert ADVICE.keys() == set(Trouble)
    assert all(advice.zh and advice.en for advice in ADVICE.values())
