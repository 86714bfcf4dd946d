"""A small writer of OLE containers: streams in one folder, none of them small enough for the mini stream."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_FAT = 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def container(streams: Mapping[str, bytes]) -> bytes:
    """Return a container of these streams; each is filled up with zeros to 4096 bytes at least."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    entries = 1 + len(padded)
    directory_sectors = -(-entries * 128 // _SECTOR)
    lengths = {name: -(-len(data) // _SECTOR) for name, data in padded.items()}
    used = directory_sectors + sum(lengths.values())
    fat_sectors = 1
    while fat_sectors * _SECTOR // 4 < used + fat_sectors:
        fat_sectors += 1
    fat = [_FAT] * fat_sectors
    starts: dict[str, int] = {}
    for name, count in {"": directory_sectors, **lengths}.items():
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
    fat += [_FREE] * (fat_sectors * _SECTOR // 4 - len(fat))
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for index, (name, data) in enumerate(padded.items(), start=1):
        following = index + 1 if index < len(padded) else _NONE
        directory += _entry(name, 2, right=following, start=starts[name], size=len(data))
    directory = directory.ljust(directory_sectors * _SECTOR, b"\0")
    difat = [*range(fat_sectors), *[_FREE] * (109 - fat_sectors)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, starts[""], 0, 4096, _END, 0, _END, 0
    )
    body = b"".join(data.ljust(lengths[name] * _SECTOR, b"\0") for name, data in padded.items())
    return header + struct.pack("<109I", *difat) + struct.pack(f"<{len(fat)}I", *fat) + directory + body


def _entry(name: str, kind: int, *, start: int, size: int, right: int = _NONE, child: int = _NONE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def word_95() -> bytes:
    """Return a binary Word file that says it is older than the own reader knows."""
    return container({"WordDocument": b"\xec\xa5\x68\x00" + bytes(2044)})
