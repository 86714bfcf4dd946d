"""The archive of originals: bytes by their SHA-256, written once, verified whenever they are read.

`root/ab/cd/abcd…` holds the bytes as they came, `abcd….zst` the same compressed (text-like content). Writing:
1. a temporary file in the same folder is written and synced, 2. renamed into place, 3. its folder synced. A crash
leaves the whole original, or a temporary file that `sweep` removes; two processes putting the same bytes agree.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import zstandard

from storage.errors import ArchiveDamaged, ArchiveFull, ArchiveMissing

LARGEST = 1 << 30  # bytes of one original; what claims to be larger when unpacked is damaged
COMPRESSION_LEVEL = 10
WORTHWHILE = 512  # bytes below which compressing gains nothing
NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAME = re.compile(r"([0-9a-f]{64})(\.zst)?")
_TEMPORARY = ".part-"
_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


class Archive:
    """The originals below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes) -> str:
        """Return the SHA-256 of the bytes, which are on disk when this returns; known bytes are not written again.

        A damaged file of the same hash is replaced. Raises ArchiveFull, with nothing half-written left behind.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if self._holds(sha256):
            return sha256
        path = self._paths(sha256)[0]
        stored = data
        if _is_text_like(data):
            packed = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(data)
            if len(packed) < len(data):
                path, stored = self._paths(sha256)[1], packed
        try:
            _make_folder(path.parent, self.root)
            _write_once(path, stored)
        except OSError as error:
            if error.errno in NO_SPACE:
                raise ArchiveFull(self.root, len(stored), os.strerror(error.errno or 0)) from error
            raise
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash, verified. Raises ArchiveMissing and ArchiveDamaged."""
        path = self._find(sha256)
        if path is None:
            raise ArchiveMissing(sha256)
        stored = path.read_bytes()
        if path.suffix == ".zst":
            stored = _unpack(stored, sha256, path)
        if hashlib.sha256(stored).hexdigest() != sha256:
            raise ArchiveDamaged(sha256, path, "内容与 SHA-256 不符")
        return stored

    def __iter__(self) -> Iterator[str]:
        """Yield the hash of every original, in order."""
        for folder in _folders(self.root):
            names = {match[1] for entry in folder.iterdir() if (match := _NAME.fullmatch(entry.name))}
            yield from sorted(names)

    def sweep(self, *, before: datetime) -> int:
        """Return how many temporary files older than that were removed; a writer that crashed left them."""
        removed = 0
        for folder in _folders(self.root):
            for entry in folder.glob(f"{_TEMPORARY}*"):
                if entry.stat().st_mtime < before.timestamp():
                    entry.unlink(missing_ok=True)
                    removed += 1
        return removed

    def _holds(self, sha256: str) -> bool:
        """Return whether the sound bytes are there; a damaged file is removed, to be written anew."""
        try:
            self.get(sha256)
        except ArchiveMissing:
            return False
        except ArchiveDamaged as damage:
            damage.path.unlink(missing_ok=True)
            return False
        return True

    def _find(self, sha256: str) -> Path | None:
        return next((path for path in self._paths(sha256) if path.exists()), None)

    def _paths(self, sha256: str) -> tuple[Path, Path]:
        if re.fullmatch(r"[0-9a-f]{64}", sha256) is None:
            raise ValueError(f"not a SHA-256: {sha256!r}")
        folder = self.root / sha256[:2] / sha256[2:4]
        return folder / sha256, folder / f"{sha256}.zst"


def _is_text_like(data: bytes) -> bool:
    """Return whether compressing is likely to pay: no container or picture, which are compressed already."""
    return WORTHWHILE <= len(data) <= LARGEST and not data.startswith(_BINARY_STARTS)


def _unpack(stored: bytes, sha256: str, path: Path) -> bytes:
    try:
        size = zstandard.frame_content_size(stored)
        if not 0 <= size <= LARGEST:
            raise ArchiveDamaged(sha256, path, f"解压后大小不合理：{size}")
        return zstandard.ZstdDecompressor().decompress(stored, max_output_size=LARGEST)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(sha256, path, f"无法解压：{error}") from error


def _write_once(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o444)
        temporary.replace(path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _make_folder(folder: Path, root: Path) -> None:
    """Make the folder and those above it up to the root, each synced into the one above it."""
    if folder.is_dir():
        return
    if folder != root:
        _make_folder(folder.parent, root)
        folder.mkdir(exist_ok=True)
    else:
        folder.mkdir(parents=True, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folders(root: Path) -> Iterator[Path]:
    if root.is_dir():
        for first in sorted(root.iterdir()):
            if first.is_dir() and re.fullmatch(r"[0-9a-f]{2}", first.name):
                yield from sorted(second for second in first.iterdir() if second.is_dir())
