"""Answers kept while the data stays the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")
MOST = 200


class Memory:
    """Remembers what was read at one data version, and forgets everything at the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._kept: dict[Hashable, object] = {}

    def get(self, version: int, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` returned for the key at this data version; it is called where that is not known."""
        with self._lock:
            if version == self._version and key in self._kept:
                return cast(T, self._kept[key])
        value = read()
        with self._lock:
            if version > self._version:
                self._version = version
                self._kept = {}
            if version == self._version and len(self._kept) < MOST:
                self._kept[key] = value
        return value
