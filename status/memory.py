"""Answers kept while the data stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")
MOST = 100  # whole pages are among them, each some 50 KB


class Memory:
    """Remembers what was made at one data version, the latest used first, and forgets everything at the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, version: int, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returned for the key at this data version; it is called where that is not known."""
        with self._lock:
            if version == self._version and key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        value = make()
        with self._lock:
            if version > self._version:
                self._version = version
                self._kept.clear()
            if version == self._version:
                self._kept[key] = value
                if len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return value
