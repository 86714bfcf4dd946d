"""Values of the house itself: runs of the worker and heartbeats of the processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.records.watching import RunState


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl handed to the worker; `counts` is what it did, once it is done."""

    id: int
    kind: str
    state: RunState
    source_ids: tuple[int, ...]
    created_at: datetime
    started_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None
    counts: Mapping[str, int]
    error: str | None


@dataclass(frozen=True, slots=True)
class Beat:
    """The last sign of life of a process, by its name (daemon, worker, page)."""

    name: str
    at: datetime
    pid: int
    started_at: datetime
    detail: Mapping[str, object]
