"""The archive: what is put is on disk, is what comes back, and is never half there."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import archive as archive_module
from storage.archive import Archive
from storage.errors import ArchiveDamaged, ArchiveFull, ArchiveMissing

ROOT = Path(__file__).parents[2]
PAGE = "<html>政府信息公开工作年度报告</html>".encode() * 100


def files(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.root.rglob("*") if path.is_file())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=4000) | st.text(max_size=2000).map(str.encode))
def test_any_bytes_come_back_as_they_were(archive: Archive, data: bytes) -> None:
    sha256 = archive.put(data)

    assert sha256 == hashlib.sha256(data).hexdigest()
    assert archive.get(sha256) == data


def test_the_path_is_made_of_the_hash_of_the_bytes_before_compression(archive: Archive) -> None:
    sha256 = archive.put(PAGE)

    (path,) = files(archive)
    assert path == archive.root / sha256[:2] / sha256[2:4] / f"{sha256}.zst"
    assert path.stat().st_size < len(PAGE) / 10


def test_what_is_compressed_already_is_kept_as_it_came(archive: Archive) -> None:
    pdf = b"%PDF-1.7" + b"0" * 5000

    sha256 = archive.put(pdf)

    (path,) = files(archive)
    assert path.name == sha256
    assert path.read_bytes() == pdf


def test_the_same_bytes_are_written_once(archive: Archive) -> None:
    archive.put(PAGE)
    (path,) = files(archive)
    before = path.stat().st_mtime_ns, path.stat().st_ino

    archive.put(PAGE)

    assert files(archive) == [path]
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_an_original_cannot_be_written_over_by_accident(archive: Archive) -> None:
    archive.put(PAGE)

    (path,) = files(archive)
    assert path.stat().st_mode & 0o222 == 0


def test_bytes_that_are_not_there_are_named(archive: Archive) -> None:
    with pytest.raises(ArchiveMissing, match="备份"):
        archive.get("0" * 64)


@pytest.mark.parametrize("name", ["", "abc", "../../etc/passwd", "0" * 63 + "G", "A" * 64])
def test_a_name_that_is_no_hash_never_reaches_the_disk(archive: Archive, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive.get(name)


@pytest.mark.parametrize("data", [PAGE, b"%PDF" + PAGE])
def test_a_flipped_bit_is_noticed_when_read_and_healed_when_put_again(archive: Archive, data: bytes) -> None:
    sha256 = archive.put(data)
    (path,) = files(archive)
    stored = bytearray(path.read_bytes())
    stored[len(stored) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(stored)

    with pytest.raises(ArchiveDamaged, match="备份"):
        archive.get(sha256)

    assert archive.put(data) == sha256
    assert archive.get(sha256) == data


@pytest.mark.parametrize("cut", [0, 1, 20])
def test_a_file_cut_short_is_damaged(archive: Archive, cut: int) -> None:
    sha256 = archive.put(PAGE)
    (path,) = files(archive)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(ArchiveDamaged):
        archive.get(sha256)


def test_a_file_that_would_unpack_to_more_than_any_original_is_damaged(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = archive.put(PAGE)
    monkeypatch.setattr(archive_module, "LARGEST", 1000)

    with pytest.raises(ArchiveDamaged, match="大小不合理"):
        archive.get(sha256)


def test_a_bomb_without_a_stated_size_is_damaged(archive: Archive) -> None:
    sha256 = archive.put(PAGE)
    (path,) = files(archive)
    packer = zstandard.ZstdCompressor(write_content_size=False)
    path.chmod(0o644)
    path.write_bytes(packer.compress(b"0" * 10_000_000))

    with pytest.raises(ArchiveDamaged):
        archive.get(sha256)


def test_all_hashes_are_listed_in_order_and_nothing_else(archive: Archive) -> None:
    put = {archive.put(bytes([n]) * n) for n in range(1, 20)}
    folder = next(path.parent for path in files(archive))
    (folder / ".part-crashed").write_bytes(b"half")
    (archive.root / "README").write_bytes(b"not ours")

    assert list(archive) == sorted(put)


def test_an_archive_that_was_never_written_to_is_empty(tmp_path: Path) -> None:
    assert list(Archive(tmp_path / "none")) == []


def test_temporary_files_of_a_crashed_writer_are_swept_and_fresh_ones_stay(archive: Archive) -> None:
    archive.put(PAGE)
    half = files(archive)[0].parent / ".part-crashed"
    half.write_bytes(b"half")
    now = datetime.now(UTC)

    assert archive.sweep(before=now - timedelta(hours=1)) == 0
    assert archive.sweep(before=now + timedelta(seconds=1)) == 1
    assert archive.get(hashlib.sha256(PAGE).hexdigest()) == PAGE


# --- a full disk -------------------------------------------------------------------------------------

FILL = """
import resource, signal, sys
from pathlib import Path
from storage.archive import Archive
from storage.errors import ArchiveFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
archive = Archive(Path(sys.argv[1]))
try:
    archive.put(b"%PDF" + b"x" * 100_000)
except ArchiveFull as error:
    print(error)
print(archive.put(b"%PDF small") in list(archive))
"""


def test_a_write_that_the_system_cuts_short_leaves_no_half_file_and_a_clear_message(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    message, small_is_there = done.stdout.splitlines()
    assert "磁盘空间不足" in message
    assert "100004" in message
    assert small_is_there == "True"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_full_disk_leaves_no_half_file_and_a_clear_message(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this user may not mount a small file system")
    try:
        archive = Archive(tmp_path)
        kept = archive.put(b"%PDF" + b"x" * 100_000)

        with pytest.raises(ArchiveFull, match="清理磁盘"):
            archive.put(b"%PDF" + b"y" * 300_000)

        assert list(archive) == [kept]
        assert len(files(archive)) == 1
        assert archive.get(kept)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


# --- several writers ---------------------------------------------------------------------------------

PUT_MANY = """
import sys
from pathlib import Path
from storage.archive import Archive
archive = Archive(Path(sys.argv[1]))
for n in range(150):
    archive.put(b"%PDF" + n.to_bytes(2, "big") * 2000)
"""


def test_two_processes_and_threads_putting_the_same_bytes_agree(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    other = subprocess.Popen([sys.executable, "-c", PUT_MANY, str(archive.root)], cwd=ROOT)

    def put_many() -> None:
        for n in range(150):
            archive.put(b"%PDF" + n.to_bytes(2, "big") * 2000)

    threads = [threading.Thread(target=put_many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert other.wait(60) == 0
    assert len(list(archive)) == len(files(archive)) == 150
    assert all(archive.get(sha256) for sha256 in archive)
